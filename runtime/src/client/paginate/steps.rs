//! Decides which page to request next and what follows from a page: the pure half of pagination.

use super::{Page, token};
use crate::call::error::{Context, Error, ErrorKind};
use crate::model::debug;
use crate::model::operation::{Operation, Pagination};
use crate::model::value::{Slot, Structure, Value};

/// The progress through the pages of one input.
#[derive(Debug)]
pub(super) struct Steps<O: Operation> {
    input: O::Input,
    progress: Progress,
    /// How many pages may still be requested.
    left: u64,
    ends_at_repeated_token: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Progress {
    More,
    /// The last page returned the token that requested it.
    Repeated(String),
    Failed,
    Finished,
}

/// The next step.
pub(super) enum PageStep<O: Operation> {
    /// Request the page of this input.
    Ask(O::Input),
    /// Return this error; it is the last item.
    Fail(Error<O::Error>),
    /// There is no further page.
    End,
}

impl<O: Operation> Steps<O> {
    pub(super) const fn new(input: O::Input) -> Self {
        Self {
            input,
            progress: Progress::More,
            left: u64::MAX,
            ends_at_repeated_token: O::SCHEMA.repeats_last_token,
        }
    }

    pub(super) const fn limit(&mut self, count: u64) {
        self.left = count;
    }

    pub(super) const fn end_at_repeated_token(&mut self) {
        self.ends_at_repeated_token = true;
    }

    pub(super) const fn input(&self) -> &O::Input {
        &self.input
    }

    /// Begins with the page of `token`.
    pub(super) fn resume(&mut self, token: &str) {
        self.progress = Progress::More;
        if let Some(pagination) = O::SCHEMA.paginated {
            token::copy(
                Value::String(token),
                self.member_mut(pagination.input_token),
            );
        }
    }

    /// The token of the request for the next page.
    pub(super) fn token(&self, member: usize) -> Option<Value<'_>> {
        (self.progress != Progress::Finished).then(|| self.member(member))
    }

    fn member(&self, index: usize) -> Value<'_> {
        let input: &dyn Structure = &self.input;
        input.get(index)
    }

    fn member_mut(&mut self, index: usize) -> Slot<'_> {
        let input: &mut dyn Structure = &mut self.input;
        input.slot(index)
    }

    /// Returns the next step.
    pub(super) fn next(&mut self) -> PageStep<O> {
        match &mut self.progress {
            Progress::More if self.left > 0 => PageStep::Ask(self.input.clone()),
            Progress::Repeated(token) => {
                let kind = ErrorKind::RepeatedToken(std::mem::take(token));
                self.progress = Progress::Failed;
                PageStep::Fail(Error::new(kind, Context::unsent(O::SCHEMA.id)))
            }
            Progress::More | Progress::Failed | Progress::Finished => PageStep::End,
        }
    }

    /// Records a received page.
    pub(super) fn turn(&mut self, page: &Page<O>) {
        self.left = self.left.saturating_sub(1);
        self.progress = match page {
            Ok(output) => self.after(output),
            Err(_) => Progress::Failed,
        };
    }

    /// Moves the token of `output` into the input, if there is a new one.
    fn after(&mut self, output: &O::Output) -> Progress {
        let Some(pagination) = O::SCHEMA.paginated else {
            return Progress::Finished;
        };
        let output: &dyn Structure = output;
        let more = O::SCHEMA.more_pages.map(|index| output.get(index));
        if matches!(more, Some(Value::Boolean(false))) {
            return Progress::Finished;
        }
        let Some(token) = next_token(output, pagination) else {
            return Progress::Finished;
        };
        if !token::same(token, self.member(pagination.input_token)) {
            let moved = token::copy(token, self.member_mut(pagination.input_token));
            return if moved {
                Progress::More
            } else {
                Progress::Finished
            };
        }
        if self.ends_at_repeated_token {
            Progress::Finished
        } else {
            Progress::Repeated(debug::member(&self.input, pagination.input_token))
        }
    }
}

/// The token in `output`; an empty one counts as absent.
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
