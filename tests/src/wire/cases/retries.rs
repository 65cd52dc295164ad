//! Requests that are sent again: each attempt is one that the service accepts.

use std::io::Read;
use std::time::Duration;

use tinsmith::ByteStream;
use tinsmith::body::Body;

use super::{Case, Outcome, equal};
use crate::wire::adapters::Adapter;
use crate::wire::bench::{Bench, SESSION, STORE, depot};
use crate::wire::server::answer::{Protocol, response};
use crate::wire::server::{Answer, Step};
use crate::wire::services::{aws_json_1_0, store};
use crate::wire::verify::Rules;

const GROUP: &str = "retry";

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new(GROUP, "after a 500", |adapter| {
            nudged(adapter, first(vec![Step::Send(failure())]), 2)
        }),
        Case::new(GROUP, "after a 500 that closes", |adapter| {
            nudged(adapter, first(vec![Step::Send(failure()), Step::Close]), 2)
        }),
        Case::new(GROUP, "after a lost connection", |adapter| {
            nudged(adapter, first(vec![Step::Close]), 2)
        }),
        Case::new(GROUP, "after half an answer", |adapter| {
            let half = b"HTTP/1.1 200 OK\r\ncontent-length: 15\r\n\r\n{\"said\":".to_vec();
            nudged(adapter, first(vec![Step::Send(half), Step::Close]), 2)
        }),
        Case::new(GROUP, "not after a 400", not_after_a_400),
        Case::new(GROUP, "an object in memory", |adapter| {
            stored_again(adapter, "in memory".into(), b"in memory")
        }),
        Case::new(GROUP, "a stream that can be opened again", |adapter| {
            let source = || Ok(Body::from_reader(std::io::repeat(b'x').take(9)));
            let source = ByteStream::from_source(source).with_length(9);
            stored_again(adapter, source, b"xxxxxxxxx")
        }),
        Case::new(GROUP, "not a stream that can be read once", once),
    ]
}

fn failure() -> Vec<u8> {
    Protocol::Json.failure(500, "InternalError", "once")
}

/// Bad at first, good then.
fn first(steps: Vec<Step>) -> Answer {
    Box::new(move |_, number| match number {
        0 => steps.clone(),
        _ => vec![Step::Send(Protocol::Json.said("Say", "yes"))],
    })
}

fn nudged(adapter: Adapter, answer: Answer, attempts: usize) -> Outcome {
    let rules = Rules {
        keys: SESSION,
        ..depot(Protocol::Json)
    };
    let bench = Bench::new(adapter, rules, answer);
    let input = aws_json_1_0::SayInput::builder().name("a b").text("c");
    let result = bench
        .caller
        .call::<aws_json_1_0::Say>(bench.setup(), input.build());
    let requests = bench.verified()?;
    let output = result.map_err(|it| it.to_string())?;
    equal("the output", &output.said.as_deref(), &Some("yes"))?;
    equal("the attempts", &requests.len(), &attempts)?;
    let bodies = requests.iter().map(|it| it.body.as_slice());
    let other = bodies.filter(|it| *it != requests[0].body);
    equal("the other bodies", &other.count(), &0)
}

fn not_after_a_400(adapter: Adapter) -> Outcome {
    let refusal = Protocol::Json.failure(400, "Wrong", "for ever");
    let bench = Bench::new(
        adapter,
        depot(Protocol::Json),
        first(vec![Step::Send(refusal)]),
    );
    let input = aws_json_1_0::NudgeInput::builder().build();
    let result = bench
        .caller
        .call::<aws_json_1_0::Nudge>(bench.setup(), input);
    equal("the attempts", &bench.verified()?.len(), &1)?;
    let code = result.err().and_then(|it| it.code);
    equal("the error", &code.as_deref(), &Some("Wrong"))
}

fn stored_again(adapter: Adapter, body: ByteStream, bytes: &[u8]) -> Outcome {
    let answer = |_: &_, number: usize| {
        let status = if number < 2 { 503 } else { 200 };
        vec![Step::Send(response(status, &[], b""))]
    };
    let bench = Bench::new(adapter, STORE, Box::new(answer));
    let input = store::PutObjectInput::builder().bucket("bucket").key("key");
    let input = input.body(body).build();
    let result = bench.caller.call::<store::PutObject>(bench.setup(), input);
    let requests = bench.verified()?;
    result.map_err(|it| it.to_string())?;
    equal("the attempts", &requests.len(), &3)?;
    for request in requests {
        equal("the body", &request.body.as_slice(), &bytes)?;
    }
    Ok(())
}

/// The stream is gone with the connection: the caller learns of the connection.
fn once(adapter: Adapter) -> Outcome {
    let bench = Bench::new(adapter, STORE, first(vec![Step::Close]));
    let body = ByteStream::from_reader(std::io::repeat(b'x').take(9)).with_length(9);
    let input = store::PutObjectInput::builder().bucket("bucket").key("key");
    let setup = bench
        .setup()
        .with(|it| it.attempt_timeout(Duration::from_secs(3)));
    let input = input.body(body).build();
    let result = bench.caller.call::<store::PutObject>(setup, input);
    equal("the attempts", &bench.verified()?.len(), &1)?;
    let kind = result.err().and_then(|it| it.transport);
    equal("the error", &kind.as_deref(), &Some("Disconnected"))
}
