//! JSON, in the representation of the `awsJson`, `restJson1` and `rpcv2Json` protocols.
//!
//! Owns the mapping of values to JSON and the syntax (RFC 8259). Reads and writes a structure by
//! walking its schema.

mod base64;
#[cfg(feature = "fake")]
mod defaults;
mod document;
mod escape;
mod lexer;
mod number;
mod read;
mod scan;
#[cfg(feature = "_json-errors")]
mod texts;
mod write;

use crate::codec::{Codec, DecodeError, Decoded, EncodeError, Part};
use crate::model::schema::{Member, TimestampFormat, Trait};
use crate::model::value::{Slot, Structure, Value};
use crate::types::Document;

pub use crate::codec::Limits;
#[cfg(feature = "fake")]
pub use defaults::fill_defaults;
#[cfg(feature = "_json-errors")]
pub(crate) use texts::texts;

/// The JSON codec, with the settings in which protocols differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Json {
    /// Whether the `jsonName` trait names members; `awsJson` protocols ignore it.
    pub json_names: bool,
    /// The format of timestamps without a `timestampFormat` trait.
    pub timestamps: TimestampFormat,
    /// Whether the `timestampFormat` trait applies; `rpcv2Json` ignores it.
    pub timestamp_traits: bool,
    /// Whether big integers and big decimals are strings, as in `rpcv2Json`, instead of numbers.
    pub big_numbers_as_strings: bool,
}

impl Json {
    /// The codec of `awsJson1_0` and `awsJson1_1`.
    pub const AWS_JSON: Self = Self {
        json_names: false,
        timestamps: TimestampFormat::EpochSeconds,
        timestamp_traits: true,
        big_numbers_as_strings: false,
    };

    /// The codec of `restJson1`.
    pub const REST_JSON: Self = Self {
        json_names: true,
        ..Self::AWS_JSON
    };

    /// The codec of `rpcv2Json`.
    pub const RPC_V2_JSON: Self = Self {
        timestamp_traits: false,
        big_numbers_as_strings: true,
        ..Self::AWS_JSON
    };

    /// Appends `value` to `out`.
    ///
    /// Writes floats that are not finite as the strings `NaN`, `Infinity` and `-Infinity`.
    ///
    /// Errors if a timestamp does not fit its format.
    pub fn encode(self, value: &dyn Structure, out: &mut Vec<u8>) -> Result<(), EncodeError> {
        write::structure(self, value, Part::Whole, out)
    }

    /// Appends `value` with the additional string member `tag` in front.
    #[cfg(feature = "fake")]
    pub fn encode_tagged(
        self,
        tag: (&str, &str),
        value: &dyn Structure,
        out: &mut Vec<u8>,
    ) -> Result<(), EncodeError> {
        write::tagged(self, tag, value, out)
    }

    /// Fills `value` from `bytes`, which must be exactly one JSON object.
    ///
    /// Skips unknown members; the last of repeated members wins. Null members are absent. Drops
    /// nulls from lists and maps that are not `sparse`. On an error, `value` may be partly filled.
    pub fn decode(
        self,
        bytes: &[u8],
        value: &mut dyn Structure,
        limits: &Limits,
    ) -> Result<Decoded, DecodeError> {
        read::root(self, bytes, value, Part::Whole, limits)
    }

    /// The name of `member` on the wire.
    #[inline]
    fn name(self, member: &Member) -> &'static str {
        let json_name = |it: &'static Trait| match it {
            Trait::JsonName(name) => Some(*name),
            _ => None,
        };
        let renamed = self
            .json_names
            .then(|| member.traits.iter().find_map(json_name));
        renamed.flatten().unwrap_or(member.name)
    }

    fn timestamp_format(self, member: &Member) -> TimestampFormat {
        let own = self.timestamp_traits.then(|| member.timestamp_format());
        own.flatten().unwrap_or(self.timestamps)
    }
}

impl Codec for Json {
    fn encode(
        &self,
        value: &dyn Structure,
        part: Part,
        out: &mut Vec<u8>,
    ) -> Result<(), EncodeError> {
        write::structure(*self, value, part, out)
    }

    fn encode_member(
        &self,
        member: &'static Member,
        value: Value<'_>,
        out: &mut Vec<u8>,
    ) -> Result<(), EncodeError> {
        write::value(*self, member, value, out)
    }

    fn decode(
        &self,
        bytes: &[u8],
        value: &mut dyn Structure,
        part: Part,
        limits: &Limits,
    ) -> Result<Decoded, DecodeError> {
        read::root(*self, bytes, value, part, limits)
    }

    fn decode_member(
        &self,
        bytes: &[u8],
        member: &'static Member,
        slot: Slot<'_>,
        limits: &Limits,
    ) -> Result<Decoded, DecodeError> {
        read::value(*self, bytes, member, slot, limits)
    }
}

/// Reads any JSON value. Objects keep the last of equal keys. Integers that no 64-bit type holds
/// become the nearest float.
pub fn decode_document(bytes: &[u8], limits: &Limits) -> Result<Document, DecodeError> {
    document::decode(bytes, limits)
}

/// Appends `document` to `out`.
pub fn encode_document(document: &Document, out: &mut Vec<u8>) {
    document::write(document, out);
}
