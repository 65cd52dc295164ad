//! A service of two operations and one modelled error, as the generator would write it.

#![expect(
    unreachable_pub,
    reason = "declared by macros that are meant for public types"
)]

use tinsmith::rt::operation::{AuthScheme, Operation, OperationSchema, Service, ServiceSchema};
use tinsmith::rt::protocol::AWS_JSON_1_0;
use tinsmith::rt::schema::prelude::{STRING, TIMESTAMP, UNIT};
use tinsmith::rt::schema::{Fault, Kind, Member, Schema, ShapeId, Trait};
use tinsmith::{Timestamp, error_enum, structure};

const fn id(name: &'static str) -> ShapeId {
    ShapeId::new("test.letters", name)
}

static SEND_INPUT: Schema = Schema {
    id: id("SendInput"),
    kind: Kind::Structure,
    members: &[
        Member::new("To", &STRING).with(&[Trait::Required]),
        Member::new("At", &TIMESTAMP),
    ],
    traits: &[],
};
static SEND_OUTPUT: Schema = Schema {
    id: id("SendOutput"),
    kind: Kind::Structure,
    members: &[Member::new("Id", &STRING).with(&[Trait::Required])],
    traits: &[],
};
static NO_SUCH_ADDRESS: Schema = Schema {
    id: id("NoSuchAddress"),
    kind: Kind::Structure,
    members: &[
        Member::new("message", &STRING).with(&[Trait::Required]),
        Member::new("Address", &STRING),
    ],
    traits: &[
        Trait::Error(Fault::Client),
        Trait::HttpError(404),
        Trait::QueryError {
            code: "Letters.NoAddress",
            status: 404,
        },
    ],
};

#[derive(Clone, PartialEq)]
pub struct SendInput {
    pub to: String,
    pub at: Option<Timestamp>,
}
structure!(SendInput, SEND_INPUT, { 0 => to, 1 => at });

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
pub struct Nothing {}
structure!(Nothing, UNIT, {});

error_enum! { SendError, Unmodelled { 0 => NoSuchAddress(NoSuchAddress) } }
error_enum! { PingError, Unmodelled {} }

pub static SEND: OperationSchema =
    operation("Send", &SEND_INPUT, &SEND_OUTPUT, &[&NO_SUCH_ADDRESS]);
pub static PING: OperationSchema = operation("Ping", &UNIT, &UNIT, &[]);

const fn operation(
    name: &'static str,
    input: &'static Schema,
    output: &'static Schema,
    errors: &'static [&'static Schema],
) -> OperationSchema {
    OperationSchema {
        errors,
        ..OperationSchema::new(id(name), input, output)
    }
}

pub static LETTERS: ServiceSchema = ServiceSchema {
    id: id("Letters_20240101"),
    version: "2024-01-01",
    sdk_id: "Letters",
    protocol: &AWS_JSON_1_0,
    auth: &[AuthScheme::None],
    endpoint: None,
    xml_namespace: None,
    operations: &[&SEND, &PING],
};

pub struct Letters;

impl Service for Letters {
    const SCHEMA: &'static ServiceSchema = &LETTERS;
}

pub struct Send;

impl Operation for Send {
    const SCHEMA: &'static OperationSchema = &SEND;
    type Service = Letters;
    type Input = SendInput;
    type Output = SendOutput;
    type Error = SendError;
}

pub struct Ping;

impl Operation for Ping {
    const SCHEMA: &'static OperationSchema = &PING;
    type Service = Letters;
    type Input = Nothing;
    type Output = Nothing;
    type Error = PingError;
}

pub fn send_input(to: &str) -> SendInput {
    SendInput {
        to: to.to_owned(),
        at: None,
    }
}
