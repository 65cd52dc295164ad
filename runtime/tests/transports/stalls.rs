//! Transfers over `ureq` that make no progress. Those of the other adapters are watched by clients.

use std::io::{BufReader, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use http::{Method, Request};
use tinsmith::body::Body;
use tinsmith::transport::{
    BlockingTransport, StalledStreamGrace, TransportErrorKind, UreqTransport,
};

use crate::rig::{Answer, collect, get, in_tokio, streamed};
use crate::server;

const GRACE: Duration = Duration::from_millis(200);

fn ask(mut request: Request<Body>) -> (Answer, Duration) {
    let grace = StalledStreamGrace(Some(GRACE));
    request.extensions_mut().insert(grace);
    let started = Instant::now();
    let answer = in_tokio(collect(UreqTransport::new().send(request, None)));
    (answer, started.elapsed())
}

fn after_head(then: fn(&mut TcpStream)) -> SocketAddr {
    server::serve(move |mut stream| {
        if server::read_head(&mut BufReader::new(&stream)).is_some() {
            then(&mut stream);
            server::wait(&mut stream);
        }
    })
}

fn assert_stalled((answer, took): (Answer, Duration)) {
    let error = answer.unwrap_err().error;
    assert_eq!(error.kind(), TransportErrorKind::Timeout, "{error}");
    assert!(error.to_string().contains("has stalled"), "{error}");
    assert!(took >= GRACE && took < GRACE * 10, "{took:?}");
}

#[test]
fn a_response_that_stops_ends_after_the_grace_period() {
    let address = after_head(|stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc");
    });
    assert_stalled(ask(get(address, "/")));
}

#[test]
fn an_upload_that_is_not_taken_ends_after_the_grace_period() {
    let address = after_head(|stream| {
        let _ = stream.write_all(b"HTTP/1.1 100 Continue\r\n\r\n");
        std::thread::sleep(GRACE * 20);
    });
    let mut request = get(address, "/").map(|_| streamed(1 << 30));
    *request.method_mut() = Method::PUT;
    assert_stalled(ask(request));
}

#[test]
fn a_head_may_take_its_time() {
    let address = after_head(|stream| {
        std::thread::sleep(GRACE * 2);
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n");
        std::thread::sleep(GRACE * 2);
        let _ = stream.write_all(b"content-length: 3\r\n\r\nabc");
    });
    assert_eq!(ask(get(address, "/")).0.unwrap().body().as_ref(), b"abc");
}
