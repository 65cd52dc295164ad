//! Why a wait did not end as wished.

use std::fmt::{self, Write};

use super::Poll;
use crate::call::error::Error;
use crate::model::operation::Operation;
use crate::model::secrets::redacted;
use crate::util::printable::Printable;

/// A wait that did not end in success.
pub struct WaitError<O: Operation> {
    waiter: &'static str,
    kind: Box<WaitErrorKind<O>>,
    message: Option<Box<str>>,
}

/// How a wait ended.
#[non_exhaustive]
pub enum WaitErrorKind<O: Operation> {
    /// The waiter reached a failure state, by this poll.
    Failure(Poll<O>),
    /// Time is up; the last poll.
    Expired(Poll<O>),
    /// A poll failed with an error that the waiter does not expect.
    Call(Error<O::Error>),
}

impl<O: Operation> WaitError<O> {
    pub(super) fn new(waiter: &'static str, kind: WaitErrorKind<O>) -> Self {
        Self {
            waiter,
            kind: Box::new(kind),
            message: None,
        }
    }

    pub(super) fn saying(mut self, message: Option<String>) -> Self {
        self.message = message.map(String::into_boxed_str);
        self
    }

    /// The reason that the service gave for a failure state, if the model says where the output has
    /// it.
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// How the wait ended.
    pub const fn kind(&self) -> &WaitErrorKind<O> {
        &self.kind
    }

    /// The output of the last poll, where it had one.
    pub fn last_output(&self) -> Option<&O::Output> {
        match self.kind.as_ref() {
            WaitErrorKind::Failure(Ok(reply)) | WaitErrorKind::Expired(Ok(reply)) => {
                Some(&reply.output)
            }
            _ => None,
        }
    }

    /// The error of the last poll, where it had one.
    pub fn last_error(&self) -> Option<&Error<O::Error>> {
        match self.kind.as_ref() {
            WaitErrorKind::Failure(Err(error))
            | WaitErrorKind::Expired(Err(error))
            | WaitErrorKind::Call(error) => Some(error),
            _ => None,
        }
    }
}

impl<O: Operation> fmt::Display for WaitError<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let outcome = match self.kind.as_ref() {
            WaitErrorKind::Failure(_) => "the waiter reached a failure state",
            WaitErrorKind::Expired(_) => "time is up; waiting again resumes the wait",
            WaitErrorKind::Call(_) => "a poll failed",
        };
        write!(f, "{}: {outcome}", self.waiter)?;
        if let Some(message) = self.message() {
            let shown = match self.last_output() {
                Some(output) => redacted(message, output),
                None => message.to_owned(),
            };
            write!(Printable(f), ": {shown}")?;
        }
        match (self.last_output(), self.last_error()) {
            (Some(output), _) => write!(f, "; last answer: {output:?}"),
            (None, Some(error)) => write!(f, ": {error}"),
            (None, None) => Ok(()),
        }
    }
}

impl<O: Operation> fmt::Debug for WaitError<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl<O: Operation> std::error::Error for WaitError<O> {
    /// The cause of the last error that `Display` has not printed.
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.last_error().and_then(std::error::Error::source)
    }
}
