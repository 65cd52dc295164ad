//! Checksums: in a header of what is in memory, behind what is streamed.

use tinsmith::ByteStream;
use tinsmith::body::Body;
use tinsmith::config::ChecksumMode;

use super::{Case, Outcome, equal};
use crate::wire::adapters::Adapter;
use crate::wire::bench::{Bench, SESSION, STORE, always, done};
use crate::wire::server::Step;
use crate::wire::server::answer::response;
use crate::wire::services::store;
use crate::wire::services::store::ChecksumAlgorithm as Algorithm;
use crate::wire::verify::{Rules, chunks, sum};

const GROUP: &str = "checksum";

/// The algorithms, with the headers that they are in.
fn algorithms() -> [(Algorithm, &'static str); 5] {
    [
        (Algorithm::Crc32, "x-amz-checksum-crc32"),
        (Algorithm::Crc32c, "x-amz-checksum-crc32c"),
        (Algorithm::Sha1, "x-amz-checksum-sha1"),
        (Algorithm::Sha256, "x-amz-checksum-sha256"),
        (Algorithm::Crc64nvme, "x-amz-checksum-crc64nvme"),
    ]
}

pub(super) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for (algorithm, header) in algorithms() {
        let chosen = algorithm.clone();
        let name = format!("{header} of bytes");
        cases.push(Case::new(GROUP, name, move |adapter| {
            in_a_header(adapter, &chosen, header)
        }));
        let chosen = algorithm.clone();
        let name = format!("{header} of a stream");
        cases.push(Case::new(GROUP, name, move |adapter| {
            behind(adapter, &chosen, header, 100_000)
        }));
        let name = format!("{header} of a stream of no bytes");
        cases.push(Case::new(GROUP, name, move |adapter| {
            behind(adapter, &algorithm, header, 0)
        }));
    }
    cases.extend([
        Case::new(
            GROUP,
            "required by the operation, without a chosen algorithm",
            demanded,
        ),
        Case::new(
            GROUP,
            "wherever the operation supports one",
            wherever_supported,
        ),
        Case::new(GROUP, "sent again behind a stream", sent_again),
        Case::new(GROUP, "of a response, correct", |adapter| {
            checked(adapter, b"the object", true)
        }),
        Case::new(GROUP, "of a response, wrong", |adapter| {
            checked(adapter, b"another object", false)
        }),
    ]);
    cases
}

fn object(algorithm: &Algorithm, body: ByteStream) -> store::PutObjectInput {
    let input = store::PutObjectInput::builder().bucket("bucket").key("key");
    let input = input.checksum_algorithm(algorithm.clone());
    input.body(body).build()
}

fn source(count: usize) -> ByteStream {
    let open = move || Ok(Body::from_reader(std::io::Cursor::new(vec![b'x'; count])));
    ByteStream::from_source(open).with_length(count as u64)
}

fn in_a_header(adapter: Adapter, algorithm: &Algorithm, header: &str) -> Outcome {
    let bench = Bench::new(adapter, STORE, done());
    let input = object(algorithm, "some bytes".into());
    let result = bench.caller.call::<store::PutObject>(bench.setup(), input);
    let request = bench.sent(result)?;
    let wanted = sum(header, b"some bytes");
    equal(
        "the checksum",
        &request.head.one(header),
        &wanted.as_deref(),
    )
}

fn behind(adapter: Adapter, algorithm: &Algorithm, header: &str, count: usize) -> Outcome {
    let rules = Rules {
        keys: SESSION,
        ..STORE
    };
    let bench = Bench::new(adapter, rules, done());
    let input = object(algorithm, source(count));
    let result = bench.caller.call::<store::PutObject>(bench.setup(), input);
    let request = bench.sent(result)?;
    let trailer = request.head.one("x-amz-trailer");
    equal("the trailer", &trailer, &Some(header))?;
    let decoded = chunks::decode(&request.body)?;
    equal("the length", &decoded.bytes.len(), &count)
}

fn demanded(adapter: Adapter) -> Outcome {
    let bench = Bench::new(adapter, STORE, done());
    let delete = store::Delete::builder().quiet(true).build();
    let input = store::DeleteObjectsInput::builder().bucket("bucket");
    let result = bench
        .caller
        .call::<store::DeleteObjects>(bench.setup(), input.delete(delete).build());
    let request = bench.sent(result)?;
    let has = |name: &str| request.head.one(name).is_some();
    equal(
        "a checksum",
        &(has("content-md5") || has("x-amz-checksum-crc32")),
        &true,
    )
}

fn wherever_supported(adapter: Adapter) -> Outcome {
    let bench = Bench::new(adapter, STORE, done());
    let input = store::PutObjectInput::builder().bucket("bucket").key("key");
    let setup = bench
        .setup()
        .with(|it| it.request_checksum_calculation(ChecksumMode::WhenSupported));
    let input = input.body(source(10)).build();
    let result = bench.caller.call::<store::PutObject>(setup, input);
    let request = bench.sent(result)?;
    let trailer = request.head.one("x-amz-trailer");
    equal("the trailer", &trailer, &Some("x-amz-checksum-crc32"))
}

fn sent_again(adapter: Adapter) -> Outcome {
    let answer = |_: &_, number: usize| {
        let status = if number == 0 { 503 } else { 200 };
        vec![Step::Send(response(status, &[], b""))]
    };
    let bench = Bench::new(adapter, STORE, Box::new(answer));
    let input = object(&Algorithm::Crc32, source(50_000));
    let result = bench.caller.call::<store::PutObject>(bench.setup(), input);
    let requests = bench.verified()?;
    result.map_err(|it| it.to_string())?;
    equal("the requests", &requests.len(), &2)?;
    equal("the bodies", &requests[0].body, &requests[1].body)
}

/// The service says the checksum of "the object", and answers with `bytes`.
fn checked(adapter: Adapter, bytes: &'static [u8], is_right: bool) -> Outcome {
    let right = sum("x-amz-checksum-crc32", b"the object").unwrap_or_default();
    let headers = [("x-amz-checksum-crc32", right.as_str())];
    let answer = always(vec![Step::Send(response(200, &headers, bytes))]);
    let bench = Bench::new(adapter, STORE, answer);
    let input = store::GetObjectInput::builder().bucket("bucket").key("key");
    let input = input.checksum_mode(store::ChecksumMode::Enabled).build();
    let result = bench.caller.call::<store::GetObject>(bench.setup(), input);
    bench.sent(result.as_ref().map_err(Clone::clone))?;
    let output = result.map_err(|it| it.to_string())?;
    match bench.caller.read(output.body) {
        Ok(read) if is_right => equal("the bytes", &read.as_ref(), &bytes),
        Ok(_) => Err("a wrong checksum was passed over".to_owned()),
        Err(incomplete) if is_right => Err(incomplete.error.to_string()),
        Err(incomplete) => equal(
            "the error",
            &format!("{:?}", incomplete.error.kind()).as_str(),
            &"ChecksumMismatch",
        ),
    }
}
