//! Reads and writes documents in CBOR.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::cursor::{Cursor, Fallible, Head, Length};
use super::{float, head, number};
use crate::codec::budget::Budget;
use crate::codec::{DecodeError, Limits};
use crate::types::map::Map;
use crate::types::{Document, Number};

pub(super) fn decode(bytes: &[u8], limits: &Limits) -> Result<Document, DecodeError> {
    let mut cursor = Cursor::new(bytes, limits.depth);
    let budget = Budget::new(limits, bytes.len());
    let document = budget.and_then(|mut budget| read(&mut cursor, &mut budget));
    document
        .and_then(|document| cursor.end().map(|()| document))
        .map_err(|error| *error)
}

/// Reads any value.
pub(super) fn read(cursor: &mut Cursor<'_>, budget: &mut Budget) -> Fallible<Document> {
    let head = cursor.head_after_tags(number::is_bignum)?;
    Ok(match head {
        Head::Map(length) => Document::Map(map(cursor, length, budget)?),
        Head::List(length) => Document::List(list(cursor, length, budget)?),
        Head::Text(length) => Document::String(cursor.text(length)?.into_owned()),
        Head::Bytes(length) => {
            let bytes = cursor.byte_string(length)?;
            // Base64 is a third longer than its bytes.
            budget.take(bytes.len() / 3 + 4)?;
            Document::String(STANDARD.encode(bytes))
        }
        Head::Boolean(it) => Document::Bool(it),
        Head::Null => Document::Null,
        Head::Float(it) => Document::Number(Number::Float(it)),
        Head::Unsigned(it) => Document::Number(Number::Unsigned(it)),
        Head::Negative(it) => Document::Number(negative(it)),
        Head::Tag(_) => {
            let digits = number::integer(cursor, head, "a bignum")?;
            let nearest = digits.parse().ok().filter(|it: &f64| it.is_finite());
            nearest
                .map(Document::from)
                .ok_or_else(|| cursor.fault("the bignum is out of the range of numbers"))?
        }
        Head::Simple(_) => return Err(cursor.unexpected("a value", head)),
    })
}

/// The number minus one, minus `rest`.
#[expect(
    clippy::cast_precision_loss,
    reason = "the nearest float is the contract"
)]
fn negative(rest: u64) -> Number {
    match i64::try_from(rest) {
        Ok(rest) => Number::Negative(-1 - rest),
        Err(_) => Number::Float(-1.0 - rest as f64),
    }
}

fn list(cursor: &mut Cursor<'_>, mut rest: Length, budget: &mut Budget) -> Fallible<Vec<Document>> {
    cursor.enter()?;
    let mut elements = Vec::new();
    while cursor.next(&mut rest)? {
        let length = elements.len();
        budget.widen_list(&mut elements, length, 0)?;
        elements.push(read(cursor, budget)?);
    }
    Ok(elements)
}

fn map(
    cursor: &mut Cursor<'_>,
    mut rest: Length,
    budget: &mut Budget,
) -> Fallible<Map<String, Document>> {
    cursor.enter()?;
    let mut entries = Map::new();
    while cursor.next(&mut rest)? {
        let length = entries.len();
        budget.widen_map(&mut entries, length, 0)?;
        let key = cursor.key()?.into_owned();
        let value = read(cursor, budget)?;
        entries.append(key, value);
    }
    budget.check_sort(entries.len())?;
    entries.restore_order();
    Ok(entries)
}

/// Appends any value.
pub(super) fn write(document: &Document, out: &mut Vec<u8>) {
    match document {
        Document::Null => head::write_null(out),
        Document::Bool(it) => head::write_boolean(*it, out),
        Document::Number(Number::Unsigned(it)) => head::write_unsigned(*it, out),
        Document::Number(Number::Negative(it)) => head::write_integer(*it, out),
        Document::Number(Number::Float(it)) => float::write_double(*it, out),
        Document::String(it) => head::write_text(it, out),
        Document::List(elements) => {
            head::write_list(elements.len(), out);
            for element in elements {
                write(element, out);
            }
        }
        Document::Map(entries) => {
            head::write_map(entries.len(), out);
            for (key, value) in entries.iter() {
                head::write_text(key, out);
                write(value, out);
            }
        }
    }
}
