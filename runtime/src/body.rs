//! Bytes on their way: a body that is here already, or comes in chunks.
//!
//! Any transport can carry it; nothing here knows what the bytes mean.

use std::fmt;
use std::future::poll_fn;
use std::io::Read;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};

use crate::transport::TransportError;

/// The body of a request or response.
pub struct Body(Inner);

enum Inner {
    Bytes(Bytes),
    #[cfg(not(target_family = "wasm"))]
    Chunks(Pin<Box<dyn Chunks + Send>>),
    #[cfg(target_family = "wasm")]
    Chunks(Pin<Box<dyn Chunks>>),
    Reader(Box<dyn Read + Send>),
}

/// A source of bytes that is waited for.
pub trait Chunks {
    /// The next chunk, `None` at the end.
    fn poll_chunk(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>>;
}

/// A body that could not be read to its end.
#[derive(Debug)]
pub struct Incomplete {
    /// What was read before.
    pub read: Bytes,
    /// Why there is no more.
    pub error: TransportError,
}

/// How much a reader is asked for at a time.
const READ_SIZE: usize = 16 * 1024;

impl Body {
    /// No bytes at all.
    pub const fn empty() -> Self {
        Self(Inner::Bytes(Bytes::new()))
    }

    /// A body that arrives chunk by chunk.
    #[cfg(not(target_family = "wasm"))]
    pub fn from_chunks(chunks: impl Chunks + Send + 'static) -> Self {
        Self(Inner::Chunks(Box::pin(chunks)))
    }

    /// A body that arrives chunk by chunk.
    #[cfg(target_family = "wasm")]
    pub fn from_chunks(chunks: impl Chunks + 'static) -> Self {
        Self(Inner::Chunks(Box::pin(chunks)))
    }

    /// A body that a blocking transport reads.
    pub fn from_reader(reader: impl Read + Send + 'static) -> Self {
        Self(Inner::Reader(Box::new(reader)))
    }

    /// The bytes, when they are all here.
    pub const fn as_bytes(&self) -> Option<&Bytes> {
        match &self.0 {
            Inner::Bytes(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// Reads to the end, but no more than `limit` bytes; what was read is never lost.
    pub async fn collect(mut self, limit: usize) -> Result<Bytes, Incomplete> {
        if let Inner::Bytes(bytes) = self.0 {
            return within(bytes, limit);
        }
        let mut read = BytesMut::new();
        let error = loop {
            match poll_fn(|context| self.poll_chunk(context)).await {
                None => return Ok(read.freeze()),
                Some(Err(error)) => break error,
                Some(Ok(chunk)) => {
                    let room = limit.saturating_sub(read.len());
                    read.extend_from_slice(chunk.get(..room).unwrap_or(&chunk));
                    if chunk.len() > room {
                        break TransportError::too_large(limit);
                    }
                }
            }
        };
        Err(Incomplete {
            read: read.freeze(),
            error,
        })
    }

    /// The next chunk, `None` at the end. A reader's chunk is read on this thread.
    pub fn poll_chunk(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        match &mut self.0 {
            Inner::Bytes(bytes) if bytes.is_empty() => Poll::Ready(None),
            Inner::Bytes(bytes) => Poll::Ready(Some(Ok(std::mem::take(bytes)))),
            Inner::Chunks(chunks) => chunks.as_mut().poll_chunk(context),
            Inner::Reader(reader) => Poll::Ready(read_chunk(reader.as_mut()).transpose()),
        }
    }
}

fn within(bytes: Bytes, limit: usize) -> Result<Bytes, Incomplete> {
    if bytes.len() <= limit {
        return Ok(bytes);
    }
    Err(Incomplete {
        read: bytes.slice(..limit),
        error: TransportError::too_large(limit),
    })
}

fn read_chunk(reader: &mut dyn Read) -> Result<Option<Bytes>, TransportError> {
    let mut chunk = vec![0; READ_SIZE];
    loop {
        match reader.read(&mut chunk) {
            Ok(0) => return Ok(None),
            Ok(count) => {
                chunk.truncate(count);
                return Ok(Some(chunk.into()));
            }
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(TransportError::from_io(error)),
        }
    }
}

impl Default for Body {
    fn default() -> Self {
        Self::empty()
    }
}

impl<T: Into<Bytes>> From<T> for Body {
    fn from(bytes: T) -> Self {
        Self(Inner::Bytes(bytes.into()))
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Inner::Bytes(bytes) => write!(f, "Body({} bytes)", bytes.len()),
            Inner::Chunks(_) | Inner::Reader(_) => f.write_str("Body(stream)"),
        }
    }
}
