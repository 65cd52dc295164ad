//! The adapter to any `tower` service of HTTP, such as hyper's client under the user's layers.

use std::error::Error;
use std::future::poll_fn;
use std::sync::{Mutex, PoisonError};

use http::{Request, Response};
use tower_service::Service;

use super::http_body::receive;
use super::{Transport, TransportError, TransportErrorKind};
use crate::body::Body;
use crate::future::BoxFuture;

/// Sends through a `tower` service.
///
/// The service is cloned for each request, as tower's own contract asks for. Streams are carried
/// both ways without being collected; whether at the same time is up to the service: hyper's
/// client does so over HTTP/2.
pub struct TowerTransport<S> {
    service: Mutex<S>,
}

impl<S> TowerTransport<S> {
    /// The service given.
    pub const fn new(service: S) -> Self {
        Self {
            service: Mutex::new(service),
        }
    }
}

impl<S, B> Transport for TowerTransport<S>
where
    S: Service<Request<Body>, Response = Response<B>> + Clone + Send + 'static,
    S::Error: Into<Box<dyn Error + Send + Sync>>,
    S::Future: Send,
    B: http_body::Body + Send + 'static,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
{
    fn send(
        &self,
        request: Request<Body>,
    ) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        let mut service = self
            .service
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        Box::pin(async move {
            poll_fn(|context| service.poll_ready(context))
                .await
                .map_err(failed)?;
            let response = service.call(request).await.map_err(failed)?;
            Ok(response.map(|body| receive(body, failed)))
        })
    }
}

/// Only errors of the operating system are known here: what a layer fails with, its own
/// timeouts included, counts as a lost connection, which is tried again.
fn failed(error: impl Into<Box<dyn Error + Send + Sync>>) -> TransportError {
    let error = error.into();
    let causes = std::iter::successors(Some(error.as_ref() as &(dyn Error + 'static)), |it| {
        (*it).source()
    });
    let kind = causes
        .filter_map(|it| it.downcast_ref::<std::io::Error>())
        .map(|it| TransportError::from_io(it.kind().into()).kind())
        .find(|kind| *kind != TransportErrorKind::Other);
    TransportError::new(kind.unwrap_or(TransportErrorKind::Disconnected), error)
}

impl<S> std::fmt::Debug for TowerTransport<S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TowerTransport")
    }
}
