//! The error of transports. Knows no HTTP client.

use std::error::Error;
use std::fmt::{self, Write as _};
use std::io;
use std::time::Duration;

use http::Uri;

use crate::util::printable::Printable;

/// The reason why no complete response arrived.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    source: Box<dyn Error + Send + Sync>,
    /// Scheme, host and port of the peer.
    origin: Option<Box<str>>,
}

/// The kind of a failure, which decides about retries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// No connection could be made, so nothing was sent; retried.
    Connect,
    /// TLS could not be set up, for instance because the certificate is not accepted. Nothing was
    /// sent; not retried.
    Tls,
    /// The peer did not answer in time; retried.
    Timeout,
    /// The connection was lost before the response was complete; retried.
    Disconnected,
    /// The peer's answer is not HTTP, or its head is too large; not retried.
    Malformed,
    /// The response does not match its checksum; retried.
    ChecksumMismatch,
    /// The response is longer than the limit; not retried.
    TooLarge,
    /// The HTTP library cannot send the request exactly as it was made and signed. Nothing was
    /// sent; not retried.
    Unsendable,
    /// Any other failure; not retried.
    Other,
}

impl TransportError {
    /// An error of `kind` caused by `source`.
    pub fn new(kind: TransportErrorKind, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self {
            kind,
            source: source.into(),
            origin: None,
        }
    }

    /// Adds scheme, host and port of `uri` to the message. Path and query, which may hold
    /// secrets, are left out. An error that already has them keeps them, and an error of the
    /// caller's own source of a body has no peer to name.
    #[must_use]
    pub fn with_origin(mut self, uri: &Uri) -> Self {
        if !is_unreadable(&*self.source) {
            self.origin = self.origin.or_else(|| origin(uri));
        }
        self
    }

    /// An error of the same kind whose text, which includes the causes, is changed by `edit`.
    #[cold]
    pub(crate) fn with_text(self, edit: impl Fn(&str) -> String) -> Self {
        Self {
            kind: self.kind,
            source: edit(&Causes(&*self.source).to_string()).into(),
            origin: self.origin.map(|origin| edit(&origin).into()),
        }
    }

    #[cfg(feature = "_transport")]
    pub(super) fn unsendable(reason: impl Into<String>) -> Self {
        Self::new(TransportErrorKind::Unsendable, reason.into())
    }

    /// The error of the source of a request's body, or an error of this type that a reader has
    /// wrapped. Retrying cannot help, and the network is not involved.
    pub(crate) fn unreadable(error: io::Error) -> Self {
        match error.downcast::<Self>() {
            Ok(wrapped) => wrapped,
            Err(error) => Self::new(TransportErrorKind::Other, Unreadable(error)),
        }
    }

    /// An error of the operating system, or one of this type that a reader has wrapped.
    pub fn from_io(error: io::Error) -> Self {
        match error.downcast::<Self>() {
            Ok(wrapped) => wrapped,
            Err(error) => Self::new(Self::kind_of_io(&error), error),
        }
    }

    /// The kind of an error of the operating system.
    pub(super) fn kind_of_io(error: &io::Error) -> TransportErrorKind {
        use io::ErrorKind as Io;
        match error.kind() {
            Io::TimedOut | Io::WouldBlock => TransportErrorKind::Timeout,
            Io::ConnectionRefused
            | Io::HostUnreachable
            | Io::NetworkUnreachable
            | Io::NetworkDown
            | Io::AddrNotAvailable => TransportErrorKind::Connect,
            Io::ConnectionReset
            | Io::ConnectionAborted
            | Io::BrokenPipe
            | Io::UnexpectedEof
            | Io::NotConnected => TransportErrorKind::Disconnected,
            _ if is_lookup(error) => TransportErrorKind::Connect,
            _ => TransportErrorKind::Other,
        }
    }

    /// The kind of the failure.
    pub const fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    /// The cause: an error of the HTTP client or of the operating system.
    pub fn get_ref(&self) -> &(dyn Error + Send + Sync + 'static) {
        self.source.as_ref()
    }

    pub(crate) fn timeout(after: Option<Duration>) -> Self {
        // The rest of a limit has odd nanoseconds.
        let micros = after.unwrap_or_default().as_micros();
        let millis = u64::try_from(micros.div_ceil(1000)).unwrap_or(u64::MAX);
        let after = Duration::from_millis(millis);
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

/// The error of the source of a request's body.
#[derive(Debug)]
struct Unreadable(io::Error);

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the source of the body has failed")
    }
}

impl Error for Unreadable {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.0)
    }
}

/// Returns whether `error`, which libraries wrap, comes from the source of a request's body.
fn is_unreadable(error: &(dyn Error + 'static)) -> bool {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if error.is::<Unreadable>() {
            return true;
        }
        cause = match error.downcast_ref::<TransportError>() {
            Some(own) => Some(&*own.source),
            None => error.source(),
        };
    }
    false
}

/// The cause of `error`, unless `error` prints it: the errors of this module do, also within an
/// error of the operating system.
fn unsaid<'e>(error: &'e (dyn Error + 'static)) -> Option<&'e (dyn Error + 'static)> {
    let wrapped = error
        .downcast_ref::<io::Error>()
        .and_then(io::Error::get_ref);
    let is_own = error.is::<TransportError>()
        || wrapped.is_some_and(<dyn Error + Send + Sync>::is::<TransportError>);
    error.source().filter(|_| !is_own)
}

/// An error and its causes, on one line.
struct Causes<'e>(&'e (dyn Error + 'static));

impl fmt::Display for Causes<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)?;
        let mut cause = unsaid(self.0);
        while let Some(error) = cause {
            write!(f, ": {error}")?;
            cause = unsaid(error);
        }
        Ok(())
    }
}

/// Returns whether a host name could not be resolved. The standard library has no kind for that.
fn is_lookup(error: &io::Error) -> bool {
    error
        .to_string()
        .starts_with("failed to lookup address information")
}

/// Scheme, host and port; the default port of the scheme if the URI has no port.
fn origin(uri: &Uri) -> Option<Box<str>> {
    let (scheme, host) = (uri.scheme_str()?, uri.host()?);
    let default = if scheme == "https" { 443 } else { 80 };
    let port = uri.port_u16().unwrap_or(default);
    Some(format!("{scheme}://{host}:{port}").into())
}

impl TransportErrorKind {
    /// A description of the failure, and the preposition before the peer's name.
    const fn described(self) -> (&'static str, &'static str) {
        match self {
            Self::Connect => ("could not connect", "to"),
            Self::Tls => ("could not set up TLS", "with"),
            Self::Timeout => ("timed out", "waiting for"),
            Self::Disconnected => ("lost the connection", "to"),
            Self::Malformed => ("got no valid HTTP response", "from"),
            Self::ChecksumMismatch => ("got a response with a wrong checksum", "from"),
            Self::TooLarge => ("got a response that is too large", "from"),
            Self::Unsendable => ("nothing was sent", "to"),
            Self::Other => ("the request failed", "at"),
        }
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (what, joined) = self.kind.described();
        f.write_str(what)?;
        if let Some(origin) = &self.origin {
            write!(f, " {joined} {origin}")?;
        }
        // Libraries quote text of the peer.
        write!(Printable(f), ": {}", Causes(&*self.source))
    }
}

impl Error for TransportError {
    /// The HTTP library's error, which `Display` prints, too.
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&*self.source)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn causes_are_said_once() {
        let inner = TransportError::unreadable(io::Error::other("broken"));
        let wrapped = TransportError::new(TransportErrorKind::Other, io::Error::other(inner));
        let text = wrapped.to_string();
        assert_eq!(text.matches("broken").count(), 1, "{text}");
        let uri = Uri::from_static("https://host/");
        assert!(!wrapped.with_origin(&uri).to_string().contains("host"));
    }

    #[test]
    fn failures_of_a_callers_source_are_no_networks() {
        for kind in [io::ErrorKind::BrokenPipe, io::ErrorKind::TimedOut] {
            let error = TransportError::unreadable(kind.into());
            assert_eq!(error.kind(), TransportErrorKind::Other);
        }
        let own = TransportError::new(TransportErrorKind::Disconnected, "a download");
        let error = TransportError::unreadable(io::Error::other(own));
        assert_eq!(error.kind(), TransportErrorKind::Disconnected);
    }
}
