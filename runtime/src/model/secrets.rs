//! The sensitive texts of a value (Smithy 2.0, "sensitive trait"), for code that keeps them out of
//! a message.
//!
//! Knows values and schemas only. Called when a text is shown, never while a call runs.

use super::schema::Member;
use super::value::{Structure, Value, Variant};
use crate::auth::sigv4::REDACTED;
use crate::types::Document;
use crate::util::percent;

/// Maximum nesting depth; codecs refuse values that are nested deeper.
const MAX_DEPTH: usize = 128;

/// Every sensitive text in `structure`, with the index of the member that contains it.
pub(crate) fn secrets(structure: &dyn Structure) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    for (index, member) in structure.schema().members.iter().enumerate() {
        let mut walk = Walk {
            found: Vec::new(),
            depth: 0,
        };
        walk.member(member, structure.get(index), false);
        found.extend(walk.found.into_iter().map(|text| (index, text)));
    }
    found
}

/// `message` with `REDACTED` in place of every sensitive text of `structure`.
pub(crate) fn redacted(message: &str, structure: &dyn Structure) -> String {
    Redaction::of(structure).apply(message)
}

/// The sensitive texts of a value, which outlives it.
pub(crate) struct Redaction(Vec<String>);

impl Redaction {
    /// Those of `structure`, also in lower case, as libraries write hosts, and percent-encoded, as
    /// endpoint rules do with `uriEncode`.
    pub(crate) fn of(structure: &dyn Structure) -> Self {
        let secrets = secrets(structure).into_iter();
        let mut forms: Vec<String> = secrets
            .filter(|(_, text)| !text.is_empty())
            .flat_map(|(_, text)| {
                let encoded = percent::encoded(text.into()).into_owned();
                [text.to_owned(), text.to_ascii_lowercase(), encoded]
            })
            .collect();
        // A secret may be part of another one.
        forms.sort_by_key(|text| std::cmp::Reverse(text.len()));
        Self(forms)
    }

    /// `message` with `REDACTED` in place of those texts.
    pub(crate) fn apply(&self, message: &str) -> String {
        let mut message = message.to_owned();
        for secret in &self.0 {
            message = message.replace(secret, REDACTED);
        }
        message
    }
}

struct Walk<'a> {
    found: Vec<&'a str>,
    depth: usize,
}

impl<'a> Walk<'a> {
    fn member(&mut self, member: &'static Member, value: Value<'a>, is_inside: bool) {
        let is_secret = is_inside || member.is_sensitive();
        if self.depth == MAX_DEPTH {
            return;
        }
        self.depth += 1;
        match value {
            Value::String(text) if is_secret => self.found.push(text),
            Value::Document(document) if is_secret => self.document(document),
            Value::List(list) => {
                if let Some(element) = member.target.list_member() {
                    for index in 0..list.len() {
                        self.member(element, list.get(index), is_secret);
                    }
                }
            }
            Value::Map(map) => {
                if let Some((key, element)) = member.target.map_members() {
                    for (name, value) in (0..map.len()).filter_map(|it| map.entry(it)) {
                        self.member(key, Value::String(name), is_secret);
                        self.member(element, value, is_secret);
                    }
                }
            }
            Value::Structure(structure) => {
                let members = structure.schema().members.iter().enumerate();
                for (index, member) in members {
                    self.member(member, structure.get(index), is_secret);
                }
            }
            Value::Union(union) => {
                if let Variant::Known(index, value) = union.variant() {
                    if let Some(member) = union.schema().members.get(index) {
                        self.member(member, value, is_secret);
                    }
                }
            }
            _ => {}
        }
        self.depth -= 1;
    }

    fn document(&mut self, document: &'a Document) {
        match document {
            Document::String(text) => self.found.push(text),
            Document::List(items) => items.iter().for_each(|item| self.document(item)),
            Document::Map(entries) => {
                for (name, value) in entries.iter() {
                    self.found.push(name);
                    self.document(value);
                }
            }
            _ => {}
        }
    }
}
