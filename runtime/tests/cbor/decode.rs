//! Decoding of values in every encoding.

use tinsmith::rt::codec::Limits;
use tinsmith::{Document, Map, Timestamp};

use crate::fixture::{Choice, Colour, Level};
use crate::wire::{bytes, decode, decode_with};

#[test]
fn integers_are_read_in_any_width() {
    for notation in ["05", "1805", "190005", "1a00000005", "1b0000000000000005"] {
        assert_eq!(decode(&format!("a1 'byte' {notation}")).byte, Some(5));
    }
    assert_eq!(decode("a1 'byte' 387f").byte, Some(-128));
    assert_eq!(decode("a1 'short' 397fff").short, Some(i16::MIN));
    assert_eq!(decode("a1 'long' 3b7fffffffffffffff").long, Some(i64::MIN));
    assert_eq!(decode("a1 'level' 02").level, Some(Level::High));
}

#[test]
fn integers_may_be_floats_without_a_fraction() {
    assert_eq!(decode("a1 'integer' fa40a00000").integer, Some(5));
    assert_eq!(decode("a1 'byte' f9c400").byte, Some(-4));
    assert_eq!(decode("a1 'long' fbc3e0000000000000").long, Some(i64::MIN));
}

#[test]
fn floats_are_read_in_any_precision() {
    for notation in ["f93e00", "fa3fc00000", "fb3ff8000000000000"] {
        let value = decode(&format!("a2 'double' {notation} 'float' {notation}"));
        assert_eq!((value.double, value.float), (Some(1.5), Some(1.5)));
    }
}

#[test]
fn half_precision_covers_subnormal_and_non_finite_numbers() {
    let half = |bits: &str| decode(&format!("a1 'double' f9{bits}")).double;
    assert_eq!(half("0001"), Some(2f64.powi(-24)));
    assert_eq!(half("0050"), Some(4.768_371_582_031_25e-6));
    assert_eq!(half("03ff"), Some(1023.0 * 2f64.powi(-24)));
    assert_eq!(half("0400"), Some(2f64.powi(-14)));
    assert_eq!(half("7bff"), Some(65504.0));
    assert_eq!(half("7c00"), Some(f64::INFINITY));
    assert_eq!(half("fc00"), Some(f64::NEG_INFINITY));
    assert!(half("7c01").is_some_and(f64::is_nan));
    assert!(half("7e00").is_some_and(f64::is_nan));
    assert!(half("8000").is_some_and(f64::is_sign_negative));
}

#[test]
fn floats_may_be_integers() {
    assert_eq!(decode("a1 'double' 190100").double, Some(256.0));
    assert_eq!(decode("a1 'float' 20").float, Some(-1.0));
}

#[test]
fn a_double_is_read_into_a_float_as_the_nearest_one() {
    assert_eq!(decode("a1 'float' fb3ffe395810624dd3").float, Some(1.889));
}

#[test]
fn timestamps_are_integers_or_floats_of_any_precision() {
    let read = |notation: &str| {
        decode(&format!("a1 'timestamp' {notation}"))
            .timestamp
            .unwrap()
    };
    assert_eq!(read("c11a53724e00"), Timestamp::new(1_400_000_000, 0));
    assert_eq!(read("c120"), Timestamp::new(-1, 0));
    assert_eq!(read("c1fa3fc00000"), Timestamp::new(1, 500_000_000));
    assert_eq!(read("c1f9bc00"), Timestamp::new(-1, 0));
    assert_eq!(
        read("c1fb41cc37db380fbe77"),
        Timestamp::new(946_845_296, 123_000_000)
    );
}

#[test]
fn the_tag_of_a_timestamp_may_be_absent() {
    let value = decode("a2 'timestamp' 01 'httpDate' fa3fc00000");
    assert_eq!(value.timestamp, Some(Timestamp::new(1, 0)));
    assert_eq!(value.http_date, Some(Timestamp::new(1, 500_000_000)));
}

#[test]
fn strings_may_come_in_chunks() {
    let value = decode("a2 'string' 7f 'a' '' 'bc' ff 'blob' 5f 4101 420203 ff");
    assert_eq!(value.string.as_deref(), Some("abc"));
    assert_eq!(value.blob.unwrap().as_ref(), [1, 2, 3]);
    assert_eq!(decode("a1 'string' 7fff").string.as_deref(), Some(""));
}

#[test]
fn keys_may_come_in_chunks_and_in_any_width() {
    assert_eq!(decode("a1 7f 'by' 'te' ff 01").byte, Some(1));
    assert_eq!(decode("a1 7804 62797465 01").byte, Some(1));
}

#[test]
fn lists_and_maps_may_be_of_indefinite_length() {
    let value = decode("bf 'strings' 9f 'a' 'b' ff 'numbers' bf 'c' 01 ff 'byte' 01 ff");
    assert_eq!(value.strings.unwrap(), ["a", "b"]);
    assert_eq!(value.numbers.unwrap().get("c"), Some(&1));
    assert_eq!(value.byte, Some(1));
}

#[test]
fn null_members_are_absent() {
    let value = decode("a3 'string' f6 'long' f7 'document' f6");
    assert_eq!((value.string, value.long), (None, None));
    assert_eq!(value.document, Some(Document::Null));
}

#[test]
fn nulls_are_kept_in_sparse_collections_and_dropped_from_dense_ones() {
    let value = decode(
        "a4 'maybes' 82 f6 'a' 'strings' 83 f6 'a' f7 'holes' a1 'x' f6 'numbers' a2 'x' f6 'y' 01",
    );
    assert_eq!(value.maybes.unwrap(), [None, Some("a".to_owned())]);
    assert_eq!(value.strings.unwrap(), ["a"]);
    assert_eq!(
        value.holes.unwrap(),
        Map::from_iter([("x".to_owned(), None)])
    );
    assert_eq!(
        value.numbers.unwrap(),
        Map::from_iter([("y".to_owned(), 1)])
    );
}

#[test]
fn unknown_members_of_every_type_are_skipped() {
    for unknown in [
        "00",
        "3818",
        "420102",
        "5f4101ff",
        "'a'",
        "7f'a'ff",
        "83 01 80 a0",
        "9f 01 ff",
        "bf 01 02 ff",
        "a1 80 f4",
        "c1 fa3fc00000",
        "d9d9f7 00",
        "f6",
        "f7",
        "f0",
        "f8ff",
        "f97c00",
        "fb3ffe395810624dd3",
    ] {
        let value = decode(&format!("bf 'byte' 01 'unknown' {unknown} 'short' 02 ff"));
        assert_eq!((value.byte, value.short), (Some(1), Some(2)), "{unknown}");
    }
}

#[test]
fn unknown_tags_are_ignored() {
    let value = decode("d9d9f7 a4 'string' d820 'a' 'byte' c6 01 'strings' d81880 'blob' d7 4101");
    assert_eq!(value.string.as_deref(), Some("a"));
    assert_eq!((value.byte, value.strings), (Some(1), Some(vec![])));
    assert_eq!(value.blob.unwrap().as_ref(), [1]);
}

#[test]
fn the_last_of_equal_keys_wins() {
    let value = decode("a4 'byte' 01 'numbers' a2 'a' 01 'a' 02 'byte' 02 'strings' 80");
    assert_eq!(value.byte, Some(2));
    assert_eq!(
        value.numbers.unwrap(),
        Map::from_iter([("a".to_owned(), 2)])
    );
}

#[test]
fn unions_have_one_variant() {
    let choice = |notation: &str| decode(&format!("a1 'choice' {notation}")).choice.unwrap();
    assert_eq!(choice("a1 'text' 'a'"), Choice::Text("a".to_owned()));
    assert_eq!(
        choice("bf 'list' f6 'text' 'a' ff"),
        Choice::Text("a".to_owned())
    );
    assert_eq!(
        choice("a2 '__type' 'T' 'text' 'a'"),
        Choice::Text("a".to_owned())
    );
    assert_eq!(choice("a2 '' 01 'text' 'a'"), Choice::Text("a".to_owned()));
    let name = "new".to_owned();
    let value = Document::from(vec![1]);
    assert_eq!(choice("a1 'new' 8101"), Choice::Unknown { name, value });
}

#[test]
fn enums_keep_unknown_values() {
    assert_eq!(decode("a1 'colour' 'RED'").colour, Some(Colour::Red));
    assert_eq!(
        decode("a1 'colour' 'PINK'").colour,
        Some(Colour::Unknown("PINK".to_owned()))
    );
}

#[test]
fn absent_required_members_are_reported_or_refused() {
    let data = bytes("a1 'child' a1 'age' 01");
    let (value, decoded) = decode_with(&data, &Limits::default()).unwrap();
    assert_eq!(value.child.unwrap().name, "");
    assert_eq!(decoded.corrected, ["child.name"]);
    let limits = Limits::new().strict();
    let error = decode_with(&data, &limits).unwrap_err();
    assert_eq!(
        error.to_string(),
        "a required member is missing at child.name (byte 13)"
    );
}
