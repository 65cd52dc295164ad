//! Converts streams of bytes to the ecosystem's `Stream`, and back.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;

use super::{BoxError, ByteStream};
use crate::io::body::Chunks;
use crate::io::transport::{TransportError, TransportErrorKind};
use crate::util::future::MaybeSend;

impl ByteStream {
    /// A stream of the bytes of `stream`. It can be sent only once, so a request with it is not
    /// retried.
    pub fn from_stream<S, B, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<B, E>> + MaybeSend + 'static,
        B: Into<Bytes>,
        E: Into<BoxError>,
    {
        Self::from_chunks(Streamed(Box::pin(stream)))
    }
}

impl Stream for ByteStream {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        Self::poll_next(&mut self, context)
    }
}

struct Streamed<S>(Pin<Box<S>>);

impl<S, B, E> Chunks for Streamed<S>
where
    S: Stream<Item = Result<B, E>> + MaybeSend,
    B: Into<Bytes>,
    E: Into<BoxError>,
{
    fn poll_chunk(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        let failed = |error| TransportError::new(TransportErrorKind::Other, error);
        let next = self.0.as_mut().poll_next(context);
        next.map(|it| it.map(|it| it.map(Into::into).map_err(failed)))
    }
}
