//! What the model demands of a value, as a list below its documentation.

use super::text::code;
use crate::model::traits::{Deprecated, Length, Range, Traits};
use crate::model::{Node, ShapeKind};

/// Facts in the order in which they are shown.
#[derive(Debug, Default)]
pub struct Facts {
    lines: Vec<String>,
}

impl Facts {
    /// Those of a shape: whether it should still be used.
    pub fn of_shape(traits: &Traits) -> Self {
        let mut facts = Self::default();
        facts.deprecated(traits);
        facts.unstable(traits);
        facts
    }

    /// Those of a member that its traits say whatever it targets.
    pub fn of_member(traits: &Traits) -> Self {
        let mut facts = Self::of_shape(traits);
        if let Some(default) = traits.default_value().and_then(spell) {
            facts.lines.push(format!("Default: {}", code(&default)));
        }
        if let Some(recommended) = traits.recommended() {
            let reason = recommended.reason.as_deref().map(super::markdown);
            let reason = reason.map_or_else(String::new, |reason| format!(": {reason}"));
            facts.lines.push(format!("Recommended{reason}"));
        }
        facts
    }

    fn deprecated(&mut self, traits: &Traits) {
        let Some(deprecated) = traits.deprecated() else {
            return;
        };
        let since = deprecated
            .since
            .as_deref()
            .map_or_else(String::new, |since| format!(" since {since}"));
        let message = deprecated.message.as_deref().map(super::markdown);
        let message = message.map_or_else(String::new, |message| format!(": {message}"));
        self.lines.push(format!("Deprecated{since}{message}"));
    }

    fn unstable(&mut self, traits: &Traits) {
        if traits.unstable() {
            self.lines.push("Unstable: may change".to_owned());
        }
        if let Some(since) = traits.since() {
            self.lines.push(format!("Since {}", super::markdown(since)));
        }
    }

    /// That the value must be there.
    pub fn required(&mut self, required: bool) {
        if required {
            self.lines.push("Required".to_owned());
        }
    }

    /// Which setters of an operation have to be called.
    pub fn needs<'a>(&mut self, setters: impl Iterator<Item = &'a str>) {
        let setters: Vec<String> = setters.map(code).collect();
        if !setters.is_empty() {
            self.lines.push(format!("Required: {}", setters.join(", ")));
        }
    }

    /// What an operation can fail with: an enum beside it.
    pub fn fails_with(&mut self, error: &str) {
        self.lines
            .push(format!("Errors: [`{error}`](super::{error})"));
    }

    /// How long it may be, in `unit`s.
    pub fn length(&mut self, length: Option<&Length>, unit: &str) {
        let line = match length {
            Some(Length {
                min: Some(min),
                max: Some(max),
            }) if min == max => format!("{min} {unit}"),
            Some(Length {
                min: Some(min),
                max: Some(max),
            }) => format!("{min} to {max} {unit}"),
            Some(Length {
                min: Some(min),
                max: None,
            }) => format!("at least {min} {unit}"),
            Some(Length {
                min: None,
                max: Some(max),
            }) => format!("at most {max} {unit}"),
            Some(Length {
                min: None,
                max: None,
            })
            | None => return,
        };
        self.lines.push(format!("Length: {line}"));
    }

    /// How large it may be.
    pub fn range(&mut self, range: Option<&Range>) {
        let line = match range {
            Some(Range {
                min: Some(min),
                max: Some(max),
            }) => format!("{min} to {max}"),
            Some(Range {
                min: Some(min),
                max: None,
            }) => format!("at least {min}"),
            Some(Range {
                min: None,
                max: Some(max),
            }) => format!("at most {max}"),
            Some(Range {
                min: None,
                max: None,
            })
            | None => return,
        };
        self.lines.push(format!("Range: {line}"));
    }

    /// What it must match, and why that is not checked where it is not.
    pub fn pattern(&mut self, source: &str, unchecked: Option<&str>) {
        let unchecked = unchecked.map(super::markdown);
        let unchecked = unchecked.map_or_else(String::new, |why| {
            format!(" (not checked by the client: {why})")
        });
        self.lines
            .push(format!("Pattern: {}{unchecked}", code(source)));
    }

    /// That its elements must differ.
    pub fn unique_items(&mut self, unique: bool) {
        if unique {
            self.lines.push("No element twice".to_owned());
        }
    }

    /// That it is a stream, of bytes or of events, which the caller makes or reads.
    pub fn streamed(&mut self, bytes: bool, sent: bool) {
        let how = match (bytes, sent) {
            (true, true) => "bytes at hand, a file or a reader",
            (true, false) => "to be read while it arrives, or collected",
            (false, true) => "a list of events or what makes them",
            (false, false) => "events as they arrive",
        };
        let name = if bytes { "ByteStream" } else { "EventStream" };
        let line = format!("Streamed: {how}; see [`{name}`](::tinsmith::{name})");
        self.lines.push(line);
    }

    /// The documentation with the facts below.
    pub fn under(&self, documentation: String) -> String {
        if self.lines.is_empty() {
            return documentation;
        }
        // A list right after a list would belong to it.
        let lines = self.lines.iter().map(|line| format!("\n* {line}"));
        documentation + "\n" + &lines.collect::<String>()
    }
}

/// The note of a deprecation: plain text, on one line.
pub fn deprecation(deprecated: &Deprecated) -> String {
    let message = deprecated.message.as_deref().unwrap_or_default();
    message.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What the length of a value of that kind counts.
pub fn unit_of_length(kind: &ShapeKind) -> &'static str {
    match kind {
        ShapeKind::Blob => "bytes",
        ShapeKind::List { .. } => "elements",
        ShapeKind::Map { .. } => "entries",
        _ => "characters",
    }
}

/// A default value as text.
fn spell(node: &Node) -> Option<String> {
    Some(match node {
        Node::Null => return None,
        Node::Bool(value) => value.to_string(),
        Node::Number(text) => text.clone(),
        Node::String(text) => format!("{text:?}"),
        Node::Array(_) => "[]".to_owned(),
        Node::Object(_) => "{}".to_owned(),
    })
}
