//! Encodes values as JSON.

use super::document::separate;
use super::{Json, base64, document, escape, number};
use crate::codec::correction::MISMATCH;
use crate::codec::{EncodeError, Part};
use crate::model::path::{Path, Segment};
use crate::model::schema::{Member, Schema, TimestampFormat};
use crate::model::value::{Entries, List, Structure, Union, Value, Variant};
use crate::types::Timestamp;

pub(super) fn structure(
    json: Json,
    value: &dyn Structure,
    part: Part,
    out: &mut Vec<u8>,
) -> Result<(), EncodeError> {
    out.push(b'{');
    Writer { json, out }.members(value, part, true, &Path::ROOT)
}

/// Appends the value of `member` as a document of its own.
pub(super) fn value(
    json: Json,
    member: &'static Member,
    value: Value<'_>,
    out: &mut Vec<u8>,
) -> Result<(), EncodeError> {
    Writer { json, out }.value(member, value, &Path::ROOT)
}

/// Appends a structure with the member `tag` in front.
#[cfg(feature = "fake")]
pub(super) fn tagged(
    json: Json,
    (name, text): (&str, &str),
    value: &dyn Structure,
    out: &mut Vec<u8>,
) -> Result<(), EncodeError> {
    out.push(b'{');
    escape::write(name, out);
    out.push(b':');
    escape::write(text, out);
    Writer { json, out }.members(value, Part::Whole, false, &Path::ROOT)
}

struct Writer<'o> {
    json: Json,
    out: &'o mut Vec<u8>,
}

impl Writer<'_> {
    /// Appends the members and the closing brace.
    fn members(
        &mut self,
        value: &dyn Structure,
        part: Part,
        mut first: bool,
        path: &Path<'_>,
    ) -> Result<(), EncodeError> {
        for (index, member) in value.schema().members.iter().enumerate() {
            let held = value.get(index);
            if matches!(held, Value::Null | Value::Stream(_)) || !part.takes(member) {
                continue;
            }
            if !first {
                self.out.push(b',');
            }
            first = false;
            self.member(member, held, path)?;
        }
        self.out.push(b'}');
        Ok(())
    }

    fn member(
        &mut self,
        member: &'static Member,
        value: Value<'_>,
        path: &Path<'_>,
    ) -> Result<(), EncodeError> {
        if self.json.json_names {
            escape::write(self.json.name(member), self.out);
            self.out.push(b':');
        } else {
            // A member name is an identifier and needs no escapes.
            self.out.push(b'"');
            self.out.extend_from_slice(member.name.as_bytes());
            self.out.extend_from_slice(b"\":");
        }
        self.value(member, value, &path.then(Segment::Member(member.name)))
    }

    fn value(
        &mut self,
        edge: &'static Member,
        value: Value<'_>,
        path: &Path<'_>,
    ) -> Result<(), EncodeError> {
        match value {
            Value::String(it) => escape::write(it, self.out),
            Value::Boolean(true) => self.out.extend_from_slice(b"true"),
            Value::Boolean(false) => self.out.extend_from_slice(b"false"),
            Value::Integer(it) => number::write_integer(it, self.out),
            Value::Float(it) => number::write_float(it, self.out),
            Value::Double(it) => number::write_float(it, self.out),
            Value::BigInteger(it) => self.big_number(it.as_str()),
            Value::BigDecimal(it) => self.big_number(it.as_str()),
            Value::Blob(it) => base64::write(it, self.out),
            Value::Document(it) => document::write(it, self.out),
            Value::Null | Value::Stream(_) => self.out.extend_from_slice(b"null"),
            Value::Timestamp(it) => return self.timestamp(edge, it, path),
            Value::List(it) => return self.list(edge.target, it, path),
            Value::Map(it) => return self.map(edge.target, it, path),
            Value::Union(it) => return self.union(it, path),
            Value::Structure(it) => {
                self.out.push(b'{');
                return self.members(it, Part::Whole, true, path);
            }
        }
        Ok(())
    }

    /// Appends a big number, whose digits need no escapes.
    fn big_number(&mut self, digits: &str) {
        let quote: &[u8] = if self.json.big_numbers_as_strings {
            b"\""
        } else {
            b""
        };
        self.out.extend_from_slice(quote);
        self.out.extend_from_slice(digits.as_bytes());
        self.out.extend_from_slice(quote);
    }

    fn timestamp(
        &mut self,
        edge: &Member,
        moment: Timestamp,
        path: &Path<'_>,
    ) -> Result<(), EncodeError> {
        let format = self.json.timestamp_format(edge);
        let text = moment.format(format).map_err(|error| EncodeError {
            path: path.to_string(),
            reason: error.to_string(),
        })?;
        match format {
            TimestampFormat::EpochSeconds => self.out.extend_from_slice(text.as_bytes()),
            _ => escape::write(&text, self.out),
        }
        Ok(())
    }

    fn list(
        &mut self,
        schema: &'static Schema,
        list: &dyn List,
        path: &Path<'_>,
    ) -> Result<(), EncodeError> {
        let edge = schema.list_member().ok_or_else(|| mismatch(path))?;
        self.out.push(b'[');
        for index in 0..list.len() {
            separate(index, self.out);
            self.value(edge, list.get(index), &path.then(Segment::Index(index)))?;
        }
        self.out.push(b']');
        Ok(())
    }

    fn map(
        &mut self,
        schema: &'static Schema,
        map: &dyn Entries,
        path: &Path<'_>,
    ) -> Result<(), EncodeError> {
        let (_, edge) = schema.map_members().ok_or_else(|| mismatch(path))?;
        self.out.push(b'{');
        for index in 0..map.len() {
            let (key, value) = map.entry(index).ok_or_else(|| mismatch(path))?;
            separate(index, self.out);
            escape::write(key, self.out);
            self.out.push(b':');
            self.value(edge, value, &path.then(Segment::Value(key)))?;
        }
        self.out.push(b'}');
        Ok(())
    }

    fn union(&mut self, union: &dyn Union, path: &Path<'_>) -> Result<(), EncodeError> {
        self.out.push(b'{');
        match union.variant() {
            Variant::Known(index, value) => {
                let members = union.schema().members;
                let member = members.get(index).ok_or_else(|| mismatch(path))?;
                self.member(member, value, path)?;
            }
            // The result of decoding a union without a variant.
            Variant::Unknown("", _) => {}
            Variant::Unknown(name, value) => {
                escape::write(name, self.out);
                self.out.push(b':');
                document::write(value, self.out);
            }
        }
        self.out.push(b'}');
        Ok(())
    }
}

/// The error for a type that does not match its schema, which is an error of the declaration.
fn mismatch(path: &Path<'_>) -> EncodeError {
    EncodeError {
        path: path.to_string(),
        reason: MISMATCH.to_owned(),
    }
}
