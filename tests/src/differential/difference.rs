//! What differs, and where.

use std::fmt;

/// A place in which messages and values are compared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    Method,
    Host,
    Path,
    Query,
    /// In lower case.
    Header(String),
    Body,
    /// Of an output or an error.
    Value,
    /// The name of an error's shape.
    Shape,
    /// What an error is called on the wire.
    Code,
    /// An error's explanation.
    Message,
    /// Something failed.
    All,
}

/// One difference.
#[derive(Clone, Debug)]
pub(super) struct Difference {
    pub(super) place: Place,
    /// `None` where there is nothing.
    pub(super) expected: Option<String>,
    /// Likewise.
    pub(super) found: Option<String>,
}

impl Difference {
    pub(super) fn new(place: Place, expected: Option<&str>, found: Option<&str>) -> Self {
        Self {
            place,
            expected: expected.map(str::to_owned),
            found: found.map(str::to_owned),
        }
    }

    /// Something that failed, and why.
    pub(super) fn fault(fault: &str) -> Self {
        Self::new(Place::All, None, Some(fault))
    }

    /// The member of a value in which the difference is.
    pub(super) fn at(&self) -> Option<&str> {
        let told = self
            .found
            .as_deref()
            .filter(|_| self.place == Place::Value)?;
        told.split([':', '.', '[']).next()
    }

    /// A difference that was described when it was found.
    pub(super) fn told(place: Place, difference: &str) -> Self {
        Self::new(place, None, Some(difference))
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (expected, found) = (self.expected.as_deref(), self.found.as_deref());
        let place = match &self.place {
            Place::Header(name) => format!("header {name}"),
            other => format!("{other:?}").to_ascii_lowercase(),
        };
        match (&self.place, expected, found) {
            (Place::Value | Place::All, None, Some(told)) => f.write_str(told),
            (_, expected, found) => {
                let or_none =
                    |it: Option<&str>| it.map_or("none".to_owned(), |it| format!("`{it}`"));
                let (expected, found) = (or_none(expected), or_none(found));
                write!(f, "{place}: expected {expected}, found {found}")
            }
        }
    }
}
