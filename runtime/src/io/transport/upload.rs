//! Bodies of requests as hyper's connections should get them, so that an early answer is read.
//!
//! A server may refuse an upload once it has the head, and close the connection. hyper reads what
//! has arrived before it writes, but only what the reactor has told it of; a write that fails first
//! hides the answer. So the reactor has its turn between the moment when a chunk is there and the
//! moment when it is written.

use std::future::Future as _;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, ready};

use bytes::Bytes;

use super::TransportError;
use crate::io::body::{Body, Chunks};

/// `body` for hyper.
pub(super) fn attentive(body: Body) -> Body {
    if body.as_bytes().is_some() {
        return body;
    }
    let length = body.length();
    let body = Body::from_chunks(Attentive { body, next: None });
    match length {
        Some(length) => body.with_length(length),
        None => body,
    }
}

struct Attentive {
    body: Body,
    /// What the body has yielded while the reactor has its turn.
    next: Option<Result<Bytes, TransportError>>,
}

impl Chunks for Attentive {
    fn poll_chunk(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        if self.next.is_none() {
            self.next = match ready!(self.body.poll_chunk(context)) {
                None => return Poll::Ready(None),
                next => next,
            };
            // The task is woken once the reactor has been asked; without tokio, at once.
            ready!(pin!(tokio::task::yield_now()).poll(context));
        }
        Poll::Ready(self.next.take())
    }
}
