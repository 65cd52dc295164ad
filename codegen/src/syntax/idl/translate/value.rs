//! Node values and trait values.

use super::Translator;
use crate::diagnostic::Diagnostic;
use crate::syntax::idl::tree::{Node, Trait, Value};
use crate::syntax::known_traits::Value as Wanted;
use crate::syntax::writer::Writer;

impl Translator<'_> {
    /// The value of a trait; one that is not given is the empty one of the trait's type.
    pub(super) fn trait_value(&mut self, id: &str, given: &Trait<'_>, out: &mut Writer) {
        if let Some(value) = &given.value {
            return self.value(value, out);
        }
        out.mark(given.at);
        out.raw(match self.names.trait_value(id) {
            Some(Wanted::List) => "[]",
            Some(Wanted::Object) | None => "{}",
            Some(Wanted::Document) => "null",
            Some(Wanted::Other) => {
                let fault = Diagnostic::error(format!("the trait `{id}` needs a value"));
                let help = format!("write `@{}(…)`", given.id.text);
                let fault = fault.at(&self.location(given.at)).help(help);
                self.diagnostics.push(fault);
                "null"
            }
        });
    }

    /// Writes a value unchanged, except that IDs are resolved.
    pub(super) fn value(&mut self, value: &Value<'_>, out: &mut Writer) {
        out.mark(value.at);
        match &value.node {
            Node::Null => out.raw("null"),
            Node::Bool(true) => out.raw("true"),
            Node::Bool(false) => out.raw("false"),
            Node::Number(digits) => out.raw(digits),
            Node::Text(text) => out.string(value.at, text),
            Node::Id(id) => self.id(value.at, id, out),
            Node::Array(items) => {
                out.raw("[");
                for item in items {
                    out.separate();
                    self.value(item, out);
                }
                out.raw("]");
            }
            Node::Object(entries) => {
                out.raw("{");
                for entry in entries {
                    out.key(entry.at, &entry.key);
                    self.value(&entry.value, out);
                }
                out.raw("}");
            }
        }
    }

    fn id(&mut self, at: usize, id: &str, out: &mut Writer) {
        let absolute = self.resolve(id);
        if !self.names.may_exist(&absolute) {
            let fault = format!("`{id}` is not quoted, but no shape is called so");
            let fault = Diagnostic::error(fault)
                .at(&self.location(at))
                .help(format!(
                    "write `\"{id}\"` if it is a string, or give the file that defines `{absolute}`"
                ));
            self.diagnostics.push(fault);
        }
        out.string(at, &absolute);
    }
}
