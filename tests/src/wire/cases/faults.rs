//! Faults of servers and connections: one expectation each, the same for all adapters.
//!
//! A row says what the failure is, how often the request is sent, and that the message names
//! scheme, host and port, but neither path nor query.

use std::time::Duration;

use super::{Case, Outcome, equal};
use crate::wire::adapters::{Adapter, Caller, Failure, Setup};
use crate::wire::bench::{Bench, KEYS, always, depot, done};
use crate::wire::server::answer::{Protocol, head};
use crate::wire::server::tls::Identity;
use crate::wire::server::{Script, Server, Step, Welcome, free_port};
use crate::wire::services::rest_json;

const GROUP: &str = "fault";

/// How long an attempt may take here.
const LIMIT: Duration = Duration::from_millis(300);

/// What must not be in a message.
const PATH: &str = "secret-path";
const QUERY: &str = "secret-query";

/// How often a request is sent that is tried again.
const AGAIN: u32 = 3;

/// The fault, what the server does, the kind of the error, and how often the request is sent.
type Fault = (&'static str, fn() -> Vec<Step>, &'static str, u32);

const FAULTS: &[Fault] = &[
    ("a silent server", || vec![Step::Hang], "Timeout", AGAIN),
    ("a slow head", slow_head, "Timeout", AGAIN),
    (
        "a body that stalls",
        || vec![send(HALF), Step::Hang],
        "Timeout",
        AGAIN,
    ),
    ("a body that trickles", slow_body, "Timeout", AGAIN),
    (
        "a connection closed without an answer",
        || vec![Step::Close],
        "Disconnected",
        AGAIN,
    ),
    (
        "a head that is cut",
        || vec![send("HTTP/1.1 200 OK\r\nconte"), Step::Close],
        "Disconnected",
        AGAIN,
    ),
    (
        "a body that is cut",
        || vec![send(HALF), Step::Close],
        "Disconnected",
        AGAIN,
    ),
    (
        "chunks that are cut",
        || vec![send(CHUNKS), Step::Close],
        "Disconnected",
        AGAIN,
    ),
    (
        "garbage in place of HTTP",
        || vec![send("\u{1}garbage\r\n\r\n"), Step::Close],
        "Malformed",
        1,
    ),
    (
        "another protocol",
        || vec![send("SSH-2.0-OpenSSH_9.6\r\n"), Step::Close],
        "Malformed",
        1,
    ),
    (
        "a status that is not a number",
        || vec![send("HTTP/1.1 abc OK\r\n\r\n"), Step::Close],
        "Malformed",
        1,
    ),
    ("too many headers", too_many_headers, "Malformed", 1),
    (
        "lengths that contradict each other",
        || vec![send(LENGTHS), Step::Close],
        "Malformed",
        1,
    ),
];

const HALF: &str = "HTTP/1.1 200 OK\r\ncontent-length: 14\r\n\r\n{\"said\":";
const CHUNKS: &str = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n8\r\n{\"said\":\r\n";
const LENGTHS: &str =
    "HTTP/1.1 200 OK\r\ncontent-length: 14\r\ncontent-length: 15\r\n\r\n{\"said\":\"yes\"} ";

pub(super) fn cases() -> Vec<Case> {
    let mut cases = vec![
        Case::new(GROUP, "a closed port", closed),
        Case::new(GROUP, "an unknown host", unknown),
        Case::new(GROUP, "a self-signed certificate", certificate),
    ];
    for (name, steps, kind, attempts) in FAULTS {
        cases.push(Case::new(GROUP, *name, |adapter| {
            fails(adapter, steps(), kind, *attempts)
        }));
    }
    cases
}

fn send(text: &str) -> Step {
    Step::Send(text.into())
}

/// Each byte comes in time, the whole does not.
fn slow_head() -> Vec<Step> {
    let bytes = b"HTTP/1.1 200 OK\r\ncontent-length: 14\r\n";
    trickle(bytes)
}

fn slow_body() -> Vec<Step> {
    let mut steps = vec![send("HTTP/1.1 200 OK\r\ncontent-length: 30\r\n\r\n")];
    steps.extend(trickle(b"                    "));
    steps
}

fn trickle(bytes: &[u8]) -> Vec<Step> {
    let steps = bytes.iter().flat_map(|byte| {
        let pause = Step::Pause(Duration::from_millis(60));
        [Step::Send(vec![*byte]), pause]
    });
    steps.chain([Step::Hang]).collect()
}

fn too_many_headers() -> Vec<Step> {
    let names: Vec<String> = (0..5000)
        .map(|number| format!("x-header-{number}"))
        .collect();
    let headers: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "a")).collect();
    vec![Step::Send(head(200, &headers)), Step::Close]
}

/// Checks a call that is answered with `steps`.
fn fails(adapter: Adapter, steps: Vec<Step>, kind: &str, attempts: u32) -> Outcome {
    let bench = Bench::new(adapter, depot(Protocol::Json), always(steps));
    let failure = fetch(&bench.caller, bench.setup());
    let requests = bench.verified()?.len();
    let url = bench.server.url();
    is_as_expected(&failure, kind, attempts, &url)?;
    equal("the requests", &requests, &(attempts as usize))
}

fn fetch(caller: &Caller, setup: Setup) -> Result<(), Failure> {
    let input = rest_json::FetchInput::builder().path(PATH).part(QUERY);
    let setup = setup.with(|it| it.attempt_timeout(LIMIT));
    caller
        .call::<rest_json::Fetch>(setup, input.build())
        .map(drop)
}

fn is_as_expected(result: &Result<(), Failure>, kind: &str, attempts: u32, url: &str) -> Outcome {
    let failure = match result {
        Ok(()) => return Err("it succeeded".to_owned()),
        Err(failure) => failure,
    };
    let text = &failure.text;
    let told = |why: String| format!("{why}: {text}");
    equal("the kind", &failure.transport.as_deref(), &Some(kind)).map_err(told)?;
    equal("the attempts", &failure.attempts, &attempts).map_err(told)?;
    if !text.contains(url) {
        return Err(format!("{url} is not named: {text}"));
    }
    if text.contains(PATH) || text.contains(QUERY) {
        return Err(format!("path or query are named: {text}"));
    }
    if text.chars().any(char::is_control) {
        return Err(format!("control characters are not escaped: {text:?}"));
    }
    Ok(())
}

fn closed(adapter: Adapter) -> Outcome {
    let url = format!("http://127.0.0.1:{}", free_port());
    let result = fetch(&Caller::new(adapter), Setup::new(&url, &KEYS));
    is_as_expected(&result, "Connect", AGAIN, &url)
}

fn unknown(adapter: Adapter) -> Outcome {
    let url = "http://does-not-exist.invalid:8080";
    let setup = Setup::new(url, &KEYS);
    // A resolver may take its time; what it finds is what counts.
    let input = rest_json::FetchInput::builder().path(PATH).part(QUERY);
    let caller = Caller::new(adapter);
    let result = caller.call::<rest_json::Fetch>(setup, input.build());
    is_as_expected(&result.map(drop), "Connect", AGAIN, url)
}

/// Another attempt would meet the same certificate.
fn certificate(adapter: Adapter) -> Outcome {
    let script = Script {
        rules: None,
        welcome: Welcome::Continue,
        answer: done(),
    };
    let server = Server::secure(script, &Identity::new());
    let url = server.url();
    let caller = Caller::new(adapter);
    let input = rest_json::FetchInput::builder().path(PATH).part(QUERY);
    let result = caller.call::<rest_json::Fetch>(Setup::new(&url, &KEYS), input.build());
    is_as_expected(&result.map(drop), "Tls", 1, &url)?;
    equal("the connections", &server.connections(), &1)
}
