//! Response bodies of the hyper family as [`Chunks`].

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::{Buf, Bytes};

use super::TransportError;
use crate::body::Chunks;

/// The data frames of a body; trailers are passed over.
pub(super) struct Frames<B: http_body::Body> {
    body: Pin<Box<B>>,
    failed: fn(B::Error) -> TransportError,
}

impl<B: http_body::Body> Frames<B> {
    pub(super) fn new(body: B, failed: fn(B::Error) -> TransportError) -> Self {
        Self {
            body: Box::pin(body),
            failed,
        }
    }
}

impl<B: http_body::Body> Chunks for Frames<B> {
    fn poll_chunk(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        loop {
            let frame = match std::task::ready!(self.body.as_mut().poll_frame(context)) {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err((self.failed)(error)))),
                Some(Ok(frame)) => frame,
            };
            if let Ok(mut data) = frame.into_data() {
                return Poll::Ready(Some(Ok(data.copy_to_bytes(data.remaining()))));
            }
        }
    }
}
