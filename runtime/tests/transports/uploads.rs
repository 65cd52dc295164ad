//! Uploads that the server rejects before it has read them.

use std::io::{BufReader, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use http::Method;
use tinsmith::body::Body;
use tinsmith::transport::{ReqwestTransport, Transport};

use crate::rig::{ALL, Adapter, collect, get, hyper, in_tokio, post, streamed};
use crate::server::{self, header, read_head};

const SIZE: u64 = 64 * 1024 * 1024;
const DENIED: &str =
    "HTTP/1.1 403 Forbidden\r\ncontent-length: 12\r\nconnection: close\r\n\r\nAccessDenied";

/// A server that sends a rejection after reading the head, and then calls `afterwards`.
fn refusing(afterwards: fn(&mut TcpStream)) -> SocketAddr {
    server::serve(move |mut stream| {
        let head = read_head(&mut BufReader::new(&stream));
        if head.is_some() {
            let _ = stream.write_all(DENIED.as_bytes());
            afterwards(&mut stream);
        }
    })
}

fn assert_denied(adapter: Adapter, address: SocketAddr) {
    for method in [Method::PUT, Method::POST] {
        let mut request = get(address, "/key").map(|_| streamed(SIZE));
        *request.method_mut() = method;
        let answer = match adapter.send(request) {
            Ok(answer) => answer,
            Err(failure) => panic!("{adapter:?}: {}", failure.error),
        };
        assert_eq!(answer.status(), 403, "{adapter:?}");
        assert_eq!(answer.body().as_ref(), b"AccessDenied", "{adapter:?}");
    }
}

/// Reads until the client closes the connection.
fn drain(stream: &mut TcpStream) {
    let _ = stream.shutdown(Shutdown::Write);
    let _ = std::io::copy(stream, &mut std::io::sink());
}

#[test]
fn a_rejection_arrives_if_the_server_keeps_reading() {
    let address = refusing(drain);
    for adapter in ALL {
        assert_denied(adapter, address);
    }
}

#[test]
fn a_rejection_arrives_if_the_server_stops_reading() {
    let address = refusing(|_| std::thread::sleep(Duration::from_millis(500)));
    for adapter in ALL {
        assert_denied(adapter, address);
    }
}

/// Unread data makes the server's system reset the connection. The reset may arrive before the
/// response; a client retries then.
#[test]
fn a_rejection_usually_arrives_if_the_server_resets_the_connection() {
    let address = refusing(|_| ());
    let bodies: [fn() -> Body; 2] = [|| streamed(SIZE), || vec![b'x'; 1 << 22].into()];
    for adapter in ALL {
        for body in bodies {
            let denied = (0..40).filter(|_| {
                let mut request = get(address, "/key").map(|_| body());
                *request.method_mut() = Method::PUT;
                adapter.send(request).is_ok_and(|it| it.status() == 403)
            });
            let count = denied.count();
            assert!(count > 28, "{adapter:?}: {count}");
        }
    }
}

#[test]
fn ureq_sends_an_expectation_before_a_large_body() {
    let (address, heads) = server::recorded(DENIED);
    for (size, expected) in [(1024 * 1024, Some("100-continue")), (1024, None)] {
        let request = get(address, "/").map(|_| vec![b'x'; size].into());
        let (mut head, body) = request.into_parts();
        head.method = Method::PUT;
        let _ = Adapter::Ureq.send(http::Request::from_parts(head, body));
        let head = heads.recv().unwrap();
        assert_eq!(header(&head, "expect"), expected, "{size}");
    }
}

#[test]
fn ureq_sends_an_expectation_before_a_stream() {
    let (address, heads) = server::recorded(DENIED);
    for (method, expected) in [
        (Method::PUT, Some("100-continue")),
        (Method::POST, Some("100-continue")),
        (Method::PATCH, None),
    ] {
        let mut request = get(address, "/").map(|_| streamed(3));
        *request.method_mut() = method;
        let _ = Adapter::Ureq.send(request);
        let head = heads.recv().unwrap();
        assert_eq!(header(&head, "expect"), expected, "{head}");
    }
}

/// A server that rejects expectations (417), and the heads and body lengths of its requests.
fn unasked(always: bool) -> (SocketAddr, Receiver<(String, usize)>) {
    let (sender, requests) = channel();
    let address = server::serve(move |mut stream| {
        let mut reader = BufReader::new(&stream);
        let Some(head) = read_head(&mut reader) else {
            return;
        };
        let is_asked = header(&head, "expect").is_some();
        let length = header(&head, "content-length").filter(|_| !is_asked);
        let length = length.map_or(0, |it| it.parse().unwrap());
        let mut body = vec![0; length];
        reader.read_exact(&mut body).unwrap();
        sender.send((head, length)).unwrap();
        let status = if is_asked || always {
            "417 Expectation Failed"
        } else {
            "200 OK"
        };
        let _ = stream.write_all(server::whole(status, "").as_bytes());
    });
    (address, requests)
}

/// RFC 9110, section 10.1.1.
#[test]
fn ureq_repeats_a_request_without_the_expectation_once() {
    const MUCH: usize = 1024 * 1024;
    let bodies: [fn() -> Body; 2] = [|| vec![b'x'; MUCH].into(), || streamed(MUCH as u64)];
    for body in bodies {
        for always in [false, true] {
            let (address, requests) = unasked(always);
            let answer = Adapter::Ureq.send(post(address, "/", body())).unwrap();
            let expected = if always { 417 } else { 200 };
            assert_eq!(answer.status(), expected);
            let (first, second) = (requests.recv().unwrap(), requests.recv().unwrap());
            assert_eq!(header(&first.0, "expect"), Some("100-continue"));
            assert_eq!(header(&second.0, "expect"), None);
            assert_eq!((first.1, second.1), (0, MUCH));
            assert!(requests.try_recv().is_err());
        }
    }
}

#[test]
fn an_expectation_of_the_caller_is_not_dropped() {
    let (address, requests) = unasked(false);
    let mut request = post(address, "/", streamed(3));
    let expected = http::HeaderValue::from_static("100-continue");
    request.headers_mut().insert(http::header::EXPECT, expected);
    assert_eq!(Adapter::Ureq.send(request).unwrap().status(), 417);
    assert_eq!(requests.iter().take(1).count(), 1);
    assert!(requests.try_recv().is_err());
}

/// A reader that blocks its thread.
struct Slow(u32);

impl Read for Slow {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        std::thread::sleep(Duration::from_millis(100));
        let count = usize::from(self.0 > 0);
        self.0 = self.0.saturating_sub(1);
        buffer[..count].fill(b'x');
        Ok(count)
    }
}

#[test]
fn a_reader_does_not_block_the_executor() {
    let address = server::start();
    let (reqwest, tower) = (ReqwestTransport::new().unwrap(), hyper());
    in_tokio(async {
        for transport in [&reqwest as &dyn Transport, &tower] {
            let body = Body::from_reader(Slow(3)).with_length(3);
            let mut sent = transport.send(post(address, "/echo", body));
            let mut ticks = 0;
            let answer = loop {
                match tokio::time::timeout(Duration::from_millis(10), &mut sent).await {
                    Ok(answer) => break answer,
                    Err(_) => ticks += 1,
                }
            };
            assert_eq!(collect(answer).await.unwrap().body().as_ref(), b"T:xxx");
            assert!(ticks >= 15, "{ticks}");
        }
    });
}
