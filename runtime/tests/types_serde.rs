//! The serde representation of the runtime's types and of generated enums.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(missing_docs, reason = "the enums are fixtures")]

use serde_json::{Value, from_value, json, to_value};
use tinsmith::{BigDecimal, BigInteger, Blob, Document, Map, Timestamp, int_enum, string_enum};

string_enum! { Colour, Unknown { Red = "RED", Blue = "BLUE" } }
int_enum! { Level, Unknown { Low = 1, High = 2 } }

fn check<T>(value: &T, spelling: Value)
where
    T: serde::Serialize + serde::de::DeserializeOwned + PartialEq + std::fmt::Debug,
{
    assert_eq!(to_value(value).unwrap(), spelling);
    assert_eq!(&from_value::<T>(spelling).unwrap(), value);
}

#[test]
fn a_whole_timestamp_is_an_integer() {
    check(&Timestamp::new(1_700_000_000, 0), json!(1_700_000_000));
}

#[test]
fn a_fraction_of_a_timestamp_is_a_float() {
    let moment = Timestamp::new(1_700_000_000, 123_000_000);
    check(&moment, json!(1_700_000_000.123));
}

#[test]
fn a_timestamp_is_read_from_a_date_time() {
    let moment: Timestamp = from_value(json!("2023-11-14T22:13:20Z")).unwrap();
    assert_eq!(moment, Timestamp::new(1_700_000_000, 0));
}

#[test]
fn a_blob_is_base64() {
    check(&Blob::from("foo"), json!("Zm9v"));
}

#[test]
fn big_numbers_are_text() {
    check(
        &"123456789012345678901".parse::<BigInteger>().unwrap(),
        json!("123456789012345678901"),
    );
    check(&"1.50".parse::<BigDecimal>().unwrap(), json!("1.50"));
}

#[test]
fn a_big_number_is_read_from_a_number() {
    assert_eq!(
        from_value::<BigInteger>(json!(-7)).unwrap(),
        BigInteger::from(-7)
    );
}

#[test]
fn a_document_is_the_data_itself() {
    let data = json!({"a": [1, -2, 2.5, true, null, "x"], "b": {}});
    let document: Document = from_value(data.clone()).unwrap();
    check(&document, data);
}

#[test]
fn a_map_is_a_map() {
    let map = Map::from([("b".to_owned(), 1), ("a".to_owned(), 2)]);
    check(&map, json!({"a": 2, "b": 1}));
}

#[test]
fn a_string_enum_is_its_text() {
    check(&Colour::Red, json!("RED"));
    check(&Colour::Unknown("PINK".to_owned()), json!("PINK"));
}

#[test]
fn an_int_enum_is_its_number() {
    check(&Level::High, json!(2));
    check(&Level::Unknown(9), json!(9));
}
