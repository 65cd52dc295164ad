//! Where in a value a codec is: a list of frames on the stack, printed only when needed.

use std::fmt;

/// The way from the root of a value to the part at hand.
#[derive(Clone, Copy, Debug)]
pub struct Path<'a> {
    last: Option<(&'a Self, Segment<'a>)>,
}

/// One step of a [`Path`].
#[derive(Clone, Copy, Debug)]
pub enum Segment<'a> {
    /// To a member of a structure or union.
    Member(&'a str),
    /// To an element of a list.
    Index(usize),
    /// To the value of a key.
    Key(&'a str),
}

impl Path<'static> {
    /// The whole value.
    pub const ROOT: Self = Path { last: None };
}

impl<'a> Path<'a> {
    /// One step further down.
    #[must_use]
    pub fn then(&'a self, segment: Segment<'a>) -> Self {
        Self {
            last: Some((self, segment)),
        }
    }
}

impl fmt::Display for Path<'_> {
    /// As `ExportDescription.StartTime`, `Items[3]` or `Tags["a"]`; nothing for the root.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some((parent, segment)) = self.last else {
            return Ok(());
        };
        parent.fmt(f)?;
        match segment {
            Segment::Member(name) if parent.last.is_some() => write!(f, ".{name}"),
            Segment::Member(name) => f.write_str(name),
            Segment::Index(index) => write!(f, "[{index}]"),
            Segment::Key(key) => write!(f, "[{key:?}]"),
        }
    }
}
