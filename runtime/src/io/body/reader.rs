//! A body as a blocking reader.

use std::fmt;
use std::future::poll_fn;
use std::io::{self, Read};

use bytes::{Buf, Bytes};

use super::Body;
use crate::util::future::block_on;

/// Reads a body; blocks the thread until chunks arrive. Errors are
/// [`TransportError`](crate::io::transport::TransportError)s within an [`io::Error`].
pub struct BodyReader {
    body: Body,
    chunk: Bytes,
}

impl BodyReader {
    pub(super) fn new(body: Body) -> Self {
        Self {
            body,
            chunk: Bytes::new(),
        }
    }
}

impl Read for BodyReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.chunk.is_empty() && !buffer.is_empty() {
            match block_on(poll_fn(|context| self.body.poll_chunk(context))) {
                None => return Ok(0),
                Some(chunk) => self.chunk = chunk.map_err(io::Error::other)?,
            }
        }
        let count = self.chunk.len().min(buffer.len());
        self.chunk.copy_to_slice(&mut buffer[..count]);
        Ok(count)
    }
}

impl fmt::Debug for BodyReader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BodyReader({:?})", self.body)
    }
}
