//! Encodes values as CBOR.

use super::{document, float, head, number};
use crate::codec::correction::MISMATCH;
use crate::codec::{EncodeError, Part};
use crate::model::path::{Path, Segment};
use crate::model::schema::{Member, Schema};
use crate::model::value::{Entries, List, Structure, Union, Value, Variant};
use crate::types::Timestamp;

/// The tag of seconds since the epoch (RFC 8949, section 3.4.2).
const EPOCH: u64 = 1;

/// The first byte of a map of indefinite length, and the byte that ends it.
const MAP: u8 = 0xBF;
const BREAK: u8 = 0xFF;

type Fallible = Result<(), EncodeError>;

pub(super) fn structure(value: &dyn Structure, part: Part, out: &mut Vec<u8>) -> Fallible {
    out.push(MAP);
    members(value, part, out, &Path::ROOT)
}

/// Appends the value of `member` as a document of its own.
pub(super) fn value(member: &'static Member, value: Value<'_>, out: &mut Vec<u8>) -> Fallible {
    any(member, value, out, &Path::ROOT)
}

/// Appends a structure with the member `tag` in front.
#[cfg(feature = "fake")]
pub(super) fn tagged(
    (name, text): (&str, &str),
    value: &dyn Structure,
    out: &mut Vec<u8>,
) -> Fallible {
    out.push(MAP);
    head::write_text(name, out);
    head::write_text(text, out);
    members(value, Part::Whole, out, &Path::ROOT)
}

/// Appends the members and the break. The length of a structure is indefinite, since the number
/// of its present members is not known before they are read.
fn members(value: &dyn Structure, part: Part, out: &mut Vec<u8>, path: &Path<'_>) -> Fallible {
    for (index, edge) in value.schema().members.iter().enumerate() {
        let held = value.get(index);
        if matches!(held, Value::Null | Value::Stream(_)) || !part.takes(edge) {
            continue;
        }
        member(edge, held, out, path)?;
    }
    out.push(BREAK);
    Ok(())
}

fn member(
    member: &'static Member,
    value: Value<'_>,
    out: &mut Vec<u8>,
    path: &Path<'_>,
) -> Fallible {
    head::write_text(member.name, out);
    any(member, value, out, &path.then(Segment::Member(member.name)))
}

fn any(edge: &'static Member, value: Value<'_>, out: &mut Vec<u8>, path: &Path<'_>) -> Fallible {
    match value {
        Value::String(it) => head::write_text(it, out),
        Value::Boolean(it) => head::write_boolean(it, out),
        Value::Integer(it) => head::write_integer(it, out),
        Value::Float(it) => float::write_single(it, out),
        Value::Double(it) => float::write_double(it, out),
        Value::BigInteger(it) => number::write_integer(it, out),
        Value::BigDecimal(it) => {
            let written = number::write_decimal(it, out);
            return written.ok_or_else(|| fault(EXPONENT, path));
        }
        Value::Blob(it) => head::write_bytes(it, out),
        Value::Timestamp(it) => timestamp(it, out),
        Value::Document(it) => document::write(it, out),
        Value::Null | Value::Stream(_) => head::write_null(out),
        Value::List(it) => return list(edge.target, it, out, path),
        Value::Map(it) => return map(edge.target, it, out, path),
        Value::Union(it) => return union(it, out, path),
        Value::Structure(it) => {
            out.push(MAP);
            return members(it, Part::Whole, out, path);
        }
    }
    Ok(())
}

/// Appends seconds, with milliseconds as a fraction unless they are zero. Drops smaller units.
#[expect(
    clippy::cast_precision_loss,
    reason = "floats hold milliseconds exactly for all timestamps in practice"
)]
fn timestamp(moment: Timestamp, out: &mut Vec<u8>) {
    head::write_tag(EPOCH, out);
    match i128::from(moment.nanos() / 1_000_000) {
        0 => head::write_integer(moment.seconds(), out),
        millis => {
            let millis = i128::from(moment.seconds()) * 1000 + millis;
            float::write_double(millis as f64 / 1000.0, out);
        }
    }
}

fn list(schema: &'static Schema, list: &dyn List, out: &mut Vec<u8>, path: &Path<'_>) -> Fallible {
    let edge = schema.list_member().ok_or_else(|| fault(MISMATCH, path))?;
    head::write_list(list.len(), out);
    for index in 0..list.len() {
        let path = path.then(Segment::Index(index));
        any(edge, list.get(index), out, &path)?;
    }
    Ok(())
}

fn map(schema: &'static Schema, map: &dyn Entries, out: &mut Vec<u8>, path: &Path<'_>) -> Fallible {
    let (_, edge) = schema.map_members().ok_or_else(|| fault(MISMATCH, path))?;
    head::write_map(map.len(), out);
    for index in 0..map.len() {
        let (key, value) = map.entry(index).ok_or_else(|| fault(MISMATCH, path))?;
        head::write_text(key, out);
        any(edge, value, out, &path.then(Segment::Value(key)))?;
    }
    Ok(())
}

fn union(union: &dyn Union, out: &mut Vec<u8>, path: &Path<'_>) -> Fallible {
    match union.variant() {
        Variant::Known(index, value) => {
            let members = union.schema().members;
            let edge = members.get(index).ok_or_else(|| fault(MISMATCH, path))?;
            head::write_map(1, out);
            return member(edge, value, out, path);
        }
        // The result of decoding a union without a variant.
        Variant::Unknown("", _) => head::write_map(0, out),
        Variant::Unknown(name, value) => {
            head::write_map(1, out);
            head::write_text(name, out);
            document::write(value, out);
        }
    }
    Ok(())
}

fn fault(reason: &str, path: &Path<'_>) -> EncodeError {
    EncodeError {
        path: path.to_string(),
        reason: reason.to_owned(),
    }
}

const EXPONENT: &str = "the exponent is not in the range of a long";
