//! Routing of requests to operations.

use bytes::Bytes;
use http::Request;
use tinsmith::rt::protocol::{REST_JSON_1, ServiceProtocol};

use crate::fixture::BOXES;

fn route(method: &str, uri: &str) -> Option<&'static str> {
    let request = Request::builder().method(method).uri(uri);
    let request = request.body(Bytes::new()).unwrap();
    REST_JSON_1.route(&BOXES, &request).map(|it| it.id.name)
}

#[test]
fn the_most_specific_pattern_wins() {
    for (uri, operation) in [
        ("/a/b/c", "Literals"),
        ("/a/b/c/", "Literals"),
        ("/a/b/x", "LastLabel"),
        ("/a/b/%63", "LastLabel"),
        ("/a/x/c", "InnerLabel"),
        ("/a/x/y", "GreedyTail"),
        ("/a/x", "GreedyTail"),
        ("/a/x/y/z", "GreedyInner"),
        ("/a/x/z/y/z", "GreedyInner"),
        ("/a/b/c?list&kind=2", "Queried"),
        ("/a/b/c?kind=1&kind=2&other&list=x", "Queried"),
        ("/a/b/c?list&kind=3", "Literals"),
        ("/a/b/c?kind=2", "Literals"),
        ("/", "Root"),
    ] {
        assert_eq!(route("GET", uri), Some(operation), "{uri}");
    }
}

#[test]
fn other_methods_and_paths_match_no_operation() {
    for (method, uri) in [
        ("GET", "/ping"),
        ("POST", "/a/b/c"),
        ("GET", "/a"),
        ("GET", "/a/"),
        ("GET", "/b/c"),
        ("GET", "/a%2Fb/c"),
        ("POST", "/ping/x"),
        ("PUT", "/shelves//keys/k?put&v=2"),
        ("PUT", "/shelves/s/keys/?put&v=2"),
        ("PUT", "/shelves/s/keys/k?put&v=3"),
        ("PUT", "/shelves/s/keys/k?v=2"),
        ("GET", "/a/b/c%zz/d%"),
    ] {
        let expected = (uri == "/a/b/c%zz/d%").then_some("GreedyTail");
        assert_eq!(route(method, uri), expected, "{method} {uri}");
    }
}

#[test]
fn an_unknown_path_is_not_found_and_another_method_is_not_allowed() {
    for (method, uri, code, status) in [
        ("GET", "/nowhere", "UnknownOperationException", 404),
        ("PUT", "/shelves/s/keys/k", "UnknownOperationException", 404),
        ("GET", "/ping", "MethodNotAllowedException", 405),
    ] {
        let request = Request::builder().method(method).uri(uri);
        let request = request.body(Bytes::new()).unwrap();
        let refusal = REST_JSON_1.refuse_unrouted(&BOXES, &request);
        assert_eq!((refusal.code, refusal.status.as_u16()), (code, status));
    }
}

#[test]
fn a_slash_at_the_end_is_optional() {
    assert_eq!(route("POST", "/ping/"), Some("Ping"));
    assert_eq!(route("PUT", "/shelves/s/keys/k/?put&v=2"), Some("Put"));
}
