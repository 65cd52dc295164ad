//! The adapter to any `tower` HTTP service, such as hyper's client under the user's layers.

use std::error::Error;
use std::future::{Future as _, poll_fn};
use std::pin::pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Waker};

use http::{Request, Response};
use tower_service::Service;

use super::http_body::receive;
use super::outgoing::prepared;
use super::upload::attentive;
use super::{Transport, TransportError, TransportErrorKind, hyper};
use crate::io::body::Body;
use crate::util::future::BoxFuture;

/// Sends through a `tower` service.
///
/// The service is cloned for each request, as tower's contract requires. Streams are sent and
/// received without being collected; the service decides whether at the same time: hyper's client
/// does so over HTTP/2.
///
/// The service's layers are the user's responsibility. None of them should follow redirects,
/// which would carry session tokens, keys and bodies to other hosts, nor decompress bodies. The
/// connector sets the time limit for connecting; the other adapters allow 3.1 seconds.
///
/// Layers should keep the extensions of a request: hyper needs one of them to let timers run
/// while a server sends interim responses (1xx) without end.
pub struct TowerTransport<S> {
    service: Mutex<S>,
}

impl<S> TowerTransport<S> {
    /// Sends through `service`.
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
            let uri = request.uri().clone();
            let answered = async {
                let request = fair(prepared(request).await?.map(attentive));
                poll_fn(|context| service.poll_ready(context))
                    .await
                    .map_err(failed)?;
                service.call(request).await.map_err(failed)
            };
            let response = answered.await.map_err(|error| error.with_origin(&uri))?;
            Ok(response.map(|body| receive(body, failed, uri)))
        })
    }
}

/// Makes interim responses (1xx) count against tokio's budget of the task that reads them. hyper
/// reads the next one as long as bytes are available, so that a server that sends them without
/// end would keep timers and other tasks from running.
fn fair(mut request: Request<Body>) -> Request<Body> {
    ::hyper::ext::on_informational(&mut request, |_| {
        let mut counted = pin!(tokio::task::consume_budget());
        // Without budget the next read waits for the task's next turn; nothing waits here.
        let _ = counted
            .as_mut()
            .poll(&mut Context::from_waker(Waker::noop()));
    });
    request
}

/// Converts the error of a service. An unknown one, such as that of a layer's own time limit,
/// counts as a lost connection.
fn failed(error: impl Into<Box<dyn Error + Send + Sync>>) -> TransportError {
    let error = error.into();
    let kind = match hyper::kind(error.as_ref()) {
        // The text of hyper-util's client, whose error type is not nameable here.
        TransportErrorKind::Disconnected if error.to_string() == "client error (Connect)" => {
            TransportErrorKind::Connect
        }
        kind => kind,
    };
    TransportError::new(kind, error)
}

impl<S> std::fmt::Debug for TowerTransport<S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TowerTransport")
    }
}
