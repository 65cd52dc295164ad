//! The interface to the network: transports, and the adapters to HTTP clients.
//!
//! A transport sends one request and returns one response. It knows nothing of operations,
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
/// A transport must not follow redirects, and returns error statuses as ordinary responses.
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
    /// Sends `request`; the body of the response may still be arriving.
    fn send(&self, request: Request<Body>)
    -> BoxFuture<'_, Result<Response<Body>, TransportError>>;

    /// The clock that fits the transport: an adapter for an async runtime sleeps with that
    /// runtime's timer. `None` if the target has no default clock, as on wasm.
    fn clock(&self) -> Option<Arc<dyn Clock>> {
        default_clock()
    }

    /// Returns whether requests go through the proxies that `HTTPS_PROXY` and similar variables
    /// name. `tinsmith-config` reports a configured proxy that has no effect.
    fn uses_proxies(&self) -> bool {
        false
    }
}

/// Sends requests and blocks the calling thread until the response arrives.
pub trait BlockingTransport: Send + Sync + 'static {
    /// Sends `request`; gives up after `timeout`, if given: connecting, TLS, sending and waiting
    /// for the response count. Reading the response's body counts as well, unless the request has
    /// [`HeadOnly`] among its extensions.
    fn send(
        &self,
        request: Request<Body>,
        timeout: Option<Duration>,
    ) -> Result<Response<Body>, TransportError>;

    /// The clock that fits the transport.
    fn clock(&self) -> Option<Arc<dyn Clock>> {
        default_clock()
    }

    /// Returns whether requests go through the proxies that `HTTPS_PROXY` and similar variables
    /// name. `tinsmith-config` reports a configured proxy that has no effect.
    fn uses_proxies(&self) -> bool {
        false
    }
}

/// The time limit for connecting of the adapters' own clients, the same as in the AWS SDKs.
#[cfg(any(
    feature = "ureq",
    all(feature = "reqwest", not(target_family = "wasm"))
))]
const CONNECT_TIMEOUT: Duration = Duration::from_millis(3100);

/// An extension of requests whose response may have a body that the caller reads, to which the
/// call's limits then do not apply.
///
/// A blocking client with a limit sends such a request from a separate thread, and waits no
/// longer than that for the head and for the body of an error, whatever the transport does.
#[derive(Clone, Copy, Debug)]
pub struct HeadOnly;

/// An extension of requests to blocking transports: how long a transfer may make no progress, if
/// not 20 seconds. `None` is no limit.
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

    fn uses_proxies(&self) -> bool {
        T::uses_proxies(self)
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

    fn uses_proxies(&self) -> bool {
        T::uses_proxies(self)
    }
}
