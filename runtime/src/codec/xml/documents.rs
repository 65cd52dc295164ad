//! Documents whose root element is named by a shape or member: the codec of `restXml`. The query
//! protocols have other root elements, and their clients do not write XML.

use super::{Xml, names, read, write};
use crate::codec::{Codec, DecodeError, Decoded, EncodeError, Limits, Part};
use crate::model::schema::{Kind, Member, Schema};
use crate::model::value::{Slot, Structure, Value};

/// The root element has the `xmlName` of the member or shape, or the name of the shape. Services
/// require that name; clients accept any name but that of an error. Decoding skips elements of
/// unknown members and ignores prefixes. The last of repeated elements wins. Each element takes
/// one level of [`Limits::depth`].
///
/// Documents are read as texts, lists and maps, since XML has no other types.
impl Codec for Xml {
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

/// The name of the root element of a structure.
pub(super) fn root_name(schema: &'static Schema) -> &'static str {
    names::xml_name(schema.traits).unwrap_or(schema.id.name)
}

/// The name of the root element of a member's value.
pub(super) fn payload_name(member: &'static Member) -> &'static str {
    match member.target.kind {
        Kind::Structure | Kind::Union => {
            names::xml_name(member.traits).unwrap_or_else(|| root_name(member.target))
        }
        _ => names::member_name(member),
    }
}

/// Whether `name` is the root element of an error, in any protocol that uses XML.
pub(super) fn is_error(name: &str) -> bool {
    names::matches(name, "Error") || names::matches(name, "ErrorResponse")
}
