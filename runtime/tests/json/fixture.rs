//! A structure with a member of every type, as the generator would write it.

#![expect(
    unreachable_pub,
    reason = "declared by macros that are meant for public types"
)]

use tinsmith::rt::schema::prelude::*;
use tinsmith::rt::schema::{Kind, Member, Schema, ShapeId, TimestampFormat, Trait};
use tinsmith::{BigDecimal, BigInteger, Blob, Document, Map, Timestamp};
use tinsmith::{int_enum, string_enum, structure, union};

const fn schema(
    name: &'static str,
    kind: Kind,
    members: &'static [Member],
    traits: &'static [Trait],
) -> Schema {
    Schema {
        id: ShapeId::new("test", name),
        kind,
        members,
        traits,
    }
}

const HTTP_DATE: &[Trait] = &[Trait::TimestampFormat(TimestampFormat::HttpDate)];
const DATE_TIME: &[Trait] = &[Trait::TimestampFormat(TimestampFormat::DateTime)];
const REQUIRED: &[Trait] = &[Trait::Required];

static COLOUR: Schema = schema("Colour", Kind::Enum, &[], &[]);
static LEVEL: Schema = schema("Level", Kind::IntEnum, &[], &[]);
static STRINGS: Schema = schema(
    "Strings",
    Kind::List,
    &[Member::new("member", &STRING)],
    &[],
);
static MAYBES: Schema = schema(
    "Maybes",
    Kind::List,
    &[Member::new("member", &STRING)],
    &[Trait::Sparse],
);
static DATES: Schema = schema(
    "Dates",
    Kind::List,
    &[Member::new("member", &TIMESTAMP).with(HTTP_DATE)],
    &[],
);
static NUMBERS: Schema = schema(
    "Numbers",
    Kind::Map,
    &[Member::new("key", &STRING), Member::new("value", &INTEGER)],
    &[],
);
static HOLES: Schema = schema(
    "Holes",
    Kind::Map,
    &[Member::new("key", &STRING), Member::new("value", &INTEGER)],
    &[Trait::Sparse],
);
static MOMENTS: Schema = schema(
    "Moments",
    Kind::Map,
    &[
        Member::new("key", &COLOUR),
        Member::new("value", &TIMESTAMP).with(DATE_TIME),
    ],
    &[],
);
static CHILDREN: Schema = schema(
    "Children",
    Kind::List,
    &[Member::new("member", &CHILD)],
    &[],
);
static CHILD: Schema = schema(
    "Child",
    Kind::Structure,
    &[
        Member::new("name", &STRING).with(REQUIRED),
        Member::new("age", &INTEGER).with(REQUIRED),
        Member::new("nick", &STRING).with(&[Trait::JsonName("nickName")]),
        Member::new("children", &CHILDREN),
    ],
    &[],
);
static CHOICE: Schema = schema(
    "Choice",
    Kind::Union,
    &[
        Member::new("text", &STRING),
        Member::new("list", &STRINGS),
        Member::new("child", &CHILD),
        Member::new("document", &DOCUMENT),
        Member::new("again", &CHOICE),
    ],
    &[],
);
static EVERYTHING: Schema = schema(
    "Everything",
    Kind::Structure,
    &[
        Member::new("boolean", &BOOLEAN),
        Member::new("byte", &BYTE),
        Member::new("short", &SHORT),
        Member::new("integer", &INTEGER),
        Member::new("long", &LONG),
        Member::new("float", &FLOAT),
        Member::new("double", &DOUBLE),
        Member::new("bigInteger", &BIG_INTEGER),
        Member::new("bigDecimal", &BIG_DECIMAL),
        Member::new("string", &STRING),
        Member::new("colour", &COLOUR),
        Member::new("level", &LEVEL),
        Member::new("blob", &BLOB),
        Member::new("timestamp", &TIMESTAMP),
        Member::new("dateTime", &TIMESTAMP).with(DATE_TIME),
        Member::new("httpDate", &TIMESTAMP).with(HTTP_DATE),
        Member::new("document", &DOCUMENT),
        Member::new("strings", &STRINGS),
        Member::new("maybes", &MAYBES),
        Member::new("dates", &DATES),
        Member::new("numbers", &NUMBERS),
        Member::new("holes", &HOLES),
        Member::new("moments", &MOMENTS),
        Member::new("child", &CHILD),
        Member::new("choice", &CHOICE),
        Member::new("defaulted", &INTEGER),
    ],
    &[],
);

string_enum! { Colour, Unknown { Red = "RED", Blue = "BLUE" } }
int_enum! { Level, Unknown { Low = 1, High = 2 } }

#[derive(Clone, PartialEq)]
pub struct Child {
    pub name: String,
    pub age: i32,
    pub nick: Option<String>,
    pub children: Option<Vec<Self>>,
}
structure!(Child, CHILD, { 0 => name, 1 => age, 2 => nick, 3 => children });

#[derive(Clone, PartialEq)]
pub enum Choice {
    Text(String),
    List(Vec<String>),
    Child(Child),
    Document(Document),
    Again(Box<Self>),
    Unknown { name: String, value: Document },
}
union!(Choice, CHOICE, Unknown, { 0 => Text, 1 => List, 2 => Child, 3 => Document, 4 => Again });

#[derive(Clone, PartialEq)]
pub struct Everything {
    pub boolean: Option<bool>,
    pub byte: Option<i8>,
    pub short: Option<i16>,
    pub integer: Option<i32>,
    pub long: Option<i64>,
    pub float: Option<f32>,
    pub double: Option<f64>,
    pub big_integer: Option<BigInteger>,
    pub big_decimal: Option<BigDecimal>,
    pub string: Option<String>,
    pub colour: Option<Colour>,
    pub level: Option<Level>,
    pub blob: Option<Blob>,
    pub timestamp: Option<Timestamp>,
    pub date_time: Option<Timestamp>,
    pub http_date: Option<Timestamp>,
    pub document: Option<Document>,
    pub strings: Option<Vec<String>>,
    pub maybes: Option<Vec<Option<String>>>,
    pub dates: Option<Vec<Timestamp>>,
    pub numbers: Option<Map<String, i32>>,
    pub holes: Option<Map<String, Option<i32>>>,
    pub moments: Option<Map<Colour, Timestamp>>,
    pub child: Option<Child>,
    pub choice: Option<Choice>,
    pub defaulted: i32,
}
structure!(Everything, EVERYTHING, {
    0 => boolean, 1 => byte, 2 => short, 3 => integer, 4 => long, 5 => float, 6 => double,
    7 => big_integer, 8 => big_decimal, 9 => string, 10 => colour, 11 => level, 12 => blob,
    13 => timestamp, 14 => date_time, 15 => http_date, 16 => document, 17 => strings,
    18 => maybes, 19 => dates, 20 => numbers, 21 => holes, 22 => moments, 23 => child,
    24 => choice, 25 => defaulted = 7,
});
