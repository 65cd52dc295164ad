//! Why no complete response came. Knows nothing of any HTTP client.

use std::error::Error;
use std::fmt::{self, Write as _};
use std::time::Duration;

use crate::printable::Printable;

/// Why no complete response came.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    source: Box<dyn Error + Send + Sync>,
}

/// What went wrong, as far as retries are concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// No connection could be made, so nothing was sent; tried again.
    Connect,
    /// The peer did not answer in time; tried again.
    Timeout,
    /// The connection was lost before the response was complete; tried again.
    Disconnected,
    /// The response does not have the checksum that came with it; tried again.
    ChecksumMismatch,
    /// The response is longer than the limit.
    TooLarge,
    /// Anything else; not tried again.
    Other,
}

impl TransportError {
    /// An error of `kind` caused by `source`.
    pub fn new(kind: TransportErrorKind, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self {
            kind,
            source: source.into(),
        }
    }

    /// An error of the operating system, or one of this type that a reader has wrapped.
    pub fn from_io(error: std::io::Error) -> Self {
        use std::io::ErrorKind as Io;
        let error = match error.downcast::<Self>() {
            Ok(wrapped) => return wrapped,
            Err(error) => error,
        };
        let kind = match error.kind() {
            Io::TimedOut | Io::WouldBlock => TransportErrorKind::Timeout,
            Io::ConnectionRefused
            | Io::HostUnreachable
            | Io::NetworkUnreachable
            | Io::AddrNotAvailable => TransportErrorKind::Connect,
            Io::ConnectionReset
            | Io::ConnectionAborted
            | Io::BrokenPipe
            | Io::UnexpectedEof
            | Io::NotConnected => TransportErrorKind::Disconnected,
            _ => TransportErrorKind::Other,
        };
        Self::new(kind, error)
    }

    /// What went wrong.
    pub const fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    /// What it was caused by: an error of the HTTP client or of the operating system.
    pub fn get_ref(&self) -> &(dyn Error + Send + Sync + 'static) {
        self.source.as_ref()
    }

    pub(crate) fn timeout(after: Option<Duration>) -> Self {
        let after = after.unwrap_or_default();
        Self::new(
            TransportErrorKind::Timeout,
            format!("no complete response within {after:?}"),
        )
    }

    pub(crate) fn unidentified() -> Self {
        let reason = "the source of credentials did not answer within the limit of the attempt";
        Self::new(TransportErrorKind::Timeout, reason)
    }

    pub(crate) fn too_large(limit: usize) -> Self {
        let reason = format!(
            "the response is longer than {limit} bytes; raise `max_response_bytes` of the client to accept it"
        );
        Self::new(TransportErrorKind::TooLarge, reason)
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            TransportErrorKind::Connect => "could not connect",
            TransportErrorKind::Timeout => "timed out",
            TransportErrorKind::Disconnected => "the connection was lost",
            TransportErrorKind::ChecksumMismatch => "the response does not match its checksum",
            TransportErrorKind::TooLarge => "the response is too large",
            TransportErrorKind::Other => "the request failed",
        })?;
        // Libraries quote what the peer sent.
        let mut out = Printable(f);
        write!(out, ": {}", self.source)?;
        let mut cause = self.source.source();
        while let Some(error) = cause {
            write!(out, ": {error}")?;
            cause = error.source();
        }
        Ok(())
    }
}

/// Without a source: `Display` says the causes, too.
impl Error for TransportError {}
