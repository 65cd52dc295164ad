//! Converts bodies of the hyper family to [`Body`], and back.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::{Buf, Bytes};
use http::Uri;
use http_body::{Frame, SizeHint};

use super::TransportError;
use crate::io::body::{Body, Chunks};

/// The data frames of a body; trailers are skipped.
struct Frames<B: http_body::Body> {
    body: Pin<Box<B>>,
    failed: fn(B::Error) -> TransportError,
    /// The URI of the body.
    uri: Uri,
}

/// The body of a response from `uri`; `failed` converts its errors.
pub(super) fn receive<B: http_body::Body + Send + 'static>(
    body: B,
    failed: fn(B::Error) -> TransportError,
    uri: Uri,
) -> Body {
    let length = body.size_hint().exact();
    let body = Body::from_chunks(Frames {
        body: Box::pin(body),
        failed,
        uri,
    });
    match length {
        Some(length) => body.with_length(length),
        None => body,
    }
}

impl<B: http_body::Body + Send> Chunks for Frames<B> {
    fn poll_chunk(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        loop {
            let frame = match std::task::ready!(self.body.as_mut().poll_frame(context)) {
                None => return Poll::Ready(None),
                Some(Err(error)) => {
                    let error = (self.failed)(error).with_origin(&self.uri);
                    return Poll::Ready(Some(Err(error)));
                }
                Some(Ok(frame)) => frame,
            };
            if let Ok(mut data) = frame.into_data() {
                return Poll::Ready(Some(Ok(data.copy_to_bytes(data.remaining()))));
            }
        }
    }
}

/// The interface that hyper and its libraries expect of a request's body.
impl http_body::Body for Body {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        self.poll_chunk(context)
            .map(|chunk| chunk.map(|data| data.map(Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        self.as_bytes().is_some_and(Bytes::is_empty)
    }

    fn size_hint(&self) -> SizeHint {
        self.length()
            .map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}
