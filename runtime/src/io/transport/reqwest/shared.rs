//! A `Sync` body, as `reqwest` requires.

use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Body as _, Frame, SizeHint};

use crate::io::body::Body;
use crate::io::transport::TransportError;

/// Polling requires exclusive access, so that no thread ever waits for the lock.
pub(super) struct Shared {
    body: Mutex<Body>,
    size: SizeHint,
}

impl Shared {
    pub(super) fn new(body: Body) -> Self {
        Self {
            size: body.size_hint(),
            body: Mutex::new(body),
        }
    }
}

impl http_body::Body for Shared {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let body = self.body.get_mut().unwrap_or_else(PoisonError::into_inner);
        Pin::new(body).poll_frame(context)
    }

    fn size_hint(&self) -> SizeHint {
        self.size
    }
}
