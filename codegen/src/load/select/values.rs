//! Whether the values of traits that the files define are of the types that they define.
//! Traits that come with Smithy are typed where they are read.
//!
//! Source: Smithy 2.0, "Trait node values".

use std::collections::HashMap;
use std::rc::Rc;
use std::str::FromStr;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::load::flatten::Flattener;
use crate::model::ShapeId;
use crate::suggest::did_you_mean;
use crate::syntax::ast::Ast;
use crate::syntax::draft::{Draft, DraftMember, RawTraits};
use crate::syntax::json::{Entry, Json, Report};

/// Values nested deeper are not looked at.
const MAX_DEPTH: usize = 64;

/// Checks values, reading every definition once.
pub(super) struct Values<'ast, 'src> {
    ast: &'ast Ast<'src>,
    flattener: Flattener<'ast, 'src>,
    definitions: HashMap<ShapeId, Option<Rc<Draft<'src>>>>,
}

impl<'ast, 'src> Values<'ast, 'src> {
    pub(super) fn new(ast: &'ast Ast<'src>) -> Self {
        Self {
            ast,
            flattener: Flattener::new(ast),
            definitions: HashMap::new(),
        }
    }

    /// Checks the value of a trait if a file defines the trait.
    pub(super) fn check(&mut self, id: &ShapeId, value: Json<'_>, report: &mut Report<'_>) {
        if self.ast.has(id.as_str()) {
            self.conforms(id, value, 0, report);
        }
    }

    fn definition(&mut self, id: &ShapeId) -> Option<Rc<Draft<'src>>> {
        if let Some(known) = self.definitions.get(id) {
            return known.clone();
        }
        // Faults of a definition are reported where it is read.
        let read = self
            .flattener
            .shape(id, &mut Diagnostics::new())
            .map(Rc::new);
        self.definitions.insert(id.clone(), read.clone());
        read
    }

    fn conforms(&mut self, id: &ShapeId, value: Json<'_>, depth: usize, report: &mut Report<'_>) {
        if depth > MAX_DEPTH {
            return;
        }
        let Some(shape) = self.definition(id) else {
            return check_simple(&prelude_kind(id), value, report);
        };
        match &*shape.kind {
            "structure" => self.structure(&shape, value, depth, report),
            "union" => self.union(&shape, value, depth, report),
            "list" => self.list(&shape, value, depth, report),
            "map" => {
                for entry in value.object(report).unwrap_or_default() {
                    self.member(shape.members.get("value"), entry.value, depth, report);
                }
            }
            "enum" => check_enum(&shape, value, report),
            kind => check_simple(kind, value, report),
        }
    }

    fn member(
        &mut self,
        member: Option<&DraftMember<'_>>,
        value: Json<'_>,
        depth: usize,
        report: &mut Report<'_>,
    ) {
        if let Some(member) = member {
            self.conforms(&member.target.id, value, depth + 1, report);
        }
    }

    fn list(&mut self, shape: &Draft<'_>, value: Json<'_>, depth: usize, report: &mut Report<'_>) {
        let is_sparse = has(&shape.traits, "smithy.api#sparse");
        for item in value.array(report).unwrap_or_default() {
            if item.text() != "null" || !is_sparse {
                self.member(shape.members.get("member"), item, depth, report);
            }
        }
    }

    fn structure(
        &mut self,
        shape: &Draft<'_>,
        value: Json<'_>,
        depth: usize,
        report: &mut Report<'_>,
    ) {
        let Some(entries) = value.object(report) else {
            return;
        };
        for (name, member) in &shape.members {
            let is_given = entries.iter().any(|entry| entry.key == *name);
            if !is_given && has(&member.traits, "smithy.api#required") {
                report.error::<()>(value, format!("`{name}` is required and missing"));
            }
        }
        for Entry { at, key, value } in entries {
            let member = shape.members.get(&key);
            if member.is_none() {
                let help = did_you_mean(&key, shape.members.keys().map(AsRef::as_ref));
                let fault = Diagnostic::warning(format!("the trait has no member `{key}`"));
                report.push(fault.at(&at.location()).maybe_help(help));
            }
            self.member(member, value, depth, report);
        }
    }

    fn union(&mut self, shape: &Draft<'_>, value: Json<'_>, depth: usize, report: &mut Report<'_>) {
        let Some(entries) = value.object(report) else {
            return;
        };
        let [entry] = entries.as_slice() else {
            let fault = "a value of a union has exactly one member";
            report.error::<()>(value, fault);
            return;
        };
        let member = shape.members.get(&entry.key);
        if member.is_none() {
            let help = did_you_mean(&entry.key, shape.members.keys().map(AsRef::as_ref));
            let fault = Diagnostic::error(format!("the union has no member `{}`", entry.key));
            report.push(fault.at(&entry.at.location()).maybe_help(help));
        }
        self.member(member, entry.value, depth, report);
    }
}

fn has(traits: &RawTraits<'_>, id: &str) -> bool {
    traits.iter().any(|(name, _)| name == id)
}

/// The type of a simple shape of the prelude; empty for all else.
fn prelude_kind(id: &ShapeId) -> String {
    let name = id.name().strip_prefix("Primitive").unwrap_or(id.name());
    let mut letters = name.chars();
    match letters.next() {
        Some(first) if id.is_prelude() => first.to_ascii_lowercase().to_string() + letters.as_str(),
        _ => String::new(),
    }
}

fn check_simple(kind: &str, value: Json<'_>, report: &mut Report<'_>) {
    match kind {
        "string" | "blob" => drop(value.string(report)),
        "boolean" => drop(value.boolean(report)),
        "byte" => check_whole::<i8>(value, report),
        "short" => check_whole::<i16>(value, report),
        "integer" | "intEnum" => check_whole::<i32>(value, report),
        "long" => check_whole::<i64>(value, report),
        // Numbers that JSON cannot write are strings.
        "float" | "double" if value.text().starts_with('"') => {
            let text = value.string(report).unwrap_or_default();
            if !["NaN", "Infinity", "-Infinity"].contains(&&*text) {
                let fault = Diagnostic::error(format!("`{text}` is not a number"));
                let help = "only `NaN`, `Infinity` and `-Infinity` are written in quotes";
                report.push(fault.at(&value.location()).help(help));
            }
        }
        "float" | "double" => drop(value.number(report)),
        "bigInteger" | "bigDecimal" | "timestamp" if !value.text().starts_with('"') => {
            value.number(report);
        }
        _ => {}
    }
}

fn check_whole<T: FromStr>(value: Json<'_>, report: &mut Report<'_>) {
    let Some(digits) = value.number(report) else {
        return;
    };
    if digits.contains(['.', 'e', 'E']) {
        report.error::<()>(value, format!("`{digits}` is not a whole number"));
    } else if digits.parse::<T>().is_err() {
        report.error::<()>(value, format!("`{digits}` is out of range"));
    }
}

fn check_enum(shape: &Draft<'_>, value: Json<'_>, report: &mut Report<'_>) {
    let Some(given) = value.string(report) else {
        return;
    };
    let mut values = Vec::new();
    for (name, member) in &shape.members {
        let mut traits = member.traits.iter();
        let said = traits.find(|(id, _)| id == "smithy.api#enumValue");
        let said = said.and_then(|(_, value)| value.string(report));
        values.push(said.unwrap_or_else(|| name.clone()));
    }
    if !values.contains(&given) {
        let help = did_you_mean(&given, values.iter().map(AsRef::as_ref));
        let fault = format!("`{given}` is not a value of the enum");
        let fault = Diagnostic::error(fault);
        report.push(fault.at(&value.location()).maybe_help(help));
    }
}
