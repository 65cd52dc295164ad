//! Sources of the events of an input.

use std::pin::Pin;
use std::task::{Context, Poll};

use crate::stream::BoxError;
use crate::util::future::MaybeSend;

/// An async source of events. With the feature `futures-core`, any `Stream` can be one.
pub trait Events<U>: MaybeSend {
    /// Polls for the next event; `None` at the end.
    fn poll_event(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<U, BoxError>>>;
}

/// The events of an iterator. Boxed, since it need not be `Unpin`.
pub(super) struct Iterated<I>(Box<I>);

impl<I> Iterated<I> {
    pub(super) fn new(events: I) -> Self {
        Self(Box::new(events))
    }
}

impl<U, I: Iterator<Item = Result<U, BoxError>> + MaybeSend> Events<U> for Iterated<I> {
    fn poll_event(
        mut self: Pin<&mut Self>,
        _context: &mut Context<'_>,
    ) -> Poll<Option<Result<U, BoxError>>> {
        Poll::Ready(self.0.next())
    }
}
