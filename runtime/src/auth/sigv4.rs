//! AWS Signature Version 4, in headers and in presigned URLs, for any HTTP request.
//!
//! A [`Signer`] holds everything a signature depends on except the request; it signs, presigns
//! and explains. Each step has its own file: canonicalise path and query (`uri`), choose and
//! canonicalise headers (`headers`), write the canonical request (`canonical`), derive the key
//! (`key`), sign. The algorithm is described in the IAM User Guide, "AWS Signature Version 4 for
//! API requests".
//!
//! Usable without generated clients:
//!
//! ```
//! use tinsmith::{Timestamp, auth::sigv4::Signer, credentials::Credentials};
//!
//! let keys = Credentials::new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
//! let now = Timestamp::new(1_440_938_160, 0); // in a program: SystemTime::now().into()
//! let mut request = http::Request::get("https://example.amazonaws.com/").body("")?;
//!
//! Signer::new(&keys, "us-east-1", "service", now).sign(&mut request)?;
//!
//! assert_eq!(request.headers()["x-amz-date"], "20150830T123600Z");
//! assert!(request.headers().contains_key("authorization"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod algorithm;
#[cfg(feature = "sigv4a")]
mod asymmetric;
mod canonical;
mod error;
#[cfg(feature = "event-stream")]
mod events;
mod explain;
mod headers;
pub(crate) mod hex;
mod hmac;
mod key;
mod presign;
mod settings;
mod time;
mod uri;

use bytes::Bytes;
use http::header::AUTHORIZATION;
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Uri};
use sha2::{Digest, Sha256};

use crate::auth::credentials::Credentials;
use crate::types::Timestamp;

pub use error::SigningError;
#[cfg(feature = "event-stream")]
pub use events::EventSigner;
pub use explain::Explanation;
pub(crate) use explain::{REDACTED, redacted};
pub use key::SigningKeys;
pub use presign::Presigned;
pub use settings::{Payload, SessionToken, SigningSettings};

use algorithm::{Algorithm, Signature};
use canonical::Canonical;
use hex::Hex;
use time::SigningTime;
use uri::Query;

const X_AMZ_DATE: HeaderName = HeaderName::from_static("x-amz-date");
const X_AMZ_REGION_SET: HeaderName = HeaderName::from_static("x-amz-region-set");
const X_AMZ_CONTENT_SHA256: HeaderName = HeaderName::from_static("x-amz-content-sha256");

/// The payload hash of a body whose event messages are signed one by one.
pub(crate) const EVENTS_PAYLOAD: &str = "STREAMING-AWS4-HMAC-SHA256-EVENTS";

/// A placeholder for a header that signing neither sets nor omits.
const NO_HEADER: (&str, Option<&[u8]>) = ("", None);

/// Signs requests to one service in one region, by one identity, at one time.
#[derive(Clone, Copy, Debug)]
pub struct Signer<'a> {
    credentials: &'a Credentials,
    region: &'a str,
    service: &'a str,
    time: Timestamp,
    algorithm: Algorithm,
    settings: SigningSettings<'a>,
    keys: Option<&'a SigningKeys>,
}

/// The parts of a request that a signature covers.
#[derive(Clone, Copy)]
struct Unsigned<'a> {
    method: &'a Method,
    uri: &'a Uri,
    headers: &'a HeaderMap,
    body: &'a [u8],
}

impl<'a> Signer<'a> {
    /// A signer with [`SigningSettings::DEFAULT`]. `service` is the signing name (`dynamodb`,
    /// `execute-api`), which may differ from the host name.
    pub fn new(
        credentials: &'a Credentials,
        region: &'a str,
        service: &'a str,
        time: Timestamp,
    ) -> Self {
        Self {
            credentials,
            region,
            service,
            time,
            algorithm: Algorithm::Symmetric,
            settings: SigningSettings::DEFAULT,
            keys: None,
        }
    }

    /// Replaces the settings, for example by [`SigningSettings::S3`].
    pub fn with_settings(mut self, settings: SigningSettings<'a>) -> Self {
        self.settings = settings;
        self
    }

    /// Takes the derived key from `keys`, or stores it there for the next request.
    pub fn with_keys(mut self, keys: &'a SigningKeys) -> Self {
        self.keys = Some(keys);
        self
    }

    /// Signs a request in its headers: sets `authorization`, `x-amz-date` and, where they apply,
    /// `x-amz-security-token` and `x-amz-content-sha256`, replacing older values.
    ///
    /// The signature covers every header except `authorization`, `user-agent`, `x-amzn-trace-id`,
    /// `expect` and the hop-by-hop ones, which proxies and HTTP clients rewrite. Signing a
    /// request again ignores the previous signature. On an error the request is unchanged.
    pub fn sign<B: AsRef<[u8]>>(&self, request: &mut Request<B>) -> Result<(), SigningError> {
        let added = self.header_signature(&Unsigned::of(request))?;
        added.insert_into(request.headers_mut());
        Ok(())
    }

    /// [`Signer::sign`] for a request that is split into parts and body.
    pub fn sign_parts(&self, parts: &mut Parts, body: &[u8]) -> Result<(), SigningError> {
        let added = self.header_signature(&Unsigned::of_parts(parts, body))?;
        added.insert_into(&mut parts.headers);
        Ok(())
    }

    fn header_signature(&self, request: &Unsigned<'_>) -> Result<SignatureHeaders, SigningError> {
        let time = SigningTime::new(self.time)?;
        let payload = PayloadHash::of(self.settings.payload, request.body);
        let token = self.credentials.session_token();
        let canonical = self.canonical_with_headers(request, &time, payload.as_bytes(), token)?;
        let signature = self.signature(&canonical.digest(), &time)?;
        let has_region_set = self.algorithm.has_region_set();
        let content_sha256 = self.settings.content_sha256_header;
        Ok(SignatureHeaders {
            authorization: self.authorization(canonical.signed_headers(), &time, &signature)?,
            date: header_value(time.stamp(), "time")?,
            token: token.map(secret_value).transpose()?,
            token_header: self.settings.session_token.header(),
            region_set: has_region_set
                .then(|| header_value(self.region.as_bytes(), "region set"))
                .transpose()?,
            content_sha256: content_sha256
                .then(|| header_value(payload.as_bytes(), "payload hash"))
                .transpose()?,
            signature,
        })
    }

    /// The canonical request of a signature in headers.
    fn canonical_with_headers(
        &self,
        request: &Unsigned<'_>,
        time: &SigningTime,
        payload: &[u8],
        token: Option<&str>,
    ) -> Result<Canonical, SigningError> {
        let session = self.settings.session_token;
        let token = token.filter(|_| session.is_signed()).map(str::as_bytes);
        let token_header = session.header();
        let own_if = |is_own, name, value| {
            if is_own {
                (name, Some(value))
            } else {
                NO_HEADER
            }
        };
        let has_payload = self.settings.content_sha256_header;
        let has_region_set = self.algorithm.has_region_set();
        let own = [
            ("x-amz-date", Some(time.stamp())),
            (token_header.as_str(), token),
            // A value that only the caller has set is covered like any other header.
            own_if(has_payload, "x-amz-content-sha256", payload),
            own_if(has_region_set, "x-amz-region-set", self.region.as_bytes()),
        ];
        let headers = headers::covered(request, &own)?;
        let sent = request.uri.query().unwrap_or("");
        let query = Query { sent, own: &[] };
        Ok(Canonical::new(
            request,
            &headers,
            &query,
            payload,
            &self.settings,
        ))
    }

    #[cfg_attr(
        not(feature = "sigv4a"),
        expect(
            clippy::unnecessary_wraps,
            reason = "only keys of SigV4a can be lacking"
        )
    )]
    fn signature(&self, digest: &Hex, time: &SigningTime) -> Result<Signature, SigningError> {
        let pieces = self.string_to_sign(digest, time);
        #[cfg(feature = "sigv4a")]
        if self.algorithm == Algorithm::Asymmetric {
            let signature = self.sign_asymmetrically(&pieces.concat())?;
            return Ok(Signature::Asymmetric(signature));
        }
        let (credentials, region, service) = (self.credentials, self.region, self.service);
        let mut mac = match self.keys {
            Some(keys) => keys.get_or_derive(credentials, region, service, time),
            None => key::derive(credentials, region, service, time),
        };
        for piece in pieces {
            mac.update(piece);
        }
        Ok(Signature::Symmetric(Hex::of(&mac.finish())))
    }

    /// The pieces of the string to sign.
    fn string_to_sign<'t>(&'t self, digest: &'t Hex, time: &'t SigningTime) -> [&'t [u8]; 8] {
        let [region, slash] = self.scope_region();
        [
            self.algorithm.name().as_bytes(),
            b"\n",
            time.stamp_and_scope_start(),
            region,
            slash,
            self.service.as_bytes(),
            b"/aws4_request\n",
            digest.as_bytes(),
        ]
    }

    /// The region in the scope, with the slash behind it.
    fn scope_region(&self) -> [&[u8]; 2] {
        if self.algorithm.has_region_set() {
            return [b"", b""];
        }
        [self.region.as_bytes(), b"/"]
    }

    fn authorization(
        &self,
        signed_headers: &[u8],
        time: &SigningTime,
        signature: &Signature,
    ) -> Result<HeaderValue, SigningError> {
        let [region, slash] = self.scope_region();
        let text = [
            self.algorithm.name().as_bytes(),
            b" Credential=",
            self.credentials.access_key_id().as_bytes(),
            b"/",
            time.scope_start(),
            region,
            slash,
            self.service.as_bytes(),
            b"/aws4_request, SignedHeaders=",
            signed_headers,
            b", Signature=",
            signature.as_bytes(),
        ];
        // Takes the buffer without copying: `concat` allocates the exact length.
        let value = HeaderValue::from_maybe_shared(Bytes::from(text.concat()));
        let mut value = value.map_err(|_| SigningError::NotAHeader("access key id or region"))?;
        value.set_sensitive(true);
        Ok(value)
    }
}

impl<'a> Unsigned<'a> {
    fn of<B: AsRef<[u8]>>(request: &'a Request<B>) -> Self {
        Self {
            method: request.method(),
            uri: request.uri(),
            headers: request.headers(),
            body: request.body().as_ref(),
        }
    }

    fn of_parts(parts: &'a Parts, body: &'a [u8]) -> Self {
        Self {
            method: &parts.method,
            uri: &parts.uri,
            headers: &parts.headers,
            body,
        }
    }
}

/// The headers that signing adds to a request.
struct SignatureHeaders {
    authorization: HeaderValue,
    date: HeaderValue,
    token: Option<HeaderValue>,
    token_header: HeaderName,
    region_set: Option<HeaderValue>,
    content_sha256: Option<HeaderValue>,
    #[cfg_attr(
        not(feature = "event-stream"),
        expect(dead_code, reason = "the first link of a chain of signatures")
    )]
    signature: Signature,
}

impl SignatureHeaders {
    fn insert_into(self, headers: &mut HeaderMap) {
        headers.insert(X_AMZ_DATE, self.date);
        match self.token {
            Some(token) => headers.insert(self.token_header, token),
            None => headers.remove(self.token_header),
        };
        if let Some(region_set) = self.region_set {
            headers.insert(X_AMZ_REGION_SET, region_set);
        }
        if let Some(hash) = self.content_sha256 {
            headers.insert(X_AMZ_CONTENT_SHA256, hash);
        }
        headers.insert(AUTHORIZATION, self.authorization);
    }
}

/// The payload hash of a canonical request.
enum PayloadHash<'a> {
    Computed(Hex),
    Given(&'a str),
}

impl<'a> PayloadHash<'a> {
    fn of(payload: Payload<'a>, body: &[u8]) -> Self {
        match payload {
            Payload::Signed => Self::Computed(Hex::of(&Sha256::digest(body).into())),
            Payload::Unsigned => Self::Given("UNSIGNED-PAYLOAD"),
            Payload::Precomputed(hash) => Self::Given(hash),
        }
    }

    fn as_bytes(&self) -> &[u8] {
        match self {
            Self::Computed(hex) => hex.as_bytes(),
            Self::Given(text) => text.as_bytes(),
        }
    }
}

fn header_value(bytes: &[u8], what: &'static str) -> Result<HeaderValue, SigningError> {
    HeaderValue::from_bytes(bytes).map_err(|_| SigningError::NotAHeader(what))
}

fn secret_value(token: &str) -> Result<HeaderValue, SigningError> {
    let mut value = header_value(token.as_bytes(), "session token")?;
    value.set_sensitive(true);
    Ok(value)
}
