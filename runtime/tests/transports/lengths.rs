//! Length headers of requests.

use http::Method;
use http::header::CONTENT_LENGTH;
use tinsmith::body::Body;
use tinsmith::transport::TransportErrorKind;

use crate::rig::{ALL, get, streamed};
use crate::server::{self, header};

const EMPTY: &str = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";

#[test]
fn an_empty_body_has_a_length_if_the_method_expects_a_body() {
    let (address, heads) = server::recorded(EMPTY);
    for adapter in ALL {
        for method in [Method::POST, Method::PUT, Method::PATCH] {
            for body in [Body::empty(), streamed(0)] {
                let mut request = get(address, "/").map(|_| body);
                *request.method_mut() = method.clone();
                adapter.send(request).unwrap();
                let head = heads.recv().unwrap();
                assert_eq!(header(&head, "content-length"), Some("0"), "{head}");
                assert_eq!(header(&head, "transfer-encoding"), None, "{head}");
            }
        }
    }
}

#[test]
fn a_request_without_a_body_has_no_length() {
    let (address, heads) = server::recorded(EMPTY);
    for adapter in ALL {
        for method in [Method::GET, Method::HEAD, Method::DELETE] {
            let mut request = get(address, "/");
            *request.method_mut() = method.clone();
            adapter.send(request).unwrap();
            let head = heads.recv().unwrap();
            assert_eq!(header(&head, "content-length"), None, "{head}");
            assert_eq!(header(&head, "transfer-encoding"), None, "{head}");
        }
    }
}

#[test]
fn any_method_may_have_a_body() {
    let (address, heads) = server::recorded(EMPTY);
    for adapter in ALL {
        for method in ["GET", "DELETE", "PURGE"] {
            let mut request = get(address, "/").map(|_| Body::from("abc"));
            *request.method_mut() = method.parse().unwrap();
            adapter.send(request).unwrap();
            let head = heads.recv().unwrap();
            assert!(head.starts_with(method), "{head}");
            assert_eq!(header(&head, "content-length"), Some("3"), "{head}");
        }
    }
}

#[test]
fn a_body_of_unknown_length_is_sent_in_chunks() {
    let (address, heads) = server::recorded(EMPTY);
    for adapter in ALL {
        for method in [Method::GET, Method::PUT] {
            let mut request = get(address, "/").map(|_| Body::from_reader(&b"abc"[..]));
            *request.method_mut() = method;
            // The server does not read the body, so that the response may be lost.
            let _ = adapter.send(request);
            let head = heads.recv().unwrap();
            assert_eq!(
                header(&head, "transfer-encoding"),
                Some("chunked"),
                "{head}"
            );
            assert_eq!(header(&head, "content-length"), None, "{head}");
        }
    }
}

#[test]
fn a_length_that_contradicts_the_body_is_not_sent() {
    let address = server::nowhere();
    for adapter in ALL {
        for body in [Body::from("abc"), streamed(3)] {
            let mut request = get(address, "/").map(|_| body);
            *request.method_mut() = Method::PUT;
            request.headers_mut().insert(CONTENT_LENGTH, 5.into());
            let error = adapter.send(request).unwrap_err().error;
            assert_eq!(error.kind(), TransportErrorKind::Unsendable, "{error}");
        }
    }
}
