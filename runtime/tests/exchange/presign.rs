//! Presigned requests of an object store, which allow any body.

use std::time::Duration;

use tinsmith::auth::sigv4::Presigned;
use tinsmith::client::Call;
use tinsmith::credentials::from_async_fn;
use tinsmith::error::ErrorKind;
use tinsmith::stream::ByteStream;
use tinsmith::{Async, Config, Credentials};

use crate::rig::{bare, client, config, run};
use crate::script::World;
use crate::service::{Put, put};
use crate::store::{Store, StoreInput};

fn photo() -> StoreInput {
    StoreInput {
        bucket: "photos".to_owned(),
        key: "a/b".to_owned(),
        ..StoreInput::default()
    }
}

fn presigned_with(
    input: StoreInput,
    change: impl FnOnce(Call<Async, Store>) -> Call<Async, Store>,
) -> Presigned {
    let config = Config::builder()
        .region("eu-1")
        .credentials(Credentials::new("AKID", "secret"));
    let client = client::<Store>(config, &World::default());
    let call = change(client.operation::<Store>());
    run(call.presign(input, Duration::from_secs(60))).unwrap()
}

fn presigned(input: StoreInput) -> Presigned {
    presigned_with(input, |call| call)
}

fn bodies() -> Vec<ByteStream> {
    vec![
        ByteStream::default(),
        "in memory".into(),
        ByteStream::from_reader(&b"of known length"[..]).with_length(15),
        ByteStream::from_reader(&b"of unknown length"[..]),
    ]
}

#[test]
fn a_request_is_presigned_for_a_second_to_a_week() {
    let client = client::<Put>(config(), &World::default());
    let second = Duration::from_secs(1);
    for (expires, is_possible) in [
        (Duration::ZERO, false),
        (Duration::from_millis(999), false),
        (second, true),
        (second * 604_800, true),
        (second * 604_801, false),
        (Duration::MAX, false),
    ] {
        let presigned = run(client.operation::<Put>().presign(put("a"), expires));
        assert_eq!(presigned.is_ok(), is_possible, "{expires:?}");
    }
}

#[test]
fn a_source_that_never_answers_ends_with_the_limits_of_the_call() {
    let second = Duration::from_secs(1);
    let limits = [
        |call: Call<Async, Put>| call.attempt_timeout(Duration::from_secs(2)),
        |call: Call<Async, Put>| call.call_timeout(Duration::from_secs(2)),
    ];
    for limit in limits {
        let world = World::default();
        let silent = bare().credentials(from_async_fn(std::future::pending));
        let call = limit(client::<Put>(silent, &world).operation::<Put>());
        let error = run(call.clone().presign(put("a"), second)).unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Timeout(it) if *it == 2 * second));
        let error = run(call.explain(put("a"))).unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Timeout(it) if *it == 2 * second));
    }
}

#[test]
fn the_signature_covers_no_body() {
    for body in bodies() {
        let it = presigned(StoreInput { body, ..photo() });
        assert_eq!(it.payload_hash, "UNSIGNED-PAYLOAD");
    }
}

#[test]
fn no_header_is_required_that_the_caller_did_not_set() {
    for body in bodies() {
        let it = presigned(StoreInput { body, ..photo() });
        assert!(it.headers.is_empty(), "{:?}", it.headers);
        let query = it.uri.query().unwrap();
        assert!(query.contains("X-Amz-SignedHeaders=host&"), "{query}");
    }
}

#[test]
fn headers_that_the_caller_sets_are_required() {
    let png = Some("image/png".to_owned());
    let by_member = presigned(StoreInput {
        content_type: png,
        ..photo()
    });
    let by_call = presigned_with(photo(), |call| {
        call.header(
            http::header::CONTENT_TYPE,
            http::HeaderValue::from_static("image/png"),
        )
    });
    for it in [by_member, by_call] {
        assert_eq!(it.headers["content-type"], "image/png");
        assert_eq!(it.headers.len(), 1);
    }
}

#[test]
fn a_document_keeps_its_type_and_its_hash() {
    let client = client::<Put>(config(), &World::default());
    let call = client.operation::<Put>();
    let it = run(call.presign(put("a"), Duration::from_secs(60))).unwrap();
    assert_eq!(it.headers["content-type"], "application/x-amz-json-1.0");
    assert_eq!(it.payload_hash.len(), 64);
}

#[test]
fn printing_a_presigned_request_shows_no_secret() {
    let it = presigned(StoreInput {
        customer_key: Some("hush-hush".to_owned()),
        ..photo()
    });
    assert_eq!(it.headers["x-amz-customer-key"], "hush-hush");
    assert!(!format!("{it:?}").contains("hush-hush"), "{it:?}");
}
