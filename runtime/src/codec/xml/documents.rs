//! Documents whose root element is that of a shape or member: the codec of `restXml`. The query
//! protocols have other roots, and their clients write no XML.

use super::{Xml, names, read, write};
use crate::codec::{Codec, DecodeError, Decoded, EncodeError, Limits, Part};
use crate::model::schema::{Kind, Member, Schema};
use crate::model::value::{Slot, Structure, Value};

/// The root element is called as the `xmlName` of the member or shape says, or as the shape.
/// Services demand that name, clients take any but that of an error. Decoding skips elements that
/// no member is named like; prefixes are not compared. Of elements that are given twice the last one counts. Each element takes one
/// level of [`Limits::depth`].
///
/// Documents are read as texts, lists and maps, since XML tells no more.
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
pub(super) fn of_root(schema: &'static Schema) -> &'static str {
    names::xml_name(schema.traits).unwrap_or(schema.id.name)
}

/// The name of the root element of a member's value.
pub(super) fn of_payload(member: &'static Member) -> &'static str {
    match member.target.kind {
        Kind::Structure | Kind::Union => {
            names::xml_name(member.traits).unwrap_or_else(|| of_root(member.target))
        }
        _ => names::of(member),
    }
}

/// Whether an element called so is the root of an error, in any of the protocols that have XML.
pub(super) fn is_error(name: &str) -> bool {
    names::is(name, "Error") || names::is(name, "ErrorResponse")
}
