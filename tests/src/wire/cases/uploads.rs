//! Uploads that the service answers before it has read them, and uploads with
//! `Expect: 100-continue`.

use std::io::Read;
use std::time::Duration;

use tinsmith::ByteStream;

use super::{Case, Outcome, equal};
use crate::wire::adapters::{Adapter, Caller, Failure, Setup};
use crate::wire::bench::{KEYS, STORE, done};
use crate::wire::server::answer::Protocol;
use crate::wire::server::{Script, Server, Step, Welcome};
use crate::wire::services::{rest_json, store};

const GROUP: &str = "upload";

/// More than fits into the buffers of a connection.
const LARGE: u64 = 24 * 1024 * 1024;

pub(super) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for (how, ends) in [
        ("lingers", lingers as fn() -> Vec<Step>),
        ("closes", closes),
    ] {
        let name = |what: &str| format!("{what}, refused at once by a server that {how}");
        cases.push(Case::new(GROUP, name("bytes"), move |adapter| {
            refused(adapter, ends(), vec![b'x'; 24 * 1024 * 1024].into())
        }));
        cases.push(Case::new(GROUP, name("a stream"), move |adapter| {
            refused(adapter, ends(), large().with_length(LARGE))
        }));
        cases.push(Case::new(
            GROUP,
            name("a stream with a checksum"),
            move |adapter| refused_with_checksum(adapter, ends()),
        ));
    }
    cases.push(Case::new(
        GROUP,
        "a stream of unknown length, refused at once by a server that lingers",
        refused_of_unknown_length,
    ));
    cases.push(Case::new(
        GROUP,
        "a stream, refused at once by a head in two parts",
        |adapter| refused(adapter, in_parts(), large().with_length(LARGE)),
    ));
    for (name, welcome) in [
        (
            "to a server that says continue",
            (|| Welcome::Continue) as fn() -> Welcome,
        ),
        ("to a server that says continue with headers", || {
            Welcome::ContinueWith("server: a\r\nx-request: b\r\n")
        }),
        ("to a server that never says continue", || Welcome::Wait),
    ] {
        cases.push(Case::new(GROUP, name, move |adapter| {
            arrives(adapter, welcome())
        }));
    }
    cases
}

fn refusal() -> Step {
    Step::Send(Protocol::S3.failure(403, "AccessDenied", "not you"))
}

/// Reads and throws away what still comes.
fn lingers() -> Vec<Step> {
    vec![refusal(), Step::Linger(Duration::from_millis(100))]
}

/// The refusal in two parts, cut within the status line.
fn in_parts() -> Vec<Step> {
    let refusal = Protocol::S3.failure(403, "AccessDenied", "not you");
    let (start, rest) = refusal.split_at(10);
    vec![
        Step::Send(start.to_vec()),
        Step::Pause(Duration::from_millis(50)),
        Step::Send(rest.to_vec()),
        Step::Linger(Duration::from_millis(100)),
    ]
}

/// Reads nothing of the body, so that the system resets the connection.
fn closes() -> Vec<Step> {
    vec![
        refusal(),
        Step::Pause(Duration::from_millis(200)),
        Step::Close,
    ]
}

fn server(welcome: Welcome) -> Server {
    Server::start(Script {
        rules: None,
        welcome,
        answer: done(),
    })
}

fn large() -> ByteStream {
    ByteStream::from_reader(std::io::repeat(b'x').take(LARGE))
}

fn put(adapter: Adapter, server: &Server, body: ByteStream) -> Result<(), Failure> {
    let input = store::PutObjectInput::builder().bucket("bucket").key("key");
    let setup = Setup::new(&server.url(), &KEYS);
    let caller = Caller::new(adapter);
    caller
        .call::<store::PutObject>(setup, input.body(body).build())
        .map(drop)
}

fn refused(adapter: Adapter, steps: Vec<Step>, body: ByteStream) -> Outcome {
    let server = server(Welcome::Refuse(steps));
    is_refusal(&put(adapter, &server, body), &server)
}

fn refused_with_checksum(adapter: Adapter, steps: Vec<Step>) -> Outcome {
    let server = server(Welcome::Refuse(steps));
    let input = store::PutObjectInput::builder().bucket("bucket").key("key");
    let input = input.checksum_algorithm(store::ChecksumAlgorithm::Crc32);
    let input = input.body(large().with_length(LARGE)).build();
    let caller = Caller::new(adapter);
    let result = caller.call::<store::PutObject>(Setup::new(&server.url(), &KEYS), input);
    is_refusal(&result.map(drop), &server)
}

fn refused_of_unknown_length(adapter: Adapter) -> Outcome {
    let server = server(Welcome::Refuse(lingers()));
    let input = rest_json::UploadInput::builder().name("a").bytes(large());
    let caller = Caller::new(adapter);
    let setup = Setup::new(&server.url(), &KEYS);
    let result = caller.call::<rest_json::Upload>(setup, input.build());
    let status = result.err().and_then(|it| it.status);
    equal("the status", &status, &Some(403))?;
    equal("the uploads", &server.heads(), &1)
}

/// The service's error comes to the caller, after one upload.
fn is_refusal(result: &Result<(), Failure>, server: &Server) -> Outcome {
    match result {
        Ok(()) => return Err("it succeeded".to_owned()),
        Err(failure) if failure.code.as_deref() == Some("AccessDenied") => {}
        Err(failure) => return Err(format!("the refusal is lost: {failure}")),
    }
    equal("the uploads", &server.heads(), &1)
}

fn arrives(adapter: Adapter, welcome: Welcome) -> Outcome {
    let server = Server::start(Script {
        rules: Some(STORE),
        welcome,
        answer: done(),
    });
    let body = ByteStream::from_reader(std::io::repeat(b'x').take(100_000));
    let result = put(adapter, &server, body.with_length(100_000));
    for seen in server.seen() {
        seen.verdict?;
    }
    result.map_err(|failure| failure.to_string())?;
    equal("the requests", &server.heads(), &1)
}
