//! Invalid data: gives an error with the position, and never takes more memory than the data
//! justifies.

use tinsmith::rt::codec::cbor::{Cbor, decode_document};
use tinsmith::rt::codec::{Codec, Limits, Part};

use crate::fixture::Everything;
use crate::random::Random;
use crate::wire::{bytes, decode_with};

#[track_caller]
fn fails(notation: &str, expected: &str) {
    let error = decode_with(&bytes(notation), &Limits::default()).unwrap_err();
    assert_eq!(error.to_string(), expected, "{notation}");
}

#[test]
fn a_wrong_type_is_an_error_that_names_the_right_one() {
    for (notation, expected) in [
        (
            "a1 'string' 01",
            "expected a text, found an integer at string (byte 8)",
        ),
        (
            "a1 'string' 4161",
            "expected a text, found a byte string at string (byte 8)",
        ),
        (
            "a1 'blob' 'a'",
            "expected a byte string, found a text at blob (byte 6)",
        ),
        (
            "a1 'boolean' 01",
            "expected a boolean, found an integer at boolean (byte 9)",
        ),
        (
            "a1 'long' f5",
            "expected an integer, found a boolean at long (byte 6)",
        ),
        (
            "a1 'long' '1'",
            "expected an integer, found a text at long (byte 6)",
        ),
        (
            "a1 'double' '1'",
            "expected a number, found a text at double (byte 8)",
        ),
        (
            "a1 'timestamp' '1'",
            "expected tag 1 and seconds since the epoch, found a text at timestamp (byte 11)",
        ),
        (
            "a1 'timestamp' c001",
            "expected tag 1 and seconds since the epoch, found tag 0 at timestamp (byte 11)",
        ),
    ] {
        fails(notation, expected);
    }
}

#[test]
fn a_wrong_type_in_a_collection_is_an_error_with_its_path() {
    for (notation, expected) in [
        (
            "a1 'strings' a0",
            "expected a list, found a map at strings (byte 9)",
        ),
        (
            "a1 'strings' 82 'a' 01",
            "expected a text, found an integer at strings[1] (byte 12)",
        ),
        (
            "a1 'numbers' 80",
            "expected a map, found a list at numbers (byte 9)",
        ),
        (
            "a1 'numbers' a1 'a' f4",
            "expected an integer, found a boolean at numbers[\"a\"] (byte 12)",
        ),
        (
            "a1 'numbers' a1 01 02",
            "expected a text as key, found an integer at numbers (byte 10)",
        ),
        (
            "a1 'child' 80",
            "expected a map, found a list at child (byte 7)",
        ),
        (
            "a1 'child' a1 'age' '1'",
            "expected an integer, found a text at child.age (byte 12)",
        ),
        (
            "a1 'choice' 00",
            "expected a map, found an integer at choice (byte 8)",
        ),
        (
            "a1 'string' f0",
            "expected a text, found an unassigned simple value at string (byte 8)",
        ),
        (
            "a1 01 02",
            "expected a text as key, found an integer (byte 1)",
        ),
        ("80", "expected a map, found a list (byte 0)"),
        ("f6", "expected a map, found null (byte 0)"),
    ] {
        fails(notation, expected);
    }
}

#[test]
fn a_number_out_of_range_names_the_range() {
    for (notation, expected) in [
        (
            "a1 'byte' 1880",
            "out of the range of a byte (-128 to 127) at byte (byte 6)",
        ),
        (
            "a1 'short' 398000",
            "out of the range of a short (-32768 to 32767) at short (byte 7)",
        ),
        (
            "a1 'long' 1b8000000000000000",
            "out of the range of a long (-2^63 to 2^63 - 1) at long (byte 6)",
        ),
        (
            "a1 'long' 3b8000000000000000",
            "out of the range of a long (-2^63 to 2^63 - 1) at long (byte 6)",
        ),
        (
            "a1 'long' fb43e0000000000000",
            "out of the range of a long (-2^63 to 2^63 - 1) at long (byte 6)",
        ),
        (
            "a1 'long' f93e00",
            "expected an integer, found a float at long (byte 6)",
        ),
        (
            "a1 'long' f97e00",
            "expected an integer, found a float at long (byte 6)",
        ),
        (
            "a1 'float' fb7e37e43c8800759c",
            "out of the range of a float at float (byte 7)",
        ),
        (
            "a1 'timestamp' c11bffffffffffffffff",
            "out of the range of timestamps at timestamp (byte 12)",
        ),
        (
            "a1 'timestamp' c1f97e00",
            "out of the range of timestamps at timestamp (byte 12)",
        ),
        (
            "a1 'timestamp' c1fb7e37e43c8800759c",
            "out of the range of timestamps at timestamp (byte 12)",
        ),
    ] {
        fails(notation, expected);
    }
}

#[test]
fn absurd_lengths_are_refused_before_anything_is_read() {
    const LARGEST: &str = "ffffffffffffffff";
    for (notation, expected) in [
        (
            format!("bb{LARGEST}"),
            "a length of 18446744073709551615, but the data has only 0 more bytes (byte 0)",
        ),
        (
            format!("a1 'strings' 9b{LARGEST}"),
            "a length of 18446744073709551615, but the data has only 0 more bytes at strings (byte 9)",
        ),
        (
            format!("a1 'string' 7b{LARGEST} 61"),
            "a length of 18446744073709551615, but the data has only 1 more bytes at string (byte 8)",
        ),
        (
            format!("a1 'blob' 5b{LARGEST} 61"),
            "a length of 18446744073709551615, but the data has only 1 more bytes at blob (byte 6)",
        ),
        (
            "a1 'blob' 5a7fffffff 61".to_owned(),
            "a length of 2147483647, but the data has only 1 more bytes at blob (byte 6)",
        ),
        (
            format!("a1 'unknown' 9b{LARGEST}"),
            "a length of 18446744073709551615, but the data has only 0 more bytes (byte 9)",
        ),
        (
            format!("a1 'string' 7f 7b{LARGEST} ff"),
            "a length of 18446744073709551615, but the data has only 1 more bytes at string (byte 9)",
        ),
        (
            "a2 'byte' 01".to_owned(),
            "the data ends within a value (byte 7)",
        ),
    ] {
        fails(&notation, expected);
    }
}

#[test]
fn malformed_items_are_errors() {
    for (notation, expected) in [
        ("", "the data ends within a value (byte 0)"),
        ("bf", "the data ends within a value (byte 0)"),
        (
            "ff",
            "a break outside an item of indefinite length (byte 0)",
        ),
        (
            "a1 'byte' ff",
            "a break outside an item of indefinite length at byte (byte 6)",
        ),
        (
            "bf 'byte' ff",
            "a break outside an item of indefinite length at byte (byte 6)",
        ),
        (
            "a1 'byte' 1c",
            "invalid additional information 28 in a head at byte (byte 6)",
        ),
        (
            "a1 'byte' 1f",
            "invalid additional information 31 in a head at byte (byte 6)",
        ),
        (
            "a1 'byte' df",
            "invalid additional information 31 in a head at byte (byte 6)",
        ),
        (
            "a1 'byte' fc",
            "invalid additional information 28 in a head at byte (byte 6)",
        ),
        (
            "a1 'unknown' f814",
            "a simple value below 24 in two bytes (byte 9)",
        ),
        (
            "a1 'string' 7f 4161 ff",
            "a chunk whose type differs from its string's at string (byte 9)",
        ),
        (
            "a1 'string' 7f 7f ff ff",
            "a chunk whose type differs from its string's at string (byte 9)",
        ),
        (
            "a1 'string' 7f 01 ff",
            "a chunk whose type differs from its string's at string (byte 9)",
        ),
        (
            "a1 'string' 7f 'a'",
            "the data ends within a value at string (byte 11)",
        ),
        (
            "a0 00",
            "expected the end of the data, found another item (byte 1)",
        ),
        (
            "a1 'choice' a2 'text' 'a' 'list' 80",
            "more than one variant of a union at choice (byte 16)",
        ),
    ] {
        fails(notation, expected);
    }
}

#[test]
fn invalid_utf_8_is_an_error_where_it_is() {
    fails("a1 'string' 6361ff62", "invalid UTF-8 at string (byte 10)");
    fails(
        "a1 'string' 7f 62c3bc 61c3 61bc ff",
        "invalid UTF-8 at string (byte 13)",
    );
    fails("a1 61ff 00", "invalid UTF-8 (byte 2)");
    fails("a1 'unknown' 61ff", "invalid UTF-8 (byte 10)");
}

#[test]
fn a_service_refuses_nulls_in_dense_collections() {
    let limits = Limits::new().strict();
    for (notation, expected) in [
        (
            "a1 'strings' 81f6",
            "null in a collection that is not sparse at strings[0] (byte 11)",
        ),
        (
            "a1 'numbers' a1 'a' f7",
            "null in a collection that is not sparse at numbers[\"a\"] (byte 13)",
        ),
        (
            "a1 'choice' a0",
            "the variant of a union is missing at choice (byte 9)",
        ),
    ] {
        let error = decode_with(&bytes(notation), &limits).unwrap_err();
        assert_eq!(error.to_string(), expected);
    }
}

#[test]
fn nesting_is_limited_in_values_documents_and_skipped_data() {
    let limits = Limits::new().with_depth(4);
    for (member, open) in [
        ("document", "81"),
        ("unknown", "9f"),
        ("unknown", "a100"),
        ("unknown", "c081"),
    ] {
        let close = if open == "9f" { "ff" } else { "" };
        let nested = |depth: usize| {
            let (open, close) = (open.repeat(depth), close.repeat(depth));
            bytes(&format!("a1 '{member}' {open} 80 {close}"))
        };
        assert!(decode_with(&nested(2), &limits).is_ok());
        let error = decode_with(&nested(3), &limits).unwrap_err();
        assert_eq!(
            error.reason,
            "values are nested deeper than the limit allows"
        );
    }
    let choices = "a1 'choice' a1 'again' a1 'again' a1 'again' a1 'text' 'a'";
    let error = decode_with(&bytes(choices), &limits).unwrap_err();
    assert_eq!(error.path, "choice.again.again.again");
}

#[test]
fn depth_is_given_back() {
    let limits = Limits::new().with_depth(3);
    let data = bytes("a4 'document' 828080 'unknown' 82 a0 9fff 'strings' 80 'numbers' bfff");
    assert!(decode_with(&data, &limits).is_ok());
}

#[test]
fn endless_tags_do_not_count_as_nesting() {
    let tags = "c6".repeat(100_000);
    let data = bytes(&format!("a2 'byte' {tags} 01 'unknown' {tags} 01"));
    assert_eq!(
        decode_with(&data, &Limits::default()).unwrap().0.byte,
        Some(1)
    );
}

/// The bytes of a value with most of its members set.
fn encoded(value: &Everything) -> Vec<u8> {
    let mut data = Vec::new();
    Cbor.encode(value, Part::Whole, &mut data).unwrap();
    data
}

#[test]
fn truncated_data_is_an_error() {
    let mut random = Random::new(7);
    for _ in 0..50 {
        let data = encoded(&random.everything());
        for end in 0..data.len() {
            let cut = data.get(..end).unwrap();
            assert!(decode_with(cut, &Limits::default()).is_err());
            assert!(decode_document(cut, &Limits::default()).is_err());
        }
    }
}

#[test]
fn changed_bytes_never_panic() {
    let mut random = Random::new(11);
    for _ in 0..20 {
        let mut data = encoded(&random.everything());
        for index in 0..data.len() {
            for flipped in [0x01, 0x20, 0x80, 0xFF] {
                data[index] ^= flipped;
                let _ = decode_with(&data, &Limits::default());
                data[index] ^= flipped;
            }
        }
    }
}
