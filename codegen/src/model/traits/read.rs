//! How trait values are read out of JSON: the trait [`Read`], its simple cases, and the
//! properties of an object.

use indexmap::IndexMap;

use crate::diagnostic::Diagnostic;
use crate::model::{Node, ShapeId};
use crate::syntax::json::{Entry, Json, Report};

/// A value that can be read from JSON. Faults are reported; `None` then.
pub(super) trait Read: Sized {
    fn read(json: Json<'_>, report: &mut Report<'_>) -> Option<Self>;
}

/// An annotation trait: an object, whose properties do not matter here.
pub(super) fn flag(json: Json<'_>, report: &mut Report<'_>) -> Option<()> {
    if json.text().starts_with('{') {
        return json.object(report).map(|_| ());
    }
    let fault = Diagnostic::error("the trait takes no value").at(&json.location());
    report.push(fault.help("omit the value; in JSON it is `{}`"));
    None
}

impl Read for Node {
    fn read(json: Json<'_>, report: &mut Report<'_>) -> Option<Self> {
        json.node(report)
    }
}

impl Read for String {
    fn read(json: Json<'_>, report: &mut Report<'_>) -> Option<Self> {
        json.string(report).map(std::borrow::Cow::into_owned)
    }
}

impl Read for bool {
    fn read(json: Json<'_>, report: &mut Report<'_>) -> Option<Self> {
        json.boolean(report)
    }
}

macro_rules! read_integer {
    ($($Type:ty),*) => {
        $(impl Read for $Type {
            fn read(json: Json<'_>, report: &mut Report<'_>) -> Option<Self> {
                let text = json.number(report)?;
                match text.parse() {
                    Ok(number) => Some(number),
                    Err(_) => report.error(json, format!(
                        "`{text}` is not a whole number from {} to {}", Self::MIN, Self::MAX,
                    )),
                }
            }
        })*
    };
}

read_integer!(u16, u64);

impl Read for ShapeId {
    fn read(json: Json<'_>, report: &mut Report<'_>) -> Option<Self> {
        let text = json.string(report)?;
        match Self::parse(&text) {
            Some(id) => Some(id),
            None => report.error(json, format!("`{text}` is not an absolute shape id")),
        }
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(json: Json<'_>, report: &mut Report<'_>) -> Option<Self> {
        let items = json.array(report)?.into_iter();
        Some(items.filter_map(|item| T::read(item, report)).collect())
    }
}

impl<T: Read> Read for IndexMap<String, T> {
    fn read(json: Json<'_>, report: &mut Report<'_>) -> Option<Self> {
        let entries = json.object(report)?.into_iter();
        let read = entries.filter_map(|Entry { key, value, .. }| {
            T::read(value, report).map(|value| (key.into_owned(), value))
        });
        Some(read.collect())
    }
}

/// The properties of an object, taken by name.
pub(super) struct Properties<'src> {
    whole: Json<'src>,
    entries: Vec<Entry<'src>>,
}

impl<'src> Properties<'src> {
    pub(super) fn of(json: Json<'src>, report: &mut Report<'_>) -> Option<Self> {
        let entries = json.object(report)?;
        Some(Self {
            whole: json,
            entries,
        })
    }

    fn take(&mut self, name: &str) -> Option<Json<'src>> {
        let at = self.entries.iter().position(|entry| entry.key == name)?;
        Some(self.entries.swap_remove(at).value)
    }

    /// A property that may be missing; a malformed one is reported and taken as missing.
    pub(super) fn optional<T: Read>(&mut self, name: &str, report: &mut Report<'_>) -> Option<T> {
        T::read(self.take(name)?, report)
    }

    /// A property that must be there.
    pub(super) fn required<T: Read>(&mut self, name: &str, report: &mut Report<'_>) -> Option<T> {
        match self.take(name) {
            Some(json) => T::read(json, report),
            None => report.error(self.whole, format!("property `{name}` is missing")),
        }
    }

    /// A list that may be missing, which means an empty one.
    pub(super) fn list<T: Read>(&mut self, name: &str, report: &mut Report<'_>) -> Vec<T> {
        self.optional(name, report).unwrap_or_default()
    }

    /// A flag that may be missing, which means `false`.
    pub(super) fn flag(&mut self, name: &str, report: &mut Report<'_>) -> bool {
        self.optional(name, report).unwrap_or_default()
    }

    /// The only property of an object that is a tagged choice.
    pub(super) fn only(mut self, report: &mut Report<'_>) -> Option<Entry<'src>> {
        match (self.entries.pop(), self.entries.is_empty()) {
            (Some(entry), true) => Some(entry),
            _ => report.error(self.whole, "expected exactly one property"),
        }
    }

    /// Warns of properties that nobody took, since nothing will come of them.
    pub(super) fn finish(self, report: &mut Report<'_>) {
        for entry in self.entries {
            let fault = format!("unknown property `{}` is ignored", entry.key);
            report.push(Diagnostic::warning(fault).at(&entry.at.location()));
        }
    }
}

/// Implements [`Read`] for a structure, property by property:
/// `"json" => field: required | optional | list | flag`.
macro_rules! read_properties {
    ($Type:ident { $($name:literal => $field:ident: $how:ident,)* }) => {
        impl $crate::model::traits::read::Read for $Type {
            fn read(
                json: $crate::syntax::json::Json<'_>,
                report: &mut $crate::syntax::json::Report<'_>,
            ) -> Option<Self> {
                let mut properties =
                    $crate::model::traits::read::Properties::of(json, report)?;
                $(let $field = read_properties!(@ $how properties $name report);)*
                properties.finish(report);
                Some(Self { $($field: read_properties!(@give $how $field),)* })
            }
        }
    };
    (@ $how:ident $properties:ident $name:literal $report:ident) => {
        $properties.$how($name, $report)
    };
    (@give required $field:ident) => { $field? };
    (@give $how:ident $field:ident) => { $field };
}

/// Implements [`Read`] for a closed choice of strings: `"json" => Variant`.
macro_rules! read_choice {
    ($Type:ident { $($text:literal => $Variant:ident,)* }) => {
        impl $crate::model::traits::read::Read for $Type {
            fn read(
                json: $crate::syntax::json::Json<'_>,
                report: &mut $crate::syntax::json::Report<'_>,
            ) -> Option<Self> {
                let text = json.string(report)?;
                match &*text {
                    $($text => Some(Self::$Variant),)*
                    other => {
                        let choices = [$(concat!("`", $text, "`")),*].join(", ");
                        report.error(json, format!("`{other}` is not one of {choices}"))
                    }
                }
            }
        }
    };
}

pub(super) use {read_choice, read_properties};
