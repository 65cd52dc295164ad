//! The steps of a signature as data, to compare with what a service reports it expected.
//!
//! Rarely used: `#[inline]` leaves compiling it to the programs that call it.

use std::time::Duration;

use http::request::Parts;
use http::{HeaderMap, HeaderValue, Request, Uri};

use super::canonical::Canonical;
use super::time::SigningTime;
use super::{PayloadHash, Signer, SigningError, Unsigned};

/// Replaces a secret.
pub(crate) const REDACTED: &str = "REDACTED";

/// The steps of one signature. `REDACTED` replaces the secret key, the session token and the
/// values of headers that are marked as sensitive ([`HeaderValue::set_sensitive`]). The hash in
/// the string to sign and the signature are those of the unredacted request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// Method, path, query, headers and body hash in canonical form.
    pub canonical_request: String,
    /// Algorithm, time, scope and the hash of the canonical request.
    pub string_to_sign: String,
    /// `date/region/service/aws4_request`: the scope that the key was derived for; without a
    /// region for `SigV4a`.
    pub scope: String,
    /// The names of the headers covered, joined by semicolons.
    pub signed_headers: String,
    /// The signature in hexadecimal.
    pub signature: String,
}

impl Signer<'_> {
    /// Explains how [`Signer::sign`] signs `request`, which may be signed already.
    pub fn explain<B: AsRef<[u8]>>(
        &self,
        request: &Request<B>,
    ) -> Result<Explanation, SigningError> {
        self.explain_headers(&Unsigned::of(request), request.uri())
    }

    /// [`Signer::explain`], where `shown` is the request's URI without its secrets.
    #[inline]
    pub(crate) fn explain_as<B: AsRef<[u8]>>(
        &self,
        request: &Request<B>,
        shown: &Uri,
    ) -> Result<Explanation, SigningError> {
        self.explain_headers(&Unsigned::of(request), shown)
    }

    /// Explains how [`Signer::sign_parts`] signs a request split into parts.
    #[inline]
    pub fn explain_parts(&self, parts: &Parts, body: &[u8]) -> Result<Explanation, SigningError> {
        self.explain_headers(&Unsigned::of_parts(parts, body), &parts.uri)
    }

    /// Explains how [`Signer::presign`] signs `request`.
    pub fn explain_presigned<B: AsRef<[u8]>>(
        &self,
        request: &Request<B>,
        expires: Duration,
    ) -> Result<Explanation, SigningError> {
        let request = Unsigned::of(request);
        let time = SigningTime::new(self.time)?;
        let payload = PayloadHash::of(self.settings.presigned_payload(), request.body);
        let own = self.parameters(&request, &time, expires)?;
        let headers = redacted(request.headers);
        let shown = Unsigned {
            headers: &headers,
            ..request
        };
        let with = |request, token| {
            self.canonical_with_query(request, &time, payload.as_bytes(), token, &own)
        };
        let token = self.credentials.session_token();
        let real = with(&request, token)?;
        let shown = with(&shown, token.map(|_| REDACTED))?;
        self.explanation(&real, &shown, &time)
    }

    #[inline]
    fn explain_headers(
        &self,
        request: &Unsigned<'_>,
        shown: &Uri,
    ) -> Result<Explanation, SigningError> {
        // A value that no header can carry is an error here as when signing.
        self.header_signature(request)?;
        let time = SigningTime::new(self.time)?;
        let payload = PayloadHash::of(self.settings.payload, request.body);
        let headers = redacted(request.headers);
        let shown = Unsigned {
            uri: shown,
            headers: &headers,
            ..*request
        };
        let with =
            |request, token| self.canonical_with_headers(request, &time, payload.as_bytes(), token);
        let token = self.credentials.session_token();
        let real = with(request, token)?;
        let shown = with(&shown, token.map(|_| REDACTED))?;
        self.explanation(&real, &shown, &time)
    }

    #[inline]
    fn explanation(
        &self,
        real: &Canonical,
        shown: &Canonical,
        time: &SigningTime,
    ) -> Result<Explanation, SigningError> {
        let digest = real.digest();
        let scope = self.scope(time);
        Ok(Explanation {
            canonical_request: text(&shown.text),
            string_to_sign: text(&self.string_to_sign(&digest, time).concat()),
            scope: text(&scope),
            signed_headers: text(real.signed_headers()),
            signature: text(self.signature(&digest, time)?.as_bytes()),
        })
    }
}

/// The headers with `REDACTED` for each value that is marked as sensitive.
#[inline]
pub(crate) fn redacted(headers: &HeaderMap) -> HeaderMap {
    let mut headers = headers.clone();
    let secrets = headers.values_mut().filter(|value| value.is_sensitive());
    secrets.for_each(|value| *value = HeaderValue::from_static(REDACTED));
    headers
}

#[inline]
fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
