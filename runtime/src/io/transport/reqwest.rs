//! The adapter to `reqwest`, on tokio or in the browser.

#[cfg(not(target_family = "wasm"))]
mod clock;
mod exact;
mod given;
#[cfg(not(target_family = "wasm"))]
mod shared;
#[cfg(not(target_family = "wasm"))]
mod tls;

use std::sync::Arc;

use http::{Request, Response, Uri};

use super::outgoing::prepared;
use super::{Transport, TransportError, TransportErrorKind};
use crate::io::body::Body;
use crate::util::future::BoxFuture;

/// Sends through a `reqwest::Client`.
///
/// That client defines TLS, proxies and pools. Clones share the client and its pool.
///
/// Streams are sent and received without being collected. Both at the same time, as streams of
/// events in both directions need it, work over HTTP/2 only. In the browser bodies are collected
/// first.
///
/// Time limits use tokio's timers. hyper reads interim responses (1xx) for as long as a server
/// sends them, up to some megabytes before its task lets other tasks run, and `reqwest` offers no
/// way to change that: on an executor whose only free thread does so, a limit may pass a second
/// late in a release build, and some seconds in an unoptimised one.
///
/// `reqwest` normalises URLs: it resolves `.`, `..` and `%2e` in paths, escapes some characters,
/// and writes hosts in lower case and IP addresses in full. A request that it would change fails
/// with [`TransportErrorKind::Unsendable`] before it is sent.
/// would change fails with [`TransportErrorKind::Unsendable`] before it is sent.
#[derive(Clone, Debug)]
pub struct ReqwestTransport {
    client: reqwest::Client,
    /// The reason why the client cannot be used.
    unfit: Option<Arc<str>>,
}

impl ReqwestTransport {
    /// Creates a client without redirects and decompression, and with 3.1 s to connect.
    ///
    /// Fails if TLS cannot be set up.
    pub fn new() -> Result<Self, TransportError> {
        let builder = reqwest::Client::builder();
        #[cfg(not(target_family = "wasm"))]
        let builder = builder.connect_timeout(super::CONNECT_TIMEOUT);
        Self::with_builder(builder)
    }

    /// Builds the client of `builder`, with redirects and decompression switched off.
    ///
    /// Fails if TLS cannot be set up, and if the builder has default headers or a cookie store;
    /// [`with_client`](Self::with_client) explains why. With the feature `reqwest-rustls-ring`,
    /// ring becomes the cryptography provider of rustls for the whole process, unless the process
    /// has installed one before.
    pub fn with_builder(builder: reqwest::ClientBuilder) -> Result<Self, TransportError> {
        #[cfg(not(target_family = "wasm"))]
        let builder = builder
            .redirect(reqwest::redirect::Policy::none())
            .no_gzip()
            .no_brotli()
            .no_zstd()
            .no_deflate();
        #[cfg(not(target_family = "wasm"))]
        let client = tls::build(builder)?;
        #[cfg(target_family = "wasm")]
        let client = builder.build().map_err(failed)?;
        match given::fault(&client) {
            None => Ok(Self {
                client,
                unfit: None,
            }),
            Some(reason) => Err(TransportError::unsendable(reason)),
        }
    }

    /// Uses a client of the program, for instance to share its pool.
    ///
    /// Every call fails, and nothing is sent, if the client would send another request than the
    /// signed one, or change the response:
    ///
    /// - It has to be built with `.redirect(reqwest::redirect::Policy::none())`: a redirect would
    ///   carry session tokens, keys and bodies to other hosts.
    /// - It must not decompress bodies, which it does if a feature of `reqwest` such as `gzip` is
    ///   on and `.no_gzip()` was not called: objects must arrive as they are stored.
    /// - It must not have default headers other than `user-agent` and `accept: */*`, nor a cookie
    ///   store: `reqwest` adds those to requests that are already signed. Headers set by
    ///   [`header`](crate::config::ConfigBuilder::header) of the configuration are signed.
    ///
    /// [`with_builder`](Self::with_builder) switches off redirects and decompression.
    ///
    /// Headers given to a `reqwest::Proxy` are not visible here. `reqwest` sends them to that
    /// proxy only, but with plain HTTP they are part of the request: use none that the service
    /// reads.
    pub fn with_client(client: reqwest::Client) -> Self {
        let unfit = given::fault(&client).map(Arc::from);
        Self { client, unfit }
    }

    async fn exchange(&self, request: Request<Body>) -> Result<reqwest::Response, TransportError> {
        if let Some(reason) = &self.unfit {
            return Err(TransportError::unsendable(&**reason));
        }
        let request = outgoing(prepared(request).await?).await?;
        self.client.execute(request).await.map_err(failed)
    }
}

impl Transport for ReqwestTransport {
    fn send(
        &self,
        request: Request<Body>,
    ) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        Box::pin(async move {
            let uri = request.uri().clone();
            match self.exchange(request).await {
                Ok(response) => convert(response, uri).await,
                Err(error) => Err(error.with_origin(&uri)),
            }
        })
    }

    #[cfg(not(target_family = "wasm"))]
    fn clock(&self) -> Option<Arc<dyn crate::io::clock::Clock>> {
        Some(Arc::new(clock::TokioClock))
    }

    fn uses_proxies(&self) -> bool {
        given::uses_proxies(&self.client)
    }
}

#[cfg(not(target_family = "wasm"))]
#[expect(clippy::unused_async, reason = "in the browser the body is waited for")]
async fn outgoing(request: Request<Body>) -> Result<reqwest::Request, TransportError> {
    let request = request.map(|body| match body.as_bytes() {
        Some(bytes) if super::upload::is_short(&body) => reqwest::Body::from(bytes.clone()),
        _ => reqwest::Body::wrap(shared::Shared::new(super::upload::attentive(body))),
    });
    converted(request)
}

/// Browsers accept a request's body only as a whole.
#[cfg(target_family = "wasm")]
async fn outgoing(request: Request<Body>) -> Result<reqwest::Request, TransportError> {
    let (head, body) = request.into_parts();
    let body = body.collect(usize::MAX).await.map_err(|it| it.error)?;
    converted(Request::from_parts(head, body))
}

/// Converts a request for `reqwest`. Fails if `reqwest` would change it.
fn converted<B: Into<reqwest::Body>>(
    request: Request<B>,
) -> Result<reqwest::Request, TransportError> {
    let uri = request.uri().clone();
    let request = reqwest::Request::try_from(request).map_err(failed)?;
    exact::check(&uri, request.url())?;
    Ok(request)
}

#[cfg(not(target_family = "wasm"))]
#[expect(clippy::unused_async, reason = "in the browser the body is waited for")]
async fn convert(response: reqwest::Response, uri: Uri) -> Result<Response<Body>, TransportError> {
    let response = Response::<reqwest::Body>::from(response);
    Ok(response.map(|body| super::http_body::receive(body, failed, uri)))
}

/// Browsers follow redirects, which cannot be switched off.
#[cfg(target_family = "wasm")]
async fn convert(response: reqwest::Response, uri: Uri) -> Result<Response<Body>, TransportError> {
    exact::check(&uri, response.url()).map_err(|_| {
        let reason = "the browser has followed a redirect, so that another host has answered";
        TransportError::new(TransportErrorKind::Other, reason).with_origin(&uri)
    })?;
    let mut converted = Response::new(Body::empty());
    *converted.status_mut() = response.status();
    *converted.headers_mut() = response.headers().clone();
    let body = response.bytes().await.map_err(failed);
    *converted.body_mut() = Body::from(body.map_err(|error| error.with_origin(&uri))?);
    Ok(converted)
}

fn failed(error: reqwest::Error) -> TransportError {
    let kind = kind(&error);
    // The URL may be a presigned one, which is a secret; the caller adds the origin.
    TransportError::new(kind, error.without_url())
}

#[cfg(not(target_family = "wasm"))]
fn kind(error: &reqwest::Error) -> TransportErrorKind {
    // First, since `reqwest` also finds timeouts among the causes of a body's error.
    if let Some(kind) = super::hyper::kind_of_body(error) {
        return kind;
    }
    if error.is_builder() {
        return TransportErrorKind::Unsendable;
    }
    if error.is_timeout() {
        return TransportErrorKind::Timeout;
    }
    match super::hyper::kind(error) {
        TransportErrorKind::Disconnected if error.is_connect() => TransportErrorKind::Connect,
        kind => kind,
    }
}

#[cfg(target_family = "wasm")]
fn kind(error: &reqwest::Error) -> TransportErrorKind {
    if error.is_builder() {
        TransportErrorKind::Unsendable
    } else if error.is_timeout() {
        TransportErrorKind::Timeout
    } else {
        TransportErrorKind::Disconnected
    }
}
