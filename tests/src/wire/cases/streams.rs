//! Bodies that are streamed to the service, of known length and not.

use std::io::{ErrorKind, Read};
use std::path::Path;
use std::time::Duration;

use tinsmith::ByteStream;
use tinsmith::body::Body;

use super::{Case, Outcome, equal};
use crate::wire::adapters::{Adapter, Failure};
use crate::wire::bench::{Bench, STORE, depot, done};
use crate::wire::server::answer::Protocol;
use crate::wire::server::message::Framing;
use crate::wire::services::{rest_json, store};

const GROUP: &str = "stream";

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new(GROUP, "of known length", |adapter| {
            stored(adapter, reader(100_000).with_length(100_000), 100_000)
        }),
        Case::new(GROUP, "of no bytes", |adapter| {
            stored(adapter, reader(0).with_length(0), 0)
        }),
        Case::new(GROUP, "that can be opened again", |adapter| {
            let source = ByteStream::from_source(|| Ok(Body::from_reader(bytes(5000))));
            stored(adapter, source.with_length(5000), 5000)
        }),
        Case::new(GROUP, "a file", a_file),
        Case::new(GROUP, "of unknown length", |adapter| {
            uploaded(adapter, 100_000)
        }),
        Case::new(GROUP, "of unknown length and no bytes", |adapter| {
            uploaded(adapter, 0)
        }),
        Case::new(GROUP, "that fails half way", |adapter| {
            not_stored(adapter, broken(10).with_length(20))
        }),
        Case::new(GROUP, "that fails at its end", |adapter| {
            not_stored(adapter, broken(20_000).with_length(20_000))
        }),
        Case::new(GROUP, "that fails and should be empty", |adapter| {
            not_stored(adapter, broken(0).with_length(0))
        }),
        Case::new(
            GROUP,
            "that fails as networks do, and can be opened again",
            failing_again,
        ),
        Case::new(GROUP, "a file that has grown", a_grown_file),
        Case::new(GROUP, "a file longer than it says", |adapter| {
            let stream = ByteStream::from_path("/proc/cpuinfo");
            not_stored(adapter, stream.map_err(|it| it.to_string())?)
        })
        .unless(|_| (!cfg!(target_os = "linux")).then_some("only Linux has such files")),
        Case::new(GROUP, "that fails half way, of unknown length", |adapter| {
            let bench = Bench::new(adapter, depot(Protocol::Json), done());
            failed(&bench, upload(&bench, broken(10)))
        }),
    ]
    .into_iter()
    .chain(lengths())
    .collect()
}

/// Bodies whose length is not the one announced, as the stream's or as a header. Readers yield 16
/// KiB at a time.
fn lengths() -> Vec<Case> {
    let cases = [
        (10, 20),
        (20, 10),
        (32_768, 16_384),
        (16_385, 16_384),
        (3, 0),
    ];
    let as_streams = cases.map(|(count, length)| {
        let name = format!("of {count} bytes, said to have {length}");
        Case::new(GROUP, name, move |adapter| {
            not_stored(adapter, reader(count).with_length(length))
        })
    });
    let as_headers = cases.map(|(count, length)| {
        let name = format!("of {count} bytes, announced as {length}");
        Case::new(GROUP, name, move |adapter| {
            let announced = i64::try_from(length).ok();
            let bench = Bench::new(adapter, STORE, done());
            failed(&bench, store_stream(&bench, reader(count), announced))
        })
    });
    as_streams.into_iter().chain(as_headers).collect()
}

/// A source that fails.
struct Broken(ErrorKind);

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        Err(std::io::Error::new(self.0, "the source is broken"))
    }
}

fn bytes(count: u64) -> impl Read + Send + 'static {
    std::io::repeat(b'x').take(count)
}

fn reader(count: u64) -> ByteStream {
    ByteStream::from_reader(bytes(count))
}

/// So many bytes, and then a failure.
fn broken(count: u64) -> ByteStream {
    ByteStream::from_reader(bytes(count).chain(Broken(ErrorKind::Other)))
}

fn store_stream(bench: &Bench, body: ByteStream, length: Option<i64>) -> Result<(), Failure> {
    let input = store::PutObjectInput::builder().bucket("bucket").key("key");
    let input = match length {
        Some(length) => input.content_length(length),
        None => input,
    };
    let setup = bench
        .setup()
        .with(|it| it.attempt_timeout(Duration::from_secs(3)));
    let caller = &bench.caller;
    caller
        .call::<store::PutObject>(setup, input.body(body).build())
        .map(drop)
}

fn stored(adapter: Adapter, body: ByteStream, count: usize) -> Outcome {
    let bench = Bench::new(adapter, STORE, done());
    let result = store_stream(&bench, body, None);
    let request = bench.sent(result)?;
    let framing = Framing::Length(count as u64);
    equal("the framing", &request.head.framing()?, &framing)?;
    equal("the length", &request.body.len(), &count)
}

fn a_file(adapter: Adapter) -> Outcome {
    with_file(adapter, 12_345, |_, stream| stored(adapter, stream, 12_345))
}

fn a_grown_file(adapter: Adapter) -> Outcome {
    with_file(adapter, 16_384, |path, stream| {
        std::fs::write(path, vec![b'f'; 40_000]).map_err(|it| it.to_string())?;
        not_stored(adapter, stream)
    })
}

/// Runs `case` with a file of so many bytes and the stream of it.
fn with_file(
    adapter: Adapter,
    length: usize,
    case: impl FnOnce(&Path, ByteStream) -> Outcome,
) -> Outcome {
    let name = format!(
        "tinsmith-wire-{}-{length}-{}",
        std::process::id(),
        adapter.name()
    );
    let path = std::env::temp_dir().join(name);
    std::fs::write(&path, vec![b'f'; length]).map_err(|it| it.to_string())?;
    let stream = ByteStream::from_path(&path).map_err(|it| it.to_string())?;
    let outcome = case(&path, stream);
    std::fs::remove_file(&path).map_err(|it| it.to_string())?;
    outcome
}

fn upload(bench: &Bench, body: ByteStream) -> Result<(), Failure> {
    let input = rest_json::UploadInput::builder().name("a").bytes(body);
    let setup = bench
        .setup()
        .with(|it| it.attempt_timeout(Duration::from_secs(3)));
    let caller = &bench.caller;
    caller
        .call::<rest_json::Upload>(setup, input.build())
        .map(drop)
}

fn uploaded(adapter: Adapter, count: usize) -> Outcome {
    let bench = Bench::new(adapter, depot(Protocol::Json), done());
    let result = upload(&bench, reader(count as u64));
    let request = bench.sent(result)?;
    equal("the framing", &request.head.framing()?, &Framing::Chunked)?;
    equal("the length", &request.body.len(), &count)
}

/// The failure is the caller's own, whatever its kind.
fn failing_again(adapter: Adapter) -> Outcome {
    let kinds = [
        ErrorKind::BrokenPipe,
        ErrorKind::ConnectionRefused,
        ErrorKind::TimedOut,
        ErrorKind::UnexpectedEof,
        ErrorKind::WouldBlock,
    ];
    for kind in kinds {
        let bench = Bench::new(adapter, STORE, done());
        let open = move || {
            let reader = bytes(10).chain(Broken(kind));
            Ok(Body::from_reader(reader))
        };
        let body = ByteStream::from_source(open).with_length(20);
        let result = store_stream(&bench, body, None);
        let failure = result.err().ok_or("it succeeded")?;
        equal("the kind", &failure.transport.as_deref(), &Some("Other"))?;
        equal("the attempts", &failure.attempts, &1)?;
        let names_reason = failure.text.contains("the source is broken");
        let names_peer = failure.text.contains("127.0.0.1");
        equal(
            "reason and peer",
            &(names_reason, names_peer),
            &(true, false),
        )
        .map_err(|it| format!("{it}: {failure}"))?;
    }
    Ok(())
}

/// The service has no object in the end, and the caller knows.
fn not_stored(adapter: Adapter, body: ByteStream) -> Outcome {
    let bench = Bench::new(adapter, STORE, done());
    failed(&bench, store_stream(&bench, body, None))
}

fn failed(bench: &Bench, result: Result<(), Failure>) -> Outcome {
    let whole = bench.server.seen().into_iter().filter_map(|it| it.request);
    let whole = whole.count();
    match result {
        Ok(()) => Err("it succeeded".to_owned()),
        Err(failure) if whole > 0 => Err(format!("a request came whole, then: {failure}")),
        Err(failure) if failure.attempts > 1 => Err(format!("tried again: {failure}")),
        Err(failure) if failure.transport.as_deref() == Some("Timeout") => {
            Err(format!("waited until it was too late: {failure}"))
        }
        Err(_) => Ok(()),
    }
}
