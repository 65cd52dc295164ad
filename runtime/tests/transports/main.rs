//! The adapters to HTTP clients, against a server of plain sockets on loopback.

#![cfg(all(feature = "reqwest", feature = "tower", feature = "ureq"))]
#![expect(clippy::unwrap_used, reason = "a test may fail anywhere")]

mod server;

use std::future::poll_fn;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use http_body::Body as _;
use tinsmith::body::{Body, Incomplete};
use tinsmith::transport::{
    BlockingTransport, HeadOnly, ReqwestTransport, TowerTransport, Transport, TransportError,
    TransportErrorKind, UreqTransport,
};

/// A response with its whole body, or the error and what was read of the body before it.
type Answer = Result<Response<Bytes>, (TransportErrorKind, Option<Bytes>)>;

/// A user's own tower service.
#[derive(Clone)]
struct Layered(reqwest::Client);

impl tower_service::Service<Request<Body>> for Layered {
    type Response = Response<reqwest::Body>;
    type Error = reqwest::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, reqwest::Error>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), reqwest::Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        let client = self.0.clone();
        Box::pin(async move {
            let (head, mut body) = request.into_parts();
            let mut bytes = Vec::new();
            while let Some(frame) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await
            {
                bytes.extend(frame.unwrap().into_data().unwrap());
            }
            let request = Request::from_parts(head, bytes).try_into()?;
            client.execute(request).await.map(Response::from)
        })
    }
}

fn in_tokio<F: Future>(future: F) -> F::Output {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime.unwrap().block_on(future)
}

async fn collect(sent: Result<Response<Body>, TransportError>) -> Answer {
    let (head, body) = sent.map_err(|error| (error.kind(), None))?.into_parts();
    match body.collect(1000).await {
        Ok(bytes) => Ok(Response::from_parts(head, bytes)),
        Err(Incomplete { read, error }) => Err((error.kind(), Some(read))),
    }
}

fn without_redirects() -> reqwest::ClientBuilder {
    reqwest::Client::builder().redirect(reqwest::redirect::Policy::none())
}

/// The answers that all three adapters get, the second one after `timeout`.
fn ask_within(address: SocketAddr, path: &str, timeout: Option<Duration>) -> [Answer; 3] {
    let request = || {
        let request = Request::post(format!("http://{address}{path}"));
        request
            .header("x-trace", "T")
            .body(Body::from("sent"))
            .unwrap()
    };
    let client = match timeout {
        Some(limit) => without_redirects().timeout(limit),
        None => without_redirects(),
    };
    let client = client.build().unwrap();
    let plain = ReqwestTransport::with_client(client.clone());
    let tower = TowerTransport::new(Layered(client));
    let ureq = UreqTransport::new();
    [
        in_tokio(async { collect(plain.send(request()).await).await }),
        in_tokio(async { collect(tower.send(request()).await).await }),
        in_tokio(async { collect(ureq.send(request(), timeout)).await }),
    ]
}

fn ask(path: &str) -> [Answer; 3] {
    ask_within(server::start(), path, None)
}

#[test]
fn requests_and_responses_arrive_whole() {
    for answer in ask("/echo") {
        let answer = answer.unwrap();
        assert_eq!(answer.status(), 201);
        assert_eq!(answer.headers()["x-amzn-requestid"], "R-1");
        assert_eq!(answer.body().as_ref(), b"T:sent");
    }
}

#[test]
fn a_body_of_known_length_that_is_read_as_it_goes_arrives_whole() {
    let address = server::start();
    let request = || {
        let request = Request::post(format!("http://{address}/echo")).header("x-trace", "T");
        let body = Body::from_reader(&b"sent"[..]).with_length(4);
        request.body(body).unwrap()
    };
    let tokio = ReqwestTransport::with_client(without_redirects().build().unwrap());
    let ureq = UreqTransport::new();
    let answers = [
        in_tokio(async { collect(tokio.send(request()).await).await }),
        in_tokio(async { collect(ureq.send(request(), None)).await }),
    ];
    for answer in answers {
        assert_eq!(answer.unwrap().body().as_ref(), b"T:sent");
    }
}

#[test]
fn statuses_of_errors_are_responses() {
    for answer in ask("/error") {
        let answer = answer.unwrap();
        assert_eq!(
            (answer.status().as_u16(), answer.body().as_ref()),
            (500, b"broken".as_slice())
        );
    }
}

#[test]
fn redirects_are_not_followed() {
    for answer in ask("/redirect") {
        assert_eq!(answer.unwrap().status(), 302);
    }
}

#[test]
fn chunks_are_put_together() {
    for answer in ask("/chunked") {
        assert_eq!(answer.unwrap().body().as_ref(), b"abcdefg");
    }
}

#[test]
fn a_body_that_breaks_off_is_cut() {
    let abc = Some(Bytes::from_static(b"abc"));
    for path in ["/cut", "/cut-chunk"] {
        for answer in ask(path) {
            assert_eq!(
                answer.unwrap_err(),
                (TransportErrorKind::Disconnected, abc.clone()),
                "{path}"
            );
        }
    }
}

#[test]
fn a_connection_closed_without_an_answer_is_cut() {
    for (index, answer) in ask("/nothing").into_iter().enumerate() {
        assert_eq!(
            answer.unwrap_err(),
            (TransportErrorKind::Disconnected, None),
            "{index}"
        );
    }
}

#[test]
fn where_nobody_listens_there_is_no_connection() {
    for answer in ask_within(server::nowhere(), "/", None) {
        assert_eq!(answer.unwrap_err(), (TransportErrorKind::Connect, None));
    }
}

#[test]
fn a_host_that_does_not_exist_gives_no_connection() {
    let request = Request::post("http://does-not-exist.invalid/").body(Body::empty());
    let sent = UreqTransport::new().send(request.unwrap(), None);
    assert_eq!(sent.unwrap_err().kind(), TransportErrorKind::Connect);
}

/// What requests with a short timeout end with.
fn late(path: &str) -> [(TransportErrorKind, Option<Bytes>); 3] {
    let limit = Some(Duration::from_millis(100));
    ask_within(server::start(), path, limit).map(Result::unwrap_err)
}

#[test]
fn silence_times_out() {
    let [plain, tower, ureq] = late("/silence");
    assert_eq!(plain, (TransportErrorKind::Timeout, None));
    assert_eq!(ureq, plain);
    // An error of a user's layer, like any other.
    assert_eq!(tower, (TransportErrorKind::Disconnected, None));
}

#[test]
fn a_body_that_stalls_times_out() {
    let abc = Some(Bytes::from_static(b"abc"));
    let [plain, tower, ureq] = late("/stall");
    assert_eq!(plain, (TransportErrorKind::Timeout, abc.clone()));
    assert_eq!(ureq, plain);
    assert_eq!(tower, (TransportErrorKind::Disconnected, abc));
}

#[test]
fn the_longest_timeout_is_none_and_with_none_at_all_nothing_is_sent() {
    let send = |address: SocketAddr, timeout, head_only: bool| {
        let mut request = Request::post(format!("http://{address}/echo")).header("x-trace", "T");
        if head_only {
            request = request.extension(HeadOnly);
        }
        let sent = UreqTransport::new().send(request.body(Body::from("sent")).unwrap(), timeout);
        in_tokio(collect(sent))
    };
    for head_only in [true, false] {
        let answer = send(server::start(), Some(Duration::MAX), head_only);
        assert_eq!(answer.unwrap().body().as_ref(), b"T:sent");
        let answer = send(server::nowhere(), Some(Duration::ZERO), head_only);
        assert_eq!(answer.unwrap_err(), (TransportErrorKind::Timeout, None));
    }
}

#[test]
fn the_clock_of_reqwest_sleeps_in_tokio() {
    let clock = ReqwestTransport::new().unwrap().clock().unwrap();
    let before = clock.monotonic();
    in_tokio(async {
        let mut longest = clock.sleep(Duration::MAX);
        let polled = poll_fn(|context| Poll::Ready(longest.as_mut().poll(context))).await;
        assert!(polled.is_pending());
        clock.sleep(Duration::from_millis(5)).await;
    });
    assert!(clock.monotonic() >= before + Duration::from_millis(5));
}

#[test]
fn errors_do_not_show_the_url() {
    let address = server::nowhere();
    let request = Request::post(format!("http://{address}/?X-Amz-Signature=secret"));
    let transport = ReqwestTransport::new().unwrap();
    let sent = in_tokio(transport.send(request.body(Body::empty()).unwrap()));
    let shown = sent.unwrap_err().to_string();
    assert!(!shown.contains("secret"), "{shown}");
}
