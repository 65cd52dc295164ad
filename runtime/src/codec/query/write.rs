//! Encodes values as parameters.

use std::io::Write;

use super::{ENTRY, Query};
use crate::codec::correction::MISMATCH;
use crate::codec::{EncodeError, text};
use crate::model::path::{Path, Segment};
use crate::model::schema::{Member, TimestampFormat};
use crate::model::value::{Entries, List, Structure, Union, Value, Variant};
use crate::util::percent;

pub(super) fn structure(
    query: Query,
    value: &dyn Structure,
    out: &mut Vec<u8>,
) -> Result<(), EncodeError> {
    let key = Vec::with_capacity(64);
    Writer { query, out, key }.members(value, &Path::ROOT)
}

struct Writer<'o> {
    query: Query,
    out: &'o mut Vec<u8>,
    /// The key of the current value, escaped.
    key: Vec<u8>,
}

type Written = Result<(), EncodeError>;

impl Writer<'_> {
    fn members(&mut self, value: &dyn Structure, path: &Path<'_>) -> Written {
        for (index, member) in value.schema().members.iter().enumerate() {
            self.member(member, value.get(index), path)?;
        }
        Ok(())
    }

    fn member(&mut self, member: &'static Member, value: Value<'_>, path: &Path<'_>) -> Written {
        if matches!(value, Value::Null | Value::Stream(_)) {
            return Ok(());
        }
        let name = self.query.name(member);
        let path = path.then(Segment::Member(member.name));
        self.under(&name, |it| it.value(member, value, &path))
    }

    fn value(&mut self, edge: &'static Member, value: Value<'_>, path: &Path<'_>) -> Written {
        match value {
            Value::List(it) => self.list(edge, it, path),
            Value::Map(it) => self.map(edge, it, path),
            Value::Structure(it) => self.members(it, path),
            Value::Union(it) => self.union(it, path),
            // A null in a sparse collection leaves a gap.
            Value::Null => Ok(()),
            scalar => {
                let text = text::write(edge, scalar, TimestampFormat::DateTime);
                self.parameter(&text.map_err(|reason| fault(reason, path))?);
                Ok(())
            }
        }
    }

    fn list(&mut self, edge: &'static Member, list: &dyn List, path: &Path<'_>) -> Written {
        let element = edge.target.list_member();
        let element = element.ok_or_else(|| fault(MISMATCH, path))?;
        if list.is_empty() {
            // `ec2Query` cannot represent empty lists.
            if self.query == Query::Aws {
                self.parameter("");
            }
            return Ok(());
        }
        let flat = self.query.is_flat(edge);
        let name = (!flat).then(|| self.query.name(element));
        self.inside(name.as_deref(), |it| {
            for index in 0..list.len() {
                let path = path.then(Segment::Index(index));
                it.numbered(index, |it| it.value(element, list.get(index), &path))?;
            }
            Ok(())
        })
    }

    fn map(&mut self, edge: &'static Member, map: &dyn Entries, path: &Path<'_>) -> Written {
        let members = edge.target.map_members();
        let (keys, values) = members.ok_or_else(|| fault(MISMATCH, path))?;
        let (key_name, value_name) = (self.query.name(keys), self.query.name(values));
        let container = (!self.query.is_flat(edge)).then_some(ENTRY);
        self.inside(container, |it| {
            for index in 0..map.len() {
                let (key, value) = map.entry(index).ok_or_else(|| fault(MISMATCH, path))?;
                let path = path.then(Segment::Value(key));
                it.numbered(index, |it| {
                    it.under(&key_name, |it| {
                        it.parameter(key);
                        Ok(())
                    })?;
                    it.under(&value_name, |it| it.value(values, value, &path))
                })?;
            }
            Ok(())
        })
    }

    fn union(&mut self, union: &dyn Union, path: &Path<'_>) -> Written {
        match union.variant() {
            Variant::Known(index, value) => {
                let member = union.schema().members.get(index);
                self.member(member.ok_or_else(|| fault(MISMATCH, path))?, value, path)
            }
            // The result of decoding a union without a variant.
            Variant::Unknown("", _) => Ok(()),
            Variant::Unknown(..) => Err(fault("a form cannot represent an unknown variant", path)),
        }
    }

    /// Calls `write` with `segment`, if it is `Some`, appended to the key.
    fn inside(
        &mut self,
        segment: Option<&str>,
        write: impl FnOnce(&mut Self) -> Written,
    ) -> Written {
        match segment {
            Some(segment) => self.under(segment, write),
            None => write(self),
        }
    }

    /// Calls `write` with `segment` appended to the key.
    fn under(&mut self, segment: &str, write: impl FnOnce(&mut Self) -> Written) -> Written {
        let length = self.enter();
        escape(segment, &mut self.key);
        let written = write(self);
        self.key.truncate(length);
        written
    }

    /// Calls `write` with the number of an element appended to the key. Numbers start at 1.
    fn numbered(&mut self, index: usize, write: impl FnOnce(&mut Self) -> Written) -> Written {
        let length = self.enter();
        // Writing to a vector cannot fail.
        let _ = write!(self.key, "{}", index + 1);
        let written = write(self);
        self.key.truncate(length);
        written
    }

    /// Begins the next segment, and returns the length of the key before it.
    fn enter(&mut self) -> usize {
        let length = self.key.len();
        if length > 0 {
            self.key.push(b'.');
        }
        length
    }

    fn parameter(&mut self, text: &str) {
        self.out.push(b'&');
        self.out.extend_from_slice(&self.key);
        self.out.push(b'=');
        escape(text, self.out);
    }
}

/// Appends `text`, percent-encoded like keys and values (RFC 3986).
pub(crate) fn escape(text: &str, out: &mut Vec<u8>) {
    for &byte in text.as_bytes() {
        match percent::escape(byte) {
            Some(escaped) => out.extend_from_slice(&escaped),
            None => out.push(byte),
        }
    }
}

#[cold]
fn fault(reason: impl Into<String>, path: &Path<'_>) -> EncodeError {
    EncodeError {
        path: path.to_string(),
        reason: reason.into(),
    }
}
