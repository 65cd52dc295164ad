//! Bodies whose hashes a service expects in headers.

use std::io::Cursor;

use tinsmith::rt::operation::{Operation, OperationSchema};
use tinsmith::rt::quirks::TreeHash;
use tinsmith::{ByteStream, wire};

use crate::fixture::{AnyError, Nothing, Put, PutInput, Store};
use crate::rig::{Script, client, status};

/// `Put` with the rule that adds hashes.
pub(crate) struct Hashed;

static HASHED: OperationSchema = OperationSchema {
    http: Put::SCHEMA.http,
    input_stream: Put::SCHEMA.input_stream,
    quirks: &[&TreeHash { header: "x-tree" }],
    ..OperationSchema::new(Put::SCHEMA.id, Put::SCHEMA.input, Put::SCHEMA.output)
};

impl Operation for Hashed {
    const SCHEMA: &'static OperationSchema = &HASHED;
    type Service = Store;
    type Input = PutInput;
    type Output = Nothing;
    type Error = AnyError;
}

fn put(body: impl Into<ByteStream>) -> PutInput {
    PutInput {
        key: "k".to_owned(),
        body: body.into(),
    }
}

/// The SHA-256 of `abc` (FIPS 180-2, appendix B.1).
const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

#[test]
fn both_hashes_are_sent_in_front_of_the_body() {
    let script = Script::new([status(200)]);
    let call = client::<Store>(script.clone()).operation::<Hashed>();
    call.send(put("abc")).unwrap();
    assert_eq!(script.body(0), "abc");
    assert_eq!(script.header(0, "x-tree").as_deref(), Some(ABC));
    let whole = script.header(0, "x-amz-content-sha256");
    assert_eq!(whole.as_deref(), Some(ABC));
    let signature = script.header(0, "authorization").unwrap();
    assert!(signature.contains("x-amz-content-sha256;"), "{signature}");
}

#[test]
fn the_tree_hash_is_added_without_a_client_too() {
    let request = wire::request::<Hashed>(&put("abc")).unwrap();
    assert_eq!(request.headers()["x-tree"], ABC);
}

#[test]
fn a_body_outside_memory_is_refused() {
    let script = Script::new([status(200)]);
    let call = client::<Store>(script.clone()).operation::<Hashed>();
    let body = ByteStream::from_reader(Cursor::new("abc")).with_length(3);
    let error = call.send(put(body)).unwrap_err().to_string();
    let expected = "the input cannot be encoded: Body: the service wants its hashes beforehand";
    assert!(error.contains(expected), "{error}");
    assert_eq!(script.count(), 0);
}
