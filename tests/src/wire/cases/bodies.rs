//! Bodies in memory, and requests without a body.

use super::{Case, Outcome, equal};
use crate::wire::adapters::{Adapter, Failure};
use crate::wire::bench::{Bench, STORE, depot, done};
use crate::wire::server::answer::Protocol;
use crate::wire::server::message::Request;
use crate::wire::services::{rest_json, rest_xml, store};
use crate::wire::verify::Rules;

const GROUP: &str = "body";

pub(super) fn cases() -> Vec<Case> {
    let mut cases = vec![
        Case::new(GROUP, "an empty object", |adapter| stored(adapter, b"")),
        Case::new(GROUP, "an object of one byte", |adapter| {
            stored(adapter, b"\0")
        }),
        Case::new(GROUP, "an object of 3 MB", |adapter| {
            stored(adapter, &vec![7; 3_000_000])
        }),
    ];
    cases.extend(of_the_store());
    cases.extend(of_others());
    cases.extend(lengths());
    cases
}

/// Requests to the store that have no body.
fn of_the_store() -> Vec<Case> {
    vec![
        Case::new(GROUP, "an empty POST to the store", |adapter| {
            is_empty(adapter, STORE, "POST", |bench| {
                let input = store::CreateMultipartUploadInput::builder();
                let input = input.bucket("bucket").key("key").build();
                bench.call::<store::CreateMultipartUpload>(input)
            })
        }),
        Case::new(GROUP, "an empty PUT to the store", |adapter| {
            is_empty(adapter, STORE, "PUT", |bench| {
                let input = store::CreateBucketInput::builder().bucket("bucket");
                bench.call::<store::CreateBucket>(input.build())
            })
        }),
        Case::new(GROUP, "a DELETE of the store", |adapter| {
            is_empty(adapter, STORE, "DELETE", |bench| {
                let input = store::DeleteBucketInput::builder().bucket("bucket");
                bench.call::<store::DeleteBucket>(input.build())
            })
        }),
    ]
}

/// Requests to another service that have no body.
fn of_others() -> Vec<Case> {
    let json = || depot(Protocol::Json);
    vec![
        Case::new(GROUP, "an empty POST in JSON", move |adapter| {
            is_empty(adapter, json(), "POST", |bench| {
                bench.call::<rest_json::Nudge>(rest_json::NudgeInput::builder().build())
            })
        }),
        Case::new(GROUP, "an empty PUT in JSON", move |adapter| {
            is_empty(adapter, json(), "PUT", |bench| {
                bench.call::<rest_json::Store>(rest_json::StoreInput::builder().path("a").build())
            })
        }),
        Case::new(GROUP, "a DELETE in JSON", move |adapter| {
            is_empty(adapter, json(), "DELETE", |bench| {
                bench.call::<rest_json::Remove>(rest_json::RemoveInput::builder().path("a").build())
            })
        }),
        Case::new(GROUP, "an empty POST in XML", |adapter| {
            is_empty(adapter, depot(Protocol::RestXml), "POST", |bench| {
                bench.call::<rest_xml::Nudge>(rest_xml::NudgeInput::builder().build())
            })
        }),
    ]
}

/// Lengths that the caller sets, right and wrong.
fn lengths() -> Vec<Case> {
    vec![
        Case::new(GROUP, "a length that is right", |adapter| {
            let bench = Bench::new(adapter, STORE, done());
            let result = with_length(&bench, 6);
            arrived(&bench.sent(result)?, b"object")
        }),
        Case::new(GROUP, "a length that is too small", |adapter| {
            let bench = Bench::new(adapter, STORE, done());
            bench.refused(with_length(&bench, 5)).map(drop)
        }),
        Case::new(GROUP, "a length that is too large", |adapter| {
            let bench = Bench::new(adapter, STORE, done());
            bench.refused(with_length(&bench, 7)).map(drop)
        }),
        Case::new(GROUP, "a length below zero", |adapter| {
            let bench = Bench::new(adapter, STORE, done());
            bench.refused(with_length(&bench, -1)).map(drop)
        }),
    ]
}

fn with_length(bench: &Bench, length: i64) -> Result<(), Failure> {
    let input = store::PutObjectInput::builder().bucket("bucket").key("key");
    let input = input.body("object").content_length(length).build();
    let caller = &bench.caller;
    let setup = bench
        .setup()
        .with(|it| it.attempt_timeout(std::time::Duration::from_secs(2)));
    caller.call::<store::PutObject>(setup, input).map(drop)
}

fn is_empty(
    adapter: Adapter,
    rules: Rules,
    method: &str,
    call: impl Fn(&Bench) -> Result<(), Failure>,
) -> Outcome {
    let bench = Bench::new(adapter, rules, done());
    let result = call(&bench);
    let request = bench.sent(result)?;
    equal("the method", &request.head.method.as_str(), &method)?;
    arrived(&request, b"")
}

fn stored(adapter: Adapter, bytes: &[u8]) -> Outcome {
    let bench = Bench::new(adapter, STORE, done());
    let input = store::PutObjectInput::builder().bucket("bucket").key("key");
    let input = input.body(bytes.to_vec()).content_type("image/png");
    let result = bench
        .caller
        .call::<store::PutObject>(bench.setup(), input.build());
    let request = bench.sent(result)?;
    equal(
        "the content type",
        &request.head.one("content-type"),
        &Some("image/png"),
    )?;
    arrived(&request, bytes)
}

fn arrived(request: &Request, bytes: &[u8]) -> Outcome {
    if request.body == bytes {
        return Ok(());
    }
    Err(format!(
        "{} bytes came, instead of {}, or other ones",
        request.body.len(),
        bytes.len()
    ))
}
