//! Lengths in members or headers, and bodies with the same or another length.

use std::io::Cursor;
use std::time::Duration;

use http::HeaderValue;
use http::header::CONTENT_LENGTH;
use tinsmith::rt::operation::{Http, Operation, OperationSchema, PathPart};
use tinsmith::rt::schema::prelude::{LONG, STRING, UNIT};
use tinsmith::rt::schema::{Kind, Member, Schema, ShapeId, Trait};
use tinsmith::{ByteStream, structure, wire};

use crate::fixture::{Nothing, Put, PutInput, Store};
use crate::rig::{Script, client, status};

const fn id(name: &'static str) -> ShapeId {
    ShapeId::new("test.streams", name)
}

static STREAM: Schema = Schema {
    traits: &[Trait::Streaming],
    ..Schema::new(id("MeasuredStream"), Kind::Blob)
};
static INPUT: Schema = Schema {
    id: id("MeasuredInput"),
    kind: Kind::Structure,
    members: &[
        Member::new("Key", &STRING).with(&[Trait::Required, Trait::HttpLabel]),
        Member::new("ContentLength", &LONG).with(&[Trait::HttpHeader("content-length")]),
        Member::new("Body", &STREAM).with(&[Trait::HttpPayload]),
    ],
    traits: &[],
};

#[derive(Clone, PartialEq)]
struct MeasuredInput {
    key: String,
    content_length: Option<i64>,
    body: ByteStream,
}
structure!(MeasuredInput, INPUT, { 0 => key, 1 => content_length, 2 => body });

#[derive(Debug)]
enum Measured {}

impl Operation for Measured {
    const SCHEMA: &'static OperationSchema = &OperationSchema {
        http: Some(&Http {
            method: "PUT",
            path: &[PathPart::Text("/"), PathPart::Label(0)],
            query: &[],
            status: 200,
        }),
        input_stream: Some(2),
        ..OperationSchema::new(id("Measured"), &INPUT, &UNIT)
    };
    type Service = Store;
    type Input = MeasuredInput;
    type Output = Nothing;
    type Error = <Put as Operation>::Error;
}

fn input(content_length: i64, body: ByteStream) -> MeasuredInput {
    MeasuredInput {
        key: "k".to_owned(),
        content_length: Some(content_length),
        body,
    }
}

/// Bodies of three bytes with a known length.
fn measured() -> [ByteStream; 2] {
    let reader = ByteStream::from_reader(Cursor::new("abc"));
    ["abc".into(), reader.with_length(3)]
}

fn assert_names_the_member(error: &str) {
    let expected = "ContentLength: it says \"5\", but the body has 3 bytes";
    assert!(error.contains(expected), "{error}");
}

#[test]
fn a_length_that_is_right_is_sent_once() {
    for body in measured() {
        let script = Script::new([status(200)]);
        let client = client::<Store>(script.clone());
        client.operation::<Measured>().send(input(3, body)).unwrap();
        assert_eq!(script.header(0, "content-length").as_deref(), Some("3"));
    }
}

#[test]
fn a_length_that_contradicts_the_body_is_refused_with_its_member() {
    for body in measured() {
        let script = Script::new([status(200)]);
        let client = client::<Store>(script.clone());
        let call = client.operation::<Measured>();
        let error = call.send(input(5, body)).unwrap_err();
        assert_names_the_member(&error.to_string());
        assert_eq!(script.count(), 0);
    }
    let error = wire::request::<Measured>(&input(5, "abc".into())).unwrap_err();
    assert_names_the_member(&error.to_string());
}

#[test]
fn an_absent_body_has_length_zero() {
    let script = Script::new([status(200)]);
    let call = client::<Store>(script).operation::<Measured>();
    let error = call.send(input(5, ByteStream::default())).unwrap_err();
    assert!(
        error.to_string().contains("the body has 0 bytes"),
        "{error}"
    );
}

#[test]
fn presigning_accepts_the_length_of_a_later_body() {
    let call = || client::<Store>(Script::new([])).operation::<Measured>();
    let hour = Duration::from_secs(3600);
    let presigned = call().presign(input(5, ByteStream::default()), hour);
    assert_eq!(presigned.unwrap().headers[CONTENT_LENGTH], "5");
    let error = call().presign(input(5, "abc".into()), hour).unwrap_err();
    assert_names_the_member(&error.to_string());
}

#[test]
fn a_length_header_that_contradicts_the_body_is_refused() {
    let script = Script::new([status(200)]);
    let call = client::<Store>(script.clone()).operation::<Put>();
    let error = call
        .header(CONTENT_LENGTH, HeaderValue::from_static("5"))
        .send(PutInput {
            key: "k".to_owned(),
            body: "abc".into(),
        })
        .unwrap_err();
    let expected = "content-length: it says \"5\", but the body has 3 bytes";
    assert!(error.to_string().contains(expected), "{error}");
    assert_eq!(script.count(), 0);
}
