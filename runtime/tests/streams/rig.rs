//! Clients of the fake service, and transports that answer from a script.
//!
//! Tests over `reqwest` also require `tower`, which is only on if all features are: with the
//! features of the workspace alone, `reqwest` has no cryptography provider.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use tinsmith::body::Body;
use tinsmith::config::ConfigBuilder;
#[cfg(any(feature = "reqwest", feature = "ureq"))]
use tinsmith::fake::{Fake, Server};
use tinsmith::retry::RetryConfig;
use tinsmith::rt::operation::Service;
use tinsmith::transport::{BlockingTransport, TransportError, TransportErrorKind};
use tinsmith::{Blocking, Client, Config, Credentials};

/// A blocking client of `S` through `transport`.
pub(crate) fn client<S: Service>(transport: impl BlockingTransport) -> Client<Blocking> {
    client_with::<S>(transport, |config| config)
}

/// A blocking client of `S` through `transport`, with a modified configuration.
pub(crate) fn client_with<S: Service>(
    transport: impl BlockingTransport,
    change: impl FnOnce(ConfigBuilder<()>) -> ConfigBuilder<()>,
) -> Client<Blocking> {
    let config = Config::builder()
        .endpoint_url("https://streams.test")
        .region("eu-central-1")
        .credentials(Credentials::new("AKID", "secret"))
        .retry(RetryConfig::standard());
    let config = change(config).blocking_transport(transport);
    Client::new(config.build(), S::SCHEMA)
}

/// A blocking client of a fake service over loopback.
#[cfg(feature = "ureq")]
pub(crate) fn over_ureq<S: Service>(fake: &Fake) -> (Server, Client<Blocking>) {
    let server = fake.serve().unwrap();
    let config = Config::builder()
        .endpoint_url(server.url())
        .blocking_transport(tinsmith::transport::UreqTransport::new());
    (server, Client::new(config.build(), S::SCHEMA))
}

/// An async client of a fake service over loopback.
#[cfg(all(feature = "reqwest", feature = "tower"))]
pub(crate) fn over_reqwest<S: Service>(fake: &Fake) -> (Server, Client) {
    let server = fake.serve().unwrap();
    let transport = tinsmith::transport::ReqwestTransport::new().unwrap();
    let config = Config::builder()
        .endpoint_url(server.url())
        .transport(transport);
    (server, Client::new(config.build(), S::SCHEMA))
}

#[cfg(all(feature = "reqwest", feature = "tower"))]
pub(crate) fn in_tokio<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime.unwrap().block_on(future)
}

/// A transport that records requests and answers from a script.
#[derive(Clone, Default)]
pub(crate) struct Script {
    pub(crate) sent: Arc<Mutex<Vec<Request<Bytes>>>>,
    answers: Arc<Mutex<Vec<Response<Body>>>>,
}

impl Script {
    /// Answers in this order; without an answer left, the connection breaks.
    pub(crate) fn new(answers: impl IntoIterator<Item = Response<Body>>) -> Self {
        let mut answers: Vec<_> = answers.into_iter().collect();
        answers.reverse();
        Self {
            answers: Arc::new(Mutex::new(answers)),
            ..Self::default()
        }
    }

    pub(crate) fn header(&self, request: usize, name: &str) -> Option<String> {
        let sent = self.sent.lock().unwrap();
        let value = sent[request].headers().get(name)?;
        Some(value.to_str().unwrap().to_owned())
    }

    pub(crate) fn body(&self, request: usize) -> Bytes {
        self.sent.lock().unwrap()[request].body().clone()
    }

    pub(crate) fn count(&self) -> usize {
        self.sent.lock().unwrap().len()
    }
}

impl BlockingTransport for Script {
    fn send(
        &self,
        request: Request<Body>,
        _timeout: Option<Duration>,
    ) -> Result<Response<Body>, TransportError> {
        let (head, body) = request.into_parts();
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut body.into_reader(), &mut bytes)
            .map_err(TransportError::from_io)?;
        let request = Request::from_parts(head, bytes.into());
        self.sent.lock().unwrap().push(request);
        let answer = self.answers.lock().unwrap().pop();
        answer.ok_or_else(|| TransportError::new(TransportErrorKind::Disconnected, "no answer"))
    }

    fn clock(&self) -> Option<Arc<dyn tinsmith::clock::Clock>> {
        Some(Arc::new(Standing))
    }
}

/// A clock that never advances, and whose pauses end at once.
struct Standing;

/// The time of [`Script`]'s clock: 2015-08-30, 12:36:00.
pub(crate) const NOW: tinsmith::Timestamp = tinsmith::Timestamp::new(1_440_938_160, 0);

impl tinsmith::clock::Clock for Standing {
    fn now(&self) -> tinsmith::Timestamp {
        NOW
    }

    fn sleep(&self, _span: Duration) -> tinsmith::future::BoxFuture<'_, ()> {
        Box::pin(std::future::ready(()))
    }

    fn sleep_blocking(&self, _span: Duration) {}
}

pub(crate) fn status(status: u16) -> Response<Body> {
    let response = Response::builder().status(status);
    response.body(Body::empty()).unwrap()
}
