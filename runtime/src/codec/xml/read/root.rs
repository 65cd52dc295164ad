//! Decodes documents whose root element is named by a shape or member.

use super::{Reader, document};
use crate::codec::xml::lexer::{Fallible, Tag};
use crate::codec::xml::{Xml, documents, names};
use crate::codec::{DecodeError, Decoded, Limits, Part};
use crate::model::path::Path;
use crate::model::schema::Member;
use crate::model::value::{Slot, Structure};

/// Decodes a structure that is the root element.
pub(in crate::codec::xml) fn root(
    xml: Xml,
    bytes: &[u8],
    value: &mut dyn Structure,
    part: Part,
    limits: &Limits,
) -> Result<Decoded, DecodeError> {
    document(xml, bytes, limits, |reader| {
        let tag = reader.root(documents::root_name(value.schema()))?;
        reader.structure(&tag, value, part, &Path::ROOT)
    })
}

/// Decodes the value of `member` from a document of its own.
pub(in crate::codec::xml) fn value(
    xml: Xml,
    bytes: &[u8],
    member: &'static Member,
    slot: Slot<'_>,
    limits: &Limits,
) -> Result<Decoded, DecodeError> {
    document(xml, bytes, limits, |reader| {
        let tag = reader.root(documents::payload_name(member))?;
        reader.value(&tag, member, slot, &Path::ROOT)
    })
}

impl<'a> Reader<'a> {
    /// Reads the root element. Clients accept any name that is not an error's: services use root
    /// elements that their models do not name, and AWS's own JSON names no root elements.
    fn root(&mut self, expected: &str) -> Fallible<Tag<'a>> {
        let tag = self.lexer.root()?;
        let lenient = !self.spelling.strict && !documents::is_error(tag.name);
        if lenient || names::matches(tag.name, expected) {
            return Ok(tag);
        }
        Err(self.wrong_root(&tag, expected))
    }
}
