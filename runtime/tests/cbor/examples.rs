//! The examples of RFC 8949, appendix A. All are skipped as unknown members; those with a meaning
//! for the codec are decoded and encoded.

use std::path::PathBuf;

use tinsmith::rt::codec::cbor::{Cbor, decode_document, encode_document};
use tinsmith::rt::codec::json;
use tinsmith::rt::codec::{Codec, Limits};
use tinsmith::rt::schema::Member;
use tinsmith::rt::schema::prelude::{BLOB, TIMESTAMP};
use tinsmith::rt::value::Field;
use tinsmith::{Blob, Document, Number, Timestamp};

use crate::wire::{bytes, decode_with, hex};

struct Example {
    data: Vec<u8>,
    /// The value as JSON.
    decoded: Option<Document>,
    /// The value in diagnostic notation, if JSON cannot represent it.
    diagnostic: Option<String>,
    /// Whether the encoding is the preferred one of RFC 8949.
    preferred: bool,
}

fn examples() -> Vec<Example> {
    let root = std::env::var_os("TINSMITH_CORPORA").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/corpora")),
        PathBuf::from,
    );
    let file = root.join("cbor/appendix_a.json");
    let Ok(text) = std::fs::read(&file) else {
        println!("left out: no {}", file.display());
        return Vec::new();
    };
    let cases = json::decode_document(&text, &Limits::default()).unwrap();
    let example = |case: &Document| Example {
        data: bytes(case.get("hex").unwrap().as_str().unwrap()),
        decoded: case.get("decoded").cloned(),
        diagnostic: case
            .get("diagnostic")
            .map(|it| it.as_str().unwrap().to_owned()),
        preferred: case.get("roundtrip").unwrap().as_bool().unwrap(),
    };
    cases.as_list().unwrap().iter().map(example).collect()
}

fn document(data: &[u8]) -> Document {
    decode_document(data, &Limits::default()).unwrap()
}

#[test]
fn every_example_is_skipped_as_an_unknown_member() {
    for example in examples() {
        let data = [
            bytes("bf 'unknown'").as_slice(),
            &example.data,
            &bytes("'byte' 01 ff"),
        ]
        .concat();
        let (value, _) = decode_with(&data, &Limits::default()).unwrap();
        assert_eq!(value.byte, Some(1), "{}", hex(&example.data));
    }
}

#[test]
fn examples_with_json_are_read_as_documents() {
    for example in examples() {
        let Some(expected) = example.decoded else {
            continue;
        };
        assert_eq!(document(&example.data), expected, "{}", hex(&example.data));
    }
}

#[test]
fn documents_are_written_in_the_preferred_encoding() {
    for example in examples()
        .into_iter()
        .filter(|it| it.decoded.is_some() && it.preferred)
    {
        let read = document(&example.data);
        let mut written = Vec::new();
        encode_document(&read, &mut written);
        // The writer avoids half precision, which not all readers support, and numbers of
        // documents have at most 64 bits.
        let is_half = example.data.first() == Some(&0xF9);
        let is_large = matches!(read, Document::Number(Number::Float(it)) if it.abs() > 1e19 && it.abs() < 1e20);
        if is_half || is_large {
            assert_eq!(document(&written), read);
        } else {
            assert_eq!(hex(&written), hex(&example.data));
        }
    }
}

#[test]
fn examples_without_json_are_read_as_their_types() {
    for example in examples() {
        let Some(diagnostic) = example.diagnostic else {
            continue;
        };
        let data = example.data.as_slice();
        match diagnostic.as_str() {
            "undefined" => assert_eq!(document(data), Document::Null),
            "Infinity" | "-Infinity" | "NaN" => {
                let number = document(data).as_number().unwrap().to_f64();
                let expected: f64 = diagnostic.parse().unwrap();
                assert_eq!(number.to_string(), expected.to_string());
            }
            "{1: 2, 3: 4}" | "simple(16)" | "simple(24)" | "simple(255)" => {
                assert!(decode_document(data, &Limits::default()).is_err());
            }
            "(_ h'0102', h'030405')" => assert_eq!(blob(data).as_ref(), [1, 2, 3, 4, 5]),
            _ if diagnostic.contains("h'") => {
                let digits = diagnostic.split('\'').nth(1).unwrap();
                assert_eq!(hex(&blob(data)), digits);
            }
            _ if diagnostic.contains('"') => {
                let text = diagnostic.split('"').nth(1).unwrap();
                assert_eq!(document(data).as_str(), Some(text));
            }
            _ => check_timestamp(data, &diagnostic),
        }
    }
}

fn blob(data: &[u8]) -> Blob {
    static MEMBER: Member = Member::new("blob", &BLOB);
    let mut blob = Blob::default();
    Cbor.decode_member(data, &MEMBER, blob.slot(), &Limits::default())
        .unwrap();
    blob
}

/// `1(…)`, with seconds since the epoch.
fn check_timestamp(data: &[u8], diagnostic: &str) {
    static MEMBER: Member = Member::new("timestamp", &TIMESTAMP);
    let seconds = diagnostic.strip_prefix("1(").unwrap();
    let seconds: f64 = seconds.strip_suffix(')').unwrap().parse().unwrap();
    let mut moment = Timestamp::EPOCH;
    Cbor.decode_member(data, &MEMBER, moment.slot(), &Limits::default())
        .unwrap();
    assert_eq!(Some(moment), Timestamp::from_seconds_f64(seconds));
    let mut written = Vec::new();
    Cbor.encode_member(&MEMBER, moment.value(), &mut written)
        .unwrap();
    assert_eq!(hex(&written), hex(data));
}
