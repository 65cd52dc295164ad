//! Bodies arrive as stored, regardless of the features of the HTTP libraries. `.ci/run` runs these
//! tests twice: without and with such features.

use http::{Request, Response};
use tinsmith::body::Body;
use tinsmith::transport::{
    BlockingTransport, HeadOnly, ReqwestTransport, TransportErrorKind, UreqTransport,
};

use crate::rig::{ALL, Answer, ask, client, collect, get, in_tokio};
use crate::server;

/// The output of `gzip` for empty input.
const STORED: &[u8] =
    b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x03\x00\x00\x00\x00\x00\x00\x00\x00\x00";

/// A server that answers with stored bytes, the body framed as the head says.
fn storing(head: &'static str, is_chunked: bool) -> std::net::SocketAddr {
    server::serve(move |mut stream| {
        use std::io::Write;
        let Some(asked) = server::read_head(&mut std::io::BufReader::new(&stream)) else {
            return;
        };
        let length = STORED.len();
        let framing = if is_chunked {
            "transfer-encoding: chunked".to_owned()
        } else {
            format!("content-length: {length}")
        };
        let _ = write!(stream, "HTTP/1.1 200 OK\r\n{head}\r\n{framing}\r\n\r\n");
        if asked.starts_with("HEAD") {
            return;
        }
        if is_chunked {
            let _ = write!(stream, "{length:x}\r\n");
        }
        let _ = stream.write_all(STORED);
        if is_chunked {
            let _ = write!(stream, "\r\n0\r\n\r\n");
        }
    })
}

const HEADS: [&str; 5] = [
    "content-encoding: gzip",
    "Content-Encoding: br",
    "content-encoding: deflate",
    "content-encoding: zstd",
    "content-type: text/plain; charset=utf-16",
];

fn assert_stored(answer: &Response<bytes::Bytes>, head: &str) {
    let (name, value) = head.split_once(": ").unwrap();
    assert_eq!(answer.headers()[&name.to_lowercase()], value);
    assert_eq!(answer.body().as_ref(), STORED, "{head}");
}

#[test]
fn objects_arrive_as_stored() {
    for head in HEADS {
        for is_chunked in [false, true] {
            let address = storing(head, is_chunked);
            for adapter in ALL {
                let answer = adapter.send(get(address, "/")).unwrap();
                assert_stored(&answer, head);
                let length = answer.headers().get("content-length");
                assert_eq!(length.is_some(), !is_chunked, "{adapter:?}");
            }
        }
    }
}

#[test]
fn the_length_of_a_head_response_is_reported() {
    for head in HEADS {
        let address = storing(head, false);
        for adapter in ALL {
            let mut request = get(address, "/");
            *request.method_mut() = http::Method::HEAD;
            let answer = adapter.send(request).unwrap();
            assert_eq!(answer.headers()["content-length"], "20", "{adapter:?}");
        }
    }
}

/// The request of an operation whose output streams.
fn streaming(address: std::net::SocketAddr) -> Request<Body> {
    let mut request = get(address, "/");
    request.extensions_mut().insert(HeadOnly);
    request
}

#[test]
fn a_proxy_of_ureq_changes_nothing() {
    let origin = storing(HEADS[0], false);
    let proxy = server::serve(move |mut stream| {
        use std::io::Write;
        // The peer sends nothing after the head before the response, so that no byte is lost here.
        let head = server::read_head(&mut std::io::BufReader::new(&stream)).unwrap();
        assert!(head.starts_with(&format!("CONNECT {origin} ")), "{head}");
        let mut to_origin = std::net::TcpStream::connect(origin).unwrap();
        stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").unwrap();
        let (mut from, mut to) = (stream.try_clone().unwrap(), to_origin.try_clone().unwrap());
        std::thread::spawn(move || std::io::copy(&mut from, &mut to));
        let _ = std::io::copy(&mut to_origin, &mut stream);
    });
    let proxy = ureq::Proxy::new(&format!("http://{proxy}")).unwrap();
    let config = ureq::Agent::config_builder().proxy(Some(proxy)).build();
    let transport = UreqTransport::with_config(config);
    let answer = in_tokio(collect(transport.send(streaming(origin), None)));
    assert_stored(&answer.unwrap(), HEADS[0]);
}

/// Asserts that the body is as stored, or that the error says what to do.
fn assert_stored_or_told(answer: Answer, head: &str, words: &str) {
    match answer {
        Ok(answer) => assert_stored(&answer, head),
        Err(failure) => {
            let shown = failure.error.to_string();
            assert!(shown.contains(words), "{shown}");
        }
    }
}

#[test]
fn an_agent_of_the_user_returns_bodies_as_stored_or_fails() {
    for head in HEADS {
        for is_chunked in [false, true] {
            let address = storing(head, is_chunked);
            let transport = UreqTransport::with_agent(ureq::Agent::new_with_defaults());
            let answer = in_tokio(collect(transport.send(streaming(address), None)));
            assert_stored_or_told(answer, head, "`UreqTransport::with_config`");
        }
    }
}

#[test]
fn a_client_of_the_user_returns_bodies_as_stored_or_fails() {
    for head in HEADS {
        let address = storing(head, false);
        let builder = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
        let transport = ReqwestTransport::with_client(client(builder));
        let answer = ask(&transport, streaming(address), None);
        if let Err(failure) = &answer {
            assert_eq!(failure.kind(), TransportErrorKind::Unsendable);
        }
        assert_stored_or_told(answer, head, "`ReqwestTransport::with_builder`");
    }
}
