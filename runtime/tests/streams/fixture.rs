//! A service that stores bytes and one that exchanges events, as the generator would write them.

#![expect(
    unreachable_pub,
    reason = "declared by macros that are meant for public types"
)]

// With a path, since the memory test includes this file from another folder.
#[path = "fixture/schemas.rs"]
mod schemas;

use std::marker::PhantomData;

use tinsmith::rt::operation::{
    AuthScheme, Checksum, Http, Operation, OperationSchema, PathPart, Service, ServiceSchema,
};
use tinsmith::rt::protocol::{AWS_JSON_1_0, Protocol, REST_JSON_1};
use tinsmith::rt::schema::prelude::UNIT;
use tinsmith::{Blob, ByteStream, Document, EventStream, Timestamp, error_enum, structure, union};

use self::schemas::{
    ARCHIVE_INPUT, BANNED, CHAT_INPUT, CHAT_OUTPUT, CHECKED_INPUT, EVENTS, GET_INPUT, GET_OUTPUT,
    LEAVE, MESSAGE, NESTED, NOTE, PICTURE, PUT_INPUT, PUT_SIZED_INPUT, TAGS, id,
};

#[derive(Clone, PartialEq)]
pub struct PutInput {
    pub key: String,
    pub body: ByteStream,
}
structure!(PutInput, PUT_INPUT, { 0 => key, 1 => body });

#[derive(Clone, PartialEq)]
pub struct PutSizedInput {
    pub key: String,
    pub body: ByteStream,
}
structure!(PutSizedInput, PUT_SIZED_INPUT, { 0 => key, 1 => body });

#[derive(Clone, PartialEq)]
pub struct ArchiveInput {
    pub key: String,
    pub encoding: Option<String>,
    pub body: ByteStream,
}
structure!(ArchiveInput, ARCHIVE_INPUT, { 0 => key, 1 => encoding, 2 => body });

#[derive(Clone, Default, PartialEq)]
pub struct CheckedInput {
    pub key: String,
    pub algorithm: Option<String>,
    pub crc32: Option<String>,
    pub mode: Option<String>,
    pub body: ByteStream,
}
structure!(CheckedInput, CHECKED_INPUT, {
    0 => key, 1 => algorithm, 2 => crc32, 3 => mode, 4 => body,
});

#[derive(Clone, PartialEq)]
pub struct GetInput {
    pub key: String,
}
structure!(GetInput, GET_INPUT, { 0 => key });

#[derive(Clone, PartialEq)]
pub struct GetOutput {
    pub tag: Option<String>,
    pub body: ByteStream,
}
structure!(GetOutput, GET_OUTPUT, { 0 => tag, 1 => body });

#[derive(Clone, PartialEq)]
pub struct ChatInput {
    pub room: String,
    pub events: EventStream<Events>,
}
structure!(ChatInput, CHAT_INPUT, { 0 => room, 1 => events });

#[derive(Clone, PartialEq)]
pub struct ChatOutput {
    pub id: String,
    pub events: EventStream<Events>,
}
structure!(ChatOutput, CHAT_OUTPUT, { 0 => id, 1 => events });

#[derive(Clone, PartialEq)]
pub enum Events {
    Message(Message),
    Picture(Picture),
    Note(Note),
    Nested(Nested),
    Tags(Tags),
    Leave(Leave),
    Banned(Banned),
    Unknown { name: String, value: Document },
}
union!(Events, EVENTS, Unknown, {
    0 => Message, 1 => Picture, 2 => Note, 3 => Nested, 4 => Tags, 5 => Leave, 6 => Banned,
});

#[derive(Clone, PartialEq)]
pub struct Message {
    pub number: Option<i32>,
    pub text: Option<String>,
    pub to: Option<String>,
}
structure!(Message, MESSAGE, { 0 => number, 1 => text, 2 => to });

#[derive(Clone, PartialEq)]
pub struct Picture {
    pub data: Option<Blob>,
}
structure!(Picture, PICTURE, { 0 => data });

#[derive(Clone, PartialEq)]
pub struct Note {
    pub text: Option<String>,
}
structure!(Note, NOTE, { 0 => text });

#[derive(Clone, PartialEq)]
pub struct Nested {
    pub message: Option<Banned>,
}
structure!(Nested, NESTED, { 0 => message });

#[derive(Clone, Default, PartialEq)]
pub struct Tags {
    pub flag: Option<bool>,
    pub byte: Option<i8>,
    pub short: Option<i16>,
    pub long: Option<i64>,
    pub blob: Option<Blob>,
    pub text: Option<String>,
    pub time: Option<Timestamp>,
}
structure!(Tags, TAGS, {
    0 => flag, 1 => byte, 2 => short, 3 => long, 4 => blob, 5 => text, 6 => time,
});

#[derive(Clone, PartialEq)]
pub struct Leave {}
structure!(Leave, LEAVE, {});

#[derive(Clone, PartialEq)]
pub struct Banned {
    pub message: Option<String>,
}
structure!(Banned, BANNED, { 0 => message });

#[derive(Clone, PartialEq)]
pub struct Nothing {}
structure!(Nothing, UNIT, {});

error_enum! { AnyError, Unmodelled { 0 => Banned(Banned) } }

const KEY: &[PathPart] = &[PathPart::Text("/"), PathPart::Label(0)];

const fn http(method: &'static str) -> Http {
    Http {
        method,
        path: KEY,
        query: &[],
        status: 200,
    }
}

static PUT: OperationSchema = OperationSchema {
    http: Some(&http("PUT")),
    input_stream: Some(1),
    errors: &[&BANNED],
    ..OperationSchema::new(id("Put"), &PUT_INPUT, &UNIT)
};
static PUT_SIZED: OperationSchema = OperationSchema {
    http: Some(&http("POST")),
    input_stream: Some(1),
    errors: &[&BANNED],
    ..OperationSchema::new(id("PutSized"), &PUT_SIZED_INPUT, &UNIT)
};
static ARCHIVE: OperationSchema = OperationSchema {
    http: Some(&http("PATCH")),
    input_stream: Some(2),
    compressed: true,
    ..OperationSchema::new(id("Archive"), &ARCHIVE_INPUT, &UNIT)
};
static CHECKED: OperationSchema = OperationSchema {
    http: Some(&http("OPTIONS")),
    input_stream: Some(4),
    output_stream: Some(1),
    checksum: Some(&Checksum {
        required: true,
        md5: false,
        algorithm: Some(1),
        validation_mode: Some(3),
        response: &["SHA256", "CRC32"],
    }),
    ..OperationSchema::new(id("Checked"), &CHECKED_INPUT, &GET_OUTPUT)
};
static OFFERED: OperationSchema = OperationSchema {
    checksum: Some(&Checksum {
        required: false,
        md5: false,
        algorithm: Some(1),
        validation_mode: Some(3),
        response: &["CRC32"],
    }),
    http: Some(&http("POST")),
    input_stream: Some(4),
    output_stream: Some(1),
    ..OperationSchema::new(id("Offered"), &CHECKED_INPUT, &GET_OUTPUT)
};
static DIGESTED: OperationSchema = OperationSchema {
    http: Some(&http("DELETE")),
    input_stream: Some(1),
    checksum: Some(&Checksum {
        required: true,
        md5: true,
        algorithm: None,
        validation_mode: None,
        response: &[],
    }),
    ..OperationSchema::new(id("Digested"), &PUT_INPUT, &UNIT)
};
static GET: OperationSchema = OperationSchema {
    http: Some(&http("GET")),
    output_stream: Some(1),
    errors: &[&BANNED],
    ..OperationSchema::new(id("Get"), &GET_INPUT, &GET_OUTPUT)
};
static CHAT: OperationSchema = OperationSchema {
    http: Some(&http("POST")),
    input_stream: Some(1),
    output_stream: Some(1),
    errors: &[&BANNED],
    ..OperationSchema::new(id("Chat"), &CHAT_INPUT, &CHAT_OUTPUT)
};

const fn service(
    name: &'static str,
    protocol: &'static dyn Protocol,
    operations: &'static [&'static OperationSchema],
) -> ServiceSchema {
    ServiceSchema {
        id: id(name),
        version: "2024-01-01",
        sdk_id: "Streams",
        protocol,
        auth: &[AuthScheme::SigV4 { name: "streams" }, AuthScheme::None],
        endpoint: None,
        xml_namespace: None,
        operations,
    }
}

static STORE: ServiceSchema = service(
    "Store",
    &REST_JSON_1,
    &[&PUT, &PUT_SIZED, &ARCHIVE, &CHECKED, &DIGESTED, &GET],
);
static REST: ServiceSchema = service("Rest", &REST_JSON_1, &[&CHAT]);
static RPC: ServiceSchema = service("Rpc", &AWS_JSON_1_0, &[&CHAT]);

/// The service that stores bytes, with a REST protocol.
pub struct Store;

impl Service for Store {
    const SCHEMA: &'static ServiceSchema = &STORE;
}

/// The service that exchanges events, with a REST protocol.
pub struct Rest;

impl Service for Rest {
    const SCHEMA: &'static ServiceSchema = &REST;
}

/// The service that exchanges events, with an RPC protocol.
pub struct Rpc;

impl Service for Rpc {
    const SCHEMA: &'static ServiceSchema = &RPC;
}

macro_rules! store_operation {
    ($name:ident, $schema:ident, $input:ident, $output:ident) => {
        pub struct $name;

        impl Operation for $name {
            const SCHEMA: &'static OperationSchema = &$schema;
            type Service = Store;
            type Input = $input;
            type Output = $output;
            type Error = AnyError;
        }
    };
}

store_operation!(Put, PUT, PutInput, Nothing);
store_operation!(PutSized, PUT_SIZED, PutSizedInput, Nothing);
store_operation!(Archive, ARCHIVE, ArchiveInput, Nothing);
store_operation!(Checked, CHECKED, CheckedInput, GetOutput);
store_operation!(Offered, OFFERED, CheckedInput, GetOutput);
store_operation!(Digested, DIGESTED, PutInput, Nothing);
store_operation!(Get, GET, GetInput, GetOutput);

pub struct Chat<S>(PhantomData<S>);

impl<S: Service> Operation for Chat<S> {
    const SCHEMA: &'static OperationSchema = &CHAT;
    type Service = S;
    type Input = ChatInput;
    type Output = ChatOutput;
    type Error = AnyError;
}

pub fn message(number: i32, text: &str) -> Events {
    Events::Message(Message {
        number: Some(number),
        text: Some(text.to_owned()),
        to: None,
    })
}
