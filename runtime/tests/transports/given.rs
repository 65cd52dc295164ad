//! Clients and agents of the user, whose additions to a request are not signed.

use http::header::{HeaderMap, HeaderName, USER_AGENT};
use reqwest::redirect::Policy;
use tinsmith::transport::{BlockingTransport, ReqwestTransport, TransportErrorKind, UreqTransport};

use crate::rig::{ask, client, collect, get, in_tokio, post};
use crate::server::{self, header};

const DONE: &str = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";

fn with_header(name: &'static str) -> reqwest::ClientBuilder {
    let headers = HeaderMap::from_iter([(HeaderName::from_static(name), "v".parse().unwrap())]);
    let builder = reqwest::Client::builder().redirect(Policy::none());
    let builder = builder.no_gzip().no_brotli().no_deflate();
    builder.default_headers(headers)
}

#[test]
fn a_client_with_default_headers_sends_nothing() {
    for name in ["host", "x-amz-acl", "content-type", "range", "x-mine"] {
        let (address, heads) = server::recorded(DONE);
        let transport = ReqwestTransport::with_client(client(with_header(name)));
        let error = ask(&transport, post(address, "/", "body"), None);
        let error = error.unwrap_err().error;
        assert_eq!(error.kind(), TransportErrorKind::Unsendable, "{error}");
        assert!(error.to_string().contains(name), "{error}");
        assert!(heads.try_recv().is_err());
    }
}

#[test]
fn a_builder_with_default_headers_gives_no_client() {
    let error = ReqwestTransport::with_builder(with_header("x-amz-acl")).unwrap_err();
    assert_eq!(error.kind(), TransportErrorKind::Unsendable);
    assert!(error.to_string().contains("`x-amz-acl`"), "{error}");
}

#[test]
fn a_client_with_a_name_is_used() {
    let (address, heads) = server::recorded(DONE);
    let builder = reqwest::Client::builder().redirect(Policy::none());
    let builder = builder.no_gzip().no_brotli().no_deflate();
    let transport = ReqwestTransport::with_client(client(builder.user_agent("mine/1.0")));
    assert!(ask(&transport, get(address, "/"), None).is_ok());
    assert!(heads.recv().is_ok());
}

#[test]
fn the_headers_of_an_agent_are_not_sent() {
    let config = ureq::Agent::config_builder()
        .accept("application/xml")
        .accept_encoding("gzip")
        .user_agent("other")
        .build();
    for transport in [
        UreqTransport::with_config(config.clone()),
        UreqTransport::with_agent(config.new_agent()),
    ] {
        let (address, heads) = server::recorded(DONE);
        let mut request = get(address, "/");
        let name = "signed".parse().unwrap();
        request.headers_mut().insert(USER_AGENT, name);
        in_tokio(collect(transport.send(request, None))).unwrap();
        let head = heads.recv().unwrap();
        assert_eq!(header(&head, "accept"), Some("*/*"));
        assert_eq!(header(&head, "accept-encoding"), Some("identity"));
        assert_eq!(header(&head, "user-agent"), Some("signed"));
    }
}

/// With its feature `cookies`, `ureq` would send them with the next request.
#[test]
fn cookies_are_not_stored() {
    let answer = "HTTP/1.1 200 OK\r\nset-cookie: a=b\r\ncontent-length: 0\r\n\
                  connection: close\r\n\r\n";
    let (address, heads) = server::recorded(answer);
    let transport = UreqTransport::new();
    for _ in 0..2 {
        let answer = in_tokio(collect(transport.send(get(address, "/"), None)));
        assert_eq!(answer.unwrap().headers()["set-cookie"], "a=b");
        assert_eq!(header(&heads.recv().unwrap(), "cookie"), None);
    }
}
