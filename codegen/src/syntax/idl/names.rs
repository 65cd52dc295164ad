//! The shapes that names refer to: all definitions in the files of a model, in the prelude and in
//! the known libraries.
//!
//! Source: Smithy 2.0, "Relative shape ID resolution".

use std::borrow::Cow;
use std::collections::HashMap;

use super::tree::{File, Shape};
use crate::syntax::ast::Ast;
use crate::syntax::known_traits::{self, Value};
use crate::syntax::prelude;

/// A shape that a file in the IDL defines.
#[derive(Clone, Copy)]
pub(super) struct Defined<'a> {
    pub(super) file: &'a File<'a>,
    pub(super) shape: &'a Shape<'a>,
}

/// Every shape, by namespace and name.
pub(super) struct Names<'a> {
    defined: HashMap<&'a str, HashMap<Cow<'a, str>, Defined<'a>>>,
    /// The files in JSON.
    pub(super) json: &'a Ast<'a>,
}

impl<'a> Names<'a> {
    pub(super) fn new(files: impl Iterator<Item = &'a File<'a>>, json: &'a Ast<'a>) -> Self {
        let mut defined = HashMap::<_, HashMap<_, _>>::new();
        for file in files {
            let names = defined.entry(file.namespace).or_default();
            for shape in &file.shapes {
                names
                    .entry(shape.full_name())
                    .or_insert(Defined { file, shape });
            }
        }
        Self { defined, json }
    }

    /// The shape of an absolute id, if a file in the IDL defines it.
    pub(super) fn find(&self, id: &str) -> Option<Defined<'a>> {
        let (namespace, name) = id.split_once('#')?;
        self.defined.get(namespace)?.get(name).copied()
    }

    /// Whether a file defines the shape of that absolute id, members not counted.
    pub(super) fn is_defined(&self, id: &str) -> bool {
        let id = id.split_once('$').map_or(id, |(shape, _)| shape);
        self.find(id).is_some() || self.json.has(id)
    }

    /// Whether a shape of that absolute ID exists or may exist: of the libraries, only the traits
    /// are known here.
    pub(super) fn may_exist(&self, id: &str) -> bool {
        let shape = id.split_once('$').map_or(id, |(shape, _)| shape);
        let namespace = id.split_once('#').map_or("", |(namespace, _)| namespace);
        self.is_defined(id)
            || prelude::contains(shape)
            || known_traits::trait_value(shape).is_some()
            || (known_traits::is_open(namespace) && !self.defined.contains_key(namespace))
    }

    /// The absolute id that an id means where it is written.
    pub(super) fn resolve<'t>(&self, file: &'t File<'_>, id: &'t str) -> Cow<'t, str> {
        if id.contains('#') {
            return Cow::Borrowed(id);
        }
        let name = id.split_once('$').map_or(id, |(name, _)| name);
        let member = id.get(name.len()..).unwrap_or_default();
        let used = file.uses.iter().find(|used| {
            let short = used.text.split_once('#');
            short.is_some_and(|(_, short)| short == name)
        });
        if let Some(used) = used {
            return match member {
                "" => Cow::Borrowed(used.text),
                _ => Cow::Owned(format!("{}{member}", used.text)),
            };
        }
        let namespace = file.namespace;
        let own = self.defined.get(namespace);
        if !own.is_some_and(|names| names.contains_key(name)) {
            let in_prelude = format!("smithy.api#{name}");
            let known = prelude::contains(&in_prelude)
                || known_traits::trait_value(&in_prelude).is_some()
                || self.is_defined(&in_prelude);
            if known && !self.json.has(&format!("{namespace}#{name}")) {
                return Cow::Owned(in_prelude + member);
            }
        }
        match namespace {
            "" => Cow::Owned(format!("smithy.api#{id}")),
            _ => Cow::Owned(format!("{namespace}#{id}")),
        }
    }

    /// The type of a shape that a file defines.
    pub(super) fn type_of(&self, id: &str) -> Option<&str> {
        match self.find(id) {
            Some(defined) => Some(defined.shape.kind.text),
            None => self.json.type_of(id),
        }
    }

    /// Whether the definition of a shape has the trait; traits applied elsewhere are not
    /// considered.
    pub(super) fn has_trait(&self, id: &str, wanted: &str) -> bool {
        match self.find(id) {
            Some(Defined { file, shape }) => {
                let mut traits = shape.traits.iter();
                traits.any(|given| self.resolve(file, given.id.text) == wanted)
            }
            None => self.json.has_trait(id, wanted),
        }
    }

    /// The form of a trait's values, from its definition.
    pub(super) fn trait_value(&self, id: &str) -> Option<Value> {
        let defined = self.type_of(id).map(Value::of);
        defined.or_else(|| known_traits::trait_value(id))
    }
}
