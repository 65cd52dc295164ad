//! JSON as it is written, with the place of the file in the IDL that each value is from.

use crate::model::slice::print::string;

/// A text under way.
#[derive(Debug, Default)]
pub(in crate::model) struct Writer {
    pub(in crate::model) text: String,
    /// Offsets here, in ascending order, and where they come from.
    pub(in crate::model) marks: Vec<(u32, u32)>,
}

impl Writer {
    /// What is written next is from `at`.
    pub(in crate::model) fn mark(&mut self, at: usize) {
        let here = u32::try_from(self.text.len());
        let there = u32::try_from(at);
        if let (Ok(here), Ok(there)) = (here, there) {
            self.marks.push((here, there));
        }
    }

    /// Text as it stands.
    pub(in crate::model) fn raw(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// A string.
    pub(in crate::model) fn string(&mut self, at: usize, text: &str) {
        self.mark(at);
        self.quote(text);
    }

    /// A string from where the last mark says.
    pub(in crate::model) fn quote(&mut self, text: &str) {
        string(text, &mut self.text);
    }

    /// A key, after a comma unless it is the first of its object.
    pub(in crate::model) fn key(&mut self, at: usize, key: &str) {
        self.separate();
        self.string(at, key);
        self.raw(":");
    }

    /// A comma, unless an object or array was just opened.
    pub(in crate::model) fn separate(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with(['{', '[']) {
            self.raw(",");
        }
    }

    /// A key of the AST's own, from where the whole is.
    pub(in crate::model) fn open(&mut self, at: usize, key: &str, bracket: &str) {
        self.key(at, key);
        self.mark(at);
        self.raw(bracket);
    }

    /// A reference to a shape.
    pub(in crate::model) fn target(&mut self, at: usize, id: &str) {
        self.mark(at);
        self.raw("{\"target\":");
        self.string(at, id);
        self.raw("}");
    }

    /// Another text at the end of this one.
    pub(in crate::model) fn append(&mut self, other: Self) {
        let shift = u32::try_from(self.text.len()).unwrap_or(u32::MAX);
        self.text.push_str(&other.text);
        let marks = other.marks.into_iter();
        self.marks
            .extend(marks.map(|(here, there)| (here.saturating_add(shift), there)));
    }
}
