//! A structure with a member of every type, as the generator would write it.

#![expect(
    unreachable_pub,
    reason = "declared by macros that are meant for public types"
)]

use tinsmith::rt::schema::prelude::*;
use tinsmith::rt::schema::{Kind, Member, Schema, ShapeId, TimestampFormat, Trait, XmlNamespace};
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

const fn list(name: &'static str, members: &'static [Member]) -> Schema {
    schema(name, Kind::List, members, &[])
}

const fn namespace(uri: &'static str, prefix: Option<&'static str>) -> Trait {
    Trait::XmlNamespace(XmlNamespace { uri, prefix })
}

const HTTP_DATE: Trait = Trait::TimestampFormat(TimestampFormat::HttpDate);
const EPOCH: Trait = Trait::TimestampFormat(TimestampFormat::EpochSeconds);

static COLOUR: Schema = schema("Colour", Kind::Enum, &[], &[]);
static LEVEL: Schema = schema("Level", Kind::IntEnum, &[], &[]);
static STRINGS: Schema = list("Strings", &[Member::new("member", &STRING)]);
static ITEMS: Schema = list(
    "Items",
    &[Member::new("member", &STRING).with(&[Trait::XmlName("item"), namespace("urn:item", None)])],
);
static LISTS: Schema = list("Lists", &[Member::new("member", &STRINGS)]);
static DATES: Schema = list(
    "Dates",
    &[Member::new("member", &TIMESTAMP).with(&[HTTP_DATE])],
);
static HOLES: Schema = schema(
    "Holes",
    Kind::List,
    &[Member::new("member", &STRING)],
    &[Trait::Sparse],
);
static GAPS: Schema = schema(
    "Gaps",
    Kind::Map,
    &[Member::new("key", &STRING), Member::new("value", &INTEGER)],
    &[Trait::Sparse],
);
static NUMBERS: Schema = schema(
    "Numbers",
    Kind::Map,
    &[Member::new("key", &STRING), Member::new("value", &INTEGER)],
    &[],
);
static NAMED: Schema = schema(
    "Named",
    Kind::Map,
    &[
        Member::new("key", &COLOUR).with(&[Trait::XmlName("Name"), namespace("urn:key", None)]),
        Member::new("value", &NUMBERS).with(&[Trait::XmlName("Value")]),
    ],
    &[],
);
static BOOKS: Schema = list("Books", &[Member::new("member", &BOOK)]);
static BOOK: Schema = schema(
    "Book",
    Kind::Structure,
    &[
        Member::new("title", &STRING).with(&[Trait::Required]),
        Member::new("pages", &INTEGER).with(&[Trait::Required]),
        Member::new("kind", &STRING).with(&[Trait::XmlAttribute, Trait::XmlName("xsi:type")]),
        Member::new("printed", &TIMESTAMP).with(&[Trait::XmlAttribute]),
        Member::new("sequels", &BOOKS),
    ],
    &[
        Trait::XmlName("IgnoredInside"),
        namespace("urn:ignored", None),
    ],
);
static CHOICE: Schema = schema(
    "Choice",
    Kind::Union,
    &[
        Member::new("text", &STRING),
        Member::new("list", &STRINGS),
        Member::new("flat", &STRINGS).with(&[Trait::XmlFlattened, Trait::XmlName("piece")]),
        Member::new("flatMap", &NUMBERS).with(&[Trait::XmlFlattened]),
        Member::new("book", &BOOK),
        Member::new("again", &CHOICE),
    ],
    &[],
);
static LIBRARY: Schema = schema(
    "Library",
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
        Member::new("epoch", &TIMESTAMP).with(&[EPOCH]),
        Member::new("renamed", &STRING).with(&[Trait::XmlName("lib:other")]),
        Member::new("strings", &STRINGS).with(&[namespace("urn:strings", Some("s"))]),
        Member::new("items", &ITEMS),
        Member::new("lists", &LISTS),
        Member::new("dates", &DATES),
        Member::new("holes", &HOLES),
        Member::new("flat", &ITEMS).with(&[Trait::XmlFlattened]),
        Member::new("books", &BOOKS).with(&[Trait::XmlFlattened, Trait::XmlName("Book")]),
        Member::new("gaps", &GAPS),
        Member::new("numbers", &NUMBERS),
        Member::new("named", &NAMED),
        Member::new("flatMap", &NAMED).with(&[Trait::XmlFlattened, Trait::XmlName("pair")]),
        Member::new("book", &BOOK),
        Member::new("choice", &CHOICE),
        Member::new("secret", &INTEGER).with(&[Trait::Sensitive]),
        Member::new("defaulted", &INTEGER),
    ],
    &[],
);

string_enum! { Colour, Unknown { Red = "RED", Blue = "BLUE" } }
int_enum! { Level, Unknown { Low = 1, High = 2 } }

#[derive(Clone, PartialEq)]
pub struct Book {
    pub title: String,
    pub pages: i32,
    pub kind: Option<String>,
    pub printed: Option<Timestamp>,
    pub sequels: Option<Vec<Self>>,
}
structure!(Book, BOOK, { 0 => title, 1 => pages, 2 => kind, 3 => printed, 4 => sequels });

#[derive(Clone, PartialEq)]
pub enum Choice {
    Text(String),
    List(Vec<String>),
    Flat(Vec<String>),
    FlatMap(Map<String, i32>),
    Book(Book),
    Again(Box<Self>),
    Unknown { name: String, value: Document },
}
union!(Choice, CHOICE, Unknown, {
    0 => Text, 1 => List, 2 => Flat, 3 => FlatMap, 4 => Book, 5 => Again,
});

#[derive(Clone, PartialEq)]
pub struct Library {
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
    pub epoch: Option<Timestamp>,
    pub renamed: Option<String>,
    pub strings: Option<Vec<String>>,
    pub items: Option<Vec<String>>,
    pub lists: Option<Vec<Vec<String>>>,
    pub dates: Option<Vec<Timestamp>>,
    pub holes: Option<Vec<Option<String>>>,
    pub flat: Option<Vec<String>>,
    pub books: Option<Vec<Book>>,
    pub gaps: Option<Map<String, Option<i32>>>,
    pub numbers: Option<Map<String, i32>>,
    pub named: Option<Map<Colour, Map<String, i32>>>,
    pub flat_map: Option<Map<Colour, Map<String, i32>>>,
    pub book: Option<Book>,
    pub choice: Option<Choice>,
    pub secret: Option<i32>,
    pub defaulted: i32,
}
structure!(Library, LIBRARY, {
    0 => boolean, 1 => byte, 2 => short, 3 => integer, 4 => long, 5 => float, 6 => double,
    7 => big_integer, 8 => big_decimal, 9 => string, 10 => colour, 11 => level, 12 => blob,
    13 => timestamp, 14 => epoch, 15 => renamed, 16 => strings, 17 => items, 18 => lists,
    19 => dates, 20 => holes, 21 => flat, 22 => books, 23 => gaps, 24 => numbers, 25 => named,
    26 => flat_map, 27 => book, 28 => choice, 29 => secret, 30 => defaulted = 7,
});
