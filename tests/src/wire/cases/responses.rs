//! What comes back, as it was sent.

use super::{Case, Outcome, equal};
use crate::wire::adapters::Adapter;
use crate::wire::bench::{Bench, STORE, always, depot};
use crate::wire::server::Step;
use crate::wire::server::answer::{Protocol, head, response};
use crate::wire::services::{rest_json, store};

const GROUP: &str = "response";

/// What gzip makes of "compressed", which no library may unpack unasked.
const PACKED: &[u8] = &[
    0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff, 0x4b, 0xce, 0xcf, 0x2d, 0x28, 0x4a, 0x2d, 0x2e, 0x4e,
    0x4d, 0x01, 0x00, 0xcd, 0x5c, 0x2c, 0xf5, 10, 0, 0, 0,
];

pub(super) fn cases() -> Vec<Case> {
    let mut cases = vec![
        Case::new(GROUP, "a stream of known length", |adapter| {
            let bytes = vec![b's'; 200_000];
            downloaded(
                adapter,
                vec![Step::Send(response(200, &[], &bytes))],
                &bytes,
            )
        }),
        Case::new(GROUP, "a stream in chunks", |adapter| {
            let mut bytes = head(200, &[("transfer-encoding", "chunked")]);
            bytes.extend_from_slice(b"3\r\nabc\r\n4;x=y\r\ndefg\r\n0\r\nx-trailer: t\r\n\r\n");
            downloaded(adapter, vec![Step::Send(bytes)], b"abcdefg")
        }),
        Case::new(GROUP, "a stream until the connection closes", |adapter| {
            let mut bytes = head(200, &[("connection", "close")]);
            bytes.extend_from_slice(b"abcdefg");
            downloaded(adapter, vec![Step::Send(bytes), Step::Close], b"abcdefg")
        }),
        Case::new(GROUP, "an empty stream", |adapter| {
            downloaded(adapter, vec![Step::Send(response(200, &[], b""))], b"")
        }),
        Case::new(GROUP, "an interim response before it", |adapter| {
            let mut bytes = b"HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n".to_vec();
            bytes.extend_from_slice(&response(200, &[], b"abc"));
            downloaded(adapter, vec![Step::Send(bytes)], b"abc")
        }),
        Case::new(
            GROUP,
            "interim responses, and a long body in one go",
            |adapter| {
                let mut bytes = b"HTTP/1.1 102 Processing\r\n\r\n".to_vec();
                bytes.extend_from_slice(b"HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n");
                let body = vec![b'x'; 300_000];
                bytes.extend_from_slice(&response(200, &[], &body));
                downloaded(adapter, vec![Step::Send(bytes)], &body)
            },
        ),
        Case::new(GROUP, "HEAD with a length and no body", headed),
        Case::new(GROUP, "204 without a body", deleted),
        Case::new(GROUP, "a header that is not UTF-8", odd_header),
    ];
    for encoding in ["gzip", "deflate", "br", "zstd"] {
        let name = format!("an object stored with {encoding}");
        cases.push(Case::new(GROUP, name, move |adapter| {
            as_stored(adapter, encoding)
        }));
    }
    cases
}

fn downloaded(adapter: Adapter, steps: Vec<Step>, bytes: &[u8]) -> Outcome {
    let bench = Bench::new(adapter, depot(Protocol::Json), always(steps));
    let input = rest_json::DownloadInput::builder().name("a").build();
    let result = bench
        .caller
        .call::<rest_json::Download>(bench.setup(), input);
    bench.sent(result.as_ref().map_err(Clone::clone))?;
    let output = result.map_err(|it| it.to_string())?;
    match bench.caller.read(output.bytes) {
        Ok(read) => equal("the bytes", &(read.as_ref() == bytes), &true),
        Err(incomplete) => Err(incomplete.error.to_string()),
    }
}

fn headed(adapter: Adapter) -> Outcome {
    let bytes = head(200, &[("content-length", "123456"), ("etag", "\"e\"")]);
    let bench = Bench::new(adapter, STORE, always(vec![Step::Send(bytes)]));
    for _ in 0..2 {
        let input = store::HeadObjectInput::builder()
            .bucket("bucket")
            .key("key");
        let result = bench
            .caller
            .call::<store::HeadObject>(bench.setup(), input.build());
        let output = result.map_err(|it| it.to_string())?;
        equal("the length", &output.content_length, &Some(123_456))?;
    }
    equal("the requests", &bench.verified()?.len(), &2)
}

fn deleted(adapter: Adapter) -> Outcome {
    let bytes = response(204, &[], b"");
    let bench = Bench::new(adapter, STORE, always(vec![Step::Send(bytes)]));
    for _ in 0..2 {
        let input = store::DeleteObjectInput::builder()
            .bucket("bucket")
            .key("key");
        let result = bench
            .caller
            .call::<store::DeleteObject>(bench.setup(), input.build());
        result.map_err(|it| it.to_string())?;
    }
    equal("the requests", &bench.verified()?.len(), &2)
}

/// RFC 9110, section 5.5: such a value is opaque data.
fn odd_header(adapter: Adapter) -> Outcome {
    let mut bytes = b"HTTP/1.1 200 OK\r\nx-amz-meta-name: caf\xe9\r\n".to_vec();
    bytes.extend_from_slice(b"etag: \"e\"\r\ncontent-length: 3\r\n\r\nabc");
    let bench = Bench::new(adapter, STORE, always(vec![Step::Send(bytes)]));
    let input = store::GetObjectInput::builder().bucket("bucket").key("key");
    let result = bench
        .caller
        .call::<store::GetObject>(bench.setup(), input.build());
    bench.sent(result.as_ref().map_err(Clone::clone))?;
    let output = result.map_err(|it| it.to_string())?;
    let read = bench.caller.read(output.body);
    let read = read.map_err(|it| it.error.to_string())?;
    equal("the bytes", &read.as_ref(), &b"abc".as_slice())
}

/// What was put with an encoding is got with it: the encoding is part of the object.
fn as_stored(adapter: Adapter, encoding: &'static str) -> Outcome {
    let bytes = response(200, &[("content-encoding", encoding)], PACKED);
    let bench = Bench::new(adapter, STORE, always(vec![Step::Send(bytes)]));
    let input = store::GetObjectInput::builder().bucket("bucket").key("key");
    let result = bench
        .caller
        .call::<store::GetObject>(bench.setup(), input.build());
    bench.sent(result.as_ref().map_err(Clone::clone))?;
    let output = result.map_err(|it| it.to_string())?;
    let found = (output.content_length, output.content_encoding.as_deref());
    let length = i64::try_from(PACKED.len()).unwrap_or_default();
    equal(
        "length and encoding",
        &found,
        &(Some(length), Some(encoding)),
    )?;
    let read = bench.caller.read(output.body);
    let read = read.map_err(|it| it.error.to_string())?;
    equal("the bytes", &read.as_ref(), &PACKED)
}
