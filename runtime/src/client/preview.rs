//! Presigned requests and explanations: the request of a call, without sending it.
//!
//! Rarely used: `#[inline]` leaves compiling it to the programs that call it.

mod body;
mod secrets;

use std::fmt;
use std::pin::pin;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Method, Request, Uri};

use super::{Call, Mode};
use crate::auth::sigv4::{self, Payload, Presigned, Signer, SigningError};
use crate::call::error::{CallError, Context, Error};
use crate::call::exchange::{Identity, Plan, ResolvedEndpoint, Signing};
use crate::model::operation::Operation;
use crate::types::Timestamp;

/// The request that a call would send, and the decisions behind it, without secrets: to find the
/// cause of a `SignatureDoesNotMatch` or of a request to the wrong host.
#[derive(Clone)]
#[non_exhaustive]
pub struct Explained {
    /// The method.
    pub method: Method,
    /// Where the request would go, with `REDACTED` for members that the model marks as sensitive.
    pub uri: Uri,
    /// The headers, with `REDACTED` for the signature, the session token, members that the model
    /// marks as sensitive, and values that the user has marked with
    /// [`HeaderValue::set_sensitive`](http::HeaderValue::set_sensitive).
    pub headers: HeaderMap,
    /// The body, sensitive members included; `Display` and `Debug` omit it. A stream that is not
    /// in memory is not read: this is the part beside it.
    pub body: Bytes,
    /// The decisions that led to the endpoint, in order: indices into the generated rule set.
    pub endpoint_rules: Vec<usize>,
    /// The authentication scheme, by the names of
    /// [`ConfigBuilder::auth_scheme_preference`](crate::client::config::ConfigBuilder::auth_scheme_preference);
    /// `noAuth` if there is no scheme. The proof of `httpDigestAuth` needs a challenge of the
    /// service and is not in these headers.
    pub scheme: &'static str,
    /// The signature, if the request is signed.
    pub signature: Option<sigv4::Explanation>,
}

impl fmt::Display for Explained {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} {}", self.method, self.uri)?;
        for (name, value) in &self.headers {
            writeln!(f, "{name}: {}", String::from_utf8_lossy(value.as_bytes()))?;
        }
        writeln!(f, "\nendpoint rules: {:?}", self.endpoint_rules)?;
        writeln!(f, "authentication: {}", self.scheme)?;
        match &self.signature {
            None => writeln!(f, "not signed"),
            Some(it) => writeln!(
                f,
                "canonical request:\n{}\n\nstring to sign:\n{}\n\nsignature: {}",
                it.canonical_request, it.string_to_sign, it.signature
            ),
        }
    }
}

impl fmt::Debug for Explained {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Explained")
            .field("method", &self.method)
            .field("uri", &self.uri)
            .field("headers", &self.headers)
            .field("endpoint_rules", &self.endpoint_rules)
            .field("scheme", &self.scheme)
            .field("signature", &self.signature)
            .finish_non_exhaustive()
    }
}

const NO_SESSION: &str = "the request would be signed with the keys of a session, which is opened \
    only when something is sent";

/// A complete request except for its signature, with the inputs of the signature.
struct Preview {
    request: Request<Bytes>,
    endpoint: ResolvedEndpoint,
    scheme: &'static str,
    endpoint_rules: Vec<usize>,
    identity: Option<Identity>,
    /// The service's time.
    time: Timestamp,
}

impl Preview {
    /// The signer of the request, if it is signed; the signature covers `payload`.
    #[inline]
    fn signer<'s>(
        &'s self,
        plan: &'s Plan<'_>,
        payload: Payload<'static>,
    ) -> Result<Option<Signer<'s>>, CallError> {
        if self.scheme == "sigv4-s3express" {
            return Err(CallError::Config(NO_SESSION.to_owned()));
        }
        plan.signer(&self.signing(), payload)
    }

    #[inline]
    fn signing(&self) -> Signing<'_> {
        Signing {
            endpoint: &self.endpoint,
            identity: self.identity.as_ref().and_then(Identity::credentials),
            time: self.time,
        }
    }
}

impl<M: Mode, O: Operation> Call<M, O> {
    fn plan(&self, is_presigned: bool) -> Plan<'_> {
        Plan {
            shared: self.client().shared(),
            operation: O::SCHEMA,
            overrides: self.read_overrides(),
            headers: &self.read_overrides().headers,
            is_presigned,
        }
    }

    /// Makes a request of `input` that can be sent without credentials until `expires` (one
    /// second to seven days) has passed. Works for every operation that is signed with `SigV4` or
    /// `SigV4a`.
    pub fn presign(
        self,
        input: O::Input,
        expires: Duration,
    ) -> M::Return<Result<Presigned, Error<O::Error>>> {
        M::start(async move { Self::previewed(self.presigned(input, expires).await) })
    }

    /// Explains the request for `input`, without sending it.
    pub fn explain(self, input: O::Input) -> M::Return<Result<Explained, Error<O::Error>>> {
        M::start(async move { Self::previewed(self.explained(input).await) })
    }

    async fn preview(plan: &Plan<'_>, input: &mut O::Input) -> Result<Preview, CallError> {
        let platform = plan.shared.platform()?;
        let now = platform.clock.now();
        plan.admit(input, platform.entropy)?;
        let limit = plan.shortest_limit();
        let identity = pin!(plan.identify(now));
        let found = M::within(&**platform.clock, limit, identity).await;
        let too_late = || Err(CallError::Timeout(limit.unwrap_or_default()));
        let identity = found.unwrap_or_else(too_late)?;
        let mut endpoint_rules = Vec::new();
        let keys = identity.as_ref().and_then(Identity::credentials);
        let endpoint = plan.trace_endpoint(input, keys, &mut |decision| {
            endpoint_rules.push(decision);
        })?;
        let mut preview = Preview {
            request: Request::default(),
            scheme: plan.scheme(identity.as_ref(), &endpoint)?,
            endpoint,
            endpoint_rules,
            identity,
            time: plan.skew().apply(platform.clock.now()),
        };
        preview.request = plan.request(input, &preview.signing())?;
        Ok(preview)
    }

    async fn presigned(
        &self,
        mut input: O::Input,
        expires: Duration,
    ) -> Result<Presigned, CallError> {
        let plan = self.plan(true);
        let mut preview = Self::preview(&plan, &mut input).await?;
        let mut request = std::mem::take(&mut preview.request);
        let signer = preview.signer(&plan, plan.presigned_payload(&input))?;
        // Any other credential in the request would be valid for longer.
        let unsigned =
            || CallError::Config("a request that is not signed cannot be presigned".into());
        let signer = signer.ok_or_else(unsigned)?;
        body::forget(&plan, &input, signer.presigns_any_body(), &mut request);
        let presigned = signer.presign(&request, expires);
        presigned.map_err(|it| CallError::Config(it.to_string()))
    }

    async fn explained(&self, mut input: O::Input) -> Result<Explained, CallError> {
        let plan = self.plan(false);
        let mut preview = Self::preview(&plan, &mut input).await?;
        let mut request = std::mem::take(&mut preview.request);
        let announced = plan.announce(request.headers_mut(), &input)?;
        let shown = secrets::shown_uri(&plan, &mut input, &preview.signing(), request.uri());
        let refused = |it: SigningError| CallError::Config(it.to_string());
        let signature = match preview.signer(&plan, announced.payload)? {
            None => None,
            Some(signer) => {
                let explanation = signer.explain_as(&request, &shown).map_err(refused)?;
                signer.sign(&mut request).map_err(refused)?;
                Some(explanation)
            }
        };
        *request.uri_mut() = shown;
        let identity = preview.identity.map(Identity::redacted);
        Identity::attach(identity.as_ref(), &mut request)?;
        let (head, body) = request.into_parts();
        Ok(Explained {
            method: head.method,
            uri: head.uri,
            headers: sigv4::redacted(&head.headers),
            body,
            endpoint_rules: preview.endpoint_rules,
            scheme: preview.scheme,
            signature,
        })
    }

    fn previewed<T>(result: Result<T, CallError>) -> Result<T, Error<O::Error>> {
        result.map_err(|failed| Error::new(failed.of_operation(), Context::unsent(O::SCHEMA.id)))
    }
}
