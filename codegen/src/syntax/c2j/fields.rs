//! Objects of the format, patches of `*.sdk-extras.json` included: properties are taken by name,
//! and properties that were not taken are reported.

use std::borrow::Cow;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::syntax::json::{Entry, Json, Report};

/// A value, with its replacements from later files.
#[derive(Clone)]
pub(super) struct Value<'src> {
    base: Json<'src>,
    patches: Vec<Json<'src>>,
}

/// A string and its place.
#[derive(Clone)]
pub(super) struct Text<'src> {
    pub(super) at: Json<'src>,
    pub(super) text: Cow<'src, str>,
}

/// The properties of an object that nobody took yet, in order.
#[derive(Clone)]
pub(super) struct Fields<'src> {
    pub(super) at: Json<'src>,
    pub(super) list: Vec<Field<'src>>,
}

/// One property.
#[derive(Clone)]
pub(super) struct Field<'src> {
    pub(super) at: Json<'src>,
    pub(super) key: Cow<'src, str>,
    pub(super) value: Value<'src>,
}

impl<'src> Value<'src> {
    pub(super) fn new(base: Json<'src>) -> Self {
        Self {
            base,
            patches: Vec::new(),
        }
    }

    /// Objects are merged property by property; anything else is replaced.
    pub(super) fn patch(&mut self, with: Json<'src>) {
        if with.is_object() && self.base.is_object() {
            self.patches.push(with);
        } else {
            *self = Self::new(with);
        }
    }

    /// Whether later files put something over it.
    pub(super) fn is_patched(&self) -> bool {
        !self.patches.is_empty()
    }

    /// The value, where it is not an object; the unpatched one, where it is.
    pub(super) fn json(&self) -> Json<'src> {
        self.base
    }

    /// The properties of an object.
    pub(super) fn fields(&self, report: &mut Report<'_>) -> Option<Fields<'src>> {
        let entries = self.base.object(report)?.into_iter();
        let mut list: Vec<_> = entries.map(Field::from).collect();
        for patch in &self.patches {
            for entry in patch.object(report)? {
                match list.iter_mut().find(|field| field.key == entry.key) {
                    Some(field) => field.value.patch(entry.value),
                    None => list.push(entry.into()),
                }
            }
        }
        let at = self.base;
        Some(Fields { at, list })
    }

    /// The text of a string.
    pub(super) fn text(&self, report: &mut Report<'_>) -> Option<Text<'src>> {
        let text = self.base.string(report)?;
        Some(Text {
            at: self.base,
            text,
        })
    }

    /// The strings of an array.
    pub(super) fn texts(&self, report: &mut Report<'_>) -> Vec<Text<'src>> {
        let items = self.base.array(report).unwrap_or_default().into_iter();
        let texts = items.filter_map(|item| Self::new(item).text(report));
        texts.collect()
    }

    /// Whether it is written as `true`.
    pub(super) fn is_true(&self) -> bool {
        self.base.text() == "true"
    }
}

impl<'src> From<Entry<'src>> for Field<'src> {
    fn from(entry: Entry<'src>) -> Self {
        Self {
            at: entry.at,
            key: entry.key,
            value: Value::new(entry.value),
        }
    }
}

impl<'src> Fields<'src> {
    /// A property that stays.
    pub(super) fn get(&self, name: &str) -> Option<&Value<'src>> {
        let found = self.list.iter().find(|field| field.key == name)?;
        Some(&found.value)
    }

    /// Whether a property is there and `true`; it stays.
    pub(super) fn is(&self, name: &str) -> bool {
        self.get(name).is_some_and(Value::is_true)
    }

    /// The text of a property that stays; nothing if it is no string.
    pub(super) fn peek(&self, name: &str) -> Option<Cow<'src, str>> {
        let mut ignored = Diagnostics::new();
        let json = self.get(name)?.json();
        json.string(&mut Report::new(&mut ignored))
    }

    pub(super) fn take(&mut self, name: &str) -> Option<Value<'src>> {
        let at = self.list.iter().position(|field| field.key == name)?;
        Some(self.list.remove(at).value)
    }

    pub(super) fn text(&mut self, name: &str, report: &mut Report<'_>) -> Option<Text<'src>> {
        self.take(name)?.text(report)
    }

    /// A flag; missing means `false`.
    pub(super) fn flag(&mut self, name: &str, report: &mut Report<'_>) -> bool {
        let value = self.take(name);
        let flag = value.and_then(|value| value.json().boolean(report));
        flag.unwrap_or_default()
    }

    /// The properties of a property.
    pub(super) fn object(&mut self, name: &str, report: &mut Report<'_>) -> Option<Self> {
        self.take(name)?.fields(report)
    }

    /// Takes properties of which nothing is to come, on purpose.
    pub(super) fn ignore(&mut self, names: &[&str]) {
        self.list.retain(|field| !names.contains(&&*field.key));
    }

    /// Warns of properties that nobody took, since nothing will come of them.
    pub(super) fn finish(self, report: &mut Report<'_>) {
        for field in self.list {
            let fault = format!("unknown property `{}` is ignored", field.key);
            report.push(Diagnostic::warning(fault).at(&field.at.location()));
        }
    }
}
