//! Documents of `restXml` whose root element is not named by their shape.

use crate::codec::xml::Xml;
use crate::codec::{Codec, DecodeError, Decoded, EncodeError, Limits, Part};
use crate::model::schema::{Member, Schema};
use crate::model::value::{Slot, Structure, Value};
use crate::protocol::xml_error;

/// The codec of error bodies, whose members are inside wrappers.
#[derive(Debug)]
pub(super) struct ErrorBody;

impl Codec for ErrorBody {
    fn encode(
        &self,
        value: &dyn Structure,
        part: Part,
        out: &mut Vec<u8>,
    ) -> Result<(), EncodeError> {
        Codec::encode(&Xml::AWS, value, part, out)
    }

    fn encode_member(
        &self,
        member: &'static Member,
        value: Value<'_>,
        out: &mut Vec<u8>,
    ) -> Result<(), EncodeError> {
        Xml::AWS.encode_member(member, value, out)
    }

    fn decode(
        &self,
        bytes: &[u8],
        value: &mut dyn Structure,
        part: Part,
        limits: &Limits,
    ) -> Result<Decoded, DecodeError> {
        xml_error::decode(bytes, value, part, limits)
    }

    fn decode_member(
        &self,
        bytes: &[u8],
        member: &'static Member,
        slot: Slot<'_>,
        limits: &Limits,
    ) -> Result<Decoded, DecodeError> {
        Xml::AWS.decode_member(bytes, member, slot, limits)
    }
}

/// The codec of outputs whose root element is that of their only member
/// (`aws.customizations#s3UnwrappedXmlOutput`).
#[derive(Debug)]
pub(super) struct Unwrapped(pub(super) Xml);

impl Codec for Unwrapped {
    fn encode(
        &self,
        value: &dyn Structure,
        part: Part,
        out: &mut Vec<u8>,
    ) -> Result<(), EncodeError> {
        match only_member(value.schema(), part) {
            Some((index, member)) => self.encode_member(member, value.get(index), out),
            None => self.0.encode(value, part, out),
        }
    }

    fn encode_member(
        &self,
        member: &'static Member,
        value: Value<'_>,
        out: &mut Vec<u8>,
    ) -> Result<(), EncodeError> {
        self.0.encode_member(member, value, out)
    }

    fn decode(
        &self,
        bytes: &[u8],
        value: &mut dyn Structure,
        part: Part,
        limits: &Limits,
    ) -> Result<Decoded, DecodeError> {
        match only_member(value.schema(), part) {
            Some((index, member)) => self.decode_member(bytes, member, value.slot(index), limits),
            None => self.0.decode(bytes, value, part, limits),
        }
    }

    fn decode_member(
        &self,
        bytes: &[u8],
        member: &'static Member,
        slot: Slot<'_>,
        limits: &Limits,
    ) -> Result<Decoded, DecodeError> {
        self.0.decode_member(bytes, member, slot, limits)
    }
}

fn only_member(schema: &'static Schema, part: Part) -> Option<(usize, &'static Member)> {
    let mut members = schema.members.iter().enumerate();
    members.find(|(_, member)| part.takes(member))
}
