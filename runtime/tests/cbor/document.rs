//! Documents.

use tinsmith::Document;
use tinsmith::rt::codec::Limits;
use tinsmith::rt::codec::cbor::{decode_document, encode_document};

use crate::wire::bytes;

fn read(notation: &str) -> Result<Document, String> {
    let document = decode_document(&bytes(notation), &Limits::default());
    document.map_err(|error| error.to_string())
}

#[test]
fn byte_strings_are_texts_in_base64() {
    assert_eq!(read("4401020304"), Ok("AQIDBA==".into()));
    assert_eq!(read("5f 4101 4102 ff"), Ok("AQI=".into()));
}

#[test]
fn integers_beyond_64_bits_are_the_nearest_floats() {
    assert_eq!(read("c249010000000000000000"), Ok(2f64.powi(64).into()));
    assert_eq!(read("3bffffffffffffffff"), Ok((-2f64.powi(64)).into()));
    let beyond = format!("c2588a{}", "ff".repeat(138));
    assert_eq!(
        read(&beyond),
        Err("the bignum is out of the range of numbers (byte 1)".to_owned())
    );
}

#[test]
fn tags_are_dropped() {
    assert_eq!(read("c0'a'"), Ok("a".into()));
    assert_eq!(read("c1d8201a514b67b0"), Ok(1_363_896_240.into()));
    assert_eq!(read("d9d9f7 c2 4101"), Ok(1.0.into()));
}

#[test]
fn the_last_of_equal_keys_wins() {
    assert_eq!(
        read("a2 'a' 01 'a' 02"),
        Ok(Document::from_iter([("a", 2)]))
    );
}

#[test]
fn values_that_no_document_can_hold_are_errors() {
    for (notation, expected) in [
        (
            "a10102",
            "expected a text as key, found an integer (byte 1)",
        ),
        (
            "a14102 02",
            "expected a text as key, found a byte string (byte 1)",
        ),
        (
            "f0",
            "expected a value, found an unassigned simple value (byte 0)",
        ),
    ] {
        assert_eq!(read(notation), Err(expected.to_owned()));
    }
}

#[test]
fn documents_are_read_back() {
    let document = Document::from_iter([
        ("list", Document::from(vec![Some(-1), None])),
        ("text", "é".into()),
        ("map", Document::from_iter([("a", true)])),
        ("large", u64::MAX.into()),
        ("fraction", 0.1.into()),
    ]);
    let mut out = Vec::new();
    encode_document(&document, &mut out);
    assert_eq!(decode_document(&out, &Limits::default()), Ok(document));
}
