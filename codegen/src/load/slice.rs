//! A smaller model: the closure of some operations, written as JSON AST 2.0 again, so that
//! a user can keep a file that one can read in review. Knows nothing of files and of Rust.
//!
//! The code of some operations is the same, to the byte, from a slice as from the whole: shapes are
//! written as they are once mixins, `apply` and the upgrade of 1.0 files are done with, and the
//! metadata names the operations left out.

use indexmap::IndexMap;

use super::flatten::Flattener;
use super::select::{Choice, OMITTED, select};
use crate::diagnostic::Diagnostics;
use crate::model::traits::{Standing, standing};
use crate::model::{Member, Model, Node, ShapeId};
use crate::syntax::ast::Ast;
use crate::syntax::draft::{Draft, DraftMember, Link, RawTraits};
use crate::syntax::json::Report;
use crate::syntax::print::print;

const DEFAULT: &str = "smithy.api#default";

/// The property of the metadata that names the origin of a slice.
const ORIGIN: &str = "slicedFrom";

/// The parts of a slice that code is not generated from.
#[derive(Debug, Clone, Copy, Default)]
pub struct Extras<'a> {
    /// The origins, a line each, noted in the metadata.
    pub origin: &'a [String],
    /// Ids of traits to keep although the generator ignores them, such as
    /// `smithy.rules#endpointTests`.
    pub traits: &'a [String],
}

/// The closure of the selection as the text of a JSON AST 2.0 file. `None` if there was any error.
pub fn slice(
    ast: &Ast<'_>,
    choice: &Choice<'_>,
    extras: &Extras<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<String> {
    let model = select(ast, choice, diagnostics)?;
    Some(print_slice(ast, &model, extras))
}

/// A selection as the text of a JSON AST 2.0 file.
pub fn print_slice(ast: &Ast<'_>, model: &Model, extras: &Extras<'_>) -> String {
    // Selecting has reported all there is to report.
    let mut reported = Diagnostics::new();
    let mut flattener = Flattener::new(ast);
    let mut shapes = IndexMap::new();
    for shape in model.shapes() {
        if let Some(draft) = flattener.shape(&shape.id, &mut reported) {
            let report = Report::new(&mut reported);
            let mut writer = Writer {
                ast,
                model,
                extras,
                report,
            };
            shapes.insert(shape.id.to_string(), writer.shape(&shape.id, &draft));
        }
    }
    let omitted = model.other_operations().iter();
    let omitted: Vec<Node> = omitted.map(|id| text(id.as_str())).collect();
    let mut metadata = IndexMap::from([(ORIGIN.to_owned(), Node::Array(origin(ast, extras)))]);
    if !omitted.is_empty() {
        metadata.insert(OMITTED.to_owned(), Node::Array(omitted));
    }
    let file = object([
        ("smithy", text("2.0")),
        ("metadata", Node::Object(metadata)),
        ("shapes", Node::Object(shapes)),
    ]);
    print(&file)
}

/// The origins of the model, a line each; a slice of a slice keeps the earlier origins.
fn origin(ast: &Ast<'_>, extras: &Extras<'_>) -> Vec<Node> {
    let mut lines = match ast.metadata().get(ORIGIN) {
        Some(Node::Array(lines)) => lines.clone(),
        _ => Vec::new(),
    };
    for line in extras.origin {
        let line = text(line);
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines
}

struct Writer<'a, 'src> {
    ast: &'a Ast<'src>,
    model: &'a Model,
    extras: &'a Extras<'a>,
    report: Report<'a>,
}

impl Writer<'_, '_> {
    fn shape(&mut self, id: &ShapeId, draft: &Draft<'_>) -> Node {
        let mut fields = IndexMap::from([("type".to_owned(), text(&draft.kind))]);
        if let Some(version) = &draft.version {
            fields.insert("version".to_owned(), text(version));
        }
        let members = self.members(id, draft);
        match &*draft.kind {
            "list" | "map" => fields.extend(members),
            "structure" | "union" | "enum" | "intEnum" => {
                fields.insert("members".to_owned(), Node::Object(members));
            }
            _ => {}
        }
        if draft.kind == "service" {
            let chosen = self.model.operations().map(|shape| &shape.id);
            fields.insert("operations".to_owned(), list(chosen));
        }
        for (property, links) in &draft.links {
            fields.extend(links_of(property, links));
        }
        fields.extend(self.rename(draft));
        fields.extend(self.traits(&draft.traits, None));
        Node::Object(fields)
    }

    fn members(&mut self, id: &ShapeId, draft: &Draft<'_>) -> IndexMap<String, Node> {
        let model = self.model;
        let mut members = IndexMap::new();
        for (name, member) in &draft.members {
            let read = model.shape(id).member(name);
            members.insert(name.to_string(), self.member(member, read));
        }
        members
    }

    fn member(&mut self, member: &DraftMember<'_>, read: Option<&Member>) -> Node {
        let mut fields = reference(&member.target.id);
        // Version 2.0 must state what 1.0 only implied.
        let default = read.and_then(|read| read.traits.default_value());
        fields.extend(self.traits(&member.traits, default));
        Node::Object(fields)
    }

    fn rename(&self, draft: &Draft<'_>) -> Option<(String, Node)> {
        let kept = draft
            .rename
            .iter()
            .filter(|(id, _)| self.model.get(id).is_some());
        let names: IndexMap<_, _> = kept
            .map(|(id, name)| (id.to_string(), text(name)))
            .collect();
        (!names.is_empty()).then(|| ("rename".to_owned(), Node::Object(names)))
    }

    fn traits(&mut self, raw: &RawTraits<'_>, default: Option<&Node>) -> Option<(String, Node)> {
        let mut traits = IndexMap::<String, Node>::new();
        for (name, value) in raw {
            if !self.keeps(name) {
                continue;
            }
            let Some(value) = value.node(&mut self.report) else {
                continue;
            };
            match (traits.get_mut(&**name), value) {
                (Some(Node::Array(known)), Node::Array(more)) => known.extend(more),
                (_, value) => {
                    traits.insert(name.to_string(), value);
                }
            }
        }
        if let Some(default) = default {
            traits
                .entry(DEFAULT.to_owned())
                .or_insert_with(|| default.clone());
        }
        (!traits.is_empty()).then(|| ("traits".to_owned(), Node::Object(traits)))
    }

    /// Supported traits, requested traits, and unknown traits, so that the warning about them is
    /// not lost.
    fn keeps(&self, name: &str) -> bool {
        let Some(id) = ShapeId::parse(name) else {
            return false;
        };
        self.extras.traits.iter().any(|kept| kept == name)
            || match standing(&id) {
                Standing::Honoured => true,
                Standing::Ignored(_) => false,
                Standing::Unknown => !self.ast.contains(name),
            }
    }
}

/// The references to keep; those of a service are written already.
fn links_of(property: &str, links: &[Link<'_>]) -> Option<(String, Node)> {
    let node = match property {
        "operations" | "resources" => return None,
        "errors" => list(links.iter().map(|link| &link.id)),
        _ => Node::Object(reference(&links.first()?.id)),
    };
    Some((property.to_owned(), node))
}

fn text(text: &str) -> Node {
    Node::String(text.to_owned())
}

fn object<const N: usize>(entries: [(&str, Node); N]) -> Node {
    Node::Object(
        entries
            .into_iter()
            .map(|(key, value)| (key.to_owned(), value))
            .collect(),
    )
}

fn reference(id: &ShapeId) -> IndexMap<String, Node> {
    IndexMap::from([("target".to_owned(), text(id.as_str()))])
}

fn list<'a>(ids: impl Iterator<Item = &'a ShapeId>) -> Node {
    Node::Array(ids.map(|id| Node::Object(reference(id))).collect())
}
