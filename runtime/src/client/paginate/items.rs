//! The items of pages.

use std::fmt;

use super::{Page, Paginator};
use crate::call::error::Error;
use crate::client::Mode;
use crate::model::operation::Operation;
use crate::model::value::{Structure, Value};

/// A paginated operation whose pages have items: those that its trait names (`items` of
/// `smithy.api#paginated`), or the only list of a page if the trait names none.
pub trait Paginated: Operation {
    /// The list or map of a page.
    type Items: IntoIterator;

    /// Takes the items out of a page; `None` if it has no list.
    fn items(output: Self::Output) -> Option<Self::Items>;
}

/// One item: an element, or an entry of a map.
pub(super) type Item<O> = <<O as Paginated>::Items as IntoIterator>::Item;

/// The items of all pages, which are fetched on demand: an [`Iterator`] for blocking clients; for
/// async ones use `next().await`, or a `Stream` with the feature `futures-core`.
///
/// Ends with the last page, and after an error.
#[must_use = "a paginator does nothing until an item is asked for"]
pub struct Items<M: Mode, O: Paginated> {
    pub(super) pages: Paginator<M, O>,
    page: Option<<O::Items as IntoIterator>::IntoIter>,
    /// The input that requested the current page.
    asked: Option<O::Input>,
    /// The input that requests the page in progress.
    asking: Option<O::Input>,
    taken: u64,
    skipping: u64,
    left: u64,
}

impl<M: Mode, O: Paginated> Items<M, O> {
    pub(super) const fn new(pages: Paginator<M, O>) -> Self {
        Self {
            pages,
            page: None,
            asked: None,
            asking: None,
            taken: 0,
            skipping: 0,
            left: u64::MAX,
        }
    }

    /// Ends after `count` items; [`token`](Self::token) and [`taken`](Self::taken) then tell
    /// where to resume.
    pub const fn max_items(mut self, count: u64) -> Self {
        self.left = count;
        self
    }

    /// Skips the first `count` items of the first page, which were [`taken`](Self::taken) from it
    /// before.
    pub const fn after(mut self, count: u64) -> Self {
        self.skipping = count;
        self
    }

    /// The token of the page that the last item came from, for [`resume`](Paginator::resume).
    /// `None` for the first page, and if tokens are not text: see [`input`](Self::input).
    pub fn token(&self) -> Option<&str> {
        let input: &dyn Structure = self.input();
        match input.get(O::SCHEMA.paginated?.input_token) {
            Value::String(token) => Some(token),
            _ => None,
        }
    }

    /// The input that requested the page of the last item.
    pub fn input(&self) -> &O::Input {
        self.asked.as_ref().unwrap_or_else(|| self.pages.input())
    }

    /// The pages that the items come from.
    pub const fn pages(&self) -> &Paginator<M, O> {
        &self.pages
    }

    /// How many items of that page were returned, or skipped with [`after`](Self::after).
    pub const fn taken(&self) -> u64 {
        self.taken
    }

    /// The next item of the current page.
    pub(super) fn at_hand(&mut self) -> Option<Item<O>> {
        let page = self.page.as_mut().filter(|_| self.left > 0)?;
        let item = page.next()?;
        self.taken = self.taken.saturating_add(1);
        self.left -= 1;
        Some(item)
    }

    pub(super) const fn is_finished(&self) -> bool {
        self.left == 0
    }

    /// Records the input that requests the next page; calling it again changes nothing.
    pub(super) fn ask(&mut self) {
        self.page = None;
        if self.asking.is_none() {
            self.asking = Some(self.pages.input().clone());
        }
    }

    /// Takes over the items of a page.
    pub(super) fn turn(&mut self, page: Page<O>) -> Result<(), Error<O::Error>> {
        let asked = self.asking.take();
        let mut items = O::items(page?).map(IntoIterator::into_iter);
        self.asked = asked;
        self.taken = 0;
        if let Some(items) = &mut items {
            while self.taken < self.skipping && items.next().is_some() {
                self.taken += 1;
            }
        }
        self.skipping = 0;
        self.page = items;
        Ok(())
    }
}

/// Not structurally pinned: items are returned by value.
impl<M: Mode, O: Paginated> Unpin for Items<M, O> {}

impl<M: Mode, O: Paginated> fmt::Debug for Items<M, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items")
            .field("pages", &self.pages)
            .field("taken", &self.taken)
            .finish_non_exhaustive()
    }
}
