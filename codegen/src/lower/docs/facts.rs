//! The model's constraints on a value, as a list below its documentation.

use super::block::{Block, Marker, one_line, print};
use super::markdown::blocks;
use super::text::{code, plain};
use crate::model::traits::{Deprecated, Length, Range, Traits};
use crate::model::{Node, ShapeKind};

/// Facts in the order in which they are shown.
#[derive(Debug, Default)]
pub(in crate::lower) struct Facts {
    items: Vec<Vec<Block>>,
}

impl Facts {
    /// The facts about a shape: whether it is deprecated.
    pub(in crate::lower) fn of_shape(traits: &Traits) -> Self {
        let mut facts = Self::default();
        facts.deprecated(traits);
        facts.unstable(traits);
        facts
    }

    /// The facts from a member's own traits, whatever its target.
    pub(in crate::lower) fn of_member(traits: &Traits) -> Self {
        let mut facts = Self::of_shape(traits);
        if let Some(default) = traits.default_value().and_then(spell) {
            facts.line(format!("Default: {}", code(&default)));
        }
        if let Some(recommended) = traits.recommended() {
            facts.explained("Recommended", recommended.reason.as_deref());
        }
        facts
    }

    fn deprecated(&mut self, traits: &Traits) {
        let Some(deprecated) = traits.deprecated() else {
            return;
        };
        let since = deprecated.since.as_deref();
        let since = since.map_or_else(String::new, |since| format!(" since {}", plain(since)));
        self.explained(&format!("Deprecated{since}"), deprecated.message.as_deref());
    }

    fn unstable(&mut self, traits: &Traits) {
        if traits.unstable() {
            self.line("Unstable: may change".to_owned());
        }
        if let Some(since) = traits.since() {
            self.line(format!("Since {}", plain(since)));
        }
    }

    /// That the value must be there.
    pub(in crate::lower) fn required(&mut self, required: bool) {
        if required {
            self.line("Required".to_owned());
        }
    }

    /// Which setters of an operation have to be called.
    pub(in crate::lower) fn needs<'a>(&mut self, setters: impl Iterator<Item = &'a str>) {
        let setters: Vec<String> = setters.map(code).collect();
        if !setters.is_empty() {
            self.line(format!("Required: {}", setters.join(", ")));
        }
    }

    /// The errors of an operation: the enum beside it.
    pub(in crate::lower) fn fails_with(&mut self, error: &str) {
        self.line(format!("Errors: [`{error}`](super::{error})"));
    }

    /// How long it may be, in `unit`s.
    pub(in crate::lower) fn length(&mut self, length: Option<&Length>, unit: &str) {
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
        self.line(format!("Length: {line}"));
    }

    /// How large it may be.
    pub(in crate::lower) fn range(&mut self, range: Option<&Range>) {
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
        self.line(format!("Range: {line}"));
    }

    /// The pattern, and the reason if it is not checked.
    pub(in crate::lower) fn pattern(&mut self, source: &str, unchecked: Option<&str>) {
        let unchecked = unchecked.map_or_else(String::new, |why| {
            format!(" (not checked by the client: {})", plain(why))
        });
        self.line(format!("Pattern: {}{unchecked}", code(source)));
    }

    /// That its elements must differ.
    pub(in crate::lower) fn unique_items(&mut self, unique: bool) {
        if unique {
            self.line("No element twice".to_owned());
        }
    }

    /// That it is a stream, of bytes or of events, which the caller makes or reads.
    pub(in crate::lower) fn streamed(&mut self, bytes: bool, sent: bool) {
        let how = match (bytes, sent) {
            (true, true) => "bytes at hand, a file or a reader",
            (true, false) => "to be read while it arrives, or collected",
            (false, true) => "a list of events or what makes them",
            (false, false) => "events as they arrive",
        };
        let name = if bytes { "ByteStream" } else { "EventStream" };
        let line = format!("Streamed: {how}; see [`{name}`](::tinsmith::{name})");
        self.line(line);
    }

    /// A fact on one line, in Markdown.
    fn line(&mut self, line: String) {
        self.items.push(vec![Block::Paragraph(line)]);
    }

    /// A fact with the model's text about it.
    pub(super) fn explained(&mut self, fact: &str, text: Option<&str>) {
        let mut item = blocks(text.unwrap_or_default());
        let colon = if item.is_empty() { "" } else { ":" };
        match item.first_mut() {
            Some(Block::Paragraph(first)) => *first = format!("{fact}: {first}"),
            _ => item.insert(0, Block::Paragraph(format!("{fact}{colon}"))),
        }
        self.items.push(item);
    }

    /// The documentation with the facts below.
    pub(in crate::lower) fn under(self, documentation: String) -> String {
        if self.items.is_empty() {
            return documentation;
        }
        // A list with the same bullet right after a list would belong to it.
        let list = Block::List(Marker::Bullet('*'), self.items);
        documentation + "\n\n" + &print(&[list])
    }
}

/// The note of a deprecation: plain text, on one line. Rustdoc takes brackets in it for a link
/// to an item.
pub(in crate::lower) fn deprecation(deprecated: &Deprecated) -> String {
    let message = deprecated.message.as_deref().unwrap_or_default();
    one_line(message).replace('[', "\\[")
}

/// The unit of length of a value of that kind.
pub(in crate::lower) fn unit_of_length(kind: &ShapeKind) -> &'static str {
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
