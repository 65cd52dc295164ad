//! Endpoints whose host, port or base path libraries like to change.

use std::net::{SocketAddr, TcpListener};

use super::{Case, Outcome, equal};
use crate::wire::adapters::{Adapter, Caller, Failure};
use crate::wire::bench::{Bench, STORE, depot, done};
use crate::wire::server::answer::Protocol;
use crate::wire::services::{rest_json, store};

/// How an endpoint is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// By the system's resolver.
    System,
    /// By a resolver of the test's, which knows every name.
    Routed,
    /// At the loopback address of IPv6.
    V6,
}

/// Whether an adapter may refuse to carry it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum May {
    Send,
    /// Where its library would change it.
    Refuse,
}

/// What it is, the endpoint with `PORT` in it, and the path that has to come before the
/// resource's.
type Endpoint = (&'static str, Way, May, &'static str, &'static str);

const ENDPOINTS: &[Endpoint] = &[
    (
        "an address",
        Way::System,
        May::Send,
        "http://127.0.0.1:PORT",
        "",
    ),
    (
        "a name",
        Way::System,
        May::Send,
        "http://localhost:PORT",
        "",
    ),
    (
        "a name in capitals",
        Way::System,
        May::Refuse,
        "http://LOCALHOST:PORT",
        "",
    ),
    (
        "capitals and small letters",
        Way::Routed,
        May::Refuse,
        "http://Store.Test:PORT",
        "",
    ),
    (
        "a scheme in capitals",
        Way::System,
        May::Refuse,
        "HTTP://127.0.0.1:PORT",
        "",
    ),
    (
        "an underscore",
        Way::Routed,
        May::Send,
        "http://my_store.test:PORT",
        "",
    ),
    (
        "a dot at the end",
        Way::Routed,
        May::Send,
        "http://store.test.:PORT",
        "",
    ),
    (
        "punycode",
        Way::Routed,
        May::Send,
        "http://xn--bcher-kva.test:PORT",
        "",
    ),
    (
        "an escaped letter",
        Way::Routed,
        May::Refuse,
        "http://st%6Fre.test:PORT",
        "",
    ),
    (
        "a short address",
        Way::System,
        May::Refuse,
        "http://127.1:PORT",
        "",
    ),
    (
        "a hexadecimal address",
        Way::System,
        May::Refuse,
        "http://0x7f.0.0.1:PORT",
        "",
    ),
    (
        "an address as one number",
        Way::System,
        May::Refuse,
        "http://2130706433:PORT",
        "",
    ),
    (
        "an octal address",
        Way::System,
        May::Refuse,
        "http://0177.0.0.1:PORT",
        "",
    ),
    ("IPv6", Way::V6, May::Send, "http://[::1]:PORT", ""),
    (
        "IPv6 in full",
        Way::V6,
        May::Refuse,
        "http://[0:0:0:0:0:0:0:1]:PORT",
        "",
    ),
    (
        "IPv4 in IPv6",
        Way::System,
        May::Refuse,
        "http://[::ffff:127.0.0.1]:PORT",
        "",
    ),
    (
        "a port with a zero in front",
        Way::System,
        May::Refuse,
        "http://127.0.0.1:0PORT",
        "",
    ),
    (
        "the default port",
        Way::Routed,
        May::Refuse,
        "http://store.test:80",
        "",
    ),
    ("no port", Way::Routed, May::Send, "http://store.test", ""),
    (
        "an empty port",
        Way::Routed,
        May::Refuse,
        "http://store.test:",
        "",
    ),
    (
        "a slash behind",
        Way::System,
        May::Send,
        "http://127.0.0.1:PORT/",
        "",
    ),
    (
        "a base path",
        Way::System,
        May::Send,
        "http://127.0.0.1:PORT/base/path",
        "/base/path",
    ),
    (
        "a base path with a slash",
        Way::System,
        May::Send,
        "http://127.0.0.1:PORT/base/",
        "/base",
    ),
    (
        "an escape in the base path",
        Way::System,
        May::Send,
        "http://127.0.0.1:PORT/a%20b",
        "/a%20b",
    ),
    (
        "dots in the base path",
        Way::System,
        May::Refuse,
        "http://127.0.0.1:PORT/a/../b",
        "/a/../b",
    ),
    (
        "a dot in the base path",
        Way::System,
        May::Refuse,
        "http://127.0.0.1:PORT/./b",
        "/./b",
    ),
    (
        "an escaped dot in the base path",
        Way::System,
        May::Refuse,
        "http://127.0.0.1:PORT/a/%2e%2e/b",
        "/a/%2e%2e/b",
    ),
];

pub(super) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for endpoint in ENDPOINTS {
        let case = Case::new("host", endpoint.0, |adapter| {
            reached(adapter, endpoint, true).map_err(|it| format!("the store: {it}"))?;
            reached(adapter, endpoint, false).map_err(|it| format!("the depot: {it}"))
        });
        cases.push(match endpoint.1 {
            Way::V6 => case.unless(|_| has_no_ipv6().then_some("this machine has no address ::1")),
            Way::System | Way::Routed => case,
        });
    }
    cases
}

fn has_no_ipv6() -> bool {
    TcpListener::bind("[::1]:0").is_err()
}

/// The request comes as it was signed, or nothing comes at all.
fn reached(adapter: Adapter, endpoint: &Endpoint, is_store: bool) -> Outcome {
    let (_, way, may, url, base) = *endpoint;
    let host = if way == Way::V6 {
        "[::1]:0"
    } else {
        "127.0.0.1:0"
    };
    let listener = TcpListener::bind(host).map_err(|it| it.to_string())?;
    let address = listener.local_addr().map_err(|it| it.to_string())?;
    let rules = if is_store {
        STORE
    } else {
        depot(Protocol::Json)
    };
    let bench = Bench::at(listener, caller(adapter, way, address), rules, done());
    let url = url.replace("PORT", &address.port().to_string());
    let result = if is_store {
        fetch_object(&bench, &url)
    } else {
        fetch(&bench, &url)
    };
    if may == May::Refuse && result.is_err() && bench.server.heads() == 0 {
        return bench.refused(result).map(drop);
    }
    let request = bench.sent(result)?;
    let path = if is_store {
        format!("{base}/bucket/a%20b")
    } else {
        format!("{base}/files/a%20b")
    };
    equal("the path", &request.head.path(), &path.as_str())
}

fn caller(adapter: Adapter, way: Way, address: SocketAddr) -> Caller {
    match way {
        Way::Routed => Caller::to(adapter, address),
        Way::System | Way::V6 => Caller::new(adapter),
    }
}

fn fetch_object(bench: &Bench, url: &str) -> Result<(), Failure> {
    let input = store::GetObjectInput::builder().bucket("bucket").key("a b");
    let caller = &bench.caller;
    caller
        .call::<store::GetObject>(bench.setup_of(url), input.build())
        .map(drop)
}

fn fetch(bench: &Bench, url: &str) -> Result<(), Failure> {
    let input = rest_json::FetchInput::builder().path("a b").build();
    let caller = &bench.caller;
    caller
        .call::<rest_json::Fetch>(bench.setup_of(url), input)
        .map(drop)
}
