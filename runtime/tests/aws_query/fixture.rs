//! A service of two operations and two modelled errors, as the generator would write it, with
//! members of every type that forms represent differently.

#![expect(
    unreachable_pub,
    reason = "declared by macros that are meant for public types"
)]

use tinsmith::rt::operation::{AuthScheme, Operation, OperationSchema, Service, ServiceSchema};
use tinsmith::rt::protocol::{AWS_QUERY, Protocol};
use tinsmith::rt::schema::prelude::*;
use tinsmith::rt::schema::{
    Fault, Kind, Member, Schema, ShapeId, TimestampFormat, Trait, XmlNamespace,
};
use tinsmith::rt::value::{Field, Unit};
use tinsmith::{BigDecimal, BigInteger, Blob, Document, Map, Timestamp};
use tinsmith::{error_enum, int_enum, string_enum, structure, union};

const fn id(name: &'static str) -> ShapeId {
    ShapeId::new("test.orders", name)
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

const REQUIRED: &[Trait] = &[Trait::Required];

static COLOUR: Schema = schema("Colour", Kind::Enum, &[], &[]);
static LEVEL: Schema = schema("Level", Kind::IntEnum, &[], &[]);
static NAMES: Schema = schema("Names", Kind::List, &[Member::new("member", &STRING)], &[]);
static NAMED: Schema = schema(
    "Named",
    Kind::List,
    &[Member::new("member", &STRING).with(&[Trait::XmlName("item")])],
    &[],
);
static HOLES: Schema = schema(
    "Holes",
    Kind::List,
    &[Member::new("member", &STRING)],
    &[Trait::Sparse],
);
static GRID: Schema = schema("Grid", Kind::List, &[Member::new("member", &NAMES)], &[]);
static PARCELS: Schema = schema(
    "Parcels",
    Kind::List,
    &[Member::new("member", &PARCEL)],
    &[],
);
static COUNTS: Schema = schema(
    "Counts",
    Kind::Map,
    &[Member::new("key", &COLOUR), Member::new("value", &INTEGER)],
    &[],
);
static BOXES: Schema = schema(
    "Boxes",
    Kind::Map,
    &[
        Member::new("key", &STRING).with(&[Trait::XmlName("K")]),
        Member::new("value", &PARCEL).with(&[Trait::XmlName("V")]),
    ],
    &[],
);
static GAPS: Schema = schema(
    "Gaps",
    Kind::Map,
    &[Member::new("key", &STRING), Member::new("value", &STRING)],
    &[Trait::Sparse],
);
static PARCEL: Schema = schema(
    "Parcel",
    Kind::Structure,
    &[
        Member::new("weight", &INTEGER),
        Member::new("label", &STRING).with(&[Trait::XmlName("tag")]),
        Member::new("inner", &PARCEL),
    ],
    &[],
);
static CHOICE: Schema = schema(
    "Choice",
    Kind::Union,
    &[
        Member::new("text", &STRING),
        Member::new("parcel", &PARCEL),
        Member::new("nothing", &UNIT),
    ],
    &[],
);
static ORDER_INPUT: Schema = schema(
    "OrderInput",
    Kind::Structure,
    &[
        Member::new("Id", &STRING).with(REQUIRED),
        Member::new("paid", &BOOLEAN),
        Member::new("Byte", &BYTE),
        Member::new("Long", &LONG),
        Member::new("Float", &FLOAT),
        Member::new("Double", &DOUBLE),
        Member::new("BigInteger", &BIG_INTEGER),
        Member::new("BigDecimal", &BIG_DECIMAL),
        Member::new("colour", &COLOUR).with(&[Trait::XmlName("shade")]),
        Member::new("Level", &LEVEL).with(&[Trait::Ec2QueryName("rank"), Trait::XmlName("grade")]),
        Member::new("Blob", &BLOB),
        Member::new("At", &TIMESTAMP),
        Member::new("Epoch", &TIMESTAMP)
            .with(&[Trait::TimestampFormat(TimestampFormat::EpochSeconds)]),
        Member::new("names", &NAMES),
        Member::new("FlatNames", &NAMES).with(&[Trait::XmlFlattened, Trait::XmlName("Name")]),
        Member::new("Named", &NAMED),
        Member::new("Holes", &HOLES),
        Member::new("Grid", &GRID),
        Member::new("Parcels", &PARCELS),
        Member::new("Counts", &COUNTS),
        Member::new("FlatCounts", &COUNTS).with(&[Trait::XmlFlattened]),
        Member::new("Boxes", &BOXES),
        Member::new("Gaps", &GAPS),
        Member::new("Parcel", &PARCEL),
        Member::new("Choice", &CHOICE),
        Member::new("Secret", &INTEGER).with(&[Trait::Sensitive]),
    ],
    &[],
);
static ORDER_OUTPUT: Schema = schema(
    "OrderOutput",
    Kind::Structure,
    &[
        Member::new("Id", &STRING).with(REQUIRED),
        Member::new("names", &NAMES),
        Member::new("At", &TIMESTAMP),
        Member::new("Parcel", &PARCEL).with(&[Trait::XmlName("box")]),
    ],
    &[],
);
static SOLD_OUT: Schema = schema(
    "SoldOut",
    Kind::Structure,
    &[
        Member::new("message", &STRING),
        Member::new("Until", &TIMESTAMP),
    ],
    &[
        Trait::Error(Fault::Client),
        Trait::HttpError(404),
        Trait::QueryError {
            code: "Orders.SoldOut",
            status: 402,
        },
    ],
);
static BROKEN: Schema = schema(
    "Broken",
    Kind::Structure,
    &[Member::new("Message", &STRING)],
    &[Trait::Error(Fault::Server)],
);

string_enum! { Colour, Unknown { Red = "RED", Blue = "BLUE" } }
int_enum! { Level, Unknown { Low = 1, High = 2 } }

#[derive(Clone, PartialEq)]
pub struct Parcel {
    pub weight: Option<i32>,
    pub label: Option<String>,
    pub inner: Option<Box<Self>>,
}
structure!(Parcel, PARCEL, { 0 => weight, 1 => label, 2 => inner });

#[derive(Clone, PartialEq)]
pub enum Choice {
    Text(String),
    Parcel(Parcel),
    Nothing(Unit),
    Unknown { name: String, value: Document },
}
union!(Choice, CHOICE, Unknown, { 0 => Text, 1 => Parcel, 2 => Nothing });

#[derive(Clone, PartialEq)]
pub struct OrderInput {
    pub id: String,
    pub paid: Option<bool>,
    pub byte: Option<i8>,
    pub long: Option<i64>,
    pub float: Option<f32>,
    pub double: Option<f64>,
    pub big_integer: Option<BigInteger>,
    pub big_decimal: Option<BigDecimal>,
    pub colour: Option<Colour>,
    pub level: Option<Level>,
    pub blob: Option<Blob>,
    pub at: Option<Timestamp>,
    pub epoch: Option<Timestamp>,
    pub names: Option<Vec<String>>,
    pub flat_names: Option<Vec<String>>,
    pub named: Option<Vec<String>>,
    pub holes: Option<Vec<Option<String>>>,
    pub grid: Option<Vec<Vec<String>>>,
    pub parcels: Option<Vec<Parcel>>,
    pub counts: Option<Map<Colour, i32>>,
    pub flat_counts: Option<Map<Colour, i32>>,
    pub boxes: Option<Map<String, Parcel>>,
    pub gaps: Option<Map<String, Option<String>>>,
    pub parcel: Option<Parcel>,
    pub choice: Option<Choice>,
    pub secret: Option<i32>,
}
structure!(OrderInput, ORDER_INPUT, {
    0 => id, 1 => paid, 2 => byte, 3 => long, 4 => float, 5 => double, 6 => big_integer,
    7 => big_decimal, 8 => colour, 9 => level, 10 => blob, 11 => at, 12 => epoch, 13 => names,
    14 => flat_names, 15 => named, 16 => holes, 17 => grid, 18 => parcels, 19 => counts,
    20 => flat_counts, 21 => boxes, 22 => gaps, 23 => parcel, 24 => choice, 25 => secret,
});

#[derive(Clone, PartialEq)]
pub struct OrderOutput {
    pub id: String,
    pub names: Option<Vec<String>>,
    pub at: Option<Timestamp>,
    pub parcel: Option<Parcel>,
}
structure!(OrderOutput, ORDER_OUTPUT, { 0 => id, 1 => names, 2 => at, 3 => parcel });

#[derive(Clone, PartialEq)]
pub struct SoldOut {
    pub message: Option<String>,
    pub until: Option<Timestamp>,
}
structure!(SoldOut, SOLD_OUT, { 0 => message, 1 => until });

#[derive(Clone, PartialEq)]
pub struct Broken {
    pub message: Option<String>,
}
structure!(Broken, BROKEN, { 0 => message });

error_enum! { OrderError, Unmodelled { 0 => SoldOut(SoldOut), 1 => Broken(Broken) } }
error_enum! { PingError, Unmodelled {} }

pub static ORDER: OperationSchema = OperationSchema {
    errors: &[&SOLD_OUT, &BROKEN],
    ..OperationSchema::new(id("Order"), &ORDER_INPUT, &ORDER_OUTPUT)
};
pub static PING: OperationSchema = OperationSchema::new(id("Ping"), &UNIT, &UNIT);

const OPERATIONS: &[&OperationSchema] = &[&ORDER, &PING];

pub static ORDERS: ServiceSchema = service(&AWS_QUERY);

pub const fn service(protocol: &'static dyn Protocol) -> ServiceSchema {
    ServiceSchema {
        id: id("Orders"),
        version: "2024-01-01",
        sdk_id: "Orders",
        protocol,
        auth: &[AuthScheme::None],
        endpoint: None,
        xml_namespace: Some(XmlNamespace {
            uri: "https://orders.example.com/",
            prefix: None,
        }),
        operations: OPERATIONS,
    }
}

pub struct Orders;

impl Service for Orders {
    const SCHEMA: &'static ServiceSchema = &ORDERS;
}

pub struct Order;

impl Operation for Order {
    const SCHEMA: &'static OperationSchema = &ORDER;
    type Service = Orders;
    type Input = OrderInput;
    type Output = OrderOutput;
    type Error = OrderError;
}

pub struct Ping;

impl Operation for Ping {
    const SCHEMA: &'static OperationSchema = &PING;
    type Service = Orders;
    type Input = Unit;
    type Output = Unit;
    type Error = PingError;
}

/// An order with only the required members.
pub fn order(id: &str) -> OrderInput {
    OrderInput {
        id: id.to_owned(),
        ..OrderInput::blank()
    }
}

pub fn parcel(weight: i32) -> Parcel {
    Parcel {
        weight: Some(weight),
        label: None,
        inner: None,
    }
}
