//! Diagnostics (the fault, its place and the way out) and their collection.
//!
//! Every stage that can fail on a user's input reports here and continues, so that one run shows
//! every fault. Positions are byte offsets; lines and columns are computed when a diagnostic is
//! printed. This module knows nothing of models.

mod excerpt;
mod source;

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;

use self::excerpt::Excerpt;

pub use self::source::{Location, Source};

/// How many diagnostics of a run are printed; the rest is counted.
const SHOWN: usize = 50;

/// How many characters of a message or help are printed. Models may hold texts of megabytes.
const LONGEST: usize = 2_000;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is generated.
    Error,
    /// Generation continues; the generated code leaves something out.
    Warning,
}

/// One fault in a user's input: the message, the place, the shape, and the way out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Whether generation can go on.
    pub severity: Severity,
    /// The fault, in one sentence without a full stop.
    pub message: String,
    /// The place at fault; absent for options and arguments.
    pub location: Option<Location>,
    /// The shape, member or option at fault, shown in brackets.
    pub subject: Option<String>,
    /// A second place that matters, with its description.
    pub note: Option<(String, Location)>,
    /// The way out.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A fault that stops generation.
    pub fn error(message: impl Into<String>) -> Self {
        Self::new(Severity::Error, message.into())
    }

    /// A fault that generation survives.
    pub fn warning(message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, message.into())
    }

    fn new(severity: Severity, message: String) -> Self {
        Self {
            severity,
            message,
            location: None,
            subject: None,
            note: None,
            help: None,
        }
    }

    /// The place at fault.
    pub fn at(mut self, location: &Location) -> Self {
        self.location = Some(location.clone());
        self
    }

    /// The place at fault, if there is one: shapes of the prelude have none.
    pub fn maybe_at(mut self, location: Option<&Location>) -> Self {
        self.location = location.cloned();
        self
    }

    /// The shape, member or option at fault.
    pub fn on(mut self, subject: &impl ToString) -> Self {
        self.subject = Some(subject.to_string());
        self
    }

    /// A second place, introduced by `text`: "first defined here".
    pub fn note(mut self, text: impl Into<String>, location: &Location) -> Self {
        self.note = Some((text.into(), location.clone()));
        self
    }

    /// The way out.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The way out, if there is one.
    pub fn maybe_help(mut self, help: Option<String>) -> Self {
        self.help = help;
        self
    }

    fn order(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key())
    }

    fn key(&self) -> (Option<(&str, usize)>, Severity, Option<&str>, &str) {
        let place = self.location.as_ref();
        let place = place.map(|at| (at.source().name(), at.offset()));
        (place, self.severity, self.subject.as_deref(), &self.message)
    }
}

/// As rustc prints it: message, place, shape, note, help; no final newline. The alternate form,
/// `{:#}`, shows the line at fault, too.
impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let place = self.location.as_ref().filter(|_| f.alternate());
        let excerpt = place.and_then(Excerpt::of);
        let margin = excerpt.as_ref().map(Excerpt::margin);
        let arrow = format!("{:1$}-->", "", margin.unwrap_or(2));
        let more = format!("{:1$}=", "", margin.map_or(2, |margin| margin + 1));
        write!(f, "{severity}: {}", beginning(&self.message))?;
        match (&self.location, &self.subject) {
            (Some(location), Some(subject)) => write!(f, "\n{arrow} {location} ({subject})")?,
            (Some(location), None) => write!(f, "\n{arrow} {location}")?,
            (None, Some(subject)) => write!(f, "\n{arrow} {subject}")?,
            (None, None) => {}
        }
        if let Some(excerpt) = &excerpt {
            write!(f, "{excerpt}")?;
        }
        if let Some((text, location)) = &self.note {
            write!(f, "\n{more} note: {text} {location}")?;
        }
        if let Some(help) = &self.help {
            write!(f, "\n{more} help: {}", beginning(help))?;
        }
        Ok(())
    }
}

/// As much of a text as is printed.
fn beginning(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(LONGEST) {
        None => Cow::Borrowed(text),
        Some((end, _)) => Cow::Owned(format!("{}… ({} bytes)", &text[..end], text.len())),
    }
}

/// Diagnostics collected over a run. Printed by place, each once, whatever the order in
/// which they were found.
#[derive(Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Adds all of another collection.
    pub fn append(&mut self, mut other: Self) {
        self.list.append(&mut other.list);
    }

    /// All diagnostics as warnings, for a run that continues without the faulty part.
    pub(crate) fn into_warnings(self) -> impl Iterator<Item = Diagnostic> {
        self.list.into_iter().map(|diagnostic| Diagnostic {
            severity: Severity::Warning,
            ..diagnostic
        })
    }

    /// Whether anything stops generation.
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|d| d.severity == Severity::Error)
    }

    /// Whether nothing at all was reported.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// All diagnostics, ordered by file and position, without repetitions. Diagnostics without a
    /// place come first.
    pub fn sorted(&self) -> Vec<&Diagnostic> {
        let mut sorted: Vec<_> = self.list.iter().collect();
        sorted.sort_by(|a, b| a.order(b));
        sorted.dedup();
        sorted
    }

    /// As many of them as a person reads, errors before warnings where there are too many, in the
    /// order of [`sorted`](Self::sorted), and a sentence about the rest.
    pub fn shown(&self) -> (Vec<&Diagnostic>, Option<String>) {
        let sorted = self.sorted();
        let is_error = |it: &Diagnostic| it.severity == Severity::Error;
        let errors = sorted.iter().filter(|it| is_error(it)).count();
        let mut room = (errors.min(SHOWN), SHOWN.saturating_sub(errors));
        let rest = (
            errors - room.0,
            (sorted.len() - errors).saturating_sub(room.1),
        );
        let has_room = |it: &&Diagnostic| {
            let room = if is_error(it) {
                &mut room.0
            } else {
                &mut room.1
            };
            let fits = *room > 0;
            *room -= usize::from(fits);
            fits
        };
        let shown = sorted.into_iter().filter(has_room).collect();
        (shown, rest_of(rest.0, rest.1))
    }
}

/// That so many errors and warnings are not shown.
fn rest_of(errors: usize, warnings: usize) -> Option<String> {
    let counted = |count: usize, name: &str| match count {
        0 => None,
        1 => Some(format!("1 more {name}")),
        _ => Some(format!("{count} more {name}s")),
    };
    let parts: Vec<String> = [counted(errors, "error"), counted(warnings, "warning")]
        .into_iter()
        .flatten()
        .collect();
    (!parts.is_empty()).then(|| format!("and {}", parts.join(" and ")))
}

/// The diagnostics of [`Diagnostics::shown`], with an empty line between two, and the number of the
/// rest; a final newline unless empty. The alternate form, `{:#}`, shows the lines at fault, too.
impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (shown, rest) = self.shown();
        for (index, diagnostic) in shown.into_iter().enumerate() {
            if index > 0 {
                writeln!(f)?;
            }
            if f.alternate() {
                writeln!(f, "{diagnostic:#}")?;
            } else {
                writeln!(f, "{diagnostic}")?;
            }
        }
        match rest {
            Some(rest) => writeln!(f, "\n{rest}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Diagnostics {}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, diagnostics: I) {
        self.list.extend(diagnostics);
    }
}

#[cfg(test)]
mod tests {
    use super::{Diagnostic, Diagnostics, Location, Source};

    #[test]
    fn diagnostics_are_printed_by_place_and_once() {
        let source = Source::new("a", "xy");
        let mut diagnostics = Diagnostics::new();
        diagnostics.push(Diagnostic::error("second").at(&Location::new(&source, 1)));
        diagnostics.push(Diagnostic::warning("first").at(&Location::new(&source, 0)));
        diagnostics.push(Diagnostic::error("second").at(&Location::new(&source, 1)));
        diagnostics.push(Diagnostic::error("option").on(&"--out"));
        let printed = "error: option\n  --> --out\n\n\
                       warning: first\n  --> a:1:1\n\nerror: second\n  --> a:1:2\n";
        assert_eq!(diagnostics.to_string(), printed);
    }

    #[test]
    fn of_many_diagnostics_some_are_printed_and_errors_first() {
        let source = Source::new("a", "\n".repeat(200));
        let mut diagnostics = Diagnostics::new();
        for line in 0..80 {
            let at = Location::new(&source, line);
            diagnostics.push(Diagnostic::warning("odd").at(&at));
            if line >= 40 {
                diagnostics.push(Diagnostic::error("wrong").at(&at));
            }
        }
        let printed = diagnostics.to_string();
        assert_eq!(printed.matches("error: wrong").count(), 40);
        assert_eq!(printed.matches("warning: odd").count(), 10);
        assert!(printed.ends_with("\n\nand 70 more warnings\n"), "{printed}");
        for line in 80..100 {
            diagnostics.push(Diagnostic::error("wrong").at(&Location::new(&source, line)));
        }
        let printed = diagnostics.to_string();
        assert_eq!(printed.matches("error: wrong").count(), 50);
        assert!(printed.ends_with("\n\nand 10 more errors and 80 more warnings\n"));
    }

    #[test]
    fn of_a_long_message_the_beginning_is_printed() {
        let fault = Diagnostic::error("é".repeat(5_000)).help("h".repeat(5_000));
        let printed = fault.to_string();
        assert!(printed.contains("é… (10000 bytes)"), "{printed}");
        assert!(printed.ends_with("h… (5000 bytes)"), "{printed}");
    }
}
