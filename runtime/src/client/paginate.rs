//! Pages of a paginated operation, and the items in them.
//!
//! Two pure steppers, `steps` and `Items`, decide which page to request next; the drivers only
//! send. Reads and writes tokens through schemas; names no operation.

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

/// The pages of `O`, fetched on demand (`smithy.api#paginated`): an [`Iterator`] for blocking
/// clients; for async ones use `next().await`, or a `Stream` with the feature `futures-core`.
///
/// Ends after the page that returns no further token, and after an error. A service that returns
/// the token that requested the page would go on for ever: after that page follows an error of
/// kind [`RepeatedToken`](crate::ErrorKind::RepeatedToken).
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

/// A page, or the error that replaces it.
type Page<O> = Result<<O as Operation>::Output, Error<<O as Operation>::Error>>;

impl<M: Mode, O: Operation> Paginator<M, O> {
    pub(crate) fn new(call: Call<M, O>, input: O::Input) -> Self {
        Self {
            call,
            steps: Steps::new(input),
            under_way: None,
        }
    }

    /// Begins with the page of `token`, which an earlier paginator returned by
    /// [`token`](Self::token). Set tokens that are not text in the input itself: see
    /// [`input`](Self::input).
    pub fn resume(mut self, token: impl Into<String>) -> Self {
        self.under_way = None;
        self.steps.resume(&token.into());
        self
    }

    /// Ends after `count` pages; [`token`](Self::token) then tells where to resume.
    pub const fn max_pages(mut self, count: u64) -> Self {
        self.steps.limit(count);
        self
    }

    /// Treats a repeated token as the end, for services that signal the end in no other way, such
    /// as the events of Amazon `CloudWatch` Logs.
    pub const fn end_at_repeated_token(mut self) -> Self {
        self.steps.end_at_repeated_token();
        self
    }

    /// The token of the request for the next page, or of the request that failed: pass it to
    /// [`resume`](Self::resume) to continue. `None` before the first page unless the input has a
    /// token, after the last page, and if tokens are not text: see [`input`](Self::input).
    pub fn token(&self) -> Option<&str> {
        let paginated = O::SCHEMA.paginated?;
        match self.steps.token(paginated.input_token)? {
            Value::String(token) => Some(token),
            _ => None,
        }
    }

    /// The input that requests the next page, or that requested the page that failed: a paginator
    /// with this input resumes there.
    pub const fn input(&self) -> &O::Input {
        self.steps.input()
    }

    /// The items of all pages.
    pub fn items(self) -> Items<M, O>
    where
        O: Paginated,
    {
        Items::new(self)
    }
}

/// Not structurally pinned: calls are boxed.
impl<M: Mode, O: Operation> Unpin for Paginator<M, O> {}

impl<M: Mode, O: Operation> std::fmt::Debug for Paginator<M, O> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Paginator")
            .field("operation", &O::SCHEMA.id)
            .field("input", self.input())
            .finish_non_exhaustive()
    }
}
