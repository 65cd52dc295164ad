//! Fetches pages, for callers that await or block and for callers that poll.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use super::items::{Item, Items, Paginated};
use super::steps::PageStep;
use super::{Page, Paginator};
use crate::call::error::Error;
use crate::client::{Async, Blocking, Mode};
use crate::model::operation::Operation;
use crate::util::future::{CallFuture, wait};

/// An item, or the error that replaces it.
type ItemResult<O> = Result<Item<O>, Error<<O as Operation>::Error>>;

impl<M: Mode, O: Operation> Paginator<M, O> {
    fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Option<Page<O>>> {
        let under_way = match &mut self.under_way {
            Some(under_way) => under_way,
            None => match self.steps.next() {
                PageStep::Ask(input) => {
                    let page = CallFuture::new(self.call.clone().output(input));
                    self.under_way.insert(page)
                }
                PageStep::Fail(error) => return Poll::Ready(Some(Err(error))),
                PageStep::End => return Poll::Ready(None),
            },
        };
        let page = ready!(Pin::new(under_way).poll(context));
        self.under_way = None;
        self.steps.turn(&page);
        Poll::Ready(Some(page))
    }
}

impl<O: Operation> Paginator<Async, O> {
    /// Returns the next page; `None` after the last one and after an error.
    ///
    /// Dropping the future loses nothing: the page in progress is returned next.
    #[expect(
        clippy::should_implement_trait,
        reason = "the standard library has no async iterator yet"
    )]
    pub fn next(&mut self) -> impl Future<Output = Option<Page<O>>> + use<'_, O> {
        poll_fn(|context| self.poll_page(context))
    }

    /// Polls for the next page.
    pub fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<Page<O>>> {
        self.poll_page(context)
    }
}

impl<O: Operation> Iterator for Paginator<Blocking, O> {
    type Item = Page<O>;

    fn next(&mut self) -> Option<Self::Item> {
        wait(poll_fn(|context| self.poll_page(context)))
    }
}

impl<M: Mode, O: Paginated> Items<M, O> {
    fn poll_item(&mut self, context: &mut Context<'_>) -> Poll<Option<ItemResult<O>>> {
        loop {
            if let Some(item) = self.at_hand() {
                return Poll::Ready(Some(Ok(item)));
            }
            if self.is_finished() {
                return Poll::Ready(None);
            }
            self.ask();
            let Some(page) = ready!(self.pages.poll_page(context)) else {
                return Poll::Ready(None);
            };
            if let Err(error) = self.turn(page) {
                return Poll::Ready(Some(Err(error)));
            }
        }
    }
}

impl<O: Paginated> Items<Async, O> {
    /// Returns the next item; `None` after the last one and after an error.
    ///
    /// Dropping the future loses nothing: the page in progress is returned next.
    #[expect(
        clippy::should_implement_trait,
        reason = "the standard library has no async iterator yet"
    )]
    pub fn next(&mut self) -> impl Future<Output = Option<ItemResult<O>>> + use<'_, O> {
        poll_fn(|context| self.poll_item(context))
    }

    /// Polls for the next item.
    pub fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<ItemResult<O>>> {
        self.poll_item(context)
    }
}

impl<O: Paginated> Iterator for Items<Blocking, O> {
    type Item = ItemResult<O>;

    fn next(&mut self) -> Option<Self::Item> {
        wait(poll_fn(|context| self.poll_item(context)))
    }
}
