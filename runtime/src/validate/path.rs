//! Where a value is, as a chain on the stack: nothing is allocated until a violation is told.

use std::fmt;

/// A way from the input to a value inside it.
#[derive(Clone, Copy)]
pub(super) struct Path<'a> {
    pub(super) parent: Option<&'a Self>,
    pub(super) step: Step<'a>,
}

/// The last step of a path.
#[derive(Clone, Copy)]
pub(super) enum Step<'a> {
    /// A member of a structure or union.
    Member(&'a str),
    /// An element of a list, or an entry of a map whose keys are not to be printed.
    Index(usize),
    /// The value under a key of a map.
    Value(&'a str),
    /// A key of a map itself.
    Key(&'a str),
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(parent) = self.parent {
            fmt::Display::fmt(parent, f)?;
        }
        match self.step {
            Step::Member(name) if self.parent.is_none() => f.write_str(name),
            Step::Member(name) => write!(f, ".{name}"),
            Step::Index(index) => write!(f, "[{index}]"),
            Step::Value(key) => write!(f, "[{}]", Excerpt(key)),
            Step::Key(key) => write!(f, ".key({})", Excerpt(key)),
        }
    }
}

/// The start of a text, quoted and escaped, fit for a message or a log line.
pub(super) struct Excerpt<'a>(pub(super) &'a str);

/// Characters that an excerpt shows.
const SHOWN: usize = 40;

impl fmt::Display for Excerpt<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.char_indices().nth(SHOWN) {
            None => write!(f, "{:?}", self.0),
            Some((end, _)) => write!(f, "{:?}…", self.0.get(..end).unwrap_or_default()),
        }
    }
}
