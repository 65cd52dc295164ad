//! Limits of time, in every phase of a call: whatever the peer does, the call ends.

use std::io::Read;
use std::net::TcpListener;
use std::time::{Duration, Instant};

use tinsmith::ByteStream;
use tinsmith::config::ConfigBuilder;

use super::{Case, Outcome, equal};
use crate::wire::adapters::{Adapter, Caller, Failure, Setup};
use crate::wire::bench::{KEYS, done};
use crate::wire::server::{Script, Server, Step, Welcome};
use crate::wire::services::{rest_json, store};

const GROUP: &str = "limit";

/// So many interim responses are read within a second by an unoptimised build. `reqwest` reads more
/// of them at once than a limit may wait for.
const INTERIM: usize = 10_000;

/// How long an attempt or a call may take here.
const LIMIT: Duration = Duration::from_millis(300);

/// How much longer it may be found to take on a busy machine.
const GRACE: Duration = Duration::from_secs(2);

/// More than fits into the buffers of a connection.
const LARGE: u64 = 16 * 1024 * 1024;

/// What is called with a limit.
type Call = fn(&Caller, Setup) -> Result<(), Failure>;

/// The phase in which the peer stops, the call, and the peer.
type Phase = (&'static str, Call, fn() -> Peer);

const PHASES: &[Phase] = &[
    ("of a download, in TLS", download, || Peer::silent("https")),
    ("of a download, before the head", download, || {
        Peer::silent("http")
    }),
    ("of a download, in the head", download, || {
        Peer::answers(HEAD)
    }),
    ("of a download, in the body of an error", download, || {
        Peer::answers(ERROR)
    }),
    ("of an upload, in TLS", upload, || Peer::silent("https")),
    ("of an upload, while sending", upload, Peer::deaf),
    (
        "of an upload of bytes, while sending",
        upload_bytes,
        Peer::deaf,
    ),
    ("of a fetch, in the body", fetch, || Peer::answers(BODY)),
];

const HEAD: &str = "HTTP/1.1 200 OK\r\ncontent-le";
const ERROR: &str = "HTTP/1.1 403 No\r\ncontent-length: 100\r\n\r\n{\"__type\":";
const BODY: &str = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"said\":";

pub(super) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for (phase, call, peer) in PHASES {
        cases.push(Case::new(
            GROUP,
            format!("of an attempt {phase}"),
            |adapter| {
                let limits = |it: ConfigBuilder<()>| it.attempt_timeout(LIMIT);
                ends(adapter, *call, &peer(), limits, LIMIT * 3)
            },
        ));
        cases.push(Case::new(GROUP, format!("of a call {phase}"), |adapter| {
            ends(adapter, *call, &peer(), of_a_call, LIMIT)
        }));
    }
    cases.push(Case::new(
        GROUP,
        "of a call, after many interim responses",
        |adapter| {
            let interim = b"HTTP/1.1 103 Early Hints\r\n\r\n".repeat(INTERIM);
            let peer = Peer::of(Welcome::Refuse(vec![Step::Send(interim), Step::Hang]));
            match adapter {
                // It takes them for a head that is too large.
                Adapter::Ureq => is_malformed(adapter, &peer),
                Adapter::Reqwest | Adapter::Tower => ends(adapter, fetch, &peer, of_a_call, LIMIT),
            }
        },
    ));
    cases
}

fn of_a_call(config: ConfigBuilder<()>) -> ConfigBuilder<()> {
    config.attempt_timeout(Duration::MAX).call_timeout(LIMIT)
}

/// A peer that stops at some point.
struct Peer {
    url: String,
    /// Ends with the peer.
    _alive: Alive,
}

enum Alive {
    Listener(#[expect(dead_code, reason = "keeps the port open")] TcpListener),
    Server(#[expect(dead_code, reason = "keeps the server running")] Server),
}

impl Peer {
    /// Takes connections, and never says anything.
    fn silent(scheme: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a port");
        let address = listener.local_addr().expect("it is bound");
        Self {
            url: format!("{scheme}://{address}"),
            _alive: Alive::Listener(listener),
        }
    }

    /// Answers, and stops within the answer.
    fn answers(start: &'static str) -> Self {
        Self::of(Welcome::Refuse(vec![Step::Send(start.into()), Step::Hang]))
    }

    /// Reads nothing after the head.
    fn deaf() -> Self {
        Self::of(Welcome::Refuse(vec![
            Step::Send(b"HTTP/1.1 100 Continue\r\n\r\n".to_vec()),
            Step::Pause(Duration::from_secs(5)),
        ]))
    }

    fn of(welcome: Welcome) -> Self {
        let server = Server::start(Script {
            rules: None,
            welcome,
            answer: done(),
        });
        Self {
            url: server.url(),
            _alive: Alive::Server(server),
        }
    }
}

fn ends(
    adapter: Adapter,
    call: Call,
    peer: &Peer,
    limits: impl FnOnce(ConfigBuilder<()>) -> ConfigBuilder<()>,
    limit: Duration,
) -> Outcome {
    let setup = Setup::new(&peer.url, &KEYS).with(limits);
    let started = Instant::now();
    let result = call(&Caller::new(adapter), setup);
    let took = started.elapsed();
    let failure = result.err().ok_or("it succeeded")?;
    if took > limit + GRACE {
        return Err(format!("{took:?}, instead of {limit:?}: {failure}"));
    }
    // Either the attempt's, which is the transport's, or the call's.
    let is_late = failure.transport.as_deref() == Some("Timeout")
        || failure.transport.is_none() && failure.text.contains("within its limit");
    if is_late {
        Ok(())
    } else {
        Err(format!("not for want of time: {failure}"))
    }
}

fn is_malformed(adapter: Adapter, peer: &Peer) -> Outcome {
    let setup = Setup::new(&peer.url, &KEYS).with(of_a_call);
    let failure = fetch(&Caller::new(adapter), setup).err();
    let kind = failure.and_then(|it| it.transport);
    equal("the kind", &kind.as_deref(), &Some("Malformed"))
}

fn download(caller: &Caller, setup: Setup) -> Result<(), Failure> {
    let input = rest_json::DownloadInput::builder().name("a").build();
    caller.call::<rest_json::Download>(setup, input).map(drop)
}

fn fetch(caller: &Caller, setup: Setup) -> Result<(), Failure> {
    let input = rest_json::FetchInput::builder().path("a").build();
    caller.call::<rest_json::Fetch>(setup, input).map(drop)
}

fn upload(caller: &Caller, setup: Setup) -> Result<(), Failure> {
    let open = || {
        let bytes = std::io::repeat(b'x').take(LARGE);
        Ok(tinsmith::body::Body::from_reader(bytes))
    };
    let body = ByteStream::from_source(open).with_length(LARGE);
    let input = store::PutObjectInput::builder().bucket("bucket").key("key");
    caller
        .call::<store::PutObject>(setup, input.body(body).build())
        .map(drop)
}

/// Not signed: signing so much may take longer than the limit.
fn upload_bytes(caller: &Caller, setup: Setup) -> Result<(), Failure> {
    let bytes = vec![b'x'; 16 * 1024 * 1024];
    let input = rest_json::UploadInput::builder().name("a").bytes(bytes);
    caller
        .call::<rest_json::Upload>(setup, input.build())
        .map(drop)
}
