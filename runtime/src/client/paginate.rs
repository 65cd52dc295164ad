//! Pages of a paginated operation, one after the other, and the items in them.
//!
//! Pure steppers, `steps` and `Items`, decide what to ask for next; the drivers only send. Tokens
//! are read and written through schemas; no operation is known by name.

mod drive;
#[cfg(feature = "futures-core")]
mod futures;
mod items;
mod steps;
mod token;

use crate::call::error::Error;
use crate::client::{Call, Mode};
use crate::model::operation::Operation;
use crate::model::value::Value;
use crate::util::future::CallFuture;

pub use items::{Items, Paginated};

use steps::Steps;

/// The pages of `O`, fetched as they are asked for (`smithy.api#paginated`): an [`Iterator`] of
/// blocking clients, and with `next().await` of async ones, a `Stream` with the feature
/// `futures-core`.
///
/// Ends after the page that gives no further token, and after an error. A service that repeats
/// the token it was just given would go on for ever: after that page comes an error of kind
/// [`RepeatedToken`](crate::ErrorKind::RepeatedToken).
///
/// ```
/// # use generated::dynamodb::Client;
/// # async fn pages(client: Client) -> Result<(), Box<dyn std::error::Error>> {
/// let mut pages = client.list_exports().max_results(10).into_paginator();
/// while let Some(page) = pages.next().await {
///     println!("{} exports", page?.export_summaries.unwrap_or_default().len());
/// }
/// # Ok(())
/// # }
/// ```
#[must_use = "a paginator does nothing until a page is asked for"]
pub struct Paginator<M: Mode, O: Operation> {
    call: Call<M, O>,
    steps: Steps<O>,
    under_way: Option<CallFuture<Page<O>>>,
}

/// A page, or the error in its place.
type Page<O> = Result<<O as Operation>::Output, Error<<O as Operation>::Error>>;

impl<M: Mode, O: Operation> Paginator<M, O> {
    pub(crate) fn new(call: Call<M, O>, input: O::Input) -> Self {
        Self {
            call,
            steps: Steps::new(input),
            under_way: None,
        }
    }

    /// Begins with the page of `token`, which an earlier paginator's [`token`](Self::token)
    /// returned. Tokens that are not text go into the input itself: see [`input`](Self::input).
    pub fn resume(mut self, token: impl Into<String>) -> Self {
        self.under_way = None;
        self.steps.resume(&token.into());
        self
    }

    /// Ends after `count` pages; [`token`](Self::token) then returns the token to resume with.
    pub const fn max_pages(mut self, count: u64) -> Self {
        self.steps.limit(count);
        self
    }

    /// Takes a repeated token for the end, as those services mean it that have no other: the
    /// events of Amazon `CloudWatch` Logs, for one.
    pub const fn end_at_repeated_token(mut self) -> Self {
        self.steps.end_at_repeated_token();
        self
    }

    /// The token that the next page will be asked with, or that the page which failed was asked
    /// with: give it to [`resume`](Self::resume) to go on there. `None` before the first page,
    /// unless the input has one, after the last, and where tokens are not text: see
    /// [`input`](Self::input).
    pub fn token(&self) -> Option<&str> {
        let paginated = O::SCHEMA.paginated?;
        match self.steps.token(paginated.input_token)? {
            Value::String(token) => Some(token),
            _ => None,
        }
    }

    /// The input that the next page will be asked with, or that the page which failed was asked
    /// with: a paginator of it resumes there.
    pub const fn input(&self) -> &O::Input {
        self.steps.input()
    }

    /// The items of all pages, one after the other.
    pub fn items(self) -> Items<M, O>
    where
        O: Paginated,
    {
        Items::new(self)
    }
}

/// Nothing here is pinned in place: calls are behind pointers.
impl<M: Mode, O: Operation> Unpin for Paginator<M, O> {}

impl<M: Mode, O: Operation> std::fmt::Debug for Paginator<M, O> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Paginator")
            .field("operation", &O::SCHEMA.id)
            .field("input", self.input())
            .finish_non_exhaustive()
    }
}
