//! The two shared files as one: profiles, SSO sessions and services by name, each value with the
//! file and line that it comes from.
//!
//! Pure: texts in, profiles out. `location` finds the files, and the drivers read them.

pub(crate) mod grammar;
pub(crate) mod location;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fmt;
use std::str::Utf8Error;
use std::sync::Arc;

use grammar::{Fault, GrammarError, Kind, Property, Section, Subject};

/// A file and a line of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Origin {
    pub(crate) file: Arc<str>,
    pub(crate) line: usize,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

/// A value, and the line that it comes from.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Value {
    pub(crate) text: String,
    pub(crate) origin: Origin,
    nested: Properties,
}

/// Values by their names in lower case. Of two with one name, the later counts.
type Properties = Vec<(String, Value)>;

fn find<'a>(properties: &'a [(String, Value)], name: &str) -> Option<&'a Value> {
    let mut latest = properties.iter().rev();
    let (_, value) = latest.find(|(other, _)| other == name)?;
    Some(value)
}

impl Value {
    /// The value called `name` that is indented below this one.
    pub(crate) fn nested(&self, name: &str) -> Option<&Self> {
        find(&self.nested, name)
    }
}

/// `Debug` shows no value, since values may be secrets.
impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Value({})", self.origin)
    }
}

/// The values of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Values {
    pub(crate) name: String,
    /// The line of its first heading.
    pub(crate) origin: Origin,
    properties: Properties,
}

impl Values {
    /// The value called `name`, unless it is empty.
    pub(crate) fn get(&self, name: &str) -> Option<&Value> {
        find(&self.properties, name).filter(|value| !value.text.is_empty())
    }

    /// The text of the value called `name`, unless that is empty.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.get(name).map(|value| value.text.as_str())
    }
}

/// The contents of the shared files.
#[derive(Clone, Debug, Default)]
pub(crate) struct Files {
    pub(crate) profiles: BTreeMap<String, Values>,
    pub(crate) sso_sessions: BTreeMap<String, Values>,
    pub(crate) services: BTreeMap<String, Values>,
}

/// Why a file cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FileError {
    pub(crate) origin: Origin,
    pub(crate) fault: Fault,
}

impl FileError {
    /// A file that is not UTF-8.
    pub(crate) fn not_text(file: &str, contents: &[u8], error: Utf8Error) -> Self {
        let before = contents.get(..error.valid_up_to()).unwrap_or_default();
        let line = before.split(|byte| *byte == b'\n').count();
        Self {
            origin: Origin {
                file: file.into(),
                line,
            },
            fault: Fault::NotText,
        }
    }
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.origin, self.fault)
    }
}

impl Files {
    /// Adds the text of a file, whose values replace those of earlier files.
    pub(crate) fn add(&mut self, kind: Kind, file: &str, text: &str) -> Result<(), FileError> {
        let file: Arc<str> = file.into();
        let at = |line| Origin {
            file: Arc::clone(&file),
            line,
        };
        let sections = grammar::sections(text, kind);
        let sections = sections.map_err(|GrammarError { line, fault }| FileError {
            origin: at(line),
            fault,
        })?;
        let has_prefixed_default = sections.iter().any(|it| is_default(it, true));
        for section in sections {
            if has_prefixed_default && is_default(&section, false) {
                continue;
            }
            self.add_section(section, &at);
        }
        Ok(())
    }

    fn add_section(&mut self, section: Section, at: &dyn Fn(usize) -> Origin) {
        let sections = match section.subject {
            Subject::Profile { .. } => &mut self.profiles,
            Subject::SsoSession => &mut self.sso_sessions,
            Subject::Services => &mut self.services,
        };
        let line = section.line;
        let name = section.name.clone();
        let values = sections.entry(section.name).or_insert_with(|| Values {
            name,
            origin: at(line),
            properties: Vec::new(),
        });
        for property in section.properties {
            values.properties.push(value(property, at));
        }
    }
}

fn is_default(section: &Section, is_prefixed: bool) -> bool {
    section.subject == Subject::Profile { is_prefixed } && section.name == "default"
}

fn value(property: Property, at: &dyn Fn(usize) -> Origin) -> (String, Value) {
    let mut nested = Vec::new();
    for below in property.nested {
        nested.push(value(below, at));
    }
    let value = Value {
        text: property.value,
        origin: at(property.line),
        nested,
    };
    (property.name, value)
}
