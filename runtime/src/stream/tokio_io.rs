//! Converts streams of bytes to tokio's `AsyncRead`, and back.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::{Buf, Bytes, BytesMut};
use tokio::io::{AsyncRead, ReadBuf};

use super::ByteStream;
use crate::io::body::Chunks;
use crate::io::transport::TransportError;

/// The size of each read.
const READ_SIZE: usize = 16 * 1024;

impl ByteStream {
    /// A stream of the bytes of `reader`. It can be sent only once, so a request with it is not
    /// retried. Declare its length with [`with_length`](Self::with_length), if known.
    pub fn from_async_read(reader: impl AsyncRead + Send + 'static) -> Self {
        Self::from_chunks(Reading {
            reader: Box::pin(reader),
            buffer: BytesMut::new(),
        })
    }

    /// The stream as an `AsyncRead`, whose errors are [`TransportError`]s within an [`io::Error`].
    pub fn into_async_read(self) -> AsyncReader {
        AsyncReader {
            stream: self,
            chunk: Bytes::new(),
        }
    }
}

struct Reading<R> {
    reader: Pin<Box<R>>,
    buffer: BytesMut,
}

impl<R: AsyncRead + Send> Chunks for Reading<R> {
    fn poll_chunk(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        let this = &mut *self;
        this.buffer.resize(READ_SIZE, 0);
        let mut buffer = ReadBuf::new(&mut this.buffer);
        let read = ready!(this.reader.as_mut().poll_read(context, &mut buffer));
        let count = buffer.filled().len();
        Poll::Ready(match read {
            Ok(()) if count == 0 => None,
            Ok(()) => Some(Ok(this.buffer.split_to(count).freeze())),
            Err(error) => Some(Err(TransportError::unreadable(error))),
        })
    }
}

/// A [`ByteStream`] as a tokio reader.
#[derive(Debug)]
pub struct AsyncReader {
    stream: ByteStream,
    chunk: Bytes,
}

impl AsyncRead for AsyncReader {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        while self.chunk.is_empty() && buffer.remaining() > 0 {
            match ready!(self.stream.poll_next(context)) {
                None => return Poll::Ready(Ok(())),
                Some(chunk) => self.chunk = chunk.map_err(io::Error::other)?,
            }
        }
        let count = self.chunk.len().min(buffer.remaining());
        buffer.put_slice(&self.chunk[..count]);
        self.chunk.advance(count);
        Poll::Ready(Ok(()))
    }
}
