//! JSON as it is written, with the place of the file in the IDL that each value is from.

use super::print::string;

/// A text under way.
#[derive(Debug, Default)]
pub(crate) struct Writer {
    pub(crate) text: String,
    /// Offsets here, in ascending order, and where they come from.
    pub(crate) marks: Vec<(u32, u32)>,
}

impl Writer {
    /// Marks `at` as the original of the text that is written next.
    pub(crate) fn mark(&mut self, at: usize) {
        let here = u32::try_from(self.text.len());
        let there = u32::try_from(at);
        if let (Ok(here), Ok(there)) = (here, there) {
            self.marks.push((here, there));
        }
    }

    /// Appends text unchanged.
    pub(crate) fn raw(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// A string.
    pub(crate) fn string(&mut self, at: usize, text: &str) {
        self.mark(at);
        self.quote(text);
    }

    /// Appends a string, whose original is at the last mark.
    pub(crate) fn quote(&mut self, text: &str) {
        string(text, &mut self.text);
    }

    /// A key, after a comma unless it is the first of its object.
    pub(crate) fn key(&mut self, at: usize, key: &str) {
        self.separate();
        self.string(at, key);
        self.raw(":");
    }

    /// A comma, unless an object or array was just opened.
    pub(crate) fn separate(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with(['{', '[']) {
            self.raw(",");
        }
    }

    /// A key of the AST's own, from where the whole is.
    pub(crate) fn open(&mut self, at: usize, key: &str, bracket: &str) {
        self.key(at, key);
        self.mark(at);
        self.raw(bracket);
    }

    /// A reference to a shape.
    pub(crate) fn target(&mut self, at: usize, id: &str) {
        self.mark(at);
        self.raw("{\"target\":");
        self.string(at, id);
        self.raw("}");
    }

    /// Another text at the end of this one.
    pub(crate) fn append(&mut self, other: Self) {
        let shift = u32::try_from(self.text.len()).unwrap_or(u32::MAX);
        self.text.push_str(&other.text);
        let marks = other.marks.into_iter();
        self.marks
            .extend(marks.map(|(here, there)| (here.saturating_add(shift), there)));
    }
}
