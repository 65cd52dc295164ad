//! The JSON AST under construction, with the original place of each value.

use std::sync::Arc;

use super::fields::{Text, Value};
use crate::diagnostic::{Diagnostics, Source};
use crate::syntax::json::{Json, Report};
use crate::syntax::writer::Writer;

/// A file of the JSON AST under way.
pub(super) struct Out<'a> {
    source: &'a Arc<Source>,
    writer: Writer,
}

impl<'a> Out<'a> {
    /// The beginning of the translation of `source`.
    pub(super) fn new(source: &'a Arc<Source>) -> Self {
        let mut writer = Writer::default();
        writer.raw("{\"smithy\":\"2.0\",\"shapes\":{");
        Self { source, writer }
    }

    /// The whole file.
    pub(super) fn finish(mut self) -> Arc<Source> {
        self.writer.raw("}}");
        Source::translated(self.source, self.writer.text, self.writer.marks)
    }

    /// Marks `at` as the original of the text that is written next. A patch has the place of the
    /// patched value.
    fn mark(&mut self, at: Json<'_>) {
        if at.is_of(self.source) {
            self.writer.mark(at.offset());
        }
    }

    /// Appends text unchanged.
    pub(super) fn raw(&mut self, text: &str) {
        self.writer.raw(text);
    }

    pub(super) fn string(&mut self, at: Json<'_>, text: &str) {
        self.mark(at);
        self.writer.quote(text);
    }

    /// A key, after a comma unless it is the first of its object.
    pub(super) fn key(&mut self, at: Json<'_>, key: &str) {
        self.writer.separate();
        self.string(at, key);
        self.raw(":");
    }

    /// A comma, unless an object or array was just opened.
    pub(super) fn separate(&mut self) {
        self.writer.separate();
    }

    /// A shape, without its properties.
    pub(super) fn shape(&mut self, at: Json<'_>, id: &str, kind: &str) {
        self.key(at, id);
        self.mark(at);
        self.raw("{\"type\":");
        self.string(at, kind);
    }

    /// A key and the bracket that opens its value.
    pub(super) fn open(&mut self, at: Json<'_>, key: &str, bracket: &str) {
        self.key(at, key);
        self.mark(at);
        self.raw(bracket);
    }

    /// A reference to a shape.
    pub(super) fn target(&mut self, at: Json<'_>, id: &str) {
        self.mark(at);
        self.raw("{\"target\":");
        self.string(at, id);
        self.raw("}");
    }

    /// A value as it is written in its file.
    pub(super) fn copy(&mut self, json: Json<'_>) {
        let text = json.text();
        let mut done = 0;
        if json.is_of(self.source) && !text.starts_with('"') {
            for (at, _) in text.match_indices(['{', '[', '"']) {
                self.writer.raw(text.get(done..at).unwrap_or_default());
                self.writer.mark(json.offset() + at);
                done = at;
            }
        } else {
            self.mark(json);
        }
        self.writer.raw(text.get(done..).unwrap_or_default());
    }

    /// A trait without a value.
    pub(super) fn flag(&mut self, at: Json<'_>, id: &str) {
        self.open(at, id, "{}");
    }

    /// A trait whose value is a string.
    pub(super) fn word(&mut self, at: Json<'_>, id: &str, text: &str) {
        self.key(at, id);
        self.string(at, text);
    }

    /// A trait whose value is written alike.
    pub(super) fn same(&mut self, id: &str, value: Option<Value<'_>>) {
        if let Some(value) = value {
            self.key(value.json(), id);
            self.value(&value);
        }
    }

    /// A value as it is written in its file, or in several, where it is patched.
    fn value(&mut self, value: &Value<'_>) {
        if !value.is_patched() {
            return self.copy(value.json());
        }
        let mut ignored = Diagnostics::new();
        let fields = value.fields(&mut Report::new(&mut ignored));
        self.raw("{");
        for field in fields.map(|fields| fields.list).unwrap_or_default() {
            self.key(field.at, &field.key);
            self.value(&field.value);
        }
        self.raw("}");
    }

    /// An entry of a trait's value.
    pub(super) fn entry(&mut self, key: &str, text: Option<&Text<'_>>) {
        if let Some(Text { at, text }) = text {
            self.word(*at, key, text);
        }
    }
}
