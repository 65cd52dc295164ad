//! Bodies that are verified while they are read.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;

use crate::io::body::{Body, Chunks};
use crate::io::checksum::{Algorithm, Hasher};
use crate::io::transport::{TransportError, TransportErrorKind};

/// `body`, which fails at its end if its checksum in base64 is not `expected`.
pub(super) fn body(body: Body, algorithm: Algorithm, expected: String) -> Body {
    let length = body.length();
    let verified = Body::from_chunks(Verified {
        body,
        algorithm,
        hasher: Some(algorithm.hasher()),
        expected,
    });
    match length {
        Some(length) => verified.with_length(length),
        None => verified,
    }
}

struct Verified {
    body: Body,
    algorithm: Algorithm,
    /// `None` once the body has ended.
    hasher: Option<Hasher>,
    expected: String,
}

impl Chunks for Verified {
    fn poll_chunk(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        let chunk = ready!(self.body.poll_chunk(context));
        if let (Some(Ok(chunk)), Some(hasher)) = (&chunk, &mut self.hasher) {
            hasher.update(chunk);
        }
        let Some(hasher) = self.hasher.take_if(|_| chunk.is_none()) else {
            return Poll::Ready(chunk);
        };
        let found = hasher.finalize().to_base64();
        let error = (found != self.expected).then(|| {
            let (name, expected) = (self.algorithm.name(), &self.expected);
            let reason = format!("the {name} of the body is {found}, its header says {expected}");
            Err(TransportError::new(
                TransportErrorKind::ChecksumMismatch,
                reason,
            ))
        });
        Poll::Ready(error)
    }
}
