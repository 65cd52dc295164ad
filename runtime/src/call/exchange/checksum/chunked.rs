//! Bodies followed by their checksum: the encoding `aws-chunked` with a trailer ("Checking object
//! integrity" in the S3 User Guide).

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;

use crate::io::body::{Body, Chunks};
use crate::io::checksum::{Algorithm, Hasher};
use crate::io::transport::TransportError;

/// `body`, which has `length` bytes, in one chunk, followed by its checksum.
pub(super) fn body(body: Body, length: u64, algorithm: Algorithm) -> Body {
    let chunks = Chunked {
        head: Some(head(length)),
        body: body.with_length(length),
        hasher: Some(algorithm.hasher()),
        algorithm,
        length,
    };
    Body::from_chunks(chunks).with_length(self::length(length, algorithm))
}

/// The encoded length of a body of `length` bytes.
pub(super) fn length(length: u64, algorithm: Algorithm) -> u64 {
    let frame = head(length).len() + tail(length, algorithm.hasher(), algorithm).len();
    length.saturating_add(u64::try_from(frame).unwrap_or(u64::MAX))
}

/// The text before the bytes. A chunk of zero bytes would be the last one.
fn head(length: u64) -> String {
    match length {
        0 => String::new(),
        length => format!("{length:x}\r\n"),
    }
}

fn tail(length: u64, hasher: Hasher, algorithm: Algorithm) -> String {
    let end = if length == 0 { "" } else { "\r\n" };
    let (name, value) = (algorithm.header_name(), hasher.finalize().to_base64());
    format!("{end}0\r\n{name}:{value}\r\n\r\n")
}

struct Chunked {
    /// `None` once it has been sent.
    head: Option<String>,
    body: Body,
    /// `None` once the trailer has been sent.
    hasher: Option<Hasher>,
    algorithm: Algorithm,
    length: u64,
}

impl Chunks for Chunked {
    fn poll_chunk(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        if let Some(head) = self.head.take().filter(|head| !head.is_empty()) {
            return Poll::Ready(Some(Ok(head.into())));
        }
        let this = &mut *self;
        let Some(hasher) = &mut this.hasher else {
            return Poll::Ready(None);
        };
        match ready!(this.body.poll_chunk(context)) {
            Some(Ok(chunk)) => {
                hasher.update(&chunk);
                Poll::Ready(Some(Ok(chunk)))
            }
            Some(Err(error)) => Poll::Ready(Some(Err(error))),
            None => {
                let hasher = this.hasher.take();
                let tail = hasher.map(|hasher| tail(this.length, hasher, this.algorithm));
                Poll::Ready(tail.map(|tail| Ok(tail.into())))
            }
        }
    }
}
