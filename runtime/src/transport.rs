//! The seam to the network: what a transport is, and the adapters to HTTP clients.
//!
//! A transport sends one request and hands back one response. It knows nothing of operations,
//! signing or retries.

#[cfg(any(
    feature = "tower",
    all(feature = "reqwest", not(target_family = "wasm"))
))]
mod http_body;
#[cfg(feature = "reqwest")]
mod reqwest;
#[cfg(feature = "tower")]
mod tower;
#[cfg(feature = "ureq")]
mod ureq;

use std::error::Error;
use std::fmt::{self, Write};
use std::sync::Arc;
use std::time::Duration;

use http::{Request, Response};

use crate::body::Body;
use crate::clock::Clock;
#[cfg(not(target_family = "wasm"))]
use crate::clock::SystemClock;
use crate::future::{BoxFuture, MaybeSend, MaybeSync};
use crate::printable::Printable;

#[cfg(feature = "reqwest")]
pub use self::reqwest::ReqwestTransport;
#[cfg(feature = "tower")]
pub use self::tower::TowerTransport;
#[cfg(feature = "ureq")]
pub use self::ureq::UreqTransport;

/// Sends requests without blocking.
///
/// Redirects are not followed and error statuses are ordinary responses.
pub trait Transport: MaybeSend + MaybeSync + 'static {
    /// Sends `request`; the body of the response may still be on its way.
    fn send(&self, request: Request<Body>)
    -> BoxFuture<'_, Result<Response<Body>, TransportError>>;

    /// The clock that fits the transport: an adapter for an async runtime sleeps with that
    /// runtime's timer. `None` where the host has none that can be found, as on wasm.
    fn clock(&self) -> Option<Arc<dyn Clock>> {
        default_clock()
    }
}

/// Sends requests and waits for the answer on the calling thread.
pub trait BlockingTransport: Send + Sync + 'static {
    /// Sends `request`; gives up after `timeout`, if there is one: connecting, TLS, sending and
    /// waiting for the response count. Reading the response's body counts as well, unless the
    /// request has [`HeadOnly`] among its extensions.
    fn send(
        &self,
        request: Request<Body>,
        timeout: Option<Duration>,
    ) -> Result<Response<Body>, TransportError>;

    /// The clock that fits the transport.
    fn clock(&self) -> Option<Arc<dyn Clock>> {
        default_clock()
    }
}

/// An extension of requests whose response may have a body that is the caller's to read, in which
/// case no limit of the call's is on it.
///
/// A blocking client sends such a request from a thread of its own when it has a limit, and waits
/// no longer than that for the head and for the body of an error, whatever the transport does.
#[derive(Clone, Copy, Debug)]
pub struct HeadOnly;

#[cfg(not(target_family = "wasm"))]
#[expect(clippy::unnecessary_wraps, reason = "on wasm there is none")]
fn default_clock() -> Option<Arc<dyn Clock>> {
    Some(Arc::new(SystemClock))
}

#[cfg(target_family = "wasm")]
fn default_clock() -> Option<Arc<dyn Clock>> {
    None
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(
        &self,
        request: Request<Body>,
    ) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        T::send(self, request)
    }

    fn clock(&self) -> Option<Arc<dyn Clock>> {
        T::clock(self)
    }
}

impl<T: BlockingTransport + ?Sized> BlockingTransport for Arc<T> {
    fn send(
        &self,
        request: Request<Body>,
        timeout: Option<Duration>,
    ) -> Result<Response<Body>, TransportError> {
        T::send(self, request, timeout)
    }

    fn clock(&self) -> Option<Arc<dyn Clock>> {
        T::clock(self)
    }
}

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
    /// No connection: nothing was sent.
    Connect,
    /// No answer in time.
    Timeout,
    /// The connection was lost.
    Cut,
    /// The response is not what its checksum says.
    Damaged,
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
            | Io::NotConnected => TransportErrorKind::Cut,
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
            TransportErrorKind::Cut => "the connection was lost",
            TransportErrorKind::Damaged => "the response is damaged",
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
