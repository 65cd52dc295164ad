//! Input texts and places in them. A text may be the translation of another one, whose places are
//! then the ones that users see.

use std::fmt;
use std::iter;
use std::sync::{Arc, OnceLock};

/// One input text with the name it is shown under, usually a path.
#[derive(Debug)]
pub struct Source {
    name: String,
    text: String,
    origin: Option<Origin>,
    /// The offset at which each line starts, found when the first line is asked for.
    line_starts: OnceLock<Vec<usize>>,
}

impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        (&self.name, &self.text, &self.origin) == (&other.name, &other.text, &other.origin)
    }
}

impl Eq for Source {}

/// The original of a translated text.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Origin {
    source: Arc<Source>,
    /// Offsets in the translation, ascending, and their places in the original.
    marks: Vec<(u32, u32)>,
}

impl Origin {
    /// The original place of the text at `offset`.
    fn place(&self, offset: usize) -> usize {
        let before = |mark: &(u32, u32)| mark.0 as usize <= offset;
        let next = self.marks.partition_point(before);
        let mark = next.checked_sub(1).and_then(|last| self.marks.get(last));
        mark.map_or(0, |mark| mark.1 as usize)
    }
}

impl Source {
    /// A source shared by the positions that point into it.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        Arc::new(Self {
            name: name.into(),
            text: text.into(),
            origin: None,
            line_starts: OnceLock::new(),
        })
    }

    /// The translation of another text. Its positions are shown as positions of the original.
    pub(crate) fn translated(of: &Arc<Self>, text: String, marks: Vec<(u32, u32)>) -> Arc<Self> {
        Arc::new(Self {
            name: of.name.clone(),
            text,
            origin: Some(Origin {
                source: Arc::clone(of),
                marks,
            }),
            line_starts: OnceLock::new(),
        })
    }

    /// The original, if the text is a translation.
    pub(crate) fn origin(&self) -> Option<&Origin> {
        self.origin.as_ref()
    }

    /// Whether the text is the translation of a file in Smithy's IDL.
    pub(crate) fn is_from_idl(&self) -> bool {
        self.origin.is_some() && self.name.ends_with(".smithy")
    }

    /// The name diagnostics show, as it was given.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The line that holds `offset`, counted from 0, and the offset at which it starts.
    fn line(&self, offset: usize) -> (usize, usize) {
        let starts = self.line_starts.get_or_init(|| {
            let ends = self.text.match_indices('\n').map(|(at, _)| at + 1);
            iter::once(0).chain(ends).collect()
        });
        let line = starts.partition_point(|start| *start <= offset) - 1;
        (line, starts.get(line).copied().unwrap_or_default())
    }
}

/// A place in a [`Source`].
#[derive(Clone, PartialEq, Eq)]
pub struct Location {
    source: Arc<Source>,
    offset: usize,
}

impl Location {
    /// The place `offset` bytes into `source`; an offset past the end means the end.
    ///
    /// A place in a translation becomes its place in the original.
    pub fn new(source: &Arc<Source>, offset: usize) -> Self {
        let translated = source.origin.as_ref();
        let (source, offset) = match translated {
            Some(origin) => (&origin.source, origin.place(offset)),
            None => (source, offset),
        };
        Self {
            source: Arc::clone(source),
            offset,
        }
    }

    /// The text pointed into.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// Bytes from the start of the text.
    pub fn offset(&self) -> usize {
        self.offset
    }

    /// Line and column, both from 1; columns count characters.
    pub fn line_and_column(&self) -> (usize, usize) {
        let offset = self.offset.min(self.source.text.len());
        let (line, start) = self.source.line(offset);
        let bytes = self.source.text.as_bytes();
        let in_line = bytes.get(start..offset).unwrap_or_default();
        let characters = in_line
            .iter()
            .filter(|&&b| !is_utf8_continuation(b))
            .count();
        (line + 1, characters + 1)
    }

    /// The line of the place, without its end.
    pub(super) fn line_text(&self) -> &str {
        let (_, start) = self.source.line(self.offset);
        let rest = self.source.text.get(start..).unwrap_or_default();
        rest.lines().next().unwrap_or_default()
    }
}

fn is_utf8_continuation(byte: u8) -> bool {
    byte & 0b1100_0000 == 0b1000_0000
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (line, column) = self.line_and_column();
        write!(f, "{}:{line}:{column}", self.source.name)
    }
}

impl fmt::Debug for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.source.name, self.offset)
    }
}

#[cfg(test)]
mod tests {
    use super::{Location, Source};

    #[test]
    fn columns_count_characters() {
        let source = Source::new("a", "ab\né\u{1f600}c");
        let offset = source.text().find('c').unwrap();
        assert_eq!(Location::new(&source, offset).line_and_column(), (2, 3));
    }

    #[test]
    fn a_place_past_the_end_is_the_end() {
        let source = Source::new("a", "ab");
        assert_eq!(Location::new(&source, 99).line_and_column(), (1, 3));
    }
}
