//! `Debug` of generated types, driven by their schemas so that `sensitive` members are redacted.

use std::fmt::{Debug, Formatter, Result};

use crate::model::schema::Member;
use crate::model::value::{Entries, Structure, Union, Value, Variant};

/// Replaces a sensitive value in output.
pub(super) const REDACTED: &str = "*** redacted ***";

/// Prints a structure as `derive(Debug)` would, without absent members.
pub fn structure(value: &dyn Structure, f: &mut Formatter<'_>) -> Result {
    let schema = value.schema();
    let mut out = f.debug_struct(schema.id.name);
    for (index, member) in schema.members.iter().enumerate() {
        match value.get(index) {
            Value::Null => {}
            held => {
                out.field(
                    member.name,
                    &Printed {
                        member,
                        value: held,
                    },
                );
            }
        }
    }
    out.finish()
}

/// Prints a union as `derive(Debug)` would print an enum.
pub fn union(value: &dyn Union, f: &mut Formatter<'_>) -> Result {
    let schema = value.schema();
    match value.variant() {
        Variant::Known(index, held) => match schema.members.get(index) {
            Some(member) => f
                .debug_tuple(member.name)
                .field(&Printed {
                    member,
                    value: held,
                })
                .finish(),
            None => f.write_str(schema.id.name),
        },
        Variant::Unknown(name, _) => f
            .debug_struct("Unknown")
            .field("name", &name)
            .finish_non_exhaustive(),
    }
}

/// The member at `index` as `Debug` prints it, with sensitive values redacted.
pub(crate) fn member(structure: &dyn Structure, index: usize) -> String {
    let printed = structure.schema().members.get(index).map(|member| Printed {
        member,
        value: structure.get(index),
    });
    printed.map_or_else(String::new, |it| format!("{it:?}"))
}

struct Printed<'a> {
    member: &'static Member,
    value: Value<'a>,
}

impl Debug for Printed<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        if self.member.is_sensitive() {
            return f.write_str(REDACTED);
        }
        match self.value {
            Value::Null => f.write_str("null"),
            Value::Boolean(it) => it.fmt(f),
            Value::Integer(it) => it.fmt(f),
            Value::Float(it) => it.fmt(f),
            Value::Double(it) => it.fmt(f),
            Value::BigInteger(it) => f.write_str(it.as_str()),
            Value::BigDecimal(it) => f.write_str(it.as_str()),
            Value::String(it) => it.fmt(f),
            Value::Blob(it) => write!(f, "<{} bytes>", it.len()),
            Value::Timestamp(it) => it.fmt(f),
            Value::Document(it) => it.fmt(f),
            Value::Structure(it) => structure(it, f),
            Value::Union(it) => union(it, f),
            Value::Stream(it) => it.fmt(f),
            Value::List(list) => {
                let elements = (0..list.len())
                    .map(|index| self.inner(self.member.target.list_member(), list.get(index)));
                f.debug_list().entries(elements).finish()
            }
            Value::Map(map) => self.map(map, f),
        }
    }
}

impl<'a> Printed<'a> {
    fn inner(&self, member: Option<&'static Member>, value: Value<'a>) -> Self {
        Self {
            member: member.unwrap_or(self.member),
            value,
        }
    }

    fn map(&self, map: &'a dyn Entries, f: &mut Formatter<'_>) -> Result {
        let members: Option<(&Member, &'static Member)> = self.member.target.map_members();
        let hide_keys = members.is_some_and(|(key, _)| key.is_sensitive());
        let mut out = f.debug_map();
        for (key, value) in (0..map.len()).filter_map(|index| map.entry(index)) {
            let shown = if hide_keys { REDACTED } else { key };
            out.entry(&shown, &self.inner(members.map(|(_, value)| value), value));
        }
        out.finish()
    }
}
