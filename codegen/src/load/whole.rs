//! All loaded files as one file of the JSON AST 2.0, in the form that Smithy's own
//! serializer gives it: shapes and traits sorted, mixins kept, files of 1.0 upgraded.
//!
//! Source: Smithy 2.0, "JSON AST"; for 1.0, the migration guide.

mod old;

use std::collections::BTreeSet;

use indexmap::IndexMap;

use crate::diagnostic::Diagnostics;
use crate::model::Node;
use crate::model::ShapeId;
use crate::syntax::ast::{Ast, Definition, Version};
use crate::syntax::json::Report;
use crate::syntax::print;

type Object = IndexMap<String, Node>;

/// Mixins of mixins are not followed further.
const MAX_DEPTH: usize = 64;

/// Properties in the order in which they are written.
const ORDER: [&str; 23] = [
    "type",
    "mixins",
    "version",
    "identifiers",
    "properties",
    "create",
    "put",
    "read",
    "update",
    "delete",
    "list",
    "operations",
    "collectionOperations",
    "resources",
    "rename",
    "input",
    "output",
    "errors",
    "member",
    "key",
    "value",
    "members",
    "traits",
];

/// The text of the file, without the prelude. Unreadable parts are reported and left out.
pub fn print(ast: &Ast<'_>, diagnostics: &mut Diagnostics) -> String {
    let mut shapes = Object::new();
    for (id, definitions) in &ast.shapes {
        let Some(parsed) = ShapeId::parse(id) else {
            continue;
        };
        let mut whole = Whole {
            ast,
            report: Report::new(diagnostics),
        };
        if parsed.is_prelude() {
            continue;
        }
        if let Some(shape) = whole.shape(&parsed, definitions) {
            shapes.insert(id.to_string(), Node::Object(shape.properties));
            for (member, traits) in shape.introduced {
                let apply = [
                    ("type".to_owned(), Node::String("apply".to_owned())),
                    ("traits".to_owned(), Node::Object(traits)),
                ];
                shapes.insert(format!("{id}${member}"), Node::Object(apply.into()));
            }
        }
    }
    shapes.sort_by_cached_key(|id, _| rank(id));
    let mut file = Object::from([("smithy".to_owned(), Node::String("2.0".to_owned()))]);
    if !ast.metadata.is_empty() {
        let mut metadata = ast.metadata.clone();
        metadata.sort_unstable_keys();
        file.insert("metadata".to_owned(), Node::Object(metadata));
    }
    file.insert("shapes".to_owned(), Node::Object(shapes));
    print::print(&Node::Object(file))
}

/// The sort key of IDs: case counts last.
fn rank(id: &str) -> (String, String) {
    (id.to_ascii_lowercase(), id.to_owned())
}

/// A shape as it is written.
struct Written {
    properties: Object,
    /// Traits given to inherited members.
    introduced: Vec<(String, Object)>,
}

struct Whole<'a, 'src, 'd> {
    ast: &'a Ast<'src>,
    report: Report<'d>,
}

impl Whole<'_, '_, '_> {
    fn shape(&mut self, id: &ShapeId, definitions: &[Definition<'_>]) -> Option<Written> {
        let main = definitions
            .iter()
            .find(|definition| !definition.is_apply())?;
        let Node::Object(mut shape) = main.value.node(&mut self.report)? else {
            return None;
        };
        for other in definitions {
            if !std::ptr::eq(other, main) {
                if let Some(Node::Object(other)) = other.value.node(&mut self.report) {
                    merge_traits(&mut shape, other);
                }
            }
        }
        let is_set = text(&shape, "type") == "set";
        if is_set {
            shape.insert("type".to_owned(), Node::String("list".to_owned()));
            let unique = (
                "smithy.api#uniqueItems".to_owned(),
                Node::Object(Object::new()),
            );
            merge_traits(&mut shape, traits_of([unique]));
        }
        let kind = text(&shape, "type").to_owned();
        let mut introduced = self.apply_to_members(id, &kind, &mut shape);
        introduced.extend(self.inherited(&kind, &mut shape));
        if main.version == Version::V1 {
            old::upgrade(&kind, &mut shape, self.ast, &mut self.report);
        }
        complete(&kind, &mut shape);
        for (_, traits) in &mut introduced {
            traits.sort_by_cached_key(|id, _| rank(id));
        }
        Some(Written {
            properties: arranged(shape),
            introduced,
        })
    }

    /// Adds traits applied to members, and returns those meant for inherited members.
    fn apply_to_members(
        &mut self,
        id: &ShapeId,
        kind: &str,
        shape: &mut Object,
    ) -> Vec<(String, Object)> {
        let mut introduced = Vec::<(String, Object)>::new();
        for (name, definition) in self.ast.applied.get(id).into_iter().flatten() {
            let Some(Node::Object(apply)) = definition.value.node(&mut self.report) else {
                continue;
            };
            if let Some(Node::Object(member)) = members(kind, shape).and_then(|it| it.get_mut(name))
            {
                merge_traits(member, apply);
                continue;
            }
            let Some(Node::Object(traits)) = apply.get("traits").cloned() else {
                continue;
            };
            match introduced.iter_mut().find(|(known, _)| known == name) {
                Some((_, known)) => join(known, traits),
                None => introduced.push((name.clone(), traits)),
            }
        }
        introduced
    }

    /// Takes out the members that mixins have too; answers with their traits.
    fn inherited(&mut self, kind: &str, shape: &mut Object) -> Vec<(String, Object)> {
        let mut names = BTreeSet::new();
        for mixin in targets(shape.get("mixins")) {
            self.members_of_mixin(&mixin, &mut names, MAX_DEPTH);
        }
        let mut introduced = Vec::new();
        for name in names {
            let own = members(kind, shape).and_then(|members| members.shift_remove(&name));
            if let Some(Node::Object(mut own)) = own {
                if let Some(Node::Object(traits)) = own.shift_remove("traits") {
                    introduced.push((name, traits));
                }
            }
        }
        introduced
    }

    fn members_of_mixin(&mut self, id: &str, names: &mut BTreeSet<String>, depth: usize) {
        let definitions = self.ast.definitions(id).into_iter().flatten();
        let Some(depth) = depth.checked_sub(1) else {
            return;
        };
        for definition in definitions {
            let Some(Node::Object(mut mixin)) = definition.value.node(&mut self.report) else {
                continue;
            };
            let kind = text(&mixin, "type").to_owned();
            for mixin in targets(mixin.get("mixins")) {
                self.members_of_mixin(&mixin, names, depth);
            }
            let given = members(&kind, &mut mixin)
                .into_iter()
                .flat_map(|it| it.keys());
            names.extend(given.filter(|name| is_member(&kind, name)).cloned());
        }
    }
}

fn text<'a>(shape: &'a Object, property: &str) -> &'a str {
    shape
        .get(property)
        .and_then(Node::as_str)
        .unwrap_or_default()
}

/// The ids of a list of references.
fn targets(references: Option<&Node>) -> Vec<String> {
    let Some(Node::Array(references)) = references else {
        return Vec::new();
    };
    references.iter().map(|it| target(it).to_owned()).collect()
}

fn target(reference: &Node) -> &str {
    match reference {
        Node::Object(reference) => text(reference, "target"),
        _ => "",
    }
}

/// The object that members are in, with whatever else it holds.
fn members<'a>(kind: &str, shape: &'a mut Object) -> Option<&'a mut Object> {
    if matches!(kind, "list" | "map") {
        return Some(shape);
    }
    match shape.get_mut("members") {
        Some(Node::Object(members)) => Some(members),
        _ => None,
    }
}

/// Whether a key of the object that members are in is a member.
fn is_member(kind: &str, key: &str) -> bool {
    match kind {
        "list" => key == "member",
        "map" => key == "key" || key == "value",
        _ => true,
    }
}

fn traits_of<const N: usize>(traits: [(String, Node); N]) -> Object {
    Object::from([("traits".to_owned(), Node::Object(traits.into()))])
}

/// Adds the traits of another object with a property `traits`.
fn merge_traits(shape: &mut Object, mut other: Object) {
    let Some(Node::Object(more)) = other.shift_remove("traits") else {
        return;
    };
    let traits = shape.entry("traits".to_owned());
    if let Node::Object(traits) = traits.or_insert_with(|| Node::Object(Object::new())) {
        join(traits, more);
    }
}

/// Arrays are one, of other values the first one stays.
fn join(traits: &mut Object, more: Object) {
    for (id, value) in more {
        match (traits.get_mut(&id), value) {
            (Some(known), value) if *known == value => {}
            (Some(Node::Array(known)), Node::Array(more)) => known.extend(more),
            (Some(_), _) => {}
            (None, value) => {
                traits.insert(id, value);
            }
        }
    }
}

/// Writes optional properties, and leaves out empty ones.
fn complete(kind: &str, shape: &mut Object) {
    let unit = || {
        Object::from([(
            "target".to_owned(),
            Node::String("smithy.api#Unit".to_owned()),
        )])
    };
    match kind {
        "operation" => {
            for property in ["input", "output"] {
                let given = shape.entry(property.to_owned());
                given.or_insert_with(|| Node::Object(unit()));
            }
        }
        "structure" | "union" | "enum" | "intEnum" => {
            let members = shape.entry("members".to_owned());
            members.or_insert_with(|| Node::Object(Object::new()));
        }
        _ => {}
    }
    let is_empty = |node: &Node| match node {
        Node::Array(items) => items.is_empty(),
        Node::Object(entries) => entries.is_empty(),
        _ => false,
    };
    shape.retain(|property, node| {
        let is_known = ORDER.contains(&property.as_str());
        is_known && (property == "members" || !is_empty(node))
    });
    if kind == "service" && text(shape, "version").is_empty() {
        shape.shift_remove("version");
    }
    for (name, member) in members(kind, shape).into_iter().flatten() {
        match member {
            Node::Object(member) if is_member(kind, name) => complete_member(kind, name, member),
            _ => {}
        }
    }
}

/// Gives every member of an enum its value.
fn complete_member(kind: &str, name: &str, member: &mut Object) {
    if kind == "enum" {
        let value = (
            "smithy.api#enumValue".to_owned(),
            Node::String(name.to_owned()),
        );
        merge_traits(member, traits_of([value]));
    }
    member.retain(|property, node| match node {
        Node::Object(traits) => property == "traits" && !traits.is_empty(),
        _ => property == "target",
    });
}

/// Lists of references whose order means nothing.
const SETS: [&str; 4] = ["operations", "collectionOperations", "resources", "errors"];

/// Properties, traits and references of a shape in their order.
fn arranged(mut shape: Object) -> Object {
    for property in SETS {
        if let Some(Node::Array(references)) = shape.get_mut(property) {
            references.sort_by_cached_key(|reference| rank(target(reference)));
            references.dedup();
        }
    }
    let place = |property: &String| ORDER.iter().position(|known| known == property);
    shape.sort_by(|one, _, other, _| place(one).cmp(&place(other)));
    sort_traits(&mut shape);
    for property in ["member", "key", "value"] {
        if let Some(Node::Object(member)) = shape.get_mut(property) {
            sort_traits(member);
        }
    }
    if let Some(Node::Object(members)) = shape.get_mut("members") {
        for member in members.values_mut() {
            if let Node::Object(member) = member {
                sort_traits(member);
            }
        }
    }
    shape
}

fn sort_traits(shape: &mut Object) {
    if let Some(Node::Object(traits)) = shape.get_mut("traits") {
        traits.sort_by_cached_key(|id, _| rank(id));
    }
}
