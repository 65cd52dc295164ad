//! References of services, resources and operations.

use super::Translator;
use crate::diagnostic::Diagnostic;
use crate::syntax::idl::tree::{Node, Property};
use crate::syntax::writer::Writer;

/// Properties that take any number of references.
const LISTS: [&str; 4] = ["operations", "collectionOperations", "resources", "errors"];

/// Properties that take one.
const LIFECYCLE: [&str; 6] = ["create", "put", "read", "update", "delete", "list"];

impl Translator<'_> {
    /// A property of a service, a resource or an operation.
    pub(super) fn property(&mut self, property: &Property<'_>, out: &mut Writer) {
        if let Some(fault) = misfit(property) {
            let fault = fault.at(&self.location(property.value.at));
            return self.diagnostics.push(fault);
        }
        out.key(property.at, &property.key);
        match (&*property.key, &property.value.node) {
            ("rename", _) => self.value(&property.value, out),
            (_, Node::Id(id)) => out.target(property.value.at, &self.resolve(id)),
            ("version", _) => self.value(&property.value, out),
            _ => self.references(property, out),
        }
    }

    /// Ids alone, in arrays and in objects are references.
    fn references(&mut self, property: &Property<'_>, out: &mut Writer) {
        let at = property.value.at;
        match &property.value.node {
            Node::Array(items) => {
                out.mark(at);
                out.raw("[");
                for item in items {
                    out.separate();
                    match reference(&item.node) {
                        Some(id) => out.target(item.at, &self.resolve(id)),
                        None => self.value(item, out),
                    }
                }
                out.raw("]");
            }
            Node::Object(entries) => {
                out.mark(at);
                out.raw("{");
                for entry in entries {
                    out.key(entry.at, &entry.key);
                    match reference(&entry.value.node) {
                        Some(id) => out.target(entry.value.at, &self.resolve(id)),
                        None => self.value(&entry.value, out),
                    }
                }
                out.raw("}");
            }
            node => match reference(node) {
                Some(id) => out.target(at, &self.resolve(id)),
                None => self.value(&property.value, out),
            },
        }
    }
}

/// The name that a member or property refers to.
fn reference<'t>(node: &'t Node<'_>) -> Option<&'t str> {
    match node {
        Node::Id(id) => Some(id),
        Node::Text(id) => Some(id),
        _ => None,
    }
}

/// One reference where there is a list of them, or the other way round.
fn misfit(property: &Property<'_>) -> Option<Diagnostic> {
    let key = &property.key;
    let (is_list, is_one) = (LISTS.contains(&&**key), LIFECYCLE.contains(&&**key));
    match (&property.value.node, reference(&property.value.node)) {
        (_, Some(id)) if is_list => {
            let fault = Diagnostic::error(format!("`{key}` takes a list"));
            Some(fault.help(format!("write `{key}: [{id}]`")))
        }
        (Node::Array(_), _) if is_one => {
            let fault = Diagnostic::error(format!("`{key}` takes one operation"));
            Some(fault.help("write its name without brackets"))
        }
        _ => None,
    }
}
