//! The path to a part of a value, for the errors of codecs and validation: a linked list of
//! frames on the stack, printed only when needed.

use std::fmt;

/// The path from the root of a value to the current part.
#[derive(Clone, Copy)]
pub(crate) struct Path<'a> {
    last: Option<(&'a Self, Segment<'a>)>,
}

/// One step of a [`Path`].
#[derive(Clone, Copy)]
pub(crate) enum Segment<'a> {
    /// A member of a structure or union.
    Member(&'a str),
    /// An element of a list, or an entry of a map whose keys must not be printed.
    Index(usize),
    /// The value of this key of a map.
    Value(&'a str),
    /// This key of a map itself.
    Key(&'a str),
}

impl Path<'static> {
    /// The path of the whole value.
    pub(crate) const ROOT: Self = Path { last: None };
}

impl<'a> Path<'a> {
    /// Whether the last step was to a member of a structure or union.
    #[cfg(feature = "_codec")]
    #[inline]
    pub(crate) fn is_at_member(&self) -> bool {
        matches!(self.last, Some((_, Segment::Member(_))))
    }

    /// This path extended by `segment`.
    pub(crate) fn then(&'a self, segment: Segment<'a>) -> Self {
        Self {
            last: Some((self, segment)),
        }
    }
}

impl fmt::Display for Path<'_> {
    /// Prints `ExportDescription.StartTime`, `Items[3]` or `Tags["a"]`; nothing for the root.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some((parent, segment)) = self.last else {
            return Ok(());
        };
        parent.fmt(f)?;
        match segment {
            Segment::Member(name) if parent.last.is_some() => write!(f, ".{name}"),
            Segment::Member(name) => f.write_str(name),
            Segment::Index(index) => write!(f, "[{index}]"),
            Segment::Value(key) => write!(f, "[{}]", Excerpt(key)),
            Segment::Key(key) => write!(f, ".key({})", Excerpt(key)),
        }
    }
}

/// The start of a text, quoted and escaped for a message or a log line.
pub(crate) struct Excerpt<'a>(pub(crate) &'a str);

/// Number of characters that an excerpt shows.
const SHOWN: usize = 40;

impl fmt::Display for Excerpt<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.char_indices().nth(SHOWN) {
            None => write!(f, "{:?}", self.0),
            Some((end, _)) => write!(f, "{:?}…", self.0.get(..end).unwrap_or_default()),
        }
    }
}
