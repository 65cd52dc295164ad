//! A service with an ordinary operation, one without input and output, and one that streams
//! events in both directions, as the generator would write it.

#![expect(
    unreachable_pub,
    reason = "declared by macros that are meant for public types"
)]

use bytes::Bytes;
use http::{Request, Response};
use tinsmith::rt::operation::{AuthScheme, OperationSchema, ServiceSchema};
use tinsmith::rt::protocol::RPC_V2_CBOR;
use tinsmith::rt::schema::prelude::{BIG_DECIMAL, BIG_INTEGER, STRING, TIMESTAMP, UNIT};
use tinsmith::rt::schema::{Fault, Kind, Member, Schema, ShapeId, TimestampFormat, Trait};
use tinsmith::{BigDecimal, BigInteger, Timestamp, structure};

const fn id(name: &'static str) -> ShapeId {
    ShapeId::new("test.letters", name)
}

const fn record(
    name: &'static str,
    members: &'static [Member],
    traits: &'static [Trait],
) -> Schema {
    Schema {
        id: id(name),
        kind: Kind::Structure,
        members,
        traits,
    }
}

static SEND_INPUT: Schema = record(
    "SendInput",
    &[
        Member::new("to", &STRING).with(&[Trait::Required]),
        Member::new("at", &TIMESTAMP).with(&[Trait::TimestampFormat(TimestampFormat::HttpDate)]),
        Member::new("weight", &BIG_DECIMAL),
        Member::new("number", &BIG_INTEGER),
    ],
    &[],
);
static SEND_OUTPUT: Schema = record(
    "SendOutput",
    &[Member::new("id", &STRING).with(&[Trait::Required])],
    &[],
);
static NO_SUCH_ADDRESS: Schema = record(
    "NoSuchAddress",
    &[
        Member::new("message", &STRING).with(&[Trait::Required]),
        Member::new("address", &STRING),
    ],
    &[
        Trait::Error(Fault::Client),
        Trait::HttpError(404),
        Trait::QueryError {
            code: "Letters.NoAddress",
            status: 404,
        },
    ],
);
static BROKEN: Schema = record("Broken", &[], &[Trait::Error(Fault::Server)]);

#[derive(Clone, PartialEq)]
pub struct SendInput {
    pub to: String,
    pub at: Option<Timestamp>,
    pub weight: Option<BigDecimal>,
    pub number: Option<BigInteger>,
}
structure!(SendInput, SEND_INPUT, { 0 => to, 1 => at, 2 => weight, 3 => number });

#[derive(Clone, PartialEq)]
pub struct SendOutput {
    pub id: String,
}
structure!(SendOutput, SEND_OUTPUT, { 0 => id });

#[derive(Clone, PartialEq)]
pub struct NoSuchAddress {
    pub message: String,
    pub address: Option<String>,
}
structure!(NoSuchAddress, NO_SUCH_ADDRESS, { 0 => message, 1 => address });

#[derive(Clone, PartialEq)]
pub struct Broken {}
structure!(Broken, BROKEN, {});

#[derive(Clone, PartialEq)]
pub struct Nothing {}
structure!(Nothing, UNIT, {});

pub static SEND: OperationSchema = OperationSchema {
    errors: &[&BROKEN, &NO_SUCH_ADDRESS],
    ..OperationSchema::new(id("Send"), &SEND_INPUT, &SEND_OUTPUT)
};
pub static PING: OperationSchema = OperationSchema::new(id("Ping"), &UNIT, &UNIT);
/// Does not declare the streaming member, which no protocol reads.
pub static CHAT: OperationSchema = OperationSchema {
    input_stream: Some(0),
    output_stream: Some(0),
    ..OperationSchema::new(id("Chat"), &SEND_OUTPUT, &SEND_OUTPUT)
};

pub static LETTERS: ServiceSchema = ServiceSchema {
    id: id("Letters"),
    version: "2024-01-01",
    sdk_id: "Letters",
    protocol: &RPC_V2_CBOR,
    auth: &[AuthScheme::None],
    endpoint: None,
    xml_namespace: None,
    operations: &[&SEND, &PING, &CHAT],
};

pub fn send_input(to: &str) -> SendInput {
    SendInput {
        to: to.to_owned(),
        at: None,
        weight: None,
        number: None,
    }
}

/// A request for `path` with `headers`.
pub fn request(path: &str, headers: &[(&str, &str)], body: &[u8]) -> Request<Bytes> {
    let mut request = Request::post(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(Bytes::copy_from_slice(body)).unwrap()
}

/// A response with `headers`.
pub fn response(status: u16, headers: &[(&str, &str)], body: &[u8]) -> Response<Bytes> {
    let mut response = Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    response.body(Bytes::copy_from_slice(body)).unwrap()
}

/// The header that names the protocol in every message.
pub const CBOR: (&str, &str) = ("smithy-protocol", "rpc-v2-cbor");
/// The header that names the type of a body.
pub const CBOR_BODY: (&str, &str) = ("content-type", "application/cbor");
