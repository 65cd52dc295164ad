//! Transfers without progress: they end after the grace period of the client.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::time::{Duration, Instant};

use tinsmith::ByteStream;

use super::{Case, Outcome, equal};
use crate::wire::adapters::{Adapter, Caller, Setup};
use crate::wire::bench::{Bench, KEYS, always, depot, done};
use crate::wire::server::answer::Protocol;
use crate::wire::server::{Script, Server, Step, Welcome};
use crate::wire::services::{rest_json, store};

const GROUP: &str = "stall";

const GRACE: Duration = Duration::from_millis(400);

/// How much longer it may be found to take on a busy machine.
const LATE: Duration = Duration::from_secs(3);

/// More than fits into the buffers of a connection.
const LARGE: u64 = 24 * 1024 * 1024;

/// What a slow server takes.
const SLOW: u64 = 8 * 1024 * 1024;

/// The grace period meanwhile.
const SLOW_GRACE: Duration = Duration::from_secs(1);

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new(GROUP, "of a download", download),
        Case::new(GROUP, "of a download that trickles", trickle),
        Case::new(GROUP, "of an upload", upload),
        Case::new(GROUP, "shorter than the grace period", short),
        Case::new(GROUP, "none: a server reads slowly, but steadily", steady),
    ]
}

/// Takes an upload slowly: what HTTP libraries and the system collect before they ask for more, some
/// 800 kB, takes longer than the grace period.
fn take_slowly(listener: &TcpListener) -> std::io::Result<()> {
    let (mut stream, _) = listener.accept()?;
    stream.set_read_timeout(Some(LATE))?;
    let mut buffer = vec![0; 80 * 1024];
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut buffer[..1])?;
        head.push(buffer[0]);
    }
    stream.write_all(b"HTTP/1.1 100 Continue\r\n\r\n")?;
    let mut left = usize::try_from(SLOW).unwrap_or_default();
    let started = Instant::now();
    for pieces in 1.. {
        // By the clock, so that a busy machine does not make it slower.
        let due = started + SLOW_GRACE / 8 * pieces;
        std::thread::sleep(due.saturating_duration_since(Instant::now()));
        let most = left.min(buffer.len());
        stream.read_exact(&mut buffer[..most])?;
        left -= most;
        if left == 0 {
            break;
        }
    }
    stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")
}

fn steady(adapter: Adapter) -> Outcome {
    let listener = TcpListener::bind("127.0.0.1:0").map_err(|it| it.to_string())?;
    let address = listener.local_addr().map_err(|it| it.to_string())?;
    let server = std::thread::spawn(move || take_slowly(&listener));
    let setup = Setup::new(&format!("http://{address}"), &KEYS).with(|it| {
        it.stalled_stream_grace(Some(SLOW_GRACE))
            .attempt_timeout(Duration::MAX)
    });
    let body = ByteStream::from_reader(std::io::repeat(b'x').take(SLOW)).with_length(SLOW);
    let input = store::PutObjectInput::builder().bucket("bucket").key("key");
    let caller = Caller::new(adapter);
    let result = caller.call::<store::PutObject>(setup, input.body(body).build());
    result.map_err(|it| it.to_string())?;
    match server.join() {
        Ok(taken) => taken.map_err(|it| it.to_string()),
        Err(_) => Err("the server has panicked".to_owned()),
    }
}

/// An answer whose body pauses after three of six bytes.
fn pausing(then: Vec<Step>) -> Vec<Step> {
    let start = b"HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\nabc";
    let mut steps = vec![Step::Send(start.to_vec())];
    steps.extend(then);
    steps
}

fn read(adapter: Adapter, steps: Vec<Step>, grace: Duration) -> Result<Vec<u8>, String> {
    let bench = Bench::new(adapter, depot(Protocol::Json), always(steps));
    let setup = bench
        .setup()
        .with(|it| it.stalled_stream_grace(Some(grace)));
    let input = rest_json::DownloadInput::builder().name("a").build();
    let result = bench.caller.call::<rest_json::Download>(setup, input);
    let output = result.map_err(|it| it.to_string())?;
    let read = bench.caller.read(output.bytes);
    read.map(|it| it.to_vec()).map_err(|it| {
        let kind = it.error.kind();
        format!("{kind:?}: {}", it.error)
    })
}

fn ends(started: Instant, what: &str) -> Outcome {
    let took = started.elapsed();
    if took < GRACE || took > GRACE + LATE {
        return Err(format!("{took:?}, instead of {GRACE:?}: {what}"));
    }
    let parts = ["has stalled", "stalled_stream_grace", "http://127.0.0.1:"];
    let is_stall = parts.iter().all(|part| what.contains(part));
    equal("it is a stall of the peer", &is_stall, &true).map_err(|it| format!("{it}: {what}"))
}

fn download(adapter: Adapter) -> Outcome {
    let started = Instant::now();
    match read(adapter, pausing(vec![Step::Hang]), GRACE) {
        Ok(_) => Err("it succeeded".to_owned()),
        Err(what) => ends(started, &what),
    }
}

/// Less than a byte a second.
fn trickle(adapter: Adapter) -> Outcome {
    let grace = Duration::from_secs(2);
    let pause = || Step::Pause(Duration::from_millis(1500));
    let more = || Step::Send(b"x".to_vec());
    let steps = vec![pause(), more(), pause(), more(), pause(), more()];
    match read(adapter, pausing(steps), grace) {
        Ok(_) => Err("it succeeded".to_owned()),
        Err(what) => equal("it is a stall", &what.contains("has stalled for 2s"), &true)
            .map_err(|it| format!("{it}: {what}")),
    }
}

fn short(adapter: Adapter) -> Outcome {
    let pause = Step::Pause(Duration::from_millis(150));
    let more = |text: &str| Step::Send(text.into());
    let steps = vec![pause.clone(), more("d"), pause, more("ef")];
    let bytes = read(adapter, pausing(steps), Duration::from_secs(5))?;
    equal("the bytes", &bytes.as_slice(), &b"abcdef".as_slice())
}

/// The server takes the head, and nothing of the body.
fn upload(adapter: Adapter) -> Outcome {
    let server = Server::start(Script {
        rules: None,
        welcome: Welcome::Refuse(vec![
            Step::Send(b"HTTP/1.1 100 Continue\r\n\r\n".to_vec()),
            Step::Pause(GRACE + LATE + LATE),
        ]),
        answer: done(),
    });
    let setup = Setup::new(&server.url(), &KEYS).with(|it| {
        it.stalled_stream_grace(Some(GRACE))
            .attempt_timeout(Duration::MAX)
    });
    let body = ByteStream::from_reader(std::io::repeat(b'x').take(LARGE)).with_length(LARGE);
    let input = store::PutObjectInput::builder().bucket("bucket").key("key");
    let started = Instant::now();
    let caller = Caller::new(adapter);
    let result = caller.call::<store::PutObject>(setup, input.body(body).build());
    let failure = result.err().ok_or("it succeeded")?;
    equal("the kind", &failure.transport.as_deref(), &Some("Timeout"))?;
    ends(started, &failure.text)
}
