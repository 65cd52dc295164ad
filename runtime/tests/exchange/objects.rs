//! Special behaviour of object stores: keys as paths, late errors, responses to `HEAD`, unparsable
//! dates, second request IDs.

use tinsmith::rt::operation::{
    AuthScheme, Http, Operation, OperationSchema, PathPart, Service, ServiceSchema,
};
use tinsmith::rt::protocol::REST_XML_UNWRAPPED;
use tinsmith::rt::quirks::{LateError, RawPath};
use tinsmith::rt::schema::prelude::{STRING, TIMESTAMP};
use tinsmith::rt::schema::{Fault, Kind, Member, Schema, ShapeId, Trait};
use tinsmith::{Timestamp, error_enum, structure};

use crate::rig::{client, config, in_both_of, run};
use crate::script::{World, reply, reply_with};

const fn id(name: &'static str) -> ShapeId {
    ShapeId::new("test.store", name)
}

static INPUT: Schema = Schema {
    id: id("HeadInput"),
    kind: Kind::Structure,
    members: &[Member::new("Key", &STRING).with(&[Trait::Required, Trait::HttpLabel])],
    traits: &[],
};
static OUTPUT: Schema = Schema {
    id: id("HeadOutput"),
    kind: Kind::Structure,
    members: &[
        Member::new("Expires", &TIMESTAMP).with(&[Trait::HttpHeader("expires"), Trait::Lenient]),
        Member::new("ExpiresString", &STRING).with(&[Trait::HttpHeader("expires")]),
    ],
    traits: &[],
};
static NOT_FOUND: Schema = Schema {
    id: id("NotFound"),
    kind: Kind::Structure,
    members: &[],
    traits: &[Trait::Error(Fault::Client)],
};

#[derive(Clone)]
struct HeadInput {
    key: String,
}
structure!(HeadInput, INPUT, { 0 => key });

struct HeadOutput {
    expires: Option<Timestamp>,
    text: Option<String>,
}
structure!(HeadOutput, OUTPUT, { 0 => expires, 1 => text });

#[derive(Clone, PartialEq)]
struct NotFound {}
structure!(NotFound, NOT_FOUND, {});

error_enum! {
    /// The errors of the operation.
    HeadError, Unmodelled { 0 => NotFound(NotFound) }
}

#[derive(Debug)]
enum Head {}

impl Operation for Head {
    const SCHEMA: &'static OperationSchema = &OperationSchema {
        errors: &[&NOT_FOUND],
        http: Some(&Http {
            method: "HEAD",
            path: &[PathPart::Text("/"), PathPart::Key(0)],
            query: &[],
            status: 200,
        }),
        quirks: &[&RawPath, &LateError],
        ..OperationSchema::new(id("Head"), &INPUT, &OUTPUT)
    };
    type Service = Store;
    type Input = HeadInput;
    type Output = HeadOutput;
    type Error = HeadError;
}

enum Store {}

impl Service for Store {
    const SCHEMA: &'static ServiceSchema = &ServiceSchema {
        id: id("Store"),
        version: "1",
        sdk_id: "Store",
        protocol: &REST_XML_UNWRAPPED,
        auth: &[AuthScheme::SigV4 { name: "s3" }],
        endpoint: None,
        xml_namespace: None,
        operations: &[],
    };
}

fn head(key: &str) -> HeadInput {
    HeadInput {
        key: key.to_owned(),
    }
}

/// The error of a call with this response.
fn failing(status: u16, headers: &[(&str, &str)], body: &str) -> tinsmith::Error<HeadError> {
    let world = World::new([reply_with(status, headers, body)]);
    let client = client::<Head>(config(), &world);
    let call = client.operation::<Head>().max_attempts(1);
    let Err(error) = run(call.send(head("k"))) else {
        panic!("the call should fail");
    };
    error
}

#[test]
fn the_clock_is_corrected_by_a_refusal_of_head() {
    let ahead = ("date", "Tue, 01 Jan 2030 01:00:00 GMT");
    in_both_of::<Head>(
        config,
        || vec![reply_with(403, &[ahead], ""), reply(200, "")],
        |rig, world| {
            assert_eq!(rig.call::<Head>(head("k")).unwrap().attempts, 2);
            let sent = world.sent();
            assert_eq!(sent[0].header("x-amz-date"), "20300101T000000Z");
            assert_eq!(sent[1].header("x-amz-date"), "20300101T010000Z");
        },
    );
}

#[test]
fn a_key_is_sent_and_signed_unchanged() {
    for (key, path) in [
        ("../a/./b", "/../a/./b"),
        ("a//b/", "/a//b/"),
        ("ä+b c", "/%C3%A4%2Bb%20c"),
    ] {
        let world = World::new([reply(200, "")]);
        let client = client::<Head>(config(), &world);
        let explained = run(client.operation::<Head>().explain(head(key))).unwrap();
        assert_eq!(explained.uri.path(), path);
        let signature = explained.signature.unwrap();
        let signed = signature.canonical_request.lines().nth(1);
        assert_eq!(signed, Some(path));
        run(client.operation::<Head>().send(head(key))).unwrap();
        let sent = world.sent().remove(0);
        assert_eq!(sent.request.uri().path(), path);
        // The hash of an empty body.
        let hash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(sent.header("x-amz-content-sha256"), hash);
    }
}

#[test]
fn a_late_error_is_an_error_and_is_retried() {
    let late = "\n<Error><Code>InternalError</Code><Message>try again</Message></Error>";
    in_both_of::<Head>(
        config,
        || vec![reply(200, late), reply(200, "")],
        |rig, _| {
            assert_eq!(rig.call::<Head>(head("k")).unwrap().attempts, 2);
        },
    );
    let error = failing(200, &[], late);
    assert_eq!(error.code(), Some("InternalError"));
    assert_eq!(error.message(), Some("try again"));
}

#[test]
fn an_error_without_a_body_is_named_after_its_status() {
    let error = failing(404, &[], "");
    assert!(matches!(
        error.as_service_error(),
        Some(HeadError::NotFound(_))
    ));
    let error = failing(403, &[], "");
    assert_eq!(error.to_string(), "Head: Forbidden (HTTP 403)");
}

#[test]
fn an_unparsable_date_is_absent_and_its_text_is_available() {
    let expires = |text: &str| {
        let world = World::new([reply_with(200, &[("expires", text)], "")]);
        let client = client::<Head>(config(), &world);
        let output = run(client.operation::<Head>().send(head("k"))).unwrap();
        (output.expires, output.text)
    };
    assert_eq!(expires("never"), (None, Some("never".to_owned())));
    let date = "Tue, 01 Jan 2030 00:00:00 GMT";
    let start = crate::script::START;
    assert_eq!(expires(date), (Some(start), Some(date.to_owned())));
}

#[test]
fn the_second_request_id_is_reported() {
    let headers = [("x-amz-request-id", "R1"), ("x-amz-id-2", "abc=")];
    let error = failing(403, &headers, "<Error><Code>AccessDenied</Code></Error>");
    assert_eq!(error.extended_request_id(), Some("abc="));
    assert_eq!(
        error.to_string(),
        "Head: AccessDenied (HTTP 403, request id R1, extended request id abc=)"
    );
}

#[test]
fn a_bucket_of_another_region_is_reported() {
    let headers = [("x-amz-bucket-region", "eu-west-1")];
    let error = failing(301, &headers, "");
    assert_eq!(
        error.to_string(),
        "Head: MovedPermanently: the bucket is in the region eu-west-1 (HTTP 301)"
    );
}
