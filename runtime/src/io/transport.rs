//! The seam to the network: what a transport is, and the adapters to HTTP clients.
//!
//! A transport sends one request and hands back one response. It knows nothing of operations,
//! signing or retries.

mod error;
#[cfg(any(
    feature = "tower",
    all(feature = "reqwest", not(target_family = "wasm"))
))]
mod http_body;
#[cfg(any(
    feature = "tower",
    all(feature = "reqwest", not(target_family = "wasm"))
))]
mod hyper;
#[cfg(feature = "_transport")]
mod outgoing;
#[cfg(feature = "reqwest")]
mod reqwest;
pub(crate) mod stall;
#[cfg(feature = "tower")]
mod tower;
#[cfg(any(
    feature = "tower",
    all(feature = "reqwest", not(target_family = "wasm"))
))]
mod upload;
#[cfg(feature = "ureq")]
mod ureq;

use std::sync::Arc;
use std::time::Duration;

use http::{Request, Response};

use crate::io::body::Body;
use crate::io::clock::Clock;
#[cfg(not(target_family = "wasm"))]
use crate::io::clock::SystemClock;
use crate::util::future::{BoxFuture, MaybeSend, MaybeSync};

pub use self::error::{TransportError, TransportErrorKind};
#[cfg(feature = "reqwest")]
pub use self::reqwest::ReqwestTransport;
#[cfg(feature = "tower")]
pub use self::tower::TowerTransport;
#[cfg(feature = "ureq")]
pub use self::ureq::UreqTransport;

/// Sends requests without blocking.
///
/// Redirects are not followed and error statuses are ordinary responses.
///
/// A transport that counts what another one sends:
///
/// ```
/// use std::sync::atomic::{AtomicUsize, Ordering};
///
/// use http::{Request, Response};
/// use tinsmith::body::Body;
/// use tinsmith::future::BoxFuture;
/// use tinsmith::transport::{Transport, TransportError};
///
/// struct Counted<T> {
///     inner: T,
///     sent: AtomicUsize,
/// }
///
/// impl<T: Transport> Transport for Counted<T> {
///     fn send(
///         &self,
///         request: Request<Body>,
///     ) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
///         self.sent.fetch_add(1, Ordering::Relaxed);
///         self.inner.send(request)
///     }
/// }
/// ```
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

/// How long the adapters' own clients try to connect, as the AWS SDKs do.
#[cfg(any(
    feature = "ureq",
    all(feature = "reqwest", not(target_family = "wasm"))
))]
const CONNECT_TIMEOUT: Duration = Duration::from_millis(3100);

/// An extension of requests whose response may have a body that is the caller's to read, in which
/// case no limit of the call's is on it.
///
/// A blocking client sends such a request from a thread of its own when it has a limit, and waits
/// no longer than that for the head and for the body of an error, whatever the transport does.
#[derive(Clone, Copy, Debug)]
pub struct HeadOnly;

/// An extension of requests to blocking transports: how long a transfer may make no progress, where
/// that is not 20 seconds. `None` is no limit.
#[derive(Clone, Copy, Debug)]
pub struct StalledStreamGrace(pub Option<Duration>);

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
