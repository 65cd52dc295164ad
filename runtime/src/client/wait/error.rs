//! Errors of waiters.

use std::fmt::{self, Write};

use super::Poll;
use crate::call::error::Error;
use crate::model::operation::Operation;
use crate::model::secrets::redacted;
use crate::util::printable::Printable;

/// A wait that did not succeed.
pub struct WaitError<O: Operation> {
    waiter: &'static str,
    kind: Box<WaitErrorKind<O>>,
    message: Option<Box<str>>,
}

/// The reason why a wait did not succeed.
#[non_exhaustive]
pub enum WaitErrorKind<O: Operation> {
    /// The waiter reached a failure state; holds the poll.
    Failure(Poll<O>),
    /// The time limit passed; holds the last poll.
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

    /// The service's reason for a failure state, if the model says where the output has it.
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// The reason why the wait did not succeed.
    pub const fn kind(&self) -> &WaitErrorKind<O> {
        &self.kind
    }

    /// The output of the last poll, if it had one.
    pub fn last_output(&self) -> Option<&O::Output> {
        match self.kind.as_ref() {
            WaitErrorKind::Failure(Ok(reply)) | WaitErrorKind::Expired(Ok(reply)) => {
                Some(&reply.output)
            }
            _ => None,
        }
    }

    /// The error of the last poll, if it had one.
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
    /// The source of the last error, which `Display` has printed.
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.last_error().and_then(std::error::Error::source)
    }
}
