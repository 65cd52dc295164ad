//! Transfers over `ureq` that make no progress. For the other adapters, clients watch transfers.

use std::io::{BufReader, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use http::{Method, Request, Response};
use tinsmith::body::Body;
use tinsmith::transport::{
    BlockingTransport, StalledStreamGrace, TransportErrorKind, UreqTransport,
};

use crate::rig::{Answer, collect, get, in_tokio, streamed};
use crate::server;

const GRACE: Duration = Duration::from_millis(200);

fn ask(request: Request<Body>) -> (Answer, Duration) {
    ask_for(request, GRACE)
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

/// A server that sends a byte of a response every 60 milliseconds, framed by length or in chunks.
fn trickle(head: &'static str, byte: &'static str) -> SocketAddr {
    server::serve(move |mut stream| {
        if server::read_head(&mut BufReader::new(&stream)).is_none() {
            return;
        }
        let _ = stream.write_all(format!("HTTP/1.1 200 OK\r\n{head}\r\n\r\n").as_bytes());
        for _ in 0..200 {
            std::thread::sleep(Duration::from_millis(60));
            if stream.write_all(byte.as_bytes()).is_err() {
                break;
            }
        }
    })
}

fn ask_for(mut request: Request<Body>, grace: Duration) -> (Answer, Duration) {
    let grace = StalledStreamGrace(Some(grace));
    request.extensions_mut().insert(grace);
    let started = Instant::now();
    let answer = in_tokio(collect(UreqTransport::new().send(request, None)));
    (answer, started.elapsed())
}

#[test]
fn less_than_a_byte_a_second_is_not_progress() {
    let grace = Duration::from_secs(2);
    let address = server::serve(move |mut stream| {
        if server::read_head(&mut BufReader::new(&stream)).is_none() {
            return;
        }
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n");
        for _ in 0..20 {
            std::thread::sleep(grace * 3 / 4);
            if stream.write_all(b"x").is_err() {
                break;
            }
        }
    });
    let (answer, took) = ask_for(get(address, "/"), grace);
    let failure = answer.unwrap_err();
    assert_eq!(failure.kind(), TransportErrorKind::Timeout);
    let error = failure.error.to_string();
    assert!(error.contains("has stalled for 2s"), "{error}");
    assert!(took >= grace && took < grace * 3, "{took:?}");
}

#[test]
fn a_byte_now_and_then_is_progress() {
    for (head, byte) in [
        ("content-length: 50", "x"),
        ("transfer-encoding: chunked", "1\r\nx\r\n"),
    ] {
        let (answer, _) = ask_for(get(trickle(head, byte), "/"), GRACE);
        let read = answer.map_or_else(|it| it.read.unwrap(), Response::into_body);
        assert!(read.len() >= 50, "{}", read.len());
    }
}

#[test]
fn an_upload_that_is_not_read_ends_after_the_grace_period() {
    let address = after_head(|stream| {
        let _ = stream.write_all(b"HTTP/1.1 100 Continue\r\n\r\n");
        std::thread::sleep(GRACE * 20);
    });
    let mut request = get(address, "/").map(|_| streamed(1 << 30));
    *request.method_mut() = Method::PUT;
    assert_stalled(ask(request));
}

#[test]
fn a_head_may_be_slow() {
    let address = after_head(|stream| {
        std::thread::sleep(GRACE * 2);
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n");
        std::thread::sleep(GRACE * 2);
        let _ = stream.write_all(b"content-length: 3\r\n\r\nabc");
    });
    assert_eq!(ask(get(address, "/")).0.unwrap().body().as_ref(), b"abc");
}
