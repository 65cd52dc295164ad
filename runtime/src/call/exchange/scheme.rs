//! Chooses the authentication scheme of a call.
//!
//! Pure: a function of the model's schemes, the user's preference and the endpoint's schemes.
//! `identity` knows which sources exist.
//!
//! The endpoint's `authSchemes` (Smithy 2.0, "Endpoint `authSchemes` list property") apply only
//! to signatures: the first listed scheme that this build can sign with is taken, with its
//! signing properties. An endpoint that lists no schemes leaves the choice to the model.

use crate::call::error::CallError;
use crate::model::operation::AuthScheme;
use crate::rules::endpoint::{Endpoint, EndpointAuth};

/// How requests are signed with keys.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Signature<'e> {
    pub(crate) algorithm: Algorithm,
    /// The service's name in the signature.
    pub(crate) name: &'e str,
    /// The signing properties of the endpoint.
    pub(crate) endpoint: Option<EndpointAuth<'e>>,
}

/// A signing algorithm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Algorithm {
    /// `sigv4`.
    SigV4,
    /// `sigv4a`.
    #[cfg(feature = "sigv4a")]
    SigV4a,
    /// `sigv4-s3express`: `SigV4` with the keys of a session, which a call signed with the
    /// caller's own keys opens.
    S3Express,
}

impl Algorithm {
    /// The name of the algorithm in endpoints.
    #[inline]
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::SigV4 => "sigv4",
            #[cfg(feature = "sigv4a")]
            Self::SigV4a => "sigv4a",
            Self::S3Express => "sigv4-s3express",
        }
    }

    /// The algorithm with this name in endpoints, if this build can sign with it.
    fn from_endpoint_name(name: &str) -> Option<Self> {
        match name {
            "sigv4" => Some(Self::SigV4),
            #[cfg(feature = "sigv4a")]
            "sigv4a" => Some(Self::SigV4a),
            "sigv4-s3express" => Some(Self::S3Express),
            _ => None,
        }
    }
}

/// The schemes of an operation: the preferred ones, then the others in the model's order.
pub(super) fn in_order<'a>(
    schemes: &'static [AuthScheme],
    preference: &'a [String],
) -> impl Iterator<Item = AuthScheme> + use<'a> {
    let preferred = preference.iter().flat_map(|name| {
        schemes
            .iter()
            .filter(move |it| is_preference_for(name, it.name()))
    });
    let others = schemes.iter().filter(|it| {
        !preference
            .iter()
            .any(|name| is_preference_for(name, it.name()))
    });
    preferred.chain(others).copied()
}

/// Returns whether a preference names this scheme: both `sigv4` and `aws.auth#sigv4` are in use.
fn is_preference_for(preference: &str, name: &str) -> bool {
    preference.rsplit('#').next() == Some(name)
}

/// The signature of an operation with `schemes` at `endpoint`; `None` if requests are not signed.
pub(super) fn signature<'e>(
    schemes: &'static [AuthScheme],
    preference: &[String],
    endpoint: &'e Endpoint,
) -> Result<Option<Signature<'e>>, CallError> {
    let modelled = in_order(schemes, preference).find_map(|scheme| match scheme {
        AuthScheme::SigV4 { name } | AuthScheme::SigV4a { name } => {
            Some((Algorithm::from_endpoint_name(scheme.name())?, name))
        }
        _ => None,
    });
    let (algorithm, name) = modelled.ok_or_else(not_signed)?;
    let mut listed = endpoint.auth_schemes().peekable();
    if listed.peek().is_none() {
        return Ok(Some(Signature {
            algorithm,
            name,
            endpoint: None,
        }));
    }
    let preferred = preference.iter().filter_map(|wanted| {
        let mut all = endpoint.auth_schemes();
        all.find(|it| is_preference_for(wanted, it.name()))
    });
    for scheme in preferred.chain(listed) {
        if scheme.name() == "none" {
            return Ok(None);
        }
        if let Some(algorithm) = Algorithm::from_endpoint_name(scheme.name()) {
            return Ok(Some(Signature {
                algorithm,
                name: scheme.signing_name().unwrap_or(name),
                endpoint: Some(scheme),
            }));
        }
    }
    Err(unsupported(endpoint))
}

fn not_signed() -> CallError {
    CallError::Config("the model does not sign this operation with SigV4".to_owned())
}

fn unsupported(endpoint: &Endpoint) -> CallError {
    let names: Vec<&str> = endpoint.auth_schemes().map(EndpointAuth::name).collect();
    let way_out = if names.contains(&"sigv4a") {
        "switch on the feature `sigv4a` of `tinsmith`"
    } else {
        "none of them is known"
    };
    CallError::Config(format!(
        "the endpoint takes the authentication schemes `{}` only: {way_out}",
        names.join("`, `")
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::endpoint::Property;

    const SIGV4: AuthScheme = AuthScheme::SigV4 { name: "vault" };

    /// An element of `authSchemes`.
    macro_rules! scheme {
        ($name:literal) => {
            Property::Object(&[("name", Property::Text($name))])
        };
        ($name:literal as $signing:literal) => {
            Property::Object(&[
                ("name", Property::Text($name)),
                ("signingName", Property::Text($signing)),
            ])
        };
    }

    /// The decision for an endpoint that lists these schemes.
    fn decide(preference: &[&str], listed: &'static [(&str, Property)]) -> String {
        let preference: Vec<String> = preference.iter().map(|&name| name.into()).collect();
        let endpoint = Endpoint::plain("https://vault.test").with_properties(listed);
        match signature(&[AuthScheme::Bearer, SIGV4], &preference, &endpoint) {
            Ok(None) => "unsigned".to_owned(),
            Ok(Some(it)) => format!("{:?} {}", it.algorithm, it.name),
            Err(error) => format!("{error:?}"),
        }
    }

    #[test]
    fn an_endpoint_that_lists_nothing_leaves_it_to_the_model() {
        assert_eq!(decide(&[], &[]), "SigV4 vault");
        let empty = &[("authSchemes", Property::List(&[]))];
        assert_eq!(decide(&[], empty), "SigV4 vault");
    }

    #[test]
    fn the_first_that_this_build_can_make_is_taken() {
        let cases: [(&'static [(&str, Property)], &str); 5] = [
            (
                &[("authSchemes", Property::List(&[scheme!("sigv4" as "own")]))],
                "SigV4 own",
            ),
            (
                &[(
                    "authSchemes",
                    Property::List(&[scheme!("sigv5"), scheme!("sigv4")]),
                )],
                "SigV4 vault",
            ),
            (
                &[(
                    "authSchemes",
                    Property::List(&[scheme!("sigv4-s3express" as "s3express")]),
                )],
                "S3Express s3express",
            ),
            (
                &[(
                    "authSchemes",
                    Property::List(&[scheme!("sigv5"), scheme!("sigv4a"), scheme!("sigv4")]),
                )],
                if cfg!(feature = "sigv4a") {
                    "SigV4a vault"
                } else {
                    "SigV4 vault"
                },
            ),
            (
                &[(
                    "authSchemes",
                    Property::List(&[scheme!("none"), scheme!("sigv4")]),
                )],
                "unsigned",
            ),
        ];
        for (listed, expected) in cases {
            assert_eq!(decide(&[], listed), expected);
        }
    }

    #[test]
    fn the_users_preference_chooses_among_what_the_endpoint_lists() {
        let listed: &'static [(&str, Property)] = &[(
            "authSchemes",
            Property::List(&[scheme!("sigv4"), scheme!("sigv4-s3express")]),
        )];
        for (preference, expected) in [
            (&["httpBearerAuth", "sigv5"][..], "SigV4 vault"),
            (&["sigv4-s3express"], "S3Express vault"),
            (&["aws.auth#sigv4", "sigv4-s3express"], "SigV4 vault"),
        ] {
            assert_eq!(decide(preference, listed), expected, "{preference:?}");
        }
    }

    #[test]
    fn what_an_endpoint_takes_is_named_where_nothing_is_known() {
        let listed = &[(
            "authSchemes",
            Property::List(&[scheme!("sigv5"), scheme!("sigv6")]),
        )];
        let refusal = decide(&[], listed);
        assert!(
            refusal.contains("the authentication schemes `sigv5`, `sigv6` only"),
            "{refusal}"
        );
    }

    #[test]
    fn preferred_schemes_come_first_and_once() {
        const ALL: &[AuthScheme] = &[SIGV4, AuthScheme::Bearer, AuthScheme::None];
        let order = |preference: &[&str]| {
            let preference: Vec<String> = preference.iter().map(|&name| name.into()).collect();
            let names = in_order(ALL, &preference).map(AuthScheme::name);
            names.collect::<Vec<_>>().join(" ")
        };
        assert_eq!(order(&[]), "sigv4 httpBearerAuth noAuth");
        assert_eq!(
            order(&["other", "httpBearerAuth"]),
            "httpBearerAuth sigv4 noAuth"
        );
        assert_eq!(
            order(&["smithy.api#noAuth", "sigv4"]),
            "noAuth sigv4 httpBearerAuth"
        );
    }
}
