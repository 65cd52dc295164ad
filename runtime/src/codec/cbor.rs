//! CBOR, as the `rpcv2Cbor` protocol spells values in it.
//!
//! Owns the mapping of values to CBOR and the syntax (RFC 8949). A structure is read and
//! written by walking its schema. The reader is our own: it takes keys without checking them
//! twice, hands out what is borrowed, and knows where in the data an error is.

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

/// How `rpcv2Cbor` spells values (Smithy RPC v2 CBOR, "Shape serialization").
///
/// Timestamps are written to the millisecond, floats with single precision where that loses
/// nothing, structures with indefinite and all else with definite length. What is read may be
/// spelled in any way that RFC 8949 allows: tags without meaning here are ignored, `undefined`
/// is null, integers may be floats without a fraction.
///
/// The specification has no spelling for documents. They are written as CBOR has it, without
/// byte strings: those are read as text in base64, as they are in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cbor;

impl Cbor {
    /// Appends `value` with one more member of type string in front.
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
    /// Fails where the exponent of a big decimal is not in the range of a long.
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

    /// Unknown members are skipped; of members that are given twice the last one counts. Nulls
    /// stand for absent members, and are dropped from lists and maps that are not `sparse`.
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

/// Reads any CBOR value that a document can hold. Maps keep the last of equal keys, which must
/// be texts; integers that no 64-bit type holds become the nearest float; byte strings become
/// texts in base64; tags are dropped.
pub fn decode_document(bytes: &[u8], limits: &Limits) -> Result<Document, DecodeError> {
    document::decode(bytes, limits)
}

/// Appends `document` to `out`.
pub fn encode_document(document: &Document, out: &mut Vec<u8>) {
    document::write(document, out);
}
