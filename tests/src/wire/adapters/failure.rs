//! What a call failed with, in one form for all operations.

use std::fmt;

use tinsmith::rt::operation::ServiceError;
use tinsmith::{Error, ErrorKind};

/// What a call failed with.
#[derive(Clone, Debug)]
pub(crate) struct Failure {
    /// The kind of the transport's error, as `TransportErrorKind` spells it.
    pub(crate) transport: Option<String>,
    /// The code of the service's error.
    pub(crate) code: Option<String>,
    /// The status of the last response.
    pub(crate) status: Option<u16>,
    /// How many requests were sent, as the error counts them.
    pub(crate) attempts: u32,
    /// As users are shown it, causes included.
    pub(crate) text: String,
}

impl Failure {
    pub(super) fn of<E: ServiceError>(error: &Error<E>) -> Self {
        let transport = match error.kind() {
            ErrorKind::Transport(it) => Some(format!("{:?}", it.kind())),
            _ => None,
        };
        let mut text = error.to_string();
        let mut cause = std::error::Error::source(error);
        while let Some(error) = cause {
            text = format!("{text}: {error}");
            cause = error.source();
        }
        Self {
            transport,
            code: error.code().map(str::to_owned),
            status: error.status().map(|it| it.as_u16()),
            attempts: error.attempts(),
            text,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.transport {
            Some(kind) => write!(f, "{kind}: {}", self.text),
            None => f.write_str(&self.text),
        }
    }
}
