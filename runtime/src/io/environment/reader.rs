//! Settings as texts: their allowed values, and the errors for other values.

use std::fmt::Write;
use std::ops::RangeInclusive;

use super::Environment;

/// Reads settings of an environment, and collects errors.
pub(crate) struct Reader<'a> {
    pub(crate) environment: &'a Environment,
    pub(crate) wrong: &'a mut Vec<String>,
}

impl Reader<'_> {
    /// A text, unmodified.
    pub(crate) fn text(&self, name: &str) -> Option<String> {
        self.environment.get(name)
    }

    /// A boolean setting.
    pub(crate) fn flag(&mut self, name: &str) -> Option<bool> {
        self.choice(name, &[("true", true), ("false", false)])
    }

    /// A setting with a few allowed words, ignoring case.
    pub(crate) fn choice<T: Clone>(&mut self, name: &str, allowed: &[(&str, T)]) -> Option<T> {
        let value = self.environment.get(name)?;
        let is_meant = |word: &str| value.trim().eq_ignore_ascii_case(word);
        let found = allowed.iter().find(|(word, _)| is_meant(word));
        if found.is_none() {
            let words = allowed.iter().map(|(word, _)| format!("`{word}`"));
            self.refuse(name, &value, &listed(words));
        }
        found.map(|(_, meaning)| meaning.clone())
    }

    /// A number.
    pub(crate) fn number(&mut self, name: &str, allowed: RangeInclusive<u32>) -> Option<u32> {
        let value = self.environment.get(name)?;
        let number = value.trim().parse().ok();
        let number = number.filter(|number| allowed.contains(number));
        if number.is_none() {
            let range = match (allowed.start(), allowed.end()) {
                (start, &u32::MAX) => format!("whole numbers from {start} on"),
                (start, end) => format!("whole numbers from {start} to {end}"),
            };
            self.refuse(name, &value, &range);
        }
        number
    }

    fn refuse(&mut self, name: &str, value: &str, allowed: &str) {
        let origin = self.environment.origin(name);
        self.wrong
            .push(format!("{origin} is {value:?}; allowed are {allowed}"));
    }
}

/// `a`, `b` and `c`.
fn listed(words: impl DoubleEndedIterator<Item = String>) -> String {
    let mut text = String::new();
    let mut words = words.peekable();
    while let Some(word) = words.next() {
        let gap = match (text.is_empty(), words.peek().is_some()) {
            (true, _) => "",
            (false, true) => ", ",
            (false, false) => " and ",
        };
        // Writing to a `String` cannot fail.
        let _ = write!(text, "{gap}{word}");
    }
    text
}
