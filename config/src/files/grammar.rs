//! The grammar of `~/.aws/config` and `~/.aws/credentials` (AWS SDKs and Tools Reference, "Format
//! of the config file"): a text becomes sections. It does not know what they mean.

use std::fmt;

/// Which of the two files a text is from; they write the names of profiles differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Config,
    Credentials,
}

/// What a section is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    /// `[profile dev]`, or `[dev]` in the credentials file. A `[default]` without `profile` counts
    /// only where no other is.
    Profile { is_prefixed: bool },
    /// `[sso-session corp]`.
    SsoSession,
    /// `[services local]`.
    Services,
}

/// The properties below one heading.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Section {
    pub(crate) subject: Subject,
    pub(crate) name: String,
    pub(crate) line: usize,
    pub(crate) properties: Vec<Property>,
}

/// `name = value`, with its name in lower case.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Property {
    pub(crate) name: String,
    pub(crate) value: String,
    pub(crate) line: usize,
    /// What is indented below a property without a value.
    pub(crate) nested: Vec<Self>,
}

/// What is wrong with a text, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct GrammarError {
    pub(crate) line: usize,
    pub(crate) fault: Fault,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    NoSection,
    OpenHeading,
    NoEquals,
    NoName,
    NoProperty,
    NoNestedEquals,
    NoNestedName,
    NotText,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoSection => {
                "a property comes before the first heading; put `[default]` before it"
            }
            Self::OpenHeading => "the heading does not end with `]`",
            Self::NoEquals => "a property has no `=`",
            Self::NoName => "a property has no name before its `=`",
            Self::NoProperty => "an indented line must follow the property that it continues",
            Self::NoNestedEquals => "an indented property has no `=`",
            Self::NoNestedName => "an indented property has no name before its `=`",
            Self::NotText => "the file is not UTF-8 from this line on",
        })
    }
}

/// The sections of a text, in their order. Sections and properties with invalid names are left out.
pub(crate) fn sections(text: &str, kind: Kind) -> Result<Vec<Section>, GrammarError> {
    let mut reader = Reader {
        kind,
        sections: Vec::new(),
        open: None,
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    for (line, number) in text.lines().zip(1..) {
        let read = reader.line(line, number);
        read.map_err(|fault| GrammarError {
            line: number,
            fault,
        })?;
    }
    Ok(reader.sections)
}

const BLANK: [char; 2] = [' ', '\t'];
const COMMENT: [char; 2] = ['#', ';'];

struct Reader {
    kind: Kind,
    sections: Vec<Section>,
    /// What is below the last heading, if there was one.
    open: Option<Open>,
}

struct Open {
    /// Whether the section is left out.
    is_skipped: bool,
    last: Option<Last>,
}

/// The last property of a section.
struct Last {
    /// Whether it is left out.
    is_skipped: bool,
    /// Whether properties may be indented below it.
    is_parent: bool,
}

impl Reader {
    fn line(&mut self, line: &str, number: usize) -> Result<(), Fault> {
        if line.trim_matches(BLANK).is_empty() || line.starts_with(COMMENT) {
            return Ok(());
        }
        if line.starts_with(BLANK) {
            return self.continuation(line.trim_matches(BLANK), number);
        }
        match line.strip_prefix('[') {
            Some(heading) => self.heading(heading, number),
            None => self.property(line, number),
        }
    }

    fn heading(&mut self, heading: &str, line: usize) -> Result<(), Fault> {
        let (inside, _) = heading.split_once(']').ok_or(Fault::OpenHeading)?;
        let subject = subject(inside.trim_matches(BLANK), self.kind);
        self.open = Some(Open {
            is_skipped: subject.is_none(),
            last: None,
        });
        self.sections.extend(subject.map(|(subject, name)| Section {
            subject,
            name: name.to_owned(),
            line,
            properties: Vec::new(),
        }));
        Ok(())
    }

    fn property(&mut self, line: &str, number: usize) -> Result<(), Fault> {
        let open = self.open.as_mut().ok_or(Fault::NoSection)?;
        let (name, value) = line.split_once('=').ok_or(Fault::NoEquals)?;
        let (name, value) = (name.trim_matches(BLANK), without_comment(value));
        if name.is_empty() {
            return Err(Fault::NoName);
        }
        let is_skipped = open.is_skipped || !is_identifier(name);
        open.last = Some(Last {
            is_skipped,
            is_parent: value.is_empty(),
        });
        if let (false, Some(section)) = (is_skipped, self.sections.last_mut()) {
            section.properties.push(property(name, value, number));
        }
        Ok(())
    }

    fn continuation(&mut self, text: &str, line: usize) -> Result<(), Fault> {
        let open = self.open.as_ref().ok_or(Fault::NoSection)?;
        let last = open.last.as_ref().ok_or(Fault::NoProperty)?;
        let nested = match text.split_once('=') {
            _ if !last.is_parent => None,
            Some((name, _)) if name.trim_matches(BLANK).is_empty() => {
                return Err(Fault::NoNestedName);
            }
            None => return Err(Fault::NoNestedEquals),
            nested => nested,
        };
        let section = self.sections.last_mut();
        let above = section.and_then(|section| section.properties.last_mut());
        let (false, Some(above)) = (last.is_skipped, above) else {
            return Ok(());
        };
        above.value.push('\n');
        above.value.push_str(text);
        let nested = nested.map(|(name, value)| (name.trim_matches(BLANK), value));
        if let Some((name, value)) = nested.filter(|(name, _)| is_identifier(name)) {
            let value = value.trim_matches(BLANK);
            above.nested.push(property(name, value, line));
        }
        Ok(())
    }
}

fn property(name: &str, value: &str, line: usize) -> Property {
    Property {
        name: name.to_ascii_lowercase(),
        value: value.to_owned(),
        line,
        nested: Vec::new(),
    }
}

/// What a heading is about, and the name in it, if both are valid.
fn subject(heading: &str, kind: Kind) -> Option<(Subject, &str)> {
    let (subject, name) = match heading.split_once(BLANK) {
        Some((prefix, name)) if kind == Kind::Config => {
            let subject = match prefix {
                "profile" => Subject::Profile { is_prefixed: true },
                "sso-session" => Subject::SsoSession,
                "services" => Subject::Services,
                _ => return None,
            };
            (subject, name.trim_matches(BLANK))
        }
        None if kind == Kind::Credentials || heading == "default" => {
            (Subject::Profile { is_prefixed: false }, heading)
        }
        _ => return None,
    };
    is_identifier(name).then_some((subject, name))
}

/// A value without the comment after it, which white space precedes.
fn without_comment(value: &str) -> &str {
    let starts = value.match_indices(COMMENT).map(|(index, _)| index);
    let mut comments = starts.filter(|index| value[..*index].ends_with(BLANK));
    let end = comments.next().unwrap_or(value.len());
    value[..end].trim_matches(BLANK)
}

/// Whether names of sections and properties may be `name`.
pub(crate) fn is_identifier(name: &str) -> bool {
    let is_allowed = |it: char| it.is_ascii_alphanumeric() || "_-/.%@:+".contains(it);
    !name.is_empty() && name.chars().all(is_allowed)
}
