//! What one call leaves behind on a connection, for the next one.

use std::time::Duration;

use http::{HeaderName, HeaderValue};
use tinsmith::ByteStream;

use super::{Case, Outcome, equal};
use crate::wire::adapters::Adapter;
use crate::wire::bench::{Bench, STORE, always, depot, done};
use crate::wire::server::answer::{Protocol, response};
use crate::wire::server::{Answer, Step};
use crate::wire::services::{aws_json_1_0, rest_json, store};

const GROUP: &str = "connection";

pub(super) fn cases() -> Vec<Case> {
    let mut cases = vec![
        Case::new(GROUP, "used again", used_again),
        Case::new(GROUP, "closed between calls", closed_between),
        Case::new(
            GROUP,
            "closed between calls, for a stream",
            closed_for_a_stream,
        ),
        Case::new(GROUP, "a body longer than announced", |adapter| {
            twice(adapter, b"and more".to_vec())
        }),
        Case::new(GROUP, "an answer that comes twice", |adapter| {
            twice(adapter, Protocol::Json.said("Nudge", "no"))
        }),
        Case::new(GROUP, "a download that is cut", |adapter| {
            broken_off(adapter, "content-length: 10\r\n\r\nabc")
        }),
        Case::new(GROUP, "a download in chunks that is cut", |adapter| {
            broken_off(adapter, "transfer-encoding: chunked\r\n\r\n3\r\nabc\r\n")
        }),
    ];
    cases.extend(headers());
    cases
}

/// Headers of a user's that a library may not carry.
fn headers() -> Vec<Case> {
    let values: [(&str, &str, &'static [u8]); 5] = [
        ("of UTF-8", "x-amz-meta-name", "caf\u{e9}".as_bytes()),
        ("of Latin 1", "x-amz-meta-name", b"caf\xe9"),
        ("of a tab", "x-amz-meta-name", b"a\tb"),
        ("of nothing", "x-amz-meta-name", b""),
        ("of 6000 bytes", "x-amz-meta-name", &[b'a'; 6000]),
    ];
    let cases = values.into_iter().map(|(what, name, value)| {
        Case::new(GROUP, format!("a header {what}"), move |adapter| {
            carried(adapter, name, value)
        })
    });
    cases.collect()
}

fn nudge(bench: &Bench) -> Result<Option<String>, String> {
    let input = aws_json_1_0::NudgeInput::builder().build();
    let caller = &bench.caller;
    let result = caller.call::<aws_json_1_0::Nudge>(bench.setup(), input);
    bench.verified()?;
    result
        .map(|it| it.said)
        .map_err(|failure| failure.to_string())
}

fn used_again(adapter: Adapter) -> Outcome {
    let said = Step::Send(Protocol::Json.said("Nudge", "yes"));
    let bench = Bench::new(adapter, depot(Protocol::Json), always(vec![said]));
    for _ in 0..5 {
        nudge(&bench)?;
    }
    // hyper's client may begin a call before the connection of the last one is free again.
    equal("used again", &(bench.server.connections() < 5), &true)
}

/// An answer; then the server closes the idle connection.
fn then_closed(bytes: Vec<u8>) -> Answer {
    let pause = Step::Pause(Duration::from_millis(20));
    always(vec![Step::Send(bytes), pause, Step::Close])
}

fn closed_between(adapter: Adapter) -> Outcome {
    let answer = then_closed(Protocol::Json.said("Nudge", "yes"));
    let bench = Bench::new(adapter, depot(Protocol::Json), answer);
    for pause in [0, 10, 20, 30, 60] {
        let said = nudge(&bench)?;
        equal("the output", &said.as_deref(), &Some("yes"))?;
        std::thread::sleep(Duration::from_millis(pause));
    }
    Ok(())
}

/// A stream that can be read once is not lost to a connection that was closed before.
fn closed_for_a_stream(adapter: Adapter) -> Outcome {
    let bench = Bench::new(adapter, STORE, then_closed(response(200, &[], b"")));
    for _ in 0..3 {
        let body = ByteStream::from_reader(&b"abc"[..]).with_length(3);
        let input = store::PutObjectInput::builder().bucket("bucket").key("key");
        let result = bench.call::<store::PutObject>(input.body(body).build());
        bench.verified()?;
        result.map_err(|failure| failure.to_string())?;
        std::thread::sleep(Duration::from_millis(60));
    }
    Ok(())
}

/// What follows an answer unasked is the answer to nothing.
fn twice(adapter: Adapter, more: Vec<u8>) -> Outcome {
    let answer = move |_: &_, number: usize| {
        let mut bytes = Protocol::Json.said("Nudge", &format!("number {number}"));
        bytes.extend_from_slice(&more);
        vec![Step::Send(bytes)]
    };
    let bench = Bench::new(adapter, depot(Protocol::Json), Box::new(answer));
    for _ in 0..4 {
        let number = bench.server.heads();
        let said = nudge(&bench)?.unwrap_or_default();
        let last = bench.server.heads() - 1;
        // A request may have been sent again; the answer is then that to the last one.
        equal("the output", &said, &format!("number {last}"))?;
        equal("the first answer", &(number <= last), &true)?;
    }
    Ok(())
}

fn broken_off(adapter: Adapter, rest: &str) -> Outcome {
    let bytes = format!("HTTP/1.1 200 OK\r\n{rest}").into_bytes();
    let steps = vec![Step::Send(bytes), Step::Close];
    let bench = Bench::new(adapter, depot(Protocol::Json), always(steps));
    let input = rest_json::DownloadInput::builder().name("a").build();
    let caller = &bench.caller;
    let result = caller.call::<rest_json::Download>(bench.setup(), input);
    let output = result.map_err(|failure| failure.to_string())?;
    match caller.read(output.bytes) {
        Ok(bytes) => Err(format!("taken for whole: {bytes:?}")),
        Err(incomplete) => {
            let kind = format!("{:?}", incomplete.error.kind());
            equal("the kind", &kind.as_str(), &"Disconnected")?;
            equal(
                "the beginning",
                &incomplete.read.as_ref(),
                &b"abc".as_slice(),
            )
        }
    }
}

/// The header comes as it was signed, or nothing comes at all.
fn carried(adapter: Adapter, name: &'static str, value: &'static [u8]) -> Outcome {
    let bench = Bench::new(adapter, STORE, done());
    let input = store::HeadObjectInput::builder()
        .bucket("bucket")
        .key("key");
    let added = HeaderValue::from_bytes(value).map_err(|it| it.to_string())?;
    let setup = bench
        .setup()
        .with(|it| it.header(HeaderName::from_static(name), added));
    let caller = &bench.caller;
    let result = caller.call::<store::HeadObject>(setup, input.build());
    if result.is_err() && bench.server.heads() == 0 {
        return bench.refused(result).map(drop);
    }
    let request = bench.sent(result)?;
    let found: Vec<&[u8]> = request.head.all(name).collect();
    equal("the header", &found, &vec![value])
}
