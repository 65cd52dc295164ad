//! A redirect is an ordinary response: adapters do not follow it, and send no secret to its target.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use reqwest::redirect::Policy;
use tinsmith::body::Body;
use tinsmith::transport::{BlockingTransport, ReqwestTransport, TransportErrorKind, UreqTransport};

use crate::rig::{ALL, ask, client, collect, get, in_tokio, post};
use crate::server;

/// A server that redirects to another one, and the number of connections that the other one got.
fn elsewhere(status: &'static str) -> (SocketAddr, Arc<AtomicUsize>) {
    let count = Arc::new(AtomicUsize::new(0));
    let seen = Arc::clone(&count);
    let other = server::serve(move |_| {
        seen.fetch_add(1, Ordering::SeqCst);
    });
    let answer = server::whole(&format!("{status}\r\nlocation: http://{other}/"), "");
    let (address, _) = server::recorded(Box::leak(answer.into_boxed_str()));
    (address, count)
}

#[test]
fn redirects_are_responses() {
    for status in ["301 A", "302 B", "303 C", "307 D", "308 E"] {
        let (address, count) = elsewhere(status);
        for adapter in ALL {
            for request in [get(address, "/"), post(address, "/", "secret")] {
                let answer = adapter.send(request).unwrap();
                assert_eq!(answer.status().as_str(), &status[..3], "{adapter:?}");
            }
        }
        assert_eq!(count.load(Ordering::SeqCst), 0);
    }
}

#[test]
fn a_client_that_follows_redirects_sends_nothing() {
    let (address, count) = elsewhere("307 Temporary");
    for policy in [
        Policy::default(),
        Policy::limited(3),
        Policy::custom(|attempt| Policy::limited(3).redirect(attempt)),
    ] {
        let builder = reqwest::Client::builder().redirect(policy);
        let transport = ReqwestTransport::with_client(client(builder));
        let request = post(address, "/", "secret");
        let error = ask(&transport, request, None).unwrap_err().error;
        assert_eq!(error.kind(), TransportErrorKind::Unsendable, "{error}");
        assert!(error.to_string().contains("with_builder"), "{error}");
    }
    assert_eq!(count.load(Ordering::SeqCst), 0);
}

#[test]
fn a_builder_that_follows_redirects_builds_a_client_that_does_not() {
    let (address, count) = elsewhere("307 Temporary");
    let builder = reqwest::Client::builder().redirect(Policy::limited(3));
    let transport = ReqwestTransport::with_builder(builder).unwrap();
    let answer = ask(&transport, post(address, "/", "secret"), None).unwrap();
    assert_eq!(answer.status(), 307);
    assert_eq!(count.load(Ordering::SeqCst), 0);
}

#[test]
fn an_agent_that_follows_redirects_does_not_follow_them() {
    let (address, count) = elsewhere("307 Temporary");
    let config = ureq::Agent::config_builder()
        .max_redirects(5)
        .max_redirects_will_error(true)
        .redirect_auth_headers(ureq::config::RedirectAuthHeaders::SameHost);
    let transport = UreqTransport::with_agent(config.build().new_agent());
    for request in [
        get(address, "/"),
        get(address, "/").map(|_| Body::from("x")),
    ] {
        let answer = in_tokio(collect(transport.send(request, None))).unwrap();
        assert_eq!(answer.status(), 307);
    }
    assert_eq!(count.load(Ordering::SeqCst), 0);
}
