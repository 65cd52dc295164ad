//! Files in, index out: versions, merging, duplicate ids, metadata. Shapes are not read.
//!
//! Source: Smithy 2.0, "JSON AST" and "Merging model files".

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::sync::Arc;

use indexmap::IndexMap;
use indexmap::map::Entry as Slot;

use super::ast::{Ast, Definition, Version};
use super::draft::merged;
use super::id::ShapeId;
use super::json::{self, Entry, Json, Report};
use super::library;
use super::node::Node;
use crate::diagnostic::{Diagnostic, Diagnostics, Location, Source};
use crate::suggest::did_you_mean;

/// Indexes the texts of one or several files in the JSON AST, of version 1.0 or 2.0 each.
///
/// Unreadable parts are reported and left out. Syntax, duplicate keys and conflicting shape IDs are
/// checked in all of every file; shapes stay unread.
pub(crate) fn index<'src>(
    sources: &'src [Arc<Source>],
    diagnostics: &mut Diagnostics,
) -> Ast<'src> {
    let mut report = Report::new(diagnostics);
    let mut ast = Ast {
        shapes: BTreeMap::new(),
        library: BTreeMap::new(),
        applied: BTreeMap::new(),
        metadata: IndexMap::new(),
        suggestions: Cell::new(0),
    };
    let mut metadata_places = IndexMap::new();
    for source in sources {
        load_file(source, &mut ast, &mut metadata_places, &mut report);
    }
    add_library(&mut ast, &mut report);
    check_repeated(&ast, &mut report);
    check_applied(&ast, &mut report);
    ast
}

/// Adds the shapes of the library that no file defines. Traits that a file applies to a shape of
/// the library need its definition beside them.
fn add_library(ast: &mut Ast<'_>, report: &mut Report<'_>) {
    for source in library::sources() {
        let (_, shapes) = json::scan(source, report).unwrap_or_default();
        for Entry { at, key, value } in shapes {
            let version = Version::V2;
            let definition = Definition { version, at, value };
            match ast.shapes.get_mut(&key) {
                Some(given) if given.iter().all(Definition::is_apply) => given.push(definition),
                Some(_) => {}
                None => {
                    ast.library.insert(key, vec![definition]);
                }
            }
        }
    }
}

fn load_file<'src>(
    source: &'src Arc<Source>,
    ast: &mut Ast<'src>,
    metadata_places: &mut IndexMap<String, Location>,
    report: &mut Report<'_>,
) {
    let Some((fields, shapes)) = json::scan(source, report) else {
        return;
    };
    let mut version = None;
    for Entry { at, key, value } in fields {
        match &*key {
            "smithy" => version = Some(read_version(value, report)),
            "shapes" => {}
            "metadata" => merge_metadata(value, &mut ast.metadata, metadata_places, report),
            other => {
                let fault = format!("unknown top-level property `{other}` is ignored");
                let help = did_you_mean(other, ["smithy", "metadata", "shapes"]);
                report.push(
                    Diagnostic::warning(fault)
                        .at(&at.location())
                        .maybe_help(help),
                );
            }
        }
    }
    let Some(version) = version else {
        let fault = Diagnostic::error("not a Smithy JSON model: property `smithy` is missing")
            .at(&Location::new(source, 0))
            .help(
                "a model begins with `{\"smithy\": \"2.0\", \"shapes\": {`; one in AWS's own JSON \
                 has `metadata`, `operations` and `shapes`",
            );
        return report.push(fault);
    };
    // A refused version was reported; its shapes would only add noise.
    let Some(version) = version else { return };
    for entry in shapes {
        index_shape(version, entry, ast, report);
    }
}

fn read_version(value: Json<'_>, report: &mut Report<'_>) -> Option<Version> {
    let text = value.string(report)?;
    match &*text {
        "1" | "1.0" => Some(Version::V1),
        "2" | "2.0" | "2.1" => Some(Version::V2),
        other => {
            let fault = format!("unsupported Smithy version `{other}`");
            let help = "versions 1.0, 2.0 and 2.1 of the JSON AST are supported";
            report.push(Diagnostic::error(fault).at(&value.location()).help(help));
            None
        }
    }
}

fn index_shape<'src>(
    version: Version,
    entry: Entry<'src>,
    ast: &mut Ast<'src>,
    report: &mut Report<'_>,
) {
    let Entry { at, key, value } = entry;
    let definition = Definition { version, at, value };
    let Some(id) = ShapeId::parse(&key) else {
        let fault = format!("`{key}` is not a shape id");
        let help = "ids are written `name.space#Shape` or `name.space#Shape$member`";
        return report.push(Diagnostic::error(fault).at(&at.location()).help(help));
    };
    match id.member() {
        Some(_) if !definition.is_apply() => {
            let fault = Diagnostic::error("only traits can be applied to a member from outside")
                .at(&at.location())
                .on(&id)
                .help("write `\"type\": \"apply\"`, or define the member within its shape");
            report.push(fault);
        }
        Some(member) => {
            let list = ast.applied.entry(id.shape()).or_default();
            list.push((member.to_owned(), definition));
        }
        None => index_definition(key, definition, ast),
    }
}

fn index_definition<'src>(id: Cow<'src, str>, definition: Definition<'src>, ast: &mut Ast<'src>) {
    ast.shapes.entry(id).or_default().push(definition);
}

/// Shapes that several files define are read at once, so that a clash is found even where
/// nothing selects the shape.
fn check_repeated(ast: &Ast<'_>, report: &mut Report<'_>) {
    for (id, definitions) in &ast.shapes {
        if definitions.len() > 1 {
            merged(id, definitions, &mut report.on(id));
        }
    }
}

fn check_applied(ast: &Ast<'_>, report: &mut Report<'_>) {
    for (id, applied) in &ast.applied {
        if ast.contains(id.as_str()) {
            continue;
        }
        for (member, definition) in applied {
            let fault = format!("traits are applied to `{id}`, which is not defined");
            let fault = Diagnostic::error(fault)
                .at(&definition.first_trait().location())
                .maybe_help(ast.did_you_mean(id));
            report.on(id).member(member).push(fault);
        }
    }
}

/// Arrays are joined, equal values are one, anything else clashes.
fn merge_metadata(
    value: Json<'_>,
    metadata: &mut IndexMap<String, Node>,
    places: &mut IndexMap<String, Location>,
    report: &mut Report<'_>,
) {
    for Entry { at, key, value } in value.object(report).unwrap_or_default() {
        let Some(node) = value.node(report) else {
            continue;
        };
        match metadata.entry(key.into_owned()) {
            Slot::Vacant(slot) => {
                places.insert(slot.key().clone(), at.location());
                slot.insert(node);
            }
            Slot::Occupied(mut slot) => {
                let key = slot.key().clone();
                match (slot.get_mut(), node) {
                    (Node::Array(known), Node::Array(mut more)) => known.append(&mut more),
                    (known, node) if *known == node => {}
                    _ => {
                        let fault = format!("metadata `{key}` is given twice, and differently");
                        let mut fault = Diagnostic::error(fault).at(&at.location());
                        if let Some(first) = places.get(&key) {
                            fault = fault.note("the other value is at", first);
                        }
                        report.push(fault);
                    }
                }
            }
        }
    }
}
