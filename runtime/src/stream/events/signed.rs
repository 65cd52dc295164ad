//! Signed messages, which wrap the messages of a stream of events (Signature Version 4, "event
//! streams").

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::Bytes;

#[cfg(feature = "fake")]
use super::frame::{Decoder, FrameError};
use super::frame::{HeaderValue, Headers, Message};
use crate::auth::ClockSkew;
use crate::auth::sigv4::EventSigner;
use crate::io::body::{Body, Chunks};
use crate::io::clock::Clock;
use crate::io::transport::{TransportError, TransportErrorKind};
use crate::types::Timestamp;

const DATE: &str = ":date";
const SIGNATURE: &str = ":chunk-signature";

/// A body of messages, one per chunk, each signed as it is sent; an empty signed message ends it.
pub(crate) struct Signed {
    messages: Body,
    signer: EventSigner,
    clock: Arc<dyn Clock>,
    skew: ClockSkew,
    is_over: bool,
}

impl Signed {
    /// Signs at the time of `clock`, corrected by `skew`.
    pub(crate) fn new(
        messages: Body,
        signer: EventSigner,
        clock: Arc<dyn Clock>,
        skew: ClockSkew,
    ) -> Self {
        Self {
            messages,
            signer,
            clock,
            skew,
            is_over: false,
        }
    }

    fn wrap(&mut self, payload: Bytes) -> Result<Bytes, TransportError> {
        let now = self.skew.apply(self.clock.now());
        let date = HeaderValue::Timestamp(Timestamp::new(now.seconds(), 0));
        let covered = Headers::new([(DATE, date)]).map_err(failed)?;
        let signature = self
            .signer
            .sign(covered.as_bytes(), &payload, now)
            .map_err(failed)?;
        let signature = HeaderValue::Bytes(&signature);
        let headers = Headers::new([(DATE, date), (SIGNATURE, signature)]).map_err(failed)?;
        Message { headers, payload }.encode().map_err(failed)
    }
}

impl Chunks for Signed {
    fn poll_chunk(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        if self.is_over {
            return Poll::Ready(None);
        }
        let message = match ready!(self.messages.poll_chunk(context)) {
            Some(Ok(message)) => message,
            last => {
                self.is_over = true;
                match last {
                    Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                    _ => Bytes::new(),
                }
            }
        };
        Poll::Ready(Some(self.wrap(message)))
    }
}

fn failed(error: impl std::error::Error + Send + Sync + 'static) -> TransportError {
    TransportError::new(TransportErrorKind::Other, error)
}

/// Unwraps signed messages without verifying the signatures. Unsigned messages are unchanged.
#[cfg(feature = "fake")]
pub(crate) fn unsigned(body: &[u8]) -> Result<Bytes, FrameError> {
    let mut decoder = Decoder::new(super::incoming::MESSAGE_LIMIT);
    decoder.push(body);
    let mut out = Vec::new();
    while let Some((frame, message)) = decoder.next_frame()? {
        match message.headers.get(SIGNATURE) {
            Some(_) => out.extend_from_slice(&message.payload),
            None => out.extend_from_slice(&frame),
        }
    }
    decoder.finish()?;
    Ok(out.into())
}
