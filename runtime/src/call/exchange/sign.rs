//! Signing of a call's requests.

use std::fmt::Display;

use bytes::Bytes;
use http::{Request, Uri};

use super::endpoint::{NO_REGION, ResolvedEndpoint};
use super::scheme::{self, Algorithm, Signature};
use super::{Identity, Overrides, Plan};
use crate::auth::credentials::Credentials;
use crate::auth::sigv4::{Payload, SessionToken, Signer, SigningError, SigningSettings};
use crate::call::error::CallError;
use crate::model::codec::EncodeError;
use crate::model::operation::AuthScheme;
use crate::model::quirk::RegionalSigning;
use crate::model::value::Structure;
use crate::rules::endpoint::EndpointAuth;
use crate::types::Timestamp;

/// The identity, time and endpoint of a signature.
#[derive(Clone, Copy)]
pub(crate) struct Signing<'s> {
    pub(crate) endpoint: &'s ResolvedEndpoint,
    /// `None` leaves the request unsigned.
    pub(crate) identity: Option<&'s Credentials>,
    /// The service's time.
    pub(crate) time: Timestamp,
}

impl Plan<'_> {
    /// The schemes of the operation, or of the service if it has none, in the model's order.
    pub(super) fn auth_schemes(&self) -> &'static [AuthScheme] {
        self.operation.auth.unwrap_or(self.shared.service.auth)
    }

    /// The signature of requests to `endpoint`; `None` if they are not signed.
    pub(crate) fn signature<'e>(
        &self,
        endpoint: &'e ResolvedEndpoint,
    ) -> Result<Option<Signature<'e>>, CallError> {
        let preference = &self.shared.settings.auth_scheme_preference;
        scheme::signature(self.auth_schemes(), preference, &endpoint.inner)
    }

    /// The authentication scheme of requests to `endpoint`. Inlined, so that only programs that
    /// explain or presign compile it.
    #[inline]
    pub(crate) fn scheme(
        &self,
        identity: Option<&Identity>,
        endpoint: &ResolvedEndpoint,
    ) -> Result<&'static str, CallError> {
        let none = AuthScheme::None.name();
        Ok(match identity {
            None => none,
            Some(Identity::Token(_, scheme)) => scheme.name(),
            #[cfg(feature = "http-digest")]
            Some(Identity::Login(_)) => AuthScheme::Digest.name(),
            Some(Identity::Keys(_)) => {
                let signature = self.signature(endpoint)?;
                signature.map_or(none, |it| it.algorithm.name())
            }
        })
    }

    /// Signs `request` if there is an identity; the signature covers `payload`.
    pub(crate) fn sign(
        &self,
        request: &mut Request<Bytes>,
        signing: &Signing<'_>,
        payload: Payload<'_>,
    ) -> Result<(), CallError> {
        match self.signer(signing, payload)? {
            None => Ok(()),
            Some(signer) => signer
                .sign(request)
                .map_err(|it| CallError::Config(it.to_string())),
        }
    }

    /// The signer of the call's requests, if they are signed; signatures cover `payload`.
    pub(crate) fn signer<'s>(
        &'s self,
        signing: &Signing<'s>,
        payload: Payload<'s>,
    ) -> Result<Option<Signer<'s>>, CallError> {
        let Some(identity) = signing.identity else {
            return Ok(None);
        };
        let Some(signature) = self.signature(signing.endpoint)? else {
            return Ok(None);
        };
        let says = |flag: fn(EndpointAuth<'s>) -> bool| signature.endpoint.is_some_and(flag);
        let mut settings = SigningSettings {
            double_encode_path: !says(EndpointAuth::disable_double_encoding),
            normalize_path: !says(EndpointAuth::disable_normalize_path),
            payload,
            // Without the header the service would expect the hash of the body.
            content_sha256_header: payload != Payload::Signed,
            presign_any_body: false,
            session_token: if signature.algorithm == Algorithm::S3Express {
                SessionToken::S3Session
            } else {
                SessionToken::Signed
            },
        };
        self.operation.edit_signing(&mut settings);
        let (name, time) = (signature.name, signing.time);
        let signer = match signature.algorithm {
            Algorithm::SigV4 | Algorithm::S3Express => {
                Signer::new(identity, self.signing_region(&signature)?, name, time)
            }
            #[cfg(feature = "sigv4a")]
            Algorithm::SigV4a => {
                Signer::asymmetric(identity, self.region_set(signing.endpoint)?, name, time)
            }
        };
        Ok(Some(
            signer.with_settings(settings).with_keys(&self.shared.keys),
        ))
    }

    /// The region in the signature.
    fn signing_region<'s>(&'s self, signature: &Signature<'s>) -> Result<&'s str, CallError> {
        let region = signature.endpoint.and_then(EndpointAuth::signing_region);
        region.or(self.region()).ok_or_else(no_region)
    }

    /// The regions of the signature: the user's, the endpoint's, or the signing region.
    #[cfg(feature = "sigv4a")]
    fn region_set<'s>(&'s self, endpoint: &'s ResolvedEndpoint) -> Result<&'s str, CallError> {
        let own = self.shared.settings.sigv4a_region_set.as_deref();
        let regions = own.or(endpoint.region_set.as_deref()).or(self.region());
        regions.ok_or_else(no_region)
    }
}

impl RegionalSigning for (&Plan<'_>, &Signing<'_>) {
    fn region(&self) -> Option<&str> {
        self.0.region()
    }

    fn sign_in(
        &self,
        region: &str,
        input: &dyn Structure,
        target: &str,
        sign: &mut dyn FnMut(Uri, &Signer<'_>) -> Result<(), SigningError>,
    ) -> Result<(), EncodeError> {
        let (plan, signing) = *self;
        let overrides = Overrides {
            region: Some(region.to_owned()),
            ..plan.overrides.clone()
        };
        let plan = Plan {
            overrides: &overrides,
            ..*plan
        };
        let endpoint = plan.resolve_endpoint(input, signing.identity);
        let endpoint = endpoint.map_err(encode_error)?;
        let signing = Signing {
            endpoint: &endpoint,
            ..*signing
        };
        let signer = plan.signer(&signing, Payload::Signed);
        let Some(signer) = signer.map_err(encode_error)? else {
            return Ok(());
        };
        let uri = endpoint.uri("", target).map_err(encode_error)?;
        sign(uri, &signer).map_err(encode_error)
    }
}

/// The error of a quirk that makes its own request.
fn encode_error(error: impl Display) -> EncodeError {
    EncodeError::new(error.to_string())
}

fn no_region() -> CallError {
    CallError::Config(format!("no region to sign for: {NO_REGION}"))
}
