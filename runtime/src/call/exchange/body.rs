//! The last steps of a request: its signature and its body, which may be a stream.

use bytes::Bytes;
use http::HeaderMap;
use http::Request;
#[cfg(feature = "gzip")]
use http::header::CONTENT_LENGTH;
#[cfg(any(feature = "gzip", feature = "checksum"))]
use http::header::{CONTENT_ENCODING, HeaderValue};

use super::{Plan, Signing, checksum};
use crate::auth::sigv4::{EVENTS_PAYLOAD, Payload};
use crate::call::error::CallError;
use crate::call::wire::{self, PendingStream};
use crate::io::body::Body;
#[cfg(feature = "gzip")]
use crate::io::compression::{gzip, gzip_body};
use crate::io::transport::HeadOnly;
use crate::model::value::Structure;
use crate::protocol::Initial;
#[cfg(feature = "event-stream")]
use crate::stream::events::Signed;

/// How the body of a request is sent.
pub(crate) struct Announced {
    /// The payload hash in the signature.
    pub(crate) payload: Payload<'static>,
    trailer: Option<checksum::Trailer>,
}

impl Plan<'_> {
    /// Returns whether a request with this input can be sent again.
    pub(crate) fn is_repeatable(&self, input: &dyn Structure) -> bool {
        self.pending_stream(input)
            .is_none_or(|stream| stream.is_replayable())
    }

    /// The payload hash of a presigned request.
    pub(crate) fn presigned_payload(&self, input: &dyn Structure) -> Payload<'static> {
        if self.operation.unsigned_payload || self.pending_stream(input).is_some() {
            return Payload::Unsigned;
        }
        Payload::Signed
    }

    /// Decides how the body is sent, and its payload hash. The headers announce a checksum that
    /// is sent after a stream.
    pub(crate) fn announce(
        &self,
        headers: &mut HeaderMap,
        input: &dyn Structure,
    ) -> Result<Announced, CallError> {
        let mut trailer = None;
        let payload = match self.pending_stream(input) {
            None if self.operation.unsigned_payload => Payload::Unsigned,
            None => Payload::Signed,
            Some(stream) if stream.is_events() => Payload::Precomputed(EVENTS_PAYLOAD),
            Some(stream) => {
                trailer = self.announce_trailer(headers, input, &stream)?;
                match trailer {
                    Some(_) => Payload::Precomputed(checksum::TRAILER_PAYLOAD),
                    None => Payload::Unsigned,
                }
            }
        };
        Ok(Announced { payload, trailer })
    }

    pub(super) fn pending_stream<'i>(&self, input: &'i dyn Structure) -> Option<PendingStream<'i>> {
        wire::pending_stream(input, self.operation.input_stream)
    }

    /// Signs the request and attaches its body.
    #[inline]
    pub(super) fn finish(
        &self,
        mut request: Request<Bytes>,
        input: &dyn Structure,
        signing: &Signing<'_>,
    ) -> Result<Request<Body>, CallError> {
        if self.operation.output_stream.is_some() {
            request.extensions_mut().insert(HeadOnly);
        }
        let announced = self.announce(request.headers_mut(), input)?;
        if let Some(stream) = self.pending_stream(input) {
            return self.finish_stream(request, stream, announced, signing);
        }
        self.sign(&mut request, signing, announced.payload)?;
        Ok(request.map(Body::from))
    }

    /// Signs a request and attaches its stream: bytes, which the signature does not cover, or
    /// events, which are signed one by one.
    fn finish_stream(
        &self,
        mut request: Request<Bytes>,
        stream: PendingStream<'_>,
        announced: Announced,
        signing: &Signing<'_>,
    ) -> Result<Request<Body>, CallError> {
        let encoded = std::mem::take(request.body_mut());
        let protocol = self.shared.service.protocol;
        let body = stream.body(protocol, encoded, Initial::Request);
        let body = body.map_err(CallError::Encode)?;
        #[cfg(feature = "gzip")]
        let body = if self.compresses(&stream) {
            gzip_body(body)
        } else {
            body
        };
        #[cfg(feature = "event-stream")]
        if stream.is_events() {
            return self.finish_events(request, body, signing);
        }
        self.sign(&mut request, signing, announced.payload)?;
        Ok(request.map(|_| match announced.trailer {
            Some(trailer) => trailer.follow(body),
            None => body,
        }))
    }

    #[cfg(feature = "event-stream")]
    fn finish_events(
        &self,
        mut request: Request<Bytes>,
        body: Body,
        signing: &Signing<'_>,
    ) -> Result<Request<Body>, CallError> {
        let Some(signer) = self.signer(signing, Payload::Signed)? else {
            return Ok(request.map(|_| body));
        };
        let signer = signer
            .sign_events(&mut request)
            .map_err(|error| CallError::Config(error.to_string()))?;
        let clock = self.shared.settings.clock.clone();
        let clock =
            clock.ok_or_else(|| CallError::Config("no clock to sign events by".to_owned()))?;
        let messages = Signed::new(body, signer, clock, self.skew());
        Ok(request.map(|_| Body::from_chunks(messages)))
    }

    /// Compresses a body in memory and sets its `content-encoding`; for a stream only sets the
    /// header.
    #[cfg(feature = "gzip")]
    pub(super) fn compress(&self, request: &mut Request<Bytes>, input: &dyn Structure) {
        let Some(least) = self.shared.settings.compress_from() else {
            return;
        };
        match self.pending_stream(input) {
            Some(stream) if !self.compresses(&stream) => return,
            Some(_) => {
                request.headers_mut().remove(CONTENT_LENGTH);
            }
            None if request.body().len() < least => return,
            None => *request.body_mut() = gzip(request.body()),
        }
        append_encoding(request.headers_mut(), "gzip");
    }

    #[cfg(feature = "gzip")]
    fn compresses(&self, stream: &PendingStream<'_>) -> bool {
        let is_on = self.operation.compressed && self.shared.settings.compress_from().is_some();
        is_on && !stream.is_events() && !stream.requires_length()
    }
}

/// Adds an encoding to `content-encoding`.
#[cfg(any(feature = "gzip", feature = "checksum"))]
pub(super) fn append_encoding(headers: &mut HeaderMap, encoding: &'static str) {
    let value = match headers.get(CONTENT_ENCODING) {
        None => Ok(HeaderValue::from_static(encoding)),
        Some(before) => {
            HeaderValue::from_bytes(&[before.as_bytes(), b", ", encoding.as_bytes()].concat())
        }
    };
    // A valid value stays valid with an encoding appended.
    if let Ok(value) = value {
        headers.insert(CONTENT_ENCODING, value);
    }
}
