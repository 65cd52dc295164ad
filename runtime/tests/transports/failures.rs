//! Faults, which all three adapters report alike.

use std::net::SocketAddr;
use std::time::Duration;

use tinsmith::transport::{
    BlockingTransport, HeadOnly, ReqwestTransport, TransportErrorKind as Kind, UreqTransport,
};

use crate::rig::{ALL, ask, collect, get, in_tokio, post};
use crate::server;

/// Asserts the kind of error of a request for `path`, and the part of the body read before.
fn assert_fails(path: &str, kind: Kind, read: Option<&[u8]>) {
    let address = server::start();
    for adapter in ALL {
        let failure = adapter.send(get(address, path)).unwrap_err();
        assert_eq!(failure.kind(), kind, "{adapter:?}: {}", failure.error);
        assert_eq!(failure.read.as_deref(), read, "{adapter:?}");
        let shown = failure.error.to_string();
        assert!(shown.contains(&format!("http://{address}")), "{shown}");
        assert!(!shown.contains(path), "{shown}");
    }
}

#[test]
fn a_body_that_breaks_off_is_a_lost_connection() {
    assert_fails("/cut", Kind::Disconnected, Some(b"abc"));
    assert_fails("/cut-chunk", Kind::Disconnected, Some(b"abc"));
}

#[test]
fn a_head_that_breaks_off_is_a_lost_connection() {
    assert_fails("/cut-head", Kind::Disconnected, None);
}

#[test]
fn a_connection_closed_without_an_answer_is_lost() {
    assert_fails("/nothing", Kind::Disconnected, None);
}

#[test]
fn an_answer_that_is_not_http_is_malformed() {
    assert_fails("/garbage", Kind::Malformed, None);
}

#[test]
fn a_body_with_an_invalid_chunk_is_malformed() {
    let address = server::start();
    for adapter in ALL {
        let failure = adapter.send(get(address, "/bad-chunk")).unwrap_err();
        assert_eq!(
            failure.kind(),
            Kind::Malformed,
            "{adapter:?}: {}",
            failure.error
        );
    }
}

#[test]
fn an_answer_with_too_many_headers_is_malformed() {
    assert_fails("/many-headers", Kind::Malformed, None);
}

#[test]
fn a_closed_port_is_a_failure_to_connect() {
    let address = server::nowhere();
    for adapter in ALL {
        let failure = adapter.send(get(address, "/?X-Amz-Signature=secret"));
        let error = failure.unwrap_err().error;
        assert_eq!(error.kind(), Kind::Connect, "{adapter:?}: {error}");
        let expected = format!("could not connect to http://{address}: ");
        assert!(error.to_string().starts_with(&expected), "{error}");
        assert!(!error.to_string().contains("secret"), "{error}");
    }
}

#[test]
fn an_unknown_host_is_a_failure_to_connect() {
    for adapter in ALL {
        let request = http::Request::get("http://does-not-exist.invalid/secret");
        let failure = adapter.send(request.body(tinsmith::body::Body::empty()).unwrap());
        let error = failure.unwrap_err().error;
        assert_eq!(error.kind(), Kind::Connect, "{adapter:?}: {error}");
        let expected = "could not connect to http://does-not-exist.invalid:80: ";
        assert!(error.to_string().starts_with(expected), "{error}");
        assert!(!error.to_string().contains("secret"), "{error}");
    }
}

#[test]
fn silence_times_out() {
    let address = server::start();
    for path in ["/silence", "/stall"] {
        for adapter in ALL {
            let limit = Some(Duration::from_millis(100));
            let failure = adapter.send_within(get(address, path), limit).unwrap_err();
            assert_eq!(failure.kind(), Kind::Timeout, "{adapter:?} {path}");
        }
    }
}

#[test]
fn the_longest_timeout_is_no_limit_and_with_a_timeout_of_zero_nothing_is_sent() {
    let send = |address: SocketAddr, timeout, head_only: bool| {
        let mut request = post(address, "/echo", "sent");
        if head_only {
            request.extensions_mut().insert(HeadOnly);
        }
        in_tokio(collect(UreqTransport::new().send(request, timeout)))
    };
    for head_only in [true, false] {
        let answer = send(server::start(), Some(Duration::MAX), head_only);
        assert_eq!(answer.unwrap().body().as_ref(), b"T:sent");
        let answer = send(server::nowhere(), Some(Duration::ZERO), head_only);
        assert_eq!(answer.unwrap_err().kind(), Kind::Timeout);
    }
}

/// The limits of the user's own agent or client hold if the call has no limit or a longer one.
#[test]
fn a_limit_of_the_user_still_applies() {
    let address = server::start();
    let own = Duration::from_millis(200);
    for limit in [None, Some(Duration::from_secs(60))] {
        for is_stream in [false, true] {
            let config = ureq::Agent::config_builder()
                .timeout_global(Some(own))
                .timeout_recv_response(Some(own));
            let transport = UreqTransport::with_agent(config.build().new_agent());
            let mut request = get(address, "/silence");
            if is_stream {
                request.extensions_mut().insert(HeadOnly);
            }
            let failure = in_tokio(collect(transport.send(request, limit))).unwrap_err();
            assert_eq!(failure.kind(), Kind::Timeout, "{}", failure.error);
        }
        let builder = reqwest::Client::builder().timeout(own);
        let transport = ReqwestTransport::with_builder(builder).unwrap();
        let failure = ask(&transport, get(address, "/silence"), limit).unwrap_err();
        assert_eq!(failure.kind(), Kind::Timeout, "{}", failure.error);
        assert!(!failure.error.to_string().contains("too late"));
    }
}
