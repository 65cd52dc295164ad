//! The adapter to `reqwest`, on tokio or in the browser.

use http::header::{ACCEPT_ENCODING, HeaderValue};
use http::{Request, Response};

use super::{Transport, TransportError, TransportErrorKind};
use crate::body::Body;
use crate::future::BoxFuture;

/// Sends through a `reqwest::Client`.
///
/// TLS, proxies and pools are that client's business. It should not follow redirects: a
/// signature covers the host.
///
/// Streams are carried both ways without being collected; at the same time, as streams of events
/// in both directions need it, over HTTP/2 only. In the browser bodies are collected first.
#[derive(Clone, Debug)]
pub struct ReqwestTransport {
    client: reqwest::Client,
}

impl ReqwestTransport {
    /// A client of its own, without redirects.
    ///
    /// Fails where TLS cannot be set up.
    ///
    /// # Panics
    ///
    /// `reqwest` panics where its feature `rustls-no-provider` is on, `rustls` is not, and the
    /// process has installed no cryptography: install it first, or build the client yourself and
    /// use [`ReqwestTransport::with_client`]. With this crate's `reqwest-rustls` it cannot happen.
    pub fn new() -> Result<Self, TransportError> {
        let builder = reqwest::Client::builder();
        #[cfg(not(target_family = "wasm"))]
        let builder = builder.redirect(reqwest::redirect::Policy::none());
        builder.build().map(Self::with_client).map_err(failed)
    }

    /// The client given.
    pub const fn with_client(client: reqwest::Client) -> Self {
        Self { client }
    }
}

impl Transport for ReqwestTransport {
    fn send(
        &self,
        request: Request<Body>,
    ) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        Box::pin(async move {
            let mut request = outgoing(request).await?;
            // Bodies have to come as their checksums cover them; clients may ask for less.
            let headers = request.headers_mut().entry(ACCEPT_ENCODING);
            headers.or_insert(HeaderValue::from_static("identity"));
            let response = self.client.execute(request).await.map_err(failed)?;
            convert(response).await
        })
    }

    #[cfg(not(target_family = "wasm"))]
    fn clock(&self) -> Option<std::sync::Arc<dyn crate::clock::Clock>> {
        Some(std::sync::Arc::new(tokio_clock::TokioClock))
    }
}

#[cfg(not(target_family = "wasm"))]
#[expect(clippy::unused_async, reason = "in the browser the body is waited for")]
async fn outgoing(request: Request<Body>) -> Result<reqwest::Request, TransportError> {
    let request = request.map(|body| match body.as_bytes() {
        Some(bytes) => reqwest::Body::from(bytes.clone()),
        None => reqwest::Body::wrap(shared::Shared::new(body)),
    });
    request.try_into().map_err(failed)
}

/// Browsers take a request's body as a whole.
#[cfg(target_family = "wasm")]
async fn outgoing(request: Request<Body>) -> Result<reqwest::Request, TransportError> {
    let (head, body) = request.into_parts();
    let body = body.collect(usize::MAX).await.map_err(|it| it.error)?;
    Request::from_parts(head, body).try_into().map_err(failed)
}

#[cfg(not(target_family = "wasm"))]
#[expect(clippy::unused_async, reason = "in the browser the body is waited for")]
async fn convert(response: reqwest::Response) -> Result<Response<Body>, TransportError> {
    let response = Response::<reqwest::Body>::from(response);
    Ok(response.map(|body| super::http_body::receive(body, failed)))
}

#[cfg(target_family = "wasm")]
async fn convert(response: reqwest::Response) -> Result<Response<Body>, TransportError> {
    let mut converted = Response::new(Body::empty());
    *converted.status_mut() = response.status();
    *converted.headers_mut() = response.headers().clone();
    *converted.body_mut() = Body::from(response.bytes().await.map_err(failed)?);
    Ok(converted)
}

fn failed(error: reqwest::Error) -> TransportError {
    let kind = if error.is_timeout() {
        TransportErrorKind::Timeout
    } else if is_connect(&error) {
        TransportErrorKind::Connect
    } else if error.is_builder() {
        TransportErrorKind::Other
    } else {
        TransportErrorKind::Disconnected
    };
    // The URL is the endpoint's, which the caller knows; a presigned one would carry secrets.
    TransportError::new(kind, error.without_url())
}

#[cfg(not(target_family = "wasm"))]
fn is_connect(error: &reqwest::Error) -> bool {
    error.is_connect()
}

#[cfg(target_family = "wasm")]
fn is_connect(_error: &reqwest::Error) -> bool {
    false
}

#[cfg(not(target_family = "wasm"))]
mod shared {
    //! A body that several threads may know of, which is what `reqwest` asks for.

    use std::pin::Pin;
    use std::sync::{Mutex, PoisonError};
    use std::task::{Context, Poll};

    use bytes::Bytes;
    use http_body::{Body as _, Frame, SizeHint};

    use crate::body::Body;
    use crate::transport::TransportError;

    /// Whoever polls has it for himself: nobody ever waits for the lock.
    pub(super) struct Shared {
        body: Mutex<Body>,
        size: SizeHint,
    }

    impl Shared {
        pub(super) fn new(body: Body) -> Self {
            Self {
                size: body.size_hint(),
                body: Mutex::new(body),
            }
        }
    }

    impl http_body::Body for Shared {
        type Data = Bytes;
        type Error = TransportError;

        fn poll_frame(
            mut self: Pin<&mut Self>,
            context: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
            let body = self.body.get_mut().unwrap_or_else(PoisonError::into_inner);
            Pin::new(body).poll_frame(context)
        }

        fn size_hint(&self) -> SizeHint {
            self.size
        }
    }
}

#[cfg(not(target_family = "wasm"))]
mod tokio_clock {
    //! Sleeping with tokio's timer, which `reqwest` needs to be running anyway.

    use std::time::Duration;

    use crate::clock::{Clock, SystemClock, since_start};
    use crate::future::BoxFuture;
    use crate::types::Timestamp;

    pub(super) struct TokioClock;

    impl Clock for TokioClock {
        fn now(&self) -> Timestamp {
            SystemClock.now()
        }

        /// That of the timer, which tests may have paused.
        fn monotonic(&self) -> Duration {
            since_start(tokio::time::Instant::now().into_std())
        }

        fn sleep(&self, span: Duration) -> BoxFuture<'_, ()> {
            Box::pin(async move { tokio::time::sleep(span).await })
        }

        fn sleep_blocking(&self, span: Duration) {
            SystemClock.sleep_blocking(span);
        }
    }
}
