//! Pages of a paginated operation, one after the other.
//!
//! Reads and writes tokens through schemas; knows no operation by name.

mod token;

use std::future::Future;

use crate::client::{Async, Blocking, Call, Mode};
use crate::error::Error;
use crate::operation::{Operation, Pagination};
use crate::value::{Structure, Value};

/// The pages of `O`, fetched as they are asked for (`smithy.api#paginated`).
///
/// Ends after the page that gives no further token; a service that repeats the token it was
/// just given would go on for ever, so that ends it too.
#[must_use = "a paginator does nothing until a page is asked for"]
#[derive(Debug)]
pub struct Paginator<M: Mode, O: Operation> {
    call: Call<M, O>,
    input: O::Input,
    progress: Progress,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Progress {
    More,
    Failed,
    Finished,
}

/// A page, or why there is none.
type Page<O> = Result<<O as Operation>::Output, Error<<O as Operation>::Error>>;

impl<M: Mode, O: Operation> Paginator<M, O> {
    pub(crate) const fn new(call: Call<M, O>, input: O::Input) -> Self {
        Self {
            call,
            input,
            progress: Progress::More,
        }
    }

    /// The token that the next page will be asked with, or that the page which failed was asked
    /// with: give it to a later input to resume there. `None` before the first page, unless the
    /// input has one, after the last, and where tokens are not text: see [`Paginator::input`].
    pub fn token(&self) -> Option<&str> {
        if self.progress == Progress::Finished {
            return None;
        }
        match self.input.get(O::SCHEMA.paginated?.input_token) {
            Value::String(token) => Some(token),
            _ => None,
        }
    }

    /// The input that the next page will be asked with, or that the page which failed was asked
    /// with: a paginator of it resumes there.
    pub const fn input(&self) -> &O::Input {
        &self.input
    }

    fn turn(&mut self, page: &Page<O>) {
        self.progress = match page {
            Ok(output) if self.advance(output) => Progress::More,
            Ok(_) => Progress::Finished,
            Err(_) => Progress::Failed,
        };
    }

    /// Moves the token of `output` into the input, if there is a new one.
    fn advance(&mut self, output: &O::Output) -> bool {
        let Some(pagination) = O::SCHEMA.paginated else {
            return false;
        };
        match next_token(output, pagination) {
            Some(token) if !token::same(token, self.input.get(pagination.input_token)) => {
                token::copy(token, self.input.slot(pagination.input_token))
            }
            _ => false,
        }
    }
}

/// The token that `output` gives; an empty one counts as none.
fn next_token<'a>(output: &'a dyn Structure, pagination: &Pagination) -> Option<Value<'a>> {
    let mut value = Value::Structure(output);
    for index in pagination.output_token {
        let Value::Structure(structure) = value else {
            return None;
        };
        value = structure.get(*index);
    }
    match value {
        Value::Null | Value::String("") => None,
        Value::Map(entries) if entries.is_empty() => None,
        token => Some(token),
    }
}

impl<O: Operation> Paginator<Async, O> {
    /// The next page; `None` after the last one and after an error. Dropping the future leaves
    /// the paginator where it was.
    #[expect(
        clippy::should_implement_trait,
        reason = "the standard library has no async iterator yet"
    )]
    pub fn next(&mut self) -> impl Future<Output = Option<Page<O>>> + use<'_, O> {
        let sent =
            (self.progress == Progress::More).then(|| self.call.clone().send(self.input.clone()));
        async move {
            let page = sent?.await;
            self.turn(&page);
            Some(page)
        }
    }
}

impl<O: Operation> Iterator for Paginator<Blocking, O> {
    type Item = Page<O>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.progress != Progress::More {
            return None;
        }
        let page = self.call.clone().send(self.input.clone());
        self.turn(&page);
        Some(page)
    }
}
