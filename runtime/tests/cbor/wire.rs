//! A notation for data in tests: hexadecimal digits, texts in quotes, and ignored spaces.

use std::fmt::Write;

use tinsmith::rt::codec::cbor::Cbor;
use tinsmith::rt::codec::{Codec, DecodeError, Decoded, Limits, Part};
use tinsmith::rt::value::Field;

use crate::fixture::Everything;

/// The bytes of `notation`: `a1 'byte' 01` is a map from the text `byte` to 1. Texts may have
/// up to 23 bytes.
pub(crate) fn bytes(notation: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (index, part) in notation.split('\'').enumerate() {
        if index % 2 == 1 {
            bytes.push(0x60 + u8::try_from(part.len()).unwrap());
            bytes.extend_from_slice(part.as_bytes());
            continue;
        }
        let digits: Vec<char> = part.chars().filter(|it| !it.is_whitespace()).collect();
        let pairs = digits.chunks(2).map(|pair| pair.iter().collect::<String>());
        bytes.extend(pairs.map(|pair| u8::from_str_radix(&pair, 16).unwrap()));
    }
    bytes
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    let mut digits = String::new();
    for byte in bytes {
        write!(digits, "{byte:02x}").unwrap();
    }
    digits
}

pub(crate) fn decode_with(
    data: &[u8],
    limits: &Limits,
) -> Result<(Everything, Decoded), DecodeError> {
    let mut value = Everything::blank();
    let decoded = Cbor.decode(data, &mut value, Part::Whole, limits)?;
    Ok((value, decoded))
}

#[track_caller]
pub(crate) fn decode(notation: &str) -> Everything {
    decode_with(&bytes(notation), &Limits::default()).unwrap().0
}
