//! Adapters send exactly the signed bytes, or nothing.

use http::{HeaderValue, Request};
use tinsmith::body::Body;
use tinsmith::transport::TransportErrorKind;

use crate::rig::{ALL, Adapter, get};
use crate::server::{self, header};

const EMPTY: &str = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";

/// Targets that `reqwest` would change.
const CHANGED: [&str; 8] = [
    "/a/../b",
    "/.",
    "/bucket/..",
    "/a/%2E%2e/b",
    "/./a//./b",
    "/a{b}",
    "/a\"b",
    "/?x='",
];

/// Targets that every library sends unchanged.
const KEPT: [&str; 6] = [
    "/",
    "//a///b//",
    "/...",
    "/%2F%20%C3%A9?x=%27&y",
    "/a:b@c!$&'()*+,;=~",
    "/?acl&x=/../",
];

#[test]
fn keys_are_sent_unchanged() {
    let (address, heads) = server::recorded(EMPTY);
    for adapter in ALL {
        let targets = KEPT.iter().chain(&CHANGED);
        for target in targets.filter(|it| adapter != Adapter::Reqwest || KEPT.contains(it)) {
            adapter.send(get(address, target)).unwrap();
            let head = heads.recv().unwrap();
            let line = head.lines().next().unwrap();
            assert_eq!(line, format!("GET {target} HTTP/1.1"), "{adapter:?}");
        }
    }
}

#[test]
fn targets_that_reqwest_would_change_are_not_sent() {
    let (address, heads) = server::recorded(EMPTY);
    for target in CHANGED {
        let error = Adapter::Reqwest
            .send(get(address, target))
            .unwrap_err()
            .error;
        assert_eq!(error.kind(), TransportErrorKind::Unsendable, "{error}");
        let shown = error.to_string();
        assert!(shown.contains("`reqwest` would send"), "{shown}");
        assert!(shown.contains("`ureq`, and to `tower`"), "{shown}");
    }
    assert!(heads.try_recv().is_err());
}

#[test]
fn hosts_are_sent_as_signed_or_not_at_all() {
    let (address, heads) = server::recorded(EMPTY);
    let port = address.port();
    for adapter in ALL {
        for host in ["LOCALHOST", "127.0.0.1", "127.1"] {
            let request = Request::get(format!("http://{host}:{port}/"));
            let answer = adapter.send(request.body(Body::empty()).unwrap());
            match answer {
                Ok(_) => {
                    let head = heads.recv().unwrap();
                    let sent = header(&head, "host");
                    assert_eq!(sent, Some(&*format!("{host}:{port}")), "{adapter:?}");
                }
                Err(failure) => {
                    assert_eq!(adapter, Adapter::Reqwest, "{}", failure.error);
                    assert_eq!(failure.kind(), TransportErrorKind::Unsendable);
                    assert!(["LOCALHOST", "127.1"].contains(&host), "{host}");
                }
            }
        }
    }
}

#[test]
fn a_host_header_of_the_user_is_sent_unchanged() {
    let (address, heads) = server::recorded(EMPTY);
    for adapter in ALL {
        let mut request = get(address, "/");
        let headers = request.headers_mut();
        headers.insert("host", HeaderValue::from_static("Front.example"));
        adapter.send(request).unwrap();
        let head = heads.recv().unwrap();
        assert_eq!(header(&head, "host"), Some("Front.example"));
    }
}

#[test]
fn uris_that_libraries_read_differently_are_not_sent() {
    for adapter in ALL {
        for uri in ["http://h:080/", "http://me:pw@h/", "ftp://h/", "/path"] {
            let request = Request::get(uri).body(Body::empty()).unwrap();
            let error = adapter.send(request).unwrap_err().error;
            assert_eq!(error.kind(), TransportErrorKind::Unsendable, "{error}");
            assert!(!error.to_string().contains("pw"), "{error}");
        }
    }
}

#[test]
fn headers_that_ureq_cannot_carry_are_not_sent() {
    let (address, heads) = server::recorded(EMPTY);
    let long = "x".repeat(200 * 1024);
    for (name, value) in [
        ("authorization", &b"\xe9"[..]),
        ("host", b"\xe9"),
        ("x-long", long.as_bytes()),
    ] {
        let mut request = get(address, "/");
        let value = HeaderValue::from_bytes(value).unwrap();
        request.headers_mut().insert(name, value);
        let error = Adapter::Ureq.send(request).unwrap_err().error;
        assert_eq!(error.kind(), TransportErrorKind::Unsendable, "{error}");
    }
    assert!(heads.try_recv().is_err());
}

#[test]
fn header_values_arrive_byte_for_byte() {
    let address = server::serve(|mut stream| {
        use std::io::{Read, Write};
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            stream.read_exact(&mut byte).unwrap();
            head.push(byte[0]);
        }
        let found = head.windows(8).any(|it| it == b"a\xe9 \xff\tb\r\n");
        let status = if found { "200 OK" } else { "400 Bad" };
        let _ = stream.write_all(server::whole(status, "").as_bytes());
    });
    for adapter in ALL {
        let mut request = get(address, "/");
        let value = HeaderValue::from_bytes(b"a\xe9 \xff\tb").unwrap();
        request.headers_mut().insert("x-raw", value);
        assert_eq!(adapter.send(request).unwrap().status(), 200, "{adapter:?}");
    }
}
