//! How operations are authenticated: the schemes of the model that clients know.

use super::Context;
use crate::diagnostic::Diagnostic;
use crate::ir::Auth;
use crate::model::traits::{ApiKeyPlace, Traits};
use crate::model::{Shape, ShapeId};

const NO_AUTH: &str = "smithy.api#noAuth";

impl Context<'_> {
    /// The schemes of the service, the preferred one first; that there are none is reported.
    pub(super) fn service_auth(&self, shape: &Shape) -> Vec<Auth> {
        let schemes = self.auth(None);
        if schemes.is_empty() {
            let unknown = shape.traits.auth().map(Vec::as_slice);
            let unknown = unknown.unwrap_or(self.model.unknown_auth_schemes());
            let unknown: Vec<&str> = unknown.iter().map(ShapeId::as_str).collect();
            let fault = format!(
                "none of its authentication schemes is supported: `{}`",
                unknown.join("`, `")
            );
            self.report_auth(shape, Diagnostic::error(fault).help(
                "supported are `aws.auth#sigv4`, `aws.auth#sigv4a`, `httpApiKeyAuth`, `httpBasicAuth`, \
                 `httpBearerAuth`, `httpDigestAuth` and none at all",
            ));
        }
        schemes
    }

    /// The schemes that clients know, in the order of `listed` or else by name.
    pub(super) fn auth(&self, listed: Option<&Vec<ShapeId>>) -> Vec<Auth> {
        let traits = &self.model.service().traits;
        let known = known_schemes(traits);
        let scheme = |id: &ShapeId| match id.as_str() {
            NO_AUTH => Some(Auth::None),
            id => {
                let (_, scheme) = known.iter().find(|(known, _)| *known == id)?;
                Some(scheme.clone())
            }
        };
        match listed.or_else(|| traits.auth()).map(Vec::as_slice) {
            Some([]) => vec![Auth::None],
            Some(listed) => listed.iter().filter_map(scheme).collect(),
            None if known.is_empty() && self.model.unknown_auth_schemes().is_empty() => {
                vec![Auth::None]
            }
            None => known.into_iter().map(|(_, scheme)| scheme).collect(),
        }
    }

    /// Whether an operation has schemes, none of which is known, though its service has one.
    pub(super) fn accepts_unknown_schemes_only(&self, shape: &Shape) -> bool {
        let own = self.auth(shape.traits.auth());
        own.is_empty() && !shape.traits.optional_auth() && !self.auth(None).is_empty()
    }

    /// Reports schemes that a service or operation lists and the service does not have.
    pub(super) fn check_auth(&self, shape: &Shape) {
        let service = &self.model.service().traits;
        let known = known_schemes(service);
        for id in shape.traits.auth().into_iter().flatten() {
            let is_known = id.as_str() == NO_AUTH || known.iter().any(|(it, _)| *it == id.as_str());
            if is_known || service.others().contains(id) {
                continue;
            }
            let fault = format!("`auth` lists `{id}`, which the service does not have");
            let help = format!(
                "apply `{id}` to `{}`, or remove it from the list",
                self.model.service().id
            );
            self.report_auth(shape, Diagnostic::error(fault).help(help));
        }
    }

    fn report_auth(&self, shape: &Shape, diagnostic: Diagnostic) {
        let diagnostic = diagnostic.on(&shape.id).maybe_at(shape.location.as_ref());
        self.report(diagnostic);
    }
}

/// The schemes of a service that clients know, by the trait's id and in its order.
fn known_schemes(traits: &Traits) -> Vec<(&'static str, Auth)> {
    let sigv4 = traits.sigv4().map(|it| Auth::SigV4 {
        name: it.name.clone(),
    });
    let sigv4a = traits.sigv4a().map(|it| Auth::SigV4a {
        name: it.name.clone(),
    });
    let api_key = traits.http_api_key_auth().map(|it| Auth::ApiKey {
        name: it.name.clone(),
        in_query: it.place == ApiKeyPlace::Query,
        scheme: it.scheme.clone(),
    });
    let basic = traits.http_basic_auth().then_some(Auth::Basic);
    let bearer = traits.http_bearer_auth().then_some(Auth::Bearer);
    let digest = traits.http_digest_auth().then_some(Auth::Digest);
    let schemes = [
        ("aws.auth#sigv4", sigv4),
        ("aws.auth#sigv4a", sigv4a),
        ("smithy.api#httpApiKeyAuth", api_key),
        ("smithy.api#httpBasicAuth", basic),
        ("smithy.api#httpBearerAuth", bearer),
        ("smithy.api#httpDigestAuth", digest),
    ];
    let schemes = schemes.into_iter();
    schemes
        .filter_map(|(id, scheme)| Some((id, scheme?)))
        .collect()
}
