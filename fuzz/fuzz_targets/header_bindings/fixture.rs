//! A structure with a member for every kind that a header can be bound to (Smithy 2.0,
//! `httpHeader` and `httpPrefixHeaders`), as a generator would write it.

use tinsmith::rt::operation::{AuthScheme, Http, OperationSchema, PathPart, ServiceSchema};
use tinsmith::rt::protocol::REST_JSON_1;
use tinsmith::rt::schema::prelude::*;
use tinsmith::rt::schema::{Fault, Kind, Member, Schema, ShapeId, TimestampFormat, Trait};
use tinsmith::{BigDecimal, BigInteger, Map, Timestamp, int_enum, string_enum, structure};

const fn id(name: &'static str) -> ShapeId {
    ShapeId::new("test.headers", name)
}

const fn schema(name: &'static str, kind: Kind, members: &'static [Member]) -> Schema {
    Schema {
        id: id(name),
        kind,
        members,
        traits: &[],
    }
}

const DATE_TIME: Trait = Trait::TimestampFormat(TimestampFormat::DateTime);
const EPOCH: Trait = Trait::TimestampFormat(TimestampFormat::EpochSeconds);
const LENIENT: Trait = Trait::Lenient;

static COLOUR: Schema = schema("Colour", Kind::Enum, &[]);
static SIZE: Schema = schema("Size", Kind::IntEnum, &[]);
static JSON_TEXT: Schema = Schema {
    traits: &[Trait::MediaType("application/json")],
    ..schema("JsonText", Kind::String, &[])
};

string_enum! { Colour, Unknown { Red = "RED", Blue = "BLUE, \"light\"" } }
int_enum! { Size, Unknown { Small = 1, Large = 2 } }

/// Lists of scalars.
macro_rules! lists {
    ($($list:ident $element:ident [$($trait:expr)?];)*) => {
        $(static $list: Schema = schema(
            stringify!($list),
            Kind::List,
            &[Member::new("member", &$element).with(&[$($trait)?])],
        );)*
    };
}

lists! {
    STRINGS STRING [];
    FLAGS BOOLEAN [];
    INTEGERS INTEGER [];
    DOUBLES DOUBLE [];
    COLOURS COLOUR [];
    SIZES SIZE [];
    MOMENTS TIMESTAMP [];
    DATE_TIMES TIMESTAMP [DATE_TIME];
    EPOCHS TIMESTAMP [EPOCH];
    JSONS JSON_TEXT [];
}

static STRING_MAP: Schema = schema(
    "StringMap",
    Kind::Map,
    &[Member::new("key", &STRING), Member::new("value", &STRING)],
);

/// The headers that members are bound to.
pub const NAMES: [&str; 31] = [
    "x-text",
    "x-flag",
    "x-byte",
    "x-short",
    "x-integer",
    "x-long",
    "x-float",
    "x-double",
    "x-big",
    "x-exact",
    "x-colour",
    "x-size",
    "x-json",
    "x-moment",
    "x-date-time",
    "x-seconds",
    "x-expires",
    "x-texts",
    "x-flags",
    "x-integers",
    "x-doubles",
    "x-colours",
    "x-sizes",
    "x-moments",
    "x-date-times",
    "x-epochs",
    "x-jsons",
    "x-required",
    "x-meta-a",
    "x-meta-",
    "x-amzn-errortype",
];

static HEADERS_OUTPUT: Schema = schema(
    "HeadersOutput",
    Kind::Structure,
    &[
        Member::new("text", &STRING).with(&[Trait::HttpHeader("x-text")]),
        Member::new("flag", &BOOLEAN).with(&[Trait::HttpHeader("x-flag")]),
        Member::new("byte", &BYTE).with(&[Trait::HttpHeader("x-byte")]),
        Member::new("short", &SHORT).with(&[Trait::HttpHeader("x-short")]),
        Member::new("integer", &INTEGER).with(&[Trait::HttpHeader("x-integer")]),
        Member::new("long", &LONG).with(&[Trait::HttpHeader("x-long")]),
        Member::new("float", &FLOAT).with(&[Trait::HttpHeader("x-float")]),
        Member::new("double", &DOUBLE).with(&[Trait::HttpHeader("x-double")]),
        Member::new("big", &BIG_INTEGER).with(&[Trait::HttpHeader("x-big")]),
        Member::new("exact", &BIG_DECIMAL).with(&[Trait::HttpHeader("x-exact")]),
        Member::new("colour", &COLOUR).with(&[Trait::HttpHeader("x-colour")]),
        Member::new("size", &SIZE).with(&[Trait::HttpHeader("x-size")]),
        Member::new("json", &JSON_TEXT).with(&[Trait::HttpHeader("x-json")]),
        Member::new("moment", &TIMESTAMP).with(&[Trait::HttpHeader("x-moment")]),
        Member::new("date_time", &TIMESTAMP).with(&[Trait::HttpHeader("x-date-time"), DATE_TIME]),
        Member::new("seconds", &TIMESTAMP).with(&[Trait::HttpHeader("x-seconds"), EPOCH]),
        Member::new("expires", &TIMESTAMP).with(&[Trait::HttpHeader("x-expires"), LENIENT]),
        Member::new("texts", &STRINGS).with(&[Trait::HttpHeader("x-texts")]),
        Member::new("flags", &FLAGS).with(&[Trait::HttpHeader("x-flags")]),
        Member::new("integers", &INTEGERS).with(&[Trait::HttpHeader("x-integers")]),
        Member::new("doubles", &DOUBLES).with(&[Trait::HttpHeader("x-doubles")]),
        Member::new("colours", &COLOURS).with(&[Trait::HttpHeader("x-colours")]),
        Member::new("sizes", &SIZES).with(&[Trait::HttpHeader("x-sizes")]),
        Member::new("moments", &MOMENTS).with(&[Trait::HttpHeader("x-moments")]),
        Member::new("date_times", &DATE_TIMES).with(&[Trait::HttpHeader("x-date-times")]),
        Member::new("epochs", &EPOCHS).with(&[Trait::HttpHeader("x-epochs")]),
        Member::new("jsons", &JSONS).with(&[Trait::HttpHeader("x-jsons")]),
        Member::new("required", &STRING).with(&[Trait::HttpHeader("x-required"), Trait::Required]),
        Member::new("meta", &STRING_MAP).with(&[Trait::HttpPrefixHeaders("x-meta-")]),
    ],
);

#[derive(Clone, PartialEq)]
pub struct Headers {
    pub text: Option<String>,
    pub flag: Option<bool>,
    pub byte: Option<i8>,
    pub short: Option<i16>,
    pub integer: Option<i32>,
    pub long: Option<i64>,
    pub float: Option<f32>,
    pub double: Option<f64>,
    pub big: Option<BigInteger>,
    pub exact: Option<BigDecimal>,
    pub colour: Option<Colour>,
    pub size: Option<Size>,
    pub json: Option<String>,
    pub moment: Option<Timestamp>,
    pub date_time: Option<Timestamp>,
    pub seconds: Option<Timestamp>,
    pub expires: Option<Timestamp>,
    pub texts: Option<Vec<String>>,
    pub flags: Option<Vec<bool>>,
    pub integers: Option<Vec<i32>>,
    pub doubles: Option<Vec<f64>>,
    pub colours: Option<Vec<Colour>>,
    pub sizes: Option<Vec<Size>>,
    pub moments: Option<Vec<Timestamp>>,
    pub date_times: Option<Vec<Timestamp>>,
    pub epochs: Option<Vec<Timestamp>>,
    pub jsons: Option<Vec<String>>,
    pub required: String,
    pub meta: Option<Map<String, String>>,
}
structure!(Headers, HEADERS_OUTPUT, {
    0 => text,
    1 => flag,
    2 => byte,
    3 => short,
    4 => integer,
    5 => long,
    6 => float,
    7 => double,
    8 => big,
    9 => exact,
    10 => colour,
    11 => size,
    12 => json,
    13 => moment,
    14 => date_time,
    15 => seconds,
    16 => expires,
    17 => texts,
    18 => flags,
    19 => integers,
    20 => doubles,
    21 => colours,
    22 => sizes,
    23 => moments,
    24 => date_times,
    25 => epochs,
    26 => jsons,
    27 => required,
    28 => meta,
});

static LOOSE_OUTPUT: Schema = schema(
    "LooseOutput",
    Kind::Structure,
    &[
        Member::new("one", &STRING).with(&[Trait::HttpHeader("x-text")]),
        Member::new("all", &STRING_MAP).with(&[Trait::HttpPrefixHeaders("")]),
    ],
);

#[derive(Clone, PartialEq)]
pub struct Loose {
    pub one: Option<String>,
    pub all: Option<Map<String, String>>,
}
structure!(Loose, LOOSE_OUTPUT, { 0 => one, 1 => all });

static FAILED: Schema = Schema {
    traits: &[Trait::Error(Fault::Client), Trait::HttpError(404)],
    ..schema(
        "Failed",
        Kind::Structure,
        &[
            Member::new("message", &STRING),
            Member::new("retry", &INTEGER).with(&[Trait::HttpHeader("x-integer")]),
            Member::new("texts", &STRINGS).with(&[Trait::HttpHeader("x-texts")]),
        ],
    )
};

#[derive(Clone, PartialEq)]
pub struct Failed {
    pub message: Option<String>,
    pub retry: Option<i32>,
    pub texts: Option<Vec<String>>,
}
structure!(Failed, FAILED, { 0 => message, 1 => retry, 2 => texts });

const ERRORS: &[&Schema] = &[&FAILED];

const fn operation(
    name: &'static str,
    output: &'static Schema,
    http: &'static Http,
) -> OperationSchema {
    OperationSchema {
        errors: ERRORS,
        http: Some(http),
        ..OperationSchema::new(id(name), &UNIT, output)
    }
}

const fn http(path: &'static [PathPart]) -> Http {
    Http {
        method: "GET",
        path,
        query: &[],
        status: 200,
    }
}

pub static HEADERS: OperationSchema = operation(
    "Headers",
    &HEADERS_OUTPUT,
    &http(&[PathPart::Text("/headers")]),
);
pub static LOOSE: OperationSchema =
    operation("Loose", &LOOSE_OUTPUT, &http(&[PathPart::Text("/loose")]));
pub static FAIL: OperationSchema = operation("Fail", &UNIT, &http(&[PathPart::Text("/fail")]));

pub static SERVICE: ServiceSchema = ServiceSchema {
    id: id("Headers"),
    version: "2024-01-01",
    sdk_id: "Headers",
    protocol: &REST_JSON_1,
    auth: &[AuthScheme::None],
    endpoint: None,
    xml_namespace: None,
    operations: &[&HEADERS, &LOOSE, &FAIL],
};
