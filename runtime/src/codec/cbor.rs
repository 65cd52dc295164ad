//! CBOR, in the representation of the `rpcv2Cbor` protocol.
//!
//! Owns the mapping of values to CBOR and the syntax (RFC 8949). Reads and writes a structure by
//! walking its schema. The reader is our own: it matches keys without checking them twice,
//! returns borrowed data, and knows the position of an error.

mod bignum;
mod cursor;
mod document;
mod float;
mod head;
mod number;
mod read;
mod write;

use crate::codec::{Codec, DecodeError, Decoded, EncodeError, Limits, Part};
use crate::model::schema::Member;
use crate::model::value::{Slot, Structure, Value};
use crate::types::Document;

/// The codec of `rpcv2Cbor` (Smithy RPC v2 CBOR, "Shape serialization").
///
/// Writes timestamps to the millisecond, floats with single precision if that is lossless,
/// structures with indefinite length and everything else with definite length. Reads every
/// encoding that RFC 8949 allows: ignores unknown tags, treats `undefined` as null, and accepts
/// floats without a fraction as integers.
///
/// The specification does not define documents. They are written as plain CBOR without byte
/// strings; byte strings are read as text in base64, as in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cbor;

impl Cbor {
    /// Appends `value` with the additional string member `tag` in front.
    #[cfg(feature = "fake")]
    pub fn encode_tagged(
        tag: (&str, &str),
        value: &dyn Structure,
        out: &mut Vec<u8>,
    ) -> Result<(), EncodeError> {
        write::tagged(tag, value, out)
    }
}

impl Codec for Cbor {
    /// Errors if the exponent of a big decimal is not in the range of a long.
    fn encode(
        &self,
        value: &dyn Structure,
        part: Part,
        out: &mut Vec<u8>,
    ) -> Result<(), EncodeError> {
        write::structure(value, part, out)
    }

    fn encode_member(
        &self,
        member: &'static Member,
        value: Value<'_>,
        out: &mut Vec<u8>,
    ) -> Result<(), EncodeError> {
        write::value(member, value, out)
    }

    /// Skips unknown members; the last of repeated members wins. Null members are absent. Drops
    /// nulls from lists and maps that are not `sparse`.
    fn decode(
        &self,
        bytes: &[u8],
        value: &mut dyn Structure,
        part: Part,
        limits: &Limits,
    ) -> Result<Decoded, DecodeError> {
        read::root(bytes, value, part, limits)
    }

    fn decode_member(
        &self,
        bytes: &[u8],
        member: &'static Member,
        slot: Slot<'_>,
        limits: &Limits,
    ) -> Result<Decoded, DecodeError> {
        read::value(bytes, member, slot, limits)
    }
}

/// Reads any CBOR value that a document can represent. Maps keep the last of equal keys, which
/// must be texts. Integers that no 64-bit type holds become the nearest float, and byte strings
/// become texts in base64. Tags are dropped.
pub fn decode_document(bytes: &[u8], limits: &Limits) -> Result<Document, DecodeError> {
    document::decode(bytes, limits)
}

/// Appends `document` to `out`.
pub fn encode_document(document: &Document, out: &mut Vec<u8>) {
    document::write(document, out);
}
