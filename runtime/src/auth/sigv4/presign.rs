//! Presigned URLs: signatures in the query string, usable by anyone until they expire.
//!
//! Rarely used: `#[inline]` leaves compiling it to the programs that call it.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::header::HOST;
use http::request::Parts;
use http::uri::PathAndQuery;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Uri};

use super::algorithm::Algorithm;
use super::canonical::Canonical;
use super::time::SigningTime;
use super::uri::{self, Query};
use super::{Payload, PayloadHash, SessionToken, Signer, SigningError, Unsigned, headers};

const WEEK: Duration = Duration::from_secs(7 * 86_400);
const SIGNATURE: &str = "X-Amz-Signature";

/// Headers of an earlier signature; the query carries their values.
const NOT_COVERED: [(&str, Option<&[u8]>); 4] = [
    ("x-amz-date", None),
    ("x-amz-region-set", None),
    ("x-amz-security-token", None),
    ("x-amz-s3session-token", None),
];

/// A request that can be sent without credentials. `Debug` omits the URI.
///
/// ```
/// # use generated::dynamodb::Client;
/// # use std::time::Duration;
/// # use tinsmith::Blocking;
/// # fn presign(client: &Client<Blocking>) -> Result<(), Box<dyn std::error::Error>> {
/// let request = client
///     .describe_table()
///     .table_name("Orders")
///     .presign(Duration::from_secs(600))?;
/// println!("{} {} {:?}", request.method, request.uri, request.headers);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
#[non_exhaustive]
pub struct Presigned {
    /// The HTTP method.
    pub method: Method,
    /// The URI, signature included. A bearer secret until it expires.
    pub uri: Uri,
    /// The headers that must be sent unchanged; `host` is among them only if it differs from the
    /// host of the URI. Empty for most REST operations; AWS JSON needs `x-amz-target` and
    /// `content-type`.
    pub headers: HeaderMap,
    /// The SHA-256 in hexadecimal that the body must have, or `UNSIGNED-PAYLOAD` if any body is
    /// accepted.
    pub payload_hash: String,
}

impl fmt::Debug for Presigned {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Presigned")
            .field("method", &self.method)
            .field("headers", &self.headers)
            .field("payload_hash", &self.payload_hash)
            .finish_non_exhaustive()
    }
}

/// The parameters that signing adds, not yet encoded.
pub(super) struct Parameters<'s> {
    algorithm: Algorithm,
    region: &'s str,
    credential: Vec<u8>,
    expires: String,
    signed_headers: Vec<u8>,
    session: SessionToken,
}

impl Signer<'_> {
    /// Makes a URL of the request that is valid until `expires` (one second to seven days) after
    /// the signing time, and no longer than the credentials are. The request may be of any
    /// operation; [`Payload`] and
    /// [`presign_any_body`](crate::auth::sigv4::SigningSettings::presign_any_body) define how its
    /// body is covered.
    pub fn presign<B: AsRef<[u8]>>(
        &self,
        request: &Request<B>,
        expires: Duration,
    ) -> Result<Presigned, SigningError> {
        self.presign_unsigned(&Unsigned::of(request), expires)
    }

    /// Returns whether any body may be sent to the URLs that this signer presigns.
    #[inline]
    pub(crate) fn presigns_any_body(&self) -> bool {
        self.settings.presigned_payload() == Payload::Unsigned
    }

    /// [`Signer::presign`] for a request split into parts and body.
    #[inline]
    pub fn presign_parts(
        &self,
        parts: &Parts,
        body: &[u8],
        expires: Duration,
    ) -> Result<Presigned, SigningError> {
        self.presign_unsigned(&Unsigned::of_parts(parts, body), expires)
    }

    #[inline]
    fn presign_unsigned(
        &self,
        request: &Unsigned<'_>,
        expires: Duration,
    ) -> Result<Presigned, SigningError> {
        let time = SigningTime::new(self.time)?;
        let payload = PayloadHash::of(self.settings.presigned_payload(), request.body);
        let token = self.credentials.session_token();
        let sent = foreign(request.uri.query());
        let own = self.parameters(request, &time, expires)?;
        let canonical =
            self.canonical_with_query(request, &time, payload.as_bytes(), token, &own)?;
        let signature = self.signature(&canonical.digest(), &time)?;
        let mut query = sent.into_bytes();
        for (name, value) in own.pairs(&time, token) {
            append(&mut query, name, value);
        }
        append(&mut query, SIGNATURE, signature.as_bytes());
        Ok(Presigned {
            method: request.method.clone(),
            uri: with_query(request.uri, &query)?,
            headers: to_send(request, canonical.signed_headers()),
            payload_hash: String::from_utf8_lossy(payload.as_bytes()).into_owned(),
        })
    }

    /// `20150830/us-east-1/service/aws4_request`.
    #[inline]
    pub(super) fn scope(&self, time: &SigningTime) -> Vec<u8> {
        let [region, slash] = self.scope_region();
        let service = self.service.as_bytes();
        [time.scope_start(), region, slash, service, b"/aws4_request"].concat()
    }

    /// The parameters that signing adds to the query, except the token.
    #[inline]
    pub(super) fn parameters(
        &self,
        request: &Unsigned<'_>,
        time: &SigningTime,
        expires: Duration,
    ) -> Result<Parameters<'_>, SigningError> {
        if expires > WEEK || expires.as_secs() == 0 {
            return Err(SigningError::Expires);
        }
        let mut signed_headers = Vec::new();
        headers::write_names(
            &headers::covered(request, &NOT_COVERED)?,
            &mut signed_headers,
        );
        Ok(Parameters {
            algorithm: self.algorithm,
            region: self.region,
            credential: [
                self.credentials.access_key_id().as_bytes(),
                b"/",
                &self.scope(time),
            ]
            .concat(),
            expires: expires.as_secs().to_string(),
            signed_headers,
            session: self.settings.session_token,
        })
    }

    /// The canonical request of a signature in the query.
    #[inline]
    pub(super) fn canonical_with_query(
        &self,
        request: &Unsigned<'_>,
        time: &SigningTime,
        payload: &[u8],
        token: Option<&str>,
        own: &Parameters<'_>,
    ) -> Result<Canonical, SigningError> {
        let headers = headers::covered(request, &NOT_COVERED)?;
        let session = self.settings.session_token;
        let token = token.filter(|_| session.is_signed());
        let sent = foreign(request.uri.query());
        let query = Query {
            sent: &sent,
            own: &own.pairs(time, token),
        };
        Ok(Canonical::new(
            request,
            &headers,
            &query,
            payload,
            &self.settings,
        ))
    }
}

impl Parameters<'_> {
    #[inline]
    fn pairs<'a>(
        &'a self,
        time: &'a SigningTime,
        token: Option<&'a str>,
    ) -> Vec<(&'static str, &'a [u8])> {
        let mut named: Vec<(&str, &[u8])> = vec![
            ("X-Amz-Algorithm", self.algorithm.name().as_bytes()),
            ("X-Amz-Credential", &self.credential),
            ("X-Amz-Date", time.stamp()),
            ("X-Amz-Expires", self.expires.as_bytes()),
            ("X-Amz-SignedHeaders", &self.signed_headers),
        ];
        if self.algorithm.has_region_set() {
            named.push(("X-Amz-Region-Set", self.region.as_bytes()));
        }
        if let Some(token) = token {
            named.push((self.session.parameter(), token.as_bytes()));
        }
        named
    }
}

/// The query without the parameters of an earlier presigning.
#[inline]
fn foreign(query: Option<&str>) -> String {
    let pairs = query.unwrap_or("").split('&').filter(|pair| {
        let name = pair.split_once('=').map_or(*pair, |(name, _)| name);
        !matches!(
            // Any spelling counts: `X%2DAmz-Date` is the same parameter.
            uri::recoded(name).as_slice(),
            b"X-Amz-Algorithm"
                | b"X-Amz-Credential"
                | b"X-Amz-Date"
                | b"X-Amz-Expires"
                | b"X-Amz-Region-Set"
                | b"X-Amz-SignedHeaders"
                | b"X-Amz-Security-Token"
                | b"X-Amz-S3session-Token"
                | b"X-Amz-Signature"
        )
    });
    pairs.collect::<Vec<_>>().join("&")
}

#[inline]
fn append(query: &mut Vec<u8>, name: &str, value: &[u8]) {
    if !query.is_empty() {
        query.push(b'&');
    }
    query.extend_from_slice(name.as_bytes());
    query.push(b'=');
    uri::encode(value, query);
}

#[inline]
fn with_query(uri: &Uri, query: &[u8]) -> Result<Uri, SigningError> {
    let target = [uri.path().as_bytes(), b"?", query].concat();
    let target = PathAndQuery::from_maybe_shared(Bytes::from(target));
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(target.map_err(|_| SigningError::UriTooLong)?);
    Uri::from_parts(parts).map_err(|_| SigningError::UriTooLong)
}

/// The headers that the signature covers, without a `host` that clients take from the URI.
#[inline]
fn to_send(request: &Unsigned<'_>, signed: &[u8]) -> HeaderMap {
    let of_uri = headers::host(request).ok();
    let is_signed = |(name, value): &(&HeaderName, &HeaderValue)| {
        let implied = *name == HOST && of_uri.is_some_and(|host| *value == host);
        let name = name.as_str().as_bytes();
        !implied
            && signed
                .split(|&byte| byte == b';')
                .any(|signed| signed == name)
    };
    let headers = request.headers.iter().filter(is_signed);
    headers
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}
