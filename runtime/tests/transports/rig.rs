//! A common interface to the three adapters.

use std::net::SocketAddr;
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use tinsmith::body::{Body, Incomplete};
use tinsmith::transport::{
    BlockingTransport, ReqwestTransport, TowerTransport, Transport, TransportError,
    TransportErrorKind, UreqTransport,
};

/// A response with its whole body, or the error.
pub(crate) type Answer = Result<Response<Bytes>, Failure>;

/// The error, and the part of the body that was read before.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) error: TransportError,
    pub(crate) read: Option<Bytes>,
}

impl Failure {
    pub(crate) fn kind(&self) -> TransportErrorKind {
        self.error.kind()
    }
}

pub(crate) const ALL: [Adapter; 3] = [Adapter::Reqwest, Adapter::Tower, Adapter::Ureq];

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Adapter {
    Reqwest,
    Tower,
    Ureq,
}

impl Adapter {
    /// Sends `request` and returns the answer.
    pub(crate) fn send(self, request: Request<Body>) -> Answer {
        self.send_within(request, None)
    }

    /// Sends `request` and returns the answer; gives up after `limit`, as a client does.
    pub(crate) fn send_within(self, request: Request<Body>, limit: Option<Duration>) -> Answer {
        match self {
            Self::Reqwest => ask(&ReqwestTransport::new().unwrap(), request, limit),
            Self::Tower => ask(&hyper(), request, limit),
            Self::Ureq => {
                let sent = UreqTransport::new().send(request, limit);
                in_tokio(collect(sent))
            }
        }
    }
}

/// A client of the user.
pub(crate) fn client(builder: reqwest::ClientBuilder) -> reqwest::Client {
    #[cfg(feature = "reqwest-rustls-ring")]
    let _ = rustls::crypto::ring::default_provider().install_default();
    builder.build().unwrap()
}

/// hyper's client, as its users build it.
pub(crate) fn hyper() -> TowerTransport<Client<HttpConnector, Body>> {
    TowerTransport::new(Client::builder(TokioExecutor::new()).build_http())
}

pub(crate) fn ask(
    transport: &impl Transport,
    request: Request<Body>,
    limit: Option<Duration>,
) -> Answer {
    in_tokio(async {
        let answer = async { collect(transport.send(request).await).await };
        match limit {
            None => answer.await,
            Some(limit) => tokio::time::timeout(limit, answer)
                .await
                .unwrap_or_else(|_| {
                    let error = TransportError::new(TransportErrorKind::Timeout, "too late");
                    Err(Failure { error, read: None })
                }),
        }
    })
}

pub(crate) fn in_tokio<F: Future>(future: F) -> F::Output {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime.unwrap().block_on(future)
}

pub(crate) async fn collect(sent: Result<Response<Body>, TransportError>) -> Answer {
    let (head, body) = match sent {
        Ok(response) => response.into_parts(),
        Err(error) => return Err(Failure { error, read: None }),
    };
    match body.collect(1_000_000).await {
        Ok(bytes) => Ok(Response::from_parts(head, bytes)),
        Err(Incomplete { read, error, .. }) => Err(Failure {
            error,
            read: Some(read),
        }),
    }
}

pub(crate) fn get(address: SocketAddr, path: &str) -> Request<Body> {
    let request = Request::get(format!("http://{address}{path}"));
    request.body(Body::empty()).unwrap()
}

pub(crate) fn post(address: SocketAddr, path: &str, body: impl Into<Body>) -> Request<Body> {
    let request = Request::post(format!("http://{address}{path}"));
    request.header("x-trace", "T").body(body.into()).unwrap()
}

/// A body of `length` bytes that is read while it is sent.
pub(crate) fn streamed(length: u64) -> Body {
    let reader = std::io::Read::take(std::io::repeat(b'x'), length);
    Body::from_reader(reader).with_length(length)
}
