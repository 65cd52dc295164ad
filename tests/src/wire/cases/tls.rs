//! What is sent with TLS: the same requests, and what depends on it.

use std::io::Read;

use tinsmith::ByteStream;

use super::{Case, Outcome, equal};
use crate::wire::adapters::{Adapter, Caller, Setup};
use crate::wire::bench::{Bench, KEYS, STORE, always, depot, done};
use crate::wire::server::answer::{Protocol, response};
use crate::wire::server::tls::Identity;
use crate::wire::server::{Script, Server, Step, Welcome};
use crate::wire::services::{aws_json_1_0, store};

const GROUP: &str = "TLS";

const COUNT: u64 = 100_000;

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new(GROUP, "a call", called),
        Case::new(GROUP, "an object of bytes", |adapter| {
            stored(adapter, None, vec![b'x'; 100_000].into())
        }),
        Case::new(GROUP, "an object of a stream", |adapter| {
            stored(adapter, None, stream())
        }),
        Case::new(
            GROUP,
            "an object of a stream with a checksum behind it",
            |adapter| stored(adapter, Some(store::ChecksumAlgorithm::Sha256), stream()),
        ),
        Case::new(GROUP, "an object that is read", fetched),
        Case::new(GROUP, "a certificate of another host", other_host),
    ]
}

fn stream() -> ByteStream {
    ByteStream::from_reader(std::io::repeat(b'x').take(COUNT)).with_length(COUNT)
}

fn called(adapter: Adapter) -> Outcome {
    let said = Step::Send(Protocol::Json.said("Nudge", "yes"));
    let bench = Bench::secure(adapter, depot(Protocol::Json), always(vec![said]));
    let input = aws_json_1_0::NudgeInput::builder().build();
    let caller = &bench.caller;
    let result = caller.call::<aws_json_1_0::Nudge>(bench.setup(), input);
    bench.sent(result.as_ref().map_err(Clone::clone))?;
    let output = result.map_err(|it| it.to_string())?;
    equal("the output", &output.said.as_deref(), &Some("yes"))
}

fn stored(
    adapter: Adapter,
    algorithm: Option<store::ChecksumAlgorithm>,
    body: ByteStream,
) -> Outcome {
    let bench = Bench::secure(adapter, STORE, done());
    let mut input = store::PutObjectInput::builder().bucket("bucket").key("key");
    if let Some(algorithm) = algorithm {
        input = input.checksum_algorithm(algorithm);
    }
    let caller = &bench.caller;
    let result = caller.call::<store::PutObject>(bench.setup(), input.body(body).build());
    let request = bench.sent(result)?;
    let is_whole = request.body.len() as u64 >= COUNT;
    equal("all bytes came", &is_whole, &true)
}

fn fetched(adapter: Adapter) -> Outcome {
    let bytes = vec![b's'; 200_000];
    let answer = always(vec![Step::Send(response(200, &[], &bytes))]);
    let bench = Bench::secure(adapter, STORE, answer);
    let input = store::GetObjectInput::builder().bucket("bucket").key("key");
    let caller = &bench.caller;
    let result = caller.call::<store::GetObject>(bench.setup(), input.build());
    bench.sent(result.as_ref().map_err(Clone::clone))?;
    let output = result.map_err(|it| it.to_string())?;
    let read = caller
        .read(output.body)
        .map_err(|it| it.error.to_string())?;
    equal("the bytes", &(read.as_ref() == bytes), &true)
}

/// Trusted, but for another name than the one in the URL.
fn other_host(adapter: Adapter) -> Outcome {
    let identity = Identity::new();
    let script = Script {
        rules: None,
        welcome: Welcome::Continue,
        answer: done(),
    };
    let server = Server::secure(script, &identity);
    let url = server.url().replace("localhost", "127.0.0.1");
    let caller = Caller::trusting(adapter, &identity);
    let input = aws_json_1_0::NudgeInput::builder().build();
    let result = caller.call::<aws_json_1_0::Nudge>(Setup::new(&url, &KEYS), input);
    let failure = result.err().ok_or("it succeeded")?;
    equal("the kind", &failure.transport.as_deref(), &Some("Tls"))?;
    equal("the attempts", &failure.attempts, &1)?;
    equal("the requests", &server.heads(), &0)
}
