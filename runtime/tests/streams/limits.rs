//! Time limits over loopback, with a server that stops in each phase of a call. Both modes enforce
//! them, with and without a stream in the output.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::thread::{self, sleep};
use std::time::{Duration, Instant};

use tinsmith::config::ConfigBuilder;
use tinsmith::error::ErrorKind;
use tinsmith::retry::RetryConfig;
use tinsmith::rt::operation::{Operation, Service};
use tinsmith::transport::{ReqwestTransport, TransportErrorKind, UreqTransport};
use tinsmith::{ByteStream, Client, Config};

use crate::fixture::{CheckedInput, Get, GetInput, Offered, Put, PutInput, Store};
use crate::rig::in_tokio;

const LIMIT: Duration = Duration::from_millis(250);
/// How early timers may fire.
const EARLY: Duration = Duration::from_millis(20);
/// Additional time for a busy machine.
const SLACK: Duration = Duration::from_secs(4);
const LONG: Duration = Duration::from_secs(20);
const HEAD: &str = "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n";

/// A server that runs `serve` for each connection.
fn server(serve: fn(TcpStream)) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for stream in listener.incoming() {
            thread::spawn(move || serve(stream.unwrap()));
        }
    });
    format!("http://{address}")
}

/// Reads up to the empty line, and the part of the body that arrives with it.
fn read_head(stream: &mut TcpStream) {
    let mut read = Vec::new();
    while !read.windows(4).any(|it| it == b"\r\n\r\n") {
        let mut chunk = [0; 4096];
        match stream.read(&mut chunk) {
            Ok(0) | Err(_) => return,
            Ok(count) => read.extend_from_slice(&chunk[..count]),
        }
    }
}

fn say(stream: &mut TcpStream, text: &str) {
    // The client may have closed the connection.
    let _ = stream.write_all(text.as_bytes());
}

/// Sends `text` repeatedly, every twenty milliseconds.
fn drip(stream: &mut TcpStream, text: &str) {
    while stream.write_all(text.as_bytes()).is_ok() {
        sleep(Duration::from_millis(20));
    }
}

fn ignores(_stream: TcpStream) {
    sleep(LONG);
}

fn is_silent(mut stream: TcpStream) {
    read_head(&mut stream);
    sleep(LONG);
}

fn drips_its_head(mut stream: TcpStream) {
    read_head(&mut stream);
    say(&mut stream, "HTTP/1.1 200 OK\r\nx-long: ");
    drip(&mut stream, "x");
}

fn stalls_in_an_error(mut stream: TcpStream) {
    read_head(&mut stream);
    say(
        &mut stream,
        "HTTP/1.1 400 Bad Request\r\ncontent-length: 10\r\n\r\nabc",
    );
    sleep(LONG);
}

fn drips_an_error(mut stream: TcpStream) {
    read_head(&mut stream);
    say(
        &mut stream,
        "HTTP/1.1 400 Bad Request\r\ncontent-length: 1000000\r\n\r\n",
    );
    drip(&mut stream, "x");
}

fn stalls_in_a_success(mut stream: TcpStream) {
    read_head(&mut stream);
    say(&mut stream, HEAD);
    sleep(LONG);
}

/// Uses most of the limit to read the body of the request, and again before the head of the
/// response.
fn is_slow_twice(mut stream: TcpStream) {
    read_head(&mut stream);
    sleep(LIMIT * 3 / 4);
    let _ = stream.set_read_timeout(Some(Duration::from_millis(10)));
    while stream.read(&mut [0; 8192]).is_ok_and(|count| count > 0) {}
    sleep(LIMIT * 3 / 4);
    say(&mut stream, HEAD);
    say(&mut stream, "0123456789");
    sleep(LONG);
}

fn is_slow_within_its_stream(mut stream: TcpStream) {
    read_head(&mut stream);
    say(&mut stream, HEAD);
    sleep(LIMIT * 3);
    say(&mut stream, "0123456789");
}

fn configured(
    url: &str,
    limits: impl Fn(ConfigBuilder<()>) -> ConfigBuilder<()>,
) -> ConfigBuilder<()> {
    limits(
        Config::builder()
            .endpoint_url(url)
            .retry(RetryConfig::standard()),
    )
}

type Limits = fn(ConfigBuilder<()>) -> ConfigBuilder<()>;

/// A limit of each attempt.
const OF_ATTEMPT: Limits = |config| config.attempt_timeout(LIMIT).retry(RetryConfig::never());
/// A limit of the call, without limits of its attempts.
const OF_CALL: Limits = |config| config.call_timeout(LIMIT);

/// The errors of a blocking and an async call, each within the limit.
fn failures<O>(url: &str, limits: Limits, input: fn() -> O::Input)
where
    O: Operation<Service = Store>,
{
    let blocking = configured(url, limits).blocking_transport(UreqTransport::new());
    let blocking = Client::new(blocking.build(), Store::SCHEMA);
    let began = Instant::now();
    let failed = blocking.operation::<O>().send(input()).err();
    check("blocking", began, failed.map(tinsmith::Error::into_kind));

    let transport = ReqwestTransport::new().unwrap();
    let client = Client::new(
        configured(url, limits).transport(transport).build(),
        Store::SCHEMA,
    );
    let began = Instant::now();
    let failed = in_tokio(client.operation::<O>().send(input())).err();
    check("async", began, failed.map(tinsmith::Error::into_kind));
}

fn check<E>(mode: &str, began: Instant, failed: Option<ErrorKind<E>>) {
    let took = began.elapsed();
    assert!(
        took + EARLY >= LIMIT && took < LIMIT + SLACK,
        "{mode}: {took:?}"
    );
    match failed {
        Some(ErrorKind::Timeout(limit)) => assert_eq!(limit, LIMIT),
        Some(ErrorKind::Transport(error)) => {
            assert_eq!(error.kind(), TransportErrorKind::Timeout, "{mode}: {error}");
        }
        _ => panic!("{mode}: no timeout"),
    }
}

fn get() -> GetInput {
    GetInput { key: "k".into() }
}

/// A body larger than the buffers of both ends.
fn large() -> ByteStream {
    vec![b'x'; 16 * 1024 * 1024].into()
}

fn put_large() -> PutInput {
    PutInput {
        key: "k".into(),
        body: large(),
    }
}

fn offer_large() -> CheckedInput {
    CheckedInput {
        key: "k".into(),
        body: large(),
        ..CheckedInput::default()
    }
}

/// Asserts that a call with a stream in its output and one without end at the limit.
fn both_end(serve: fn(TcpStream)) {
    for limits in [OF_ATTEMPT, OF_CALL] {
        failures::<Offered>(&server(serve), limits, offer_large);
        failures::<Put>(&server(serve), limits, put_large);
    }
}

/// An address whose queue of connections is full, and the sockets that fill it.
fn full() -> (String, TcpListener, Vec<TcpStream>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address: SocketAddr = listener.local_addr().unwrap();
    let connect = || TcpStream::connect_timeout(&address, Duration::from_millis(100));
    let waiting = std::iter::from_fn(|| connect().ok()).collect();
    (format!("http://{address}"), listener, waiting)
}

#[test]
fn connecting_counts() {
    let (url, _listener, _waiting) = full();
    for limits in [OF_ATTEMPT, OF_CALL] {
        failures::<Get>(&url, limits, get);
        failures::<Put>(&url, limits, put_large);
    }
}

#[cfg(all(feature = "reqwest-rustls", feature = "ureq-rustls"))]
#[test]
fn tls_counts() {
    let url = server(ignores).replace("http:", "https:");
    for limits in [OF_ATTEMPT, OF_CALL] {
        failures::<Get>(&url, limits, get);
        failures::<Put>(&url, limits, put_large);
    }
}

#[test]
fn sending_counts() {
    both_end(ignores);
}

#[test]
fn waiting_for_the_head_counts() {
    failures::<Get>(&server(is_silent), OF_ATTEMPT, get);
    failures::<Get>(&server(is_silent), OF_CALL, get);
    failures::<Get>(&server(drips_its_head), OF_ATTEMPT, get);
    failures::<Get>(&server(drips_its_head), OF_CALL, get);
}

#[test]
fn the_body_of_an_error_counts() {
    failures::<Get>(&server(stalls_in_an_error), OF_ATTEMPT, get);
    failures::<Get>(&server(stalls_in_an_error), OF_CALL, get);
    failures::<Get>(&server(drips_an_error), OF_ATTEMPT, get);
    failures::<Get>(&server(drips_an_error), OF_CALL, get);
}

#[test]
fn the_body_of_a_success_without_a_stream_counts() {
    let put = || PutInput {
        key: "k".into(),
        body: "small".into(),
    };
    failures::<Put>(&server(stalls_in_a_success), OF_ATTEMPT, put);
    failures::<Put>(&server(stalls_in_a_success), OF_CALL, put);
}

#[test]
fn phases_count_together() {
    both_end(is_slow_twice);
}

#[test]
fn the_limit_does_not_apply_to_the_stream_of_a_success() {
    let url = server(is_slow_within_its_stream);
    for limits in [OF_ATTEMPT, OF_CALL] {
        let blocking = configured(&url, limits).blocking_transport(UreqTransport::new());
        let client = Client::new(blocking.build(), Store::SCHEMA);
        let output = client.operation::<Get>().send(get()).unwrap();
        assert_eq!(output.body.collect_blocking(100).unwrap(), "0123456789");

        let transport = ReqwestTransport::new().unwrap();
        let config = configured(&url, limits).transport(transport);
        let client = Client::new(config.build(), Store::SCHEMA);
        let body = in_tokio(async {
            let output = client.operation::<Get>().send(get()).await.unwrap();
            output.body.collect(100).await.unwrap()
        });
        assert_eq!(body, "0123456789");
    }
}
