//! A server that sends endless interim responses.

use std::io::{BufReader, Write};
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use tinsmith::transport::TransportErrorKind as Kind;

use crate::rig::{Adapter, get};
use crate::server;

fn flood() -> SocketAddr {
    server::serve(|mut stream| {
        if server::read_head(&mut BufReader::new(&stream)).is_some() {
            let hints = b"HTTP/1.1 103 Early Hints\r\n\r\n".repeat(2000);
            while stream.write_all(&hints).is_ok() {}
        }
    })
}

/// The timer of the limit runs on the thread that reads the responses. `reqwest` cannot make hyper
/// pause there.
#[test]
fn a_flood_of_interim_responses_does_not_delay_the_limit() {
    for (adapter, kind) in [
        (Adapter::Tower, Kind::Timeout),
        (Adapter::Ureq, Kind::Malformed),
    ] {
        let started = Instant::now();
        let limit = Duration::from_millis(200);
        let failure = adapter.send_within(get(flood(), "/"), Some(limit));
        assert_eq!(failure.unwrap_err().kind(), kind, "{adapter:?}");
        let took = started.elapsed();
        assert!(took < Duration::from_secs(2), "{adapter:?}: {took:?}");
    }
}
