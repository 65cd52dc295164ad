//! One file as JSON AST: names resolved, sugar spelt out, values coerced.
//!
//! A second statement about a shape (an `apply`, a trait given twice, a second definition) goes to
//! a further text, a sheet, and is merged as if it were in another file.
//!
//! Source: Smithy 2.0, "JSON AST".

mod reference;
mod value;

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::elision;
use super::names::Names;
use super::tree::{Apply, File, Member, Property, Shape, Target, Trait};
use crate::diagnostic::{Diagnostic, Diagnostics, Location, Source};
use crate::syntax::ast::Version;
use crate::syntax::prelude;
use crate::syntax::writer::Writer;

/// The texts that a file is translated into.
pub(super) fn translate(
    source: &Arc<Source>,
    file: &File<'_>,
    names: &Names<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<Arc<Source>> {
    let mut translator = Translator {
        source,
        file,
        names,
        diagnostics,
        sheets: Vec::new(),
        seen: HashMap::new(),
    };
    translator.check_uses();
    for property in &file.metadata {
        translator.metadata(property);
    }
    for shape in &file.shapes {
        translator.shape(shape);
    }
    for apply in &file.applies {
        translator.apply(apply);
    }
    let sheets = std::mem::take(&mut translator.sheets);
    let version = match file.version {
        Version::V1 => "1.0",
        Version::V2 => "2.0",
    };
    let texts = sheets.into_iter().map(|sheet| sheet.finish(version));
    texts
        .map(|whole| Source::translated(source, whole.text, whole.marks))
        .collect()
}

/// One text: entries of its two objects.
#[derive(Default)]
struct Sheet {
    metadata: Writer,
    shapes: Writer,
}

impl Sheet {
    fn finish(self, version: &str) -> Writer {
        let mut whole = Writer::default();
        whole.mark(0);
        whole.raw(&format!("{{\"smithy\":\"{version}\",\"metadata\":{{"));
        whole.append(self.metadata);
        whole.raw("},\"shapes\":{");
        whole.append(self.shapes);
        whole.raw("}}");
        whole
    }
}

struct Translator<'a> {
    source: &'a Arc<Source>,
    file: &'a File<'a>,
    names: &'a Names<'a>,
    diagnostics: &'a mut Diagnostics,
    sheets: Vec<Sheet>,
    /// How often a key was written: the first that has it is the sheet of that number.
    seen: HashMap<String, usize>,
}

impl<'a> Translator<'a> {
    /// Writes to the first sheet that has nothing under the key yet.
    fn write(&mut self, key: String, write: impl FnOnce(&mut Sheet)) {
        let times = self.seen.entry(key).or_default();
        if self.sheets.len() == *times {
            self.sheets.push(Sheet::default());
        }
        if let Some(sheet) = self.sheets.get_mut(*times) {
            write(sheet);
        }
        *times += 1;
    }

    fn location(&self, at: usize) -> Location {
        Location::new(self.source, at)
    }

    fn resolve<'t>(&self, id: &'t str) -> Cow<'t, str>
    where
        'a: 't,
    {
        self.names.resolve(self.file, id)
    }

    fn check_uses(&mut self) {
        for used in &self.file.uses {
            if !self.names.may_exist(used.text) {
                let fault = format!("no file defines `{}`, which is used", used.text);
                let fault = Diagnostic::warning(fault).at(&self.location(used.at));
                self.diagnostics.push(fault);
            }
        }
    }

    fn metadata(&mut self, property: &Property<'_>) {
        let mut out = Writer::default();
        out.string(property.at, &property.key);
        out.raw(":");
        self.value(&property.value, &mut out);
        self.write(format!("metadata {}", property.key), |sheet| {
            sheet.metadata.separate();
            sheet.metadata.append(out);
        });
    }

    /// Adds an entry under the id.
    fn entry(&mut self, at: usize, id: &str, value: Writer) {
        self.write(id.to_owned(), |sheet| {
            sheet.shapes.key(at, id);
            sheet.shapes.mark(at);
            sheet.shapes.append(value);
        });
    }

    fn shape(&mut self, shape: &'a Shape<'a>) {
        let id = format!("{}#{}", self.file.namespace, shape.full_name());
        let mut out = Writer::default();
        out.raw("{\"type\":");
        out.string(shape.kind.at, shape.kind.text);
        if !shape.mixins.is_empty() {
            out.open(shape.name.at, "mixins", "[");
            for mixin in &shape.mixins {
                out.separate();
                out.target(mixin.at, &self.resolve(mixin.text));
            }
            out.raw("]");
        }
        self.body(&id, shape, &mut out);
        let again = self.traits(shape.name.at, &shape.traits, &mut out);
        out.raw("}");
        self.entry(shape.name.at, &id, out);
        self.apply_again(shape.name.at, &id, again);
    }

    fn body(&mut self, id: &str, shape: &'a Shape<'a>, out: &mut Writer) {
        match shape.kind.text {
            "service" | "resource" | "operation" => {
                for property in &shape.properties {
                    self.property(property, out);
                }
            }
            "list" | "set" | "map" => self.members(id, shape, out),
            "structure" | "union" | "enum" | "intEnum" => {
                out.open(shape.name.at, "members", "{");
                self.members(id, shape, out);
                out.raw("}");
            }
            _ => {}
        }
    }

    fn members(&mut self, id: &str, shape: &'a Shape<'a>, out: &mut Writer) {
        self.check_resource(shape);
        for member in &shape.members {
            let name = member.name;
            let Some(target) = self.target(shape, member) else {
                let fault = "neither the resource nor a mixin of the shape has this member";
                let fault = Diagnostic::error(fault)
                    .at(&self.location(name.at))
                    .on(&format!("{id}${}", name.text))
                    .help(format!("write `{}: ` and what it holds", name.text));
                self.diagnostics.push(fault);
                continue;
            };
            out.key(name.at, name.text);
            out.mark(name.at);
            out.raw("{\"target\":");
            let at = match member.target {
                Target::Given(target) => target.at,
                Target::Elided | Target::None => name.at,
            };
            out.string(at, &target);
            let again = self.traits(name.at, &member.traits, out);
            out.raw("}");
            self.apply_again(name.at, &format!("{id}${}", name.text), again);
        }
    }

    fn target(&self, shape: &Shape<'_>, member: &Member<'a>) -> Option<String> {
        match member.target {
            Target::Given(target) => Some(self.resolve(target.text).into_owned()),
            Target::None => Some("smithy.api#Unit".to_owned()),
            Target::Elided => elision::target(shape, self.file, member.name.text, self.names),
        }
    }

    /// Checks that the name after `for` is a resource.
    fn check_resource(&mut self, shape: &Shape<'_>) {
        let Some(resource) = shape.resource else {
            return;
        };
        let id = self.resolve(resource.text);
        let kind = self.names.type_of(&id);
        let fault = match kind {
            Some("resource") if self.can_see(&id) => return,
            Some("resource") => format!("`{id}` is private to its namespace"),
            Some(kind) => format!("`{id}` is a {kind}, and `for` takes a resource"),
            None => format!("`{id}` is not defined"),
        };
        let fault = Diagnostic::error(fault).at(&self.location(resource.at));
        self.diagnostics.push(fault);
    }

    /// Whether the shape of that id is in the file's namespace, or is not private.
    fn can_see(&self, id: &str) -> bool {
        let own = id
            .split_once('#')
            .is_some_and(|(it, _)| it == self.file.namespace);
        own || !self.names.has_trait(id, "smithy.api#private")
    }

    /// Writes each trait once, and returns the repeated ones.
    fn traits(
        &mut self,
        at: usize,
        traits: &'a [Trait<'a>],
        out: &mut Writer,
    ) -> Vec<&'a Trait<'a>> {
        if traits.is_empty() {
            return Vec::new();
        }
        let mut again = Vec::new();
        let mut seen = HashSet::new();
        out.open(at, "traits", "{");
        for given in traits {
            let id = self.resolve(given.id.text);
            if seen.contains(&id) {
                again.push(given);
                continue;
            }
            out.key(given.at, &id);
            self.trait_value(&id, given, out);
            seen.insert(id);
        }
        out.raw("}");
        again
    }

    /// Traits given again, each in a sheet where it is alone.
    fn apply_again(&mut self, at: usize, id: &str, traits: Vec<&'a Trait<'a>>) {
        for given in traits {
            let mut out = Writer::default();
            out.raw("{\"type\":\"apply\"");
            self.traits(at, std::slice::from_ref(given), &mut out);
            out.raw("}");
            self.entry(at, id, out);
        }
    }

    fn apply(&mut self, apply: &'a Apply<'a>) {
        let id = self.resolve(apply.target.text);
        if !self.can_apply(&id, apply) {
            return;
        }
        let mut out = Writer::default();
        out.raw("{\"type\":\"apply\"");
        let again = self.traits(apply.target.at, &apply.traits, &mut out);
        out.raw("}");
        self.entry(apply.target.at, &id, out);
        self.apply_again(apply.target.at, &id, again);
    }

    fn can_apply(&mut self, id: &str, apply: &Apply<'_>) -> bool {
        if self.names.is_defined(id) {
            return true;
        }
        let shape = id.split_once('$').map_or(id, |(shape, _)| shape);
        let fault = if prelude::contains(shape) {
            format!("`{shape}` belongs to the prelude, which cannot be changed")
        } else {
            format!("traits are applied to `{shape}`, which is not defined")
        };
        let at = apply
            .traits
            .first()
            .map_or(apply.target.at, |first| first.at);
        let fault = Diagnostic::error(fault).at(&self.location(at));
        self.diagnostics.push(fault);
        false
    }
}
