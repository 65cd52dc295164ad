//! Defaults of inputs, which services fill in.

use tinsmith::rt::codec::json::fill_defaults;
use tinsmith::rt::schema::prelude::{BLOB, DOCUMENT, INTEGER, STRING, TIMESTAMP};
use tinsmith::rt::schema::{Kind, Member, Schema, ShapeId, TimestampFormat, Trait};
use tinsmith::rt::value::Field;
use tinsmith::{Blob, Document, Timestamp, structure};

static INPUT: Schema = Schema {
    id: ShapeId::new("test", "Input"),
    kind: Kind::Structure,
    members: &[
        Member::new("text", &STRING).with(&[Trait::InputDefault("\"hi\"")]),
        Member::new("number", &INTEGER).with(&[Trait::InputDefault("3")]),
        Member::new("bytes", &BLOB).with(&[Trait::InputDefault("\"YWJj\"")]),
        Member::new("document", &DOCUMENT).with(&[Trait::InputDefault("[]")]),
        Member::new("date", &TIMESTAMP).with(&[
            Trait::TimestampFormat(TimestampFormat::HttpDate),
            Trait::InputDefault("5"),
        ]),
        Member::new("day", &TIMESTAMP).with(&[Trait::InputDefault("\"1970-01-01T00:00:06Z\"")]),
        Member::new("none", &STRING),
    ],
    traits: &[],
};

#[derive(Clone, PartialEq)]
struct Input {
    text: Option<String>,
    number: Option<i32>,
    bytes: Option<Blob>,
    document: Option<Document>,
    date: Option<Timestamp>,
    day: Option<Timestamp>,
    none: Option<String>,
}
structure!(Input, INPUT, {
    0 => text, 1 => number, 2 => bytes, 3 => document, 4 => date, 5 => day, 6 => none,
});

#[test]
fn absent_members_get_their_defaults() {
    let mut input = Input::blank();
    fill_defaults(&mut input).unwrap();
    let expected = Input {
        text: Some("hi".to_owned()),
        number: Some(3),
        bytes: Some(Blob::from("abc")),
        document: Some(Document::List(Vec::new())),
        date: Some(Timestamp::new(5, 0)),
        day: Some(Timestamp::new(6, 0)),
        none: None,
    };
    assert_eq!(input, expected);
}

#[test]
fn given_members_are_kept() {
    let mut input = Input {
        text: Some(String::new()),
        number: Some(0),
        ..Input::blank()
    };
    fill_defaults(&mut input).unwrap();
    assert_eq!((input.text.as_deref(), input.number), (Some(""), Some(0)));
}
