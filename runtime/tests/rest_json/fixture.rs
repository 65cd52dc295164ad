//! A service with a member for every binding, as the generator would write it.

#![expect(
    unreachable_pub,
    reason = "declared by macros that are meant for public types"
)]

#[path = "fixture/operations.rs"]
mod operations;

use tinsmith::rt::schema::prelude::*;
use tinsmith::rt::schema::{Fault, Kind, Member, Schema, ShapeId, TimestampFormat, Trait};
use tinsmith::{Blob, ByteStream, Document, Map, Timestamp};
use tinsmith::{string_enum, structure, union};

pub use operations::*;

const fn id(name: &'static str) -> ShapeId {
    ShapeId::new("test.boxes", name)
}

const fn schema(
    name: &'static str,
    kind: Kind,
    members: &'static [Member],
    traits: &'static [Trait],
) -> Schema {
    Schema {
        id: id(name),
        kind,
        members,
        traits,
    }
}

const LABEL: &[Trait] = &[Trait::HttpLabel, Trait::Required];
const PAYLOAD: &[Trait] = &[Trait::HttpPayload];
const DATE_TIME: &[Trait] = &[Trait::TimestampFormat(TimestampFormat::DateTime)];

static COLOUR: Schema = schema("Colour", Kind::Enum, &[], &[]);
static JPEG: Schema = schema("Jpeg", Kind::Blob, &[], &[Trait::MediaType("image/jpeg")]);
static JSON_TEXT: Schema = schema(
    "JsonText",
    Kind::String,
    &[],
    &[Trait::MediaType("application/json")],
);
static BYTES: Schema = schema("Bytes", Kind::Blob, &[], &[Trait::Streaming]);
static STRINGS: Schema = schema(
    "Strings",
    Kind::List,
    &[Member::new("member", &STRING)],
    &[],
);
static INTEGERS: Schema = schema(
    "Integers",
    Kind::List,
    &[Member::new("member", &INTEGER)],
    &[],
);
static DATES: Schema = schema(
    "Dates",
    Kind::List,
    &[Member::new("member", &TIMESTAMP)],
    &[],
);
static STAMPS: Schema = schema(
    "Stamps",
    Kind::List,
    &[Member::new("member", &TIMESTAMP).with(DATE_TIME)],
    &[],
);
static STRING_MAP: Schema = schema(
    "StringMap",
    Kind::Map,
    &[Member::new("key", &STRING), Member::new("value", &STRING)],
    &[],
);
static STRINGS_MAP: Schema = schema(
    "StringsMap",
    Kind::Map,
    &[Member::new("key", &STRING), Member::new("value", &STRINGS)],
    &[],
);

string_enum! { Colour, Unknown { Red = "RED", Blue = "BLUE" } }

static PUT_INPUT: Schema = schema(
    "PutInput",
    Kind::Structure,
    &[
        Member::new("shelf", &STRING).with(LABEL),
        Member::new("key", &STRING).with(LABEL),
        Member::new("colour", &COLOUR).with(&[Trait::HttpQuery("colour")]),
        Member::new("sizes", &INTEGERS).with(&[Trait::HttpQuery("size")]),
        Member::new("since", &TIMESTAMP).with(&[Trait::HttpQuery("since")]),
        Member::new("others", &STRINGS_MAP).with(&[Trait::HttpQueryParams]),
        Member::new("weight", &DOUBLE).with(&[Trait::HttpHeader("x-weight")]),
        Member::new("names", &STRINGS).with(&[Trait::HttpHeader("x-names")]),
        Member::new("dates", &DATES).with(&[Trait::HttpHeader("x-dates")]),
        Member::new("stamps", &STAMPS).with(&[Trait::HttpHeader("x-stamps")]),
        Member::new("json", &JSON_TEXT).with(&[Trait::HttpHeader("x-json")]),
        Member::new("meta", &STRING_MAP).with(&[Trait::HttpPrefixHeaders("x-meta-")]),
        Member::new("note", &STRING).with(&[Trait::JsonName("Note")]),
        Member::new("when", &TIMESTAMP),
        Member::new("shape", &SHAPE),
        Member::new("secret", &STRING).with(&[Trait::HttpHeader("x-secret"), Trait::Sensitive]),
    ],
    &[],
);

#[derive(Clone, PartialEq)]
pub struct PutInput {
    pub shelf: String,
    pub key: String,
    pub colour: Option<Colour>,
    pub sizes: Option<Vec<i32>>,
    pub since: Option<Timestamp>,
    pub others: Option<Map<String, Vec<String>>>,
    pub weight: Option<f64>,
    pub names: Option<Vec<String>>,
    pub dates: Option<Vec<Timestamp>>,
    pub stamps: Option<Vec<Timestamp>>,
    pub json: Option<String>,
    pub meta: Option<Map<String, String>>,
    pub note: Option<String>,
    pub when: Option<Timestamp>,
    pub shape: Option<Shape>,
    pub secret: Option<String>,
}
structure!(PutInput, PUT_INPUT, {
    0 => shelf, 1 => key, 2 => colour, 3 => sizes, 4 => since, 5 => others, 6 => weight,
    7 => names, 8 => dates, 9 => stamps, 10 => json, 11 => meta, 12 => note, 13 => when,
    14 => shape, 15 => secret,
});

static SHAPE: Schema = schema(
    "Shape",
    Kind::Union,
    &[Member::new("side", &INTEGER), Member::new("name", &STRING)],
    &[],
);

#[derive(Clone, PartialEq)]
pub enum Shape {
    Side(i32),
    Name(String),
    Unknown { name: String, value: Document },
}
union!(Shape, SHAPE, Unknown, { 0 => Side, 1 => Name });

static PUT_OUTPUT: Schema = schema(
    "PutOutput",
    Kind::Structure,
    &[
        Member::new("status", &INTEGER).with(&[Trait::HttpResponseCode]),
        Member::new("tag", &STRING).with(&[Trait::HttpHeader("etag"), Trait::Required]),
        Member::new("colour", &COLOUR).with(&[Trait::HttpQuery("colour")]),
        Member::new("count", &INTEGER),
    ],
    &[],
);

#[derive(Clone, PartialEq)]
pub struct PutOutput {
    pub status: Option<i32>,
    pub tag: String,
    pub colour: Option<Colour>,
    pub count: Option<i32>,
}
structure!(PutOutput, PUT_OUTPUT, { 0 => status, 1 => tag, 2 => colour, 3 => count });

static NO_SHELF: Schema = schema(
    "NoShelf",
    Kind::Structure,
    &[
        Member::new("message", &STRING).with(&[Trait::Required]),
        Member::new("retry", &INTEGER).with(&[Trait::HttpHeader("x-retry")]),
    ],
    &[Trait::Error(Fault::Client), Trait::HttpError(404)],
);

#[derive(Clone, PartialEq)]
pub struct NoShelf {
    pub message: String,
    pub retry: Option<i32>,
}
structure!(NoShelf, NO_SHELF, { 0 => message, 1 => retry });

static BROKEN: Schema = schema(
    "Broken",
    Kind::Structure,
    &[],
    &[Trait::Error(Fault::Server)],
);

#[derive(Clone, PartialEq)]
pub struct Broken {}
structure!(Broken, BROKEN, {});

#[derive(Clone, PartialEq)]
pub struct Nothing {}
structure!(Nothing, UNIT, {});

static EMPTY: Schema = schema("Empty", Kind::Structure, &[], &[]);

#[derive(Clone, PartialEq)]
pub struct Empty {}
structure!(Empty, EMPTY, {});

/// Declares a structure with a payload of the given type and schema, and a header.
macro_rules! carrier {
    ($type:ident, $schema:ident, $held:ty, $target:expr) => {
        static $schema: Schema = schema(
            stringify!($type),
            Kind::Structure,
            &[
                Member::new("held", $target).with(PAYLOAD),
                Member::new("type", &STRING).with(&[Trait::HttpHeader("content-type")]),
            ],
            &[],
        );

        #[derive(Clone, PartialEq)]
        pub struct $type {
            pub held: $held,
            pub kind: Option<String>,
        }
        structure!($type, $schema, { 0 => held, 1 => kind });
    };
}

carrier!(BlobCarrier, BLOB_CARRIER, Option<Blob>, &BLOB);
carrier!(JpegCarrier, JPEG_CARRIER, Option<Blob>, &JPEG);
carrier!(TextCarrier, TEXT_CARRIER, Option<String>, &STRING);
carrier!(EnumCarrier, ENUM_CARRIER, Option<Colour>, &COLOUR);
carrier!(UnionCarrier, UNION_CARRIER, Option<Shape>, &SHAPE);
carrier!(
    DocumentCarrier,
    DOCUMENT_CARRIER,
    Option<Document>,
    &DOCUMENT
);
carrier!(StructureCarrier, STRUCTURE_CARRIER, Option<Inner>, &INNER);
carrier!(ListCarrier, LIST_CARRIER, Option<Vec<i32>>, &INTEGERS);
carrier!(StreamCarrier, STREAM_CARRIER, ByteStream, &BYTES);

static LOOSE: Schema = schema(
    "Loose",
    Kind::Structure,
    &[
        Member::new("one", &STRING).with(&[Trait::HttpHeader("one")]),
        Member::new("all", &STRING_MAP).with(&[Trait::HttpPrefixHeaders("")]),
    ],
    &[],
);

#[derive(Clone, PartialEq)]
pub struct Loose {
    pub one: Option<String>,
    pub all: Option<Map<String, String>>,
}
structure!(Loose, LOOSE, { 0 => one, 1 => all });

static INNER: Schema = schema(
    "Inner",
    Kind::Structure,
    &[Member::new("size", &INTEGER).with(&[Trait::Required])],
    &[],
);

#[derive(Clone, PartialEq)]
pub struct Inner {
    pub size: i32,
}
structure!(Inner, INNER, { 0 => size });

pub fn put_input() -> PutInput {
    PutInput {
        shelf: "s".to_owned(),
        key: "k".to_owned(),
        colour: None,
        sizes: None,
        since: None,
        others: None,
        weight: None,
        names: None,
        dates: None,
        stamps: None,
        json: None,
        meta: None,
        note: None,
        when: None,
        shape: None,
        secret: None,
    }
}
