//! Encoding of inputs as forms.

use tinsmith::rt::codec::query::Query;
use tinsmith::rt::value::Unit;
use tinsmith::{Document, Map, Timestamp};

use crate::fixture::{Choice, Colour, Level, OrderInput, Parcel, order, parcel};

/// The form of `input` without its first parameter, the ID.
fn form(input: &OrderInput) -> String {
    let mut form = Vec::new();
    Query::Aws.encode(input, &mut form).unwrap();
    let form = String::from_utf8(form).unwrap();
    form.strip_prefix("&Id=1").unwrap().to_owned()
}

macro_rules! order {
    ($($member:ident: $value:expr),*) => {
        OrderInput { $($member: Some($value),)* ..order("1") }
    };
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|it| (*it).to_owned()).collect()
}

#[test]
fn absent_members_are_left_out() {
    assert_eq!(form(&order("1")), "");
}

#[test]
fn scalars_are_texts() {
    let input = order! {
        paid: true, byte: -8, long: i64::MIN, float: 1.5, double: 1e-7,
        big_integer: "123456789012345678901234567890".parse().unwrap(),
        big_decimal: "0.10".parse().unwrap(), level: Level::High
    };
    let expected = "&paid=true&Byte=-8&Long=-9223372036854775808&Float=1.5&Double=1e-7\
        &BigInteger=123456789012345678901234567890&BigDecimal=0.10&grade=2";
    assert_eq!(form(&input), expected);
}

#[test]
fn floats_that_are_not_finite_are_words() {
    let input = order! { float: f32::NAN, double: f64::NEG_INFINITY };
    assert_eq!(form(&input), "&Float=NaN&Double=-Infinity");
    assert_eq!(form(&order! { float: f32::INFINITY }), "&Float=Infinity");
}

#[test]
fn blobs_are_in_base64() {
    let input = order! { blob: b"\x00\xff?".as_slice().into() };
    assert_eq!(form(&input), "&Blob=AP8%2F");
}

#[test]
fn timestamps_are_date_times_without_a_trait() {
    let moment = Timestamp::new(1_700_000_000, 500_000_000);
    let expected = "&At=2023-11-14T22%3A13%3A20.5Z&Epoch=1700000000.5";
    assert_eq!(form(&order! { at: moment, epoch: moment }), expected);
}

#[test]
fn reserved_characters_are_escaped() {
    let input = order! { colour: Colour::from("a b+c&d=e%~ü*") };
    assert_eq!(form(&input), "&shade=a%20b%2Bc%26d%3De%25~%C3%BC%2A");
}

#[test]
fn lists_have_members_with_numbers() {
    let input = order! {
        names: texts(&["a", "b"]), named: texts(&["c"]),
        grid: vec![texts(&["d", "e"]), texts(&["f"])]
    };
    let expected = "&names.member.1=a&names.member.2=b&Named.item.1=c\
        &Grid.member.1.member.1=d&Grid.member.1.member.2=e&Grid.member.2.member.1=f";
    assert_eq!(form(&input), expected);
}

#[test]
fn flattened_lists_have_numbers_only() {
    let input = order! { flat_names: texts(&["a", "b"]) };
    assert_eq!(form(&input), "&Name.1=a&Name.2=b");
}

#[test]
fn an_empty_list_is_an_empty_value() {
    let input = order! { names: vec![], flat_names: vec![], grid: vec![vec![]] };
    assert_eq!(form(&input), "&names=&Name=&Grid.member.1=");
}

#[test]
fn nulls_leave_gaps() {
    let input = order! { holes: vec![Some("a".to_owned()), None, Some("c".to_owned())] };
    assert_eq!(form(&input), "&Holes.member.1=a&Holes.member.3=c");
    let input = order! { gaps: Map::from([("a".to_owned(), None)]) };
    assert_eq!(form(&input), "&Gaps.entry.1.key=a");
}

#[test]
fn maps_have_entries_with_numbers() {
    let input = order! {
        counts: Map::from([(Colour::Red, 1), (Colour::Blue, 2)]),
        boxes: Map::from([("a".to_owned(), parcel(7))])
    };
    let expected = "&Counts.entry.1.key=RED&Counts.entry.1.value=1\
        &Counts.entry.2.key=BLUE&Counts.entry.2.value=2&Boxes.entry.1.K=a&Boxes.entry.1.V.weight=7";
    assert_eq!(form(&input), expected);
}

#[test]
fn flattened_maps_have_numbers_only() {
    let input = order! { flat_counts: Map::from([(Colour::Red, 1)]) };
    assert_eq!(form(&input), "&FlatCounts.1.key=RED&FlatCounts.1.value=1");
}

#[test]
fn an_empty_map_is_omitted() {
    assert_eq!(form(&order! { counts: Map::new() }), "");
}

#[test]
fn structures_and_unions_have_their_members_below_them() {
    let nested = Parcel {
        label: Some("x".to_owned()),
        inner: Some(Box::new(parcel(2))),
        ..parcel(1)
    };
    let input = order! {
        parcels: vec![parcel(3)], parcel: nested, choice: Choice::Parcel(parcel(4))
    };
    let expected = "&Parcels.member.1.weight=3&Parcel.weight=1&Parcel.tag=x\
        &Parcel.inner.weight=2&Choice.parcel.weight=4";
    assert_eq!(form(&input), expected);
    assert_eq!(form(&order! { choice: Choice::Nothing(Unit) }), "");
}

#[test]
fn an_unknown_variant_is_an_error() {
    let input = order! {
        choice: Choice::Unknown { name: "new".to_owned(), value: Document::Null }
    };
    let error = Query::Aws.encode(&input, &mut Vec::new()).unwrap_err();
    assert_eq!(error.path, "Choice");
}

#[test]
fn a_timestamp_that_its_format_cannot_represent_is_an_error() {
    let input = order! { at: Timestamp::new(i64::MAX, 0) };
    let error = Query::Aws.encode(&input, &mut Vec::new()).unwrap_err();
    assert_eq!(error.path, "At");
}
