//! Reads and writes documents in JSON.

use super::lexer::{Fallible, Lexer};
use super::{escape, number};
use crate::codec::budget::Budget;
use crate::codec::{DecodeError, Limits};
use crate::types::map::Map;
use crate::types::{Document, Number};

pub(super) fn decode(bytes: &[u8], limits: &Limits) -> Result<Document, DecodeError> {
    let mut lexer = Lexer::new(bytes, limits.depth).map_err(|error| *error)?;
    let budget = Budget::new(limits, bytes.len());
    let document = budget.and_then(|mut budget| read(&mut lexer, &mut budget));
    document
        .and_then(|document| lexer.end().map(|()| document))
        .map_err(|error| *error)
}

/// Reads any value.
pub(super) fn read(lexer: &mut Lexer<'_>, budget: &mut Budget) -> Fallible<Document> {
    Ok(match lexer.peek() {
        b'{' => Document::Map(map(lexer, budget)?),
        b'[' => Document::List(list(lexer, budget)?),
        b'"' => Document::String(lexer.string()?.into_owned()),
        b't' | b'f' => Document::Bool(lexer.boolean()?),
        b'-' | b'0'..=b'9' => {
            let numeral = lexer.number()?;
            let number = numeral.number().ok_or_else(|| {
                lexer.fault(format!(
                    "{} is out of the range of numbers",
                    numeral.shown()
                ))
            })?;
            Document::Number(number)
        }
        _ if lexer.accept_null()? => Document::Null,
        _ => return Err(lexer.unexpected("a value")),
    })
}

fn list(lexer: &mut Lexer<'_>, budget: &mut Budget) -> Fallible<Vec<Document>> {
    lexer.open(b'[', "a list")?;
    let mut elements = Vec::new();
    while lexer.next(elements.is_empty(), b']')? {
        let length = elements.len();
        budget.widen_list(&mut elements, length, 0)?;
        elements.push(read(lexer, budget)?);
    }
    Ok(elements)
}

fn map(lexer: &mut Lexer<'_>, budget: &mut Budget) -> Fallible<Map<String, Document>> {
    lexer.open(b'{', "an object")?;
    let mut entries = Map::new();
    while lexer.next(entries.is_empty(), b'}')? {
        let length = entries.len();
        budget.widen_map(&mut entries, length, 0)?;
        let key = lexer.key()?.into_owned();
        let value = read(lexer, budget)?;
        entries.append(key, value);
    }
    budget.check_sort(entries.len())?;
    entries.restore_order();
    Ok(entries)
}

/// Appends any value.
pub(super) fn write(document: &Document, out: &mut Vec<u8>) {
    match document {
        Document::Null => out.extend_from_slice(b"null"),
        Document::Bool(true) => out.extend_from_slice(b"true"),
        Document::Bool(false) => out.extend_from_slice(b"false"),
        Document::Number(Number::Unsigned(it)) => out.extend_from_slice(it.to_string().as_bytes()),
        Document::Number(Number::Negative(it)) => number::write_integer(*it, out),
        Document::Number(Number::Float(it)) => number::write_float(*it, out),
        Document::String(it) => escape::write(it, out),
        Document::List(elements) => {
            out.push(b'[');
            for (index, element) in elements.iter().enumerate() {
                separate(index, out);
                write(element, out);
            }
            out.push(b']');
        }
        Document::Map(entries) => {
            out.push(b'{');
            for (index, (key, value)) in entries.iter().enumerate() {
                separate(index, out);
                escape::write(key, out);
                out.push(b':');
                write(value, out);
            }
            out.push(b'}');
        }
    }
}

/// Appends a comma before all but the first element.
pub(super) fn separate(index: usize, out: &mut Vec<u8>) {
    if index > 0 {
        out.push(b',');
    }
}
