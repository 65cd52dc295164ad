//! Encoding of values.

use tinsmith::rt::codec::cbor::Cbor;
use tinsmith::rt::codec::{Codec, Part};
use tinsmith::rt::value::Field;
use tinsmith::{Blob, Document, Map, Timestamp};

use crate::fixture::{Child, Choice, Everything};
use crate::wire::{bytes, hex};

/// Asserts the encoding of a value with only the members that `change` sets. The member
/// `defaulted` is always present.
#[track_caller]
fn encodes(change: impl FnOnce(&mut Everything), expected: &str) {
    let mut value = Everything::blank();
    change(&mut value);
    let mut out = Vec::new();
    Cbor.encode(&value, Part::Whole, &mut out).unwrap();
    let expected = bytes(&format!("bf {expected} 'defaulted' 07 ff"));
    assert_eq!(hex(&out), hex(&expected));
}

#[test]
fn absent_members_are_left_out() {
    encodes(|_| {}, "");
}

#[test]
fn integers_take_as_few_bytes_as_hold_them() {
    for (number, expected) in [
        (0, "00"),
        (23, "17"),
        (24, "1818"),
        (255, "18ff"),
        (256, "190100"),
        (65535, "19ffff"),
        (65536, "1a00010000"),
        (4_294_967_296, "1b0000000100000000"),
        (i64::MAX, "1b7fffffffffffffff"),
        (-1, "20"),
        (-24, "37"),
        (-25, "3818"),
        (i64::MIN, "3b7fffffffffffffff"),
    ] {
        encodes(|it| it.long = Some(number), &format!("'long' {expected}"));
    }
}

#[test]
fn floats_have_single_precision_if_that_is_lossless() {
    encodes(|it| it.float = Some(7.625), "'float' fa40f40000");
    encodes(|it| it.double = Some(7.625), "'double' fa40f40000");
    encodes(|it| it.double = Some(1.889), "'double' fb3ffe395810624dd3");
    encodes(|it| it.double = Some(1e300), "'double' fb7e37e43c8800759c");
    encodes(|it| it.double = Some(-0.0), "'double' fa80000000");
}

#[test]
fn numbers_that_are_not_finite_are_floats() {
    encodes(|it| it.double = Some(f64::NAN), "'double' fa7fc00000");
    encodes(|it| it.double = Some(f64::INFINITY), "'double' fa7f800000");
    encodes(
        |it| it.float = Some(f32::NEG_INFINITY),
        "'float' faff800000",
    );
}

#[test]
fn timestamps_are_tagged_and_integers_if_possible() {
    let at = |seconds, nanos| Some(Timestamp::new(seconds, nanos));
    encodes(
        |it| it.timestamp = at(1_400_000_000, 0),
        "'timestamp' c11a53724e00",
    );
    encodes(|it| it.timestamp = at(-1, 0), "'timestamp' c120");
    encodes(
        |it| it.timestamp = at(1, 500_000_000),
        "'timestamp' c1fa3fc00000",
    );
    encodes(
        |it| it.timestamp = at(-1, 500_000_000),
        "'timestamp' c1fabf000000",
    );
}

#[test]
fn timestamps_are_written_to_the_millisecond() {
    encodes(
        |it| it.timestamp = Some(Timestamp::new(946_845_296, 123_999_999)),
        "'timestamp' c1fb41cc37db380fbe77",
    );
    encodes(
        |it| it.timestamp = Some(Timestamp::new(1, 999_999)),
        "'timestamp' c101",
    );
}

#[test]
fn timestamp_formats_of_the_model_are_ignored() {
    encodes(
        |it| it.date_time = Some(Timestamp::EPOCH),
        "'dateTime' c100",
    );
    encodes(
        |it| it.http_date = Some(Timestamp::EPOCH),
        "'httpDate' c100",
    );
}

#[test]
fn scalars_have_their_cbor_types() {
    encodes(|it| it.boolean = Some(true), "'boolean' f5");
    encodes(|it| it.boolean = Some(false), "'boolean' f4");
    encodes(|it| it.string = Some("é".to_owned()), "'string' 'é'");
    encodes(|it| it.blob = Some(Blob::new([1, 2])), "'blob' 420102");
    encodes(|it| it.level = Some(2.into()), "'level' 02");
    encodes(
        |it| it.colour = Some("RED".to_owned().into()),
        "'colour' 'RED'",
    );
}

#[test]
fn lists_and_maps_have_a_length() {
    encodes(|it| it.strings = Some(vec![]), "'strings' 80");
    encodes(
        |it| it.maybes = Some(vec![Some("a".to_owned()), None]),
        "'maybes' 82 'a' f6",
    );
    let numbers = Map::from_iter([("b".to_owned(), 2), ("a".to_owned(), 1)]);
    encodes(
        |it| it.numbers = Some(numbers),
        "'numbers' a2 'a' 01 'b' 02",
    );
    let holes = Map::from_iter([("a".to_owned(), None)]);
    encodes(|it| it.holes = Some(holes), "'holes' a1 'a' f6");
}

#[test]
fn long_texts_have_their_length_after_the_first_byte() {
    let text = "x".repeat(300);
    let mut expected = String::from("'string' 79012c");
    expected.push_str(&"78".repeat(300));
    encodes(|it| it.string = Some(text), &expected);
}

#[test]
fn structures_have_no_length() {
    let child = Child {
        name: "A".to_owned(),
        age: 1,
        nick: None,
        children: Some(vec![]),
    };
    encodes(
        |it| it.child = Some(child),
        "'child' bf 'name' 'A' 'age' 01 'children' 80 ff",
    );
}

#[test]
fn unions_have_one_entry() {
    encodes(
        |it| it.choice = Some(Choice::Text("a".to_owned())),
        "'choice' a1 'text' 'a'",
    );
    let unknown = Choice::Unknown {
        name: "new".to_owned(),
        value: Document::from(1),
    };
    encodes(|it| it.choice = Some(unknown), "'choice' a1 'new' 01");
    encodes(|it| it.choice = Some(Choice::blank()), "'choice' a0");
}

#[test]
fn documents_are_written_as_plain_cbor() {
    let document = Document::from_iter([("a", Document::from(vec![Some(1.5), None]))]);
    encodes(
        |it| it.document = Some(document),
        "'document' a1 'a' 82 fa3fc00000 f6",
    );
}
