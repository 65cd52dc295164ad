//! JSON that is read one level at a time and knows its position.
//!
//! A value stays a slice of its file until it is read, so that the unselected parts of a model cost
//! one scan. This is the only place that calls `serde_json`.

mod unread;

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use serde::de::IgnoredAny;
use serde_json::value::RawValue;

use self::unread::{Entries, TopLevel};
use super::node::Node;
use crate::diagnostic::{Diagnostic, Diagnostics, Location, Source};

/// Nesting deeper than this is refused in values that are read whole.
const MAX_DEPTH: usize = 128;

/// Where faults of one shape or member go.
pub(crate) struct Report<'a> {
    pub(crate) diagnostics: &'a mut Diagnostics,
    subject: Option<String>,
}

impl<'a> Report<'a> {
    /// Faults of no shape in particular.
    pub(crate) fn new(diagnostics: &'a mut Diagnostics) -> Self {
        Self {
            diagnostics,
            subject: None,
        }
    }

    /// The same collection, for faults of `subject`.
    pub(crate) fn on(&mut self, subject: impl fmt::Display) -> Report<'_> {
        Report {
            diagnostics: self.diagnostics,
            subject: Some(subject.to_string()),
        }
    }

    /// The same collection, for faults of a member of the subject.
    pub(crate) fn member(&mut self, name: &str) -> Report<'_> {
        let shape = self.subject.as_deref().unwrap_or_default();
        let subject = Some(format!("{shape}${name}"));
        Report {
            diagnostics: self.diagnostics,
            subject,
        }
    }

    /// Adds a diagnostic on the subject.
    pub(crate) fn push(&mut self, mut diagnostic: Diagnostic) {
        diagnostic.subject = diagnostic.subject.or_else(|| self.subject.clone());
        self.diagnostics.push(diagnostic);
    }

    /// Adds an error at `json`; answers `None`, for the caller to give up with.
    pub(crate) fn error<T>(&mut self, json: Json<'_>, message: impl Into<String>) -> Option<T> {
        self.push(Diagnostic::error(message).at(&json.location()));
        None
    }
}

/// A JSON value not yet read, with its place.
#[derive(Clone, Copy)]
pub(crate) struct Json<'src> {
    source: &'src Arc<Source>,
    offset: usize,
    text: &'src str,
}

/// One entry of an object.
#[derive(Clone)]
pub(crate) struct Entry<'src> {
    /// The key's place.
    pub(crate) at: Json<'src>,
    /// The key, unescaped.
    pub(crate) key: Cow<'src, str>,
    /// The value.
    pub(crate) value: Json<'src>,
}

impl<'src> Json<'src> {
    fn new(source: &'src Arc<Source>, raw: &'src RawValue) -> Self {
        let text = raw.get();
        let start = source.text().as_ptr().addr();
        Self {
            source,
            offset: text.as_ptr().addr().saturating_sub(start),
            text,
        }
    }

    /// All of a file.
    pub(crate) fn whole(source: &'src Arc<Source>) -> Self {
        let text = source.text();
        let text = text.strip_prefix('\u{feff}').unwrap_or(text).trim_start();
        Self {
            source,
            offset: source.text().len() - text.len(),
            text,
        }
    }

    /// The value that an upgrade puts in place of `self`.
    pub(crate) fn replaced_by(self, text: &'static str) -> Self {
        Self { text, ..self }
    }

    /// The text from the value of the first property on, if that property is `name`.
    pub(crate) fn leading(self, name: &str) -> Option<&'src str> {
        let (key, rest) = self.text.strip_prefix('{')?.trim_start().split_once(':')?;
        let key = key.trim_end().strip_prefix('"')?.strip_suffix('"')?;
        (key == name).then(|| rest.trim_start())
    }

    /// The value as written.
    pub(crate) fn text(self) -> &'src str {
        self.text
    }

    /// Where it begins.
    pub(crate) fn location(self) -> Location {
        Location::new(self.source, self.offset)
    }

    /// Whether it is the translation of a place in an IDL file.
    pub(crate) fn is_translated(self) -> bool {
        self.source.is_from_idl()
    }

    /// Whether it is in that text.
    pub(crate) fn is_of(self, source: &Arc<Source>) -> bool {
        Arc::ptr_eq(self.source, source)
    }

    /// Bytes from the start of its text.
    pub(crate) fn offset(self) -> usize {
        self.offset
    }

    /// Whether it is an object.
    pub(crate) fn is_object(self) -> bool {
        self.text.starts_with('{')
    }

    /// Whether it is an array.
    pub(crate) fn is_array(self) -> bool {
        self.text.starts_with('[')
    }

    /// The kind of value, for messages.
    fn kind(self) -> &'static str {
        match self.text.as_bytes().first() {
            Some(b'{') => "an object",
            Some(b'[') => "an array",
            Some(b'"') => "a string",
            Some(b't' | b'f') => "a boolean",
            Some(b'n') => "null",
            _ => "a number",
        }
    }

    fn expected<T>(self, what: &str, report: &mut Report<'_>) -> Option<T> {
        report.error(self, format!("expected {what}, found {}", self.kind()))
    }

    /// The entries of an object; a key given twice is reported and its second value dropped.
    pub(crate) fn object(self, report: &mut Report<'_>) -> Option<Vec<Entry<'src>>> {
        if !self.text.starts_with('{') {
            return self.expected("an object", report);
        }
        match serde_json::from_str::<Entries<'src>>(self.text) {
            Ok(entries) => Some(self.entries(entries, report)),
            Err(error) => report.error(self, plain_message(&error)),
        }
    }

    /// One property of an object.
    pub(crate) fn property(self, name: &str, report: &mut Report<'_>) -> Option<Self> {
        let entries = self.object(report)?;
        let found = entries.into_iter().find(|entry| entry.key == name)?;
        Some(found.value)
    }

    fn entries(self, entries: Entries<'src>, report: &mut Report<'_>) -> Vec<Entry<'src>> {
        let mut seen = HashMap::with_capacity(entries.0.len());
        let mut kept = Vec::with_capacity(entries.0.len());
        for (key, value) in entries.0 {
            let at = Self::new(self.source, key);
            let Some(key) = at.string(report) else {
                continue;
            };
            if let Some(first) = seen.insert(key.clone(), at) {
                let place = at.location();
                report.push(
                    Diagnostic::error(format!("duplicate key `{key}`"))
                        .at(&place)
                        .note("the key is first given at", &first.location())
                        .help("remove or rename one of the two"),
                );
                continue;
            }
            let value = Self::new(self.source, value);
            kept.push(Entry { at, key, value });
        }
        kept
    }

    /// Whether both are the same value, however they are written.
    pub(crate) fn same_as(self, other: Self, report: &mut Report<'_>) -> bool {
        self.text == other.text || self.node(report) == other.node(report)
    }

    /// The elements of an array.
    pub(crate) fn array(self, report: &mut Report<'_>) -> Option<Vec<Self>> {
        if !self.is_array() {
            return self.expected("an array", report);
        }
        match serde_json::from_str::<Vec<&'src RawValue>>(self.text) {
            Ok(list) => Some(
                list.into_iter()
                    .map(|raw| Self::new(self.source, raw))
                    .collect(),
            ),
            Err(error) => report.error(self, plain_message(&error)),
        }
    }

    /// The text of a string.
    pub(crate) fn string(self, report: &mut Report<'_>) -> Option<Cow<'src, str>> {
        let Some(body) = self
            .text
            .strip_prefix('"')
            .and_then(|rest| rest.strip_suffix('"'))
        else {
            return self.expected("a string", report);
        };
        if !body.contains('\\') {
            return Some(Cow::Borrowed(body));
        }
        match serde_json::from_str::<String>(self.text) {
            Ok(text) => Some(Cow::Owned(text)),
            Err(error) => report.error(self, plain_message(&error)),
        }
    }

    /// A boolean.
    pub(crate) fn boolean(self, report: &mut Report<'_>) -> Option<bool> {
        match self.text {
            "true" => Some(true),
            "false" => Some(false),
            _ => self.expected("a boolean", report),
        }
    }

    /// A number, as it is written.
    pub(crate) fn number(self, report: &mut Report<'_>) -> Option<&'src str> {
        match self.kind() {
            "a number" => Some(self.text),
            _ => self.expected("a number", report),
        }
    }

    /// The whole value, read to the bottom.
    pub(crate) fn node(self, report: &mut Report<'_>) -> Option<Node> {
        self.node_at_depth(0, report)
    }

    fn node_at_depth(self, depth: usize, report: &mut Report<'_>) -> Option<Node> {
        if depth > MAX_DEPTH {
            return report.error(self, format!("nested more than {MAX_DEPTH} levels deep"));
        }
        Some(match self.kind() {
            "null" => Node::Null,
            "a boolean" => Node::Bool(self.boolean(report)?),
            "a string" => Node::String(self.string(report)?.into_owned()),
            "a number" => Node::Number(self.text.to_owned()),
            "an array" => {
                let list = self.array(report)?.into_iter();
                Node::Array(
                    list.map(|item| item.node_at_depth(depth + 1, report))
                        .collect::<Option<_>>()?,
                )
            }
            _ => {
                let entries = self.object(report)?.into_iter();
                let read = entries.map(|entry| {
                    let value = entry.value.node_at_depth(depth + 1, report)?;
                    Some((entry.key.into_owned(), value))
                });
                Node::Object(read.collect::<Option<_>>()?)
            }
        })
    }
}

/// Whether a text is JSON.
pub(crate) fn is_json(text: &str) -> bool {
    serde_json::from_str::<IgnoredAny>(text).is_ok()
}

/// Scans a whole file once: its top-level entries, with those of `shapes` already apart.
pub(crate) fn scan<'src>(
    source: &'src Arc<Source>,
    report: &mut Report<'_>,
) -> Option<(Vec<Entry<'src>>, Vec<Entry<'src>>)> {
    let whole = Json::whole(source);
    let text = whole.text;
    match serde_json::from_str::<TopLevel<'src>>(text) {
        Ok(top) => {
            let fields = whole.entries(top.fields, report);
            let shapes = whole.entries(top.shapes, report);
            Some((fields, shapes))
        }
        Err(error) => {
            let at = whole.offset + byte_offset(text, &error);
            let fault = Diagnostic::error(format!(
                "not a Smithy JSON model: {}",
                plain_message(&error)
            ));
            report.push(fault.at(&Location::new(source, at)));
            None
        }
    }
}

/// `serde_json` counts lines from 1 and columns in bytes; the column is that of the last
/// byte read, which is the one at fault unless the fault is a value of the wrong type.
fn byte_offset(text: &str, error: &serde_json::Error) -> usize {
    let lines = text
        .split_inclusive('\n')
        .take(error.line().saturating_sub(1));
    let column = error.column().saturating_sub(usize::from(!error.is_data()));
    lines.map(str::len).sum::<usize>() + column
}

/// The message without the position, which is printed in its own place.
fn plain_message(error: &serde_json::Error) -> String {
    let text = error.to_string();
    match text.rfind(" at line ") {
        Some(end) => text.get(..end).unwrap_or(&text).to_owned(),
        None => text,
    }
}
