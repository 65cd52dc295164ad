//! The fake service over loopback.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use bytes::Bytes;
use http::Response;
use tinsmith::fake::{Fake, Server};

use crate::fixture::{Nothing, Ping, Send, SendOutput};

fn server() -> Server {
    let fake = Fake::new()
        .raw(|request| {
            let echo = request.uri().path() == "/echo";
            echo.then(|| Response::new(request.body().clone()))
        })
        .raw(|request| {
            (request.uri().path() == "/big").then(|| Response::new(vec![b'x'; 1 << 20].into()))
        })
        .on::<Send>(|input| {
            assert_ne!(input.to, "panic");
            Ok(SendOutput { id: input.to })
        })
        .on::<Ping>(|_| Ok(Nothing {}));
    fake.serve().unwrap()
}

/// The server's output after the input `text`, until it closes the connection.
fn converse(server: &Server, text: &[u8]) -> String {
    let mut stream = TcpStream::connect(server.address()).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_secs(10)))
        .unwrap();
    stream.write_all(text).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    String::from_utf8(answer).unwrap()
}

fn status(answer: &str) -> &str {
    answer.split_whitespace().nth(1).unwrap_or_default()
}

fn body(answer: &str) -> &str {
    answer.split_once("\r\n\r\n").unwrap().1
}

#[test]
fn an_operation_is_answered() {
    let request = "POST / HTTP/1.1\r\nX-Amz-Target: Letters_20240101.Send\r\n\
        Content-Length: 10\r\nConnection: close\r\n\r\n{\"To\":\"A\"}";
    let answer = converse(&server(), request.as_bytes());
    assert_eq!((status(&answer), body(&answer)), ("200", r#"{"Id":"A"}"#));
    assert!(answer.contains("\r\nx-amzn-requestid: "), "{answer}");
    assert!(answer.contains("\r\ncontent-length: 10\r\n"), "{answer}");
}

#[test]
fn a_connection_serves_several_requests() {
    let request = "POST /echo HTTP/1.1\r\ncontent-length: 1\r\n\r\n1\
        POST /echo HTTP/1.1\r\ncontent-length: 1\r\nconnection: close\r\n\r\n2";
    let answer = converse(&server(), request.as_bytes());
    assert_eq!(answer.matches("HTTP/1.1 200 OK").count(), 2);
    assert!(answer.ends_with("\r\n\r\n2"), "{answer}");
}

#[test]
fn a_client_of_version_1_0_is_closed_on() {
    let answer = converse(
        &server(),
        b"POST /echo HTTP/1.0\r\ncontent-length: 1\r\n\r\n1",
    );
    assert!(answer.contains("connection: close\r\n"), "{answer}");
}

#[test]
fn chunked_bodies_are_put_together() {
    let request = "POST /echo HTTP/1.1\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n\
        3;a=b\r\nabc\r\nA\r\n0123456789\r\n0\r\ntrailer: 1\r\n\r\n";
    assert_eq!(
        body(&converse(&server(), request.as_bytes())),
        "abc0123456789"
    );
}

#[test]
fn a_client_that_expects_it_gets_100_continue() {
    let request = "POST /echo HTTP/1.1\r\nexpect: 100-continue\r\ncontent-length: 1\r\n\
        connection: close\r\n\r\n1";
    let answer = converse(&server(), request.as_bytes());
    assert!(
        answer.starts_with("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n"),
        "{answer}"
    );
}

#[test]
fn a_head_request_gets_no_body() {
    let answer = converse(
        &server(),
        b"HEAD /big HTTP/1.1\r\nconnection: close\r\n\r\n",
    );
    assert!(answer.contains("content-length: 1048576"), "{answer}");
    assert_eq!(body(&answer), "");
}

#[test]
fn broken_requests_are_refused() {
    let cases: [(&str, &str); 13] = [
        ("GARBAGE\r\n\r\n", "400"),
        ("GET / HTTP/2\r\n\r\n", "400"),
        ("GET \u{1} HTTP/1.1\r\n\r\n", "400"),
        ("GET / HTTP/1.1\r\nno colon\r\n\r\n", "400"),
        ("GET / HTTP/1.1\r\na b: c\r\n\r\n", "400"),
        ("POST / HTTP/1.1\r\ncontent-length: x\r\n\r\n", "400"),
        ("POST / HTTP/1.1\r\ncontent-length: +1\r\n\r\n1", "400"),
        (
            "POST / HTTP/1.1\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n12",
            "400",
        ),
        (
            "POST / HTTP/1.1\r\ncontent-length: 99999999999\r\n\r\n",
            "413",
        ),
        ("POST / HTTP/1.1\r\ntransfer-encoding: gzip\r\n\r\n", "400"),
        (
            "POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\ncontent-length: 1\r\n\r\n",
            "400",
        ),
        (
            "POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\nx\r\n",
            "400",
        ),
        (
            "POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n+1\r\n1\r\n0\r\n\r\n",
            "400",
        ),
    ];
    let server = server();
    for (request, expected) in cases {
        assert_eq!(
            status(&converse(&server, request.as_bytes())),
            expected,
            "{request:?}"
        );
    }
}

#[test]
fn a_head_that_never_ends_is_refused() {
    let request = format!("GET / HTTP/1.1\r\na: {}", "x".repeat(64 * 1024));
    let answer = converse(&server(), &request.as_bytes()[..64 * 1024]);
    assert_eq!(status(&answer), "431");
}

#[test]
fn a_closure_that_panics_is_a_server_error() {
    let request = "POST / HTTP/1.1\r\nX-Amz-Target: Letters_20240101.Send\r\n\
        Content-Length: 14\r\nConnection: close\r\n\r\n{\"To\":\"panic\"}";
    assert_eq!(status(&converse(&server(), request.as_bytes())), "500");
}

#[test]
fn many_clients_are_served_at_once() {
    let server = server();
    let open: Vec<_> = (0..16)
        .map(|_| TcpStream::connect(server.address()).unwrap())
        .collect();
    let request = b"POST /echo HTTP/1.1\r\ncontent-length: 1\r\nconnection: close\r\n\r\n1";
    assert_eq!(body(&converse(&server, request)), "1");
    drop(open);
}

#[test]
fn dropping_the_server_closes_its_connections() {
    let server = server();
    let address = server.address();
    let mut open = TcpStream::connect(address).unwrap();
    open.set_read_timeout(Some(Duration::from_secs(10)))
        .unwrap();
    open.write_all(b"POST /echo HTTP/1.1\r\ncontent-length: 0\r\n\r\n")
        .unwrap();
    let mut head = [0; 16];
    open.read_exact(&mut head).unwrap();
    drop(server);
    assert!(open.read_to_end(&mut Vec::new()).is_ok());
    assert!(TcpStream::connect(address).is_err());
}

#[test]
fn the_url_is_the_address_of_the_server() {
    let server = server();
    assert_eq!(server.url(), format!("http://{}", server.address()));
    assert_eq!(Bytes::from(server.url()).slice(..17), "http://127.0.0.1:");
}
