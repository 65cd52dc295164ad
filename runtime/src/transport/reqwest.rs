//! The adapter to `reqwest`, on tokio or in the browser.

use http::{Request, Response};

use super::{Transport, TransportError, TransportErrorKind};
use crate::body::Body;
use crate::future::BoxFuture;

/// Sends through a `reqwest::Client`.
///
/// TLS, proxies and pools are that client's business. It should not follow redirects: a
/// signature covers the host.
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
            let (head, body) = request.into_parts();
            let body = body.collect(usize::MAX).await.map_err(|it| it.error)?;
            let request = Request::from_parts(head, body);
            let response = self
                .client
                .execute(request.try_into().map_err(failed)?)
                .await
                .map_err(failed)?;
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
async fn convert(response: reqwest::Response) -> Result<Response<Body>, TransportError> {
    let response = Response::<reqwest::Body>::from(response);
    Ok(response.map(|body| Body::from_chunks(super::http_body::Frames::new(body, failed))))
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
        TransportErrorKind::Cut
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
mod tokio_clock {
    //! Sleeping with tokio's timer, which `reqwest` needs to be running anyway.

    use std::time::Duration;

    use crate::clock::{Clock, SystemClock};
    use crate::future::BoxFuture;
    use crate::types::Timestamp;

    pub(super) struct TokioClock;

    impl Clock for TokioClock {
        fn now(&self) -> Timestamp {
            SystemClock.now()
        }

        fn sleep(&self, span: Duration) -> BoxFuture<'_, ()> {
            Box::pin(async move { tokio::time::sleep(span).await })
        }

        fn sleep_blocking(&self, span: Duration) {
            SystemClock.sleep_blocking(span);
        }
    }
}
