//! From a flattened definition to a typed shape and its references.

use std::collections::BTreeMap;

use super::reference::{Expected, Reference};
use crate::diagnostic::Diagnostic;
use crate::model::{Member, Node, Operation, Resource, Service, Shape, ShapeId, ShapeKind, Traits};
use crate::syntax::ast::Version;
use crate::syntax::draft::{Draft, DraftMember};
use crate::syntax::json::Report;

/// A typed shape with the facts that the rest of the selection needs.
pub(super) struct Typed {
    pub(super) shape: Shape,
    pub(super) references: Vec<Reference>,
    /// Structure members of 1.0 files, whose defaults may be implicit.
    pub(super) of_version_1: Vec<(ShapeId, String)>,
}

/// Types a shape. Faults are reported; valid parts are kept.
pub(super) fn typed(id: &ShapeId, draft: &Draft<'_>, report: &mut Report<'_>) -> Option<Typed> {
    let mut references = Vec::new();
    let mut of_version_1 = Vec::new();
    let mut members = Vec::with_capacity(draft.members.len());
    for (name, member) in &draft.members {
        let expected = match (&*draft.kind, &**name) {
            ("map", "key") => Expected::MapKey,
            ("enum" | "intEnum", _) => Expected::Unit,
            _ => Expected::Data,
        };
        let subject = id.with_member(name);
        references.push(Reference::new(&member.target, &subject, expected));
        if member.version == Version::V1 && draft.kind == "structure" {
            of_version_1.push((id.clone(), name.to_string()));
        }
        members.push(typed_member(
            &draft.kind,
            name,
            member,
            &mut report.member(name),
        ));
    }
    check_names(draft, report);
    let kind = kind(draft, members, report)?;
    references.extend(links(id, draft));
    let traits = draft.traits.iter().map(|(name, value)| (&**name, *value));
    let shape = Shape {
        id: id.clone(),
        kind,
        traits: Traits::read(traits, report),
        location: Some(draft.at.location()),
    };
    Some(Typed {
        shape,
        references,
        of_version_1,
    })
}

fn typed_member(
    kind: &str,
    name: &str,
    member: &DraftMember<'_>,
    report: &mut Report<'_>,
) -> Member {
    let raw = member.traits.iter().map(|(name, value)| (&**name, *value));
    let mut traits = Traits::read(raw, report);
    match (kind, traits.enum_value()) {
        ("enum", None) => traits.set_enum_value(name),
        ("enum", Some(Node::String(_))) => {}
        ("enum", Some(_)) => {
            report.error::<()>(member.at, "the value of an enum's member must be a string");
        }
        ("intEnum", value) if !value.is_some_and(is_int) => {
            let fault = "the value of an intEnum's member must be an integer of 32 bits";
            let fault = Diagnostic::error(fault);
            let help = format!("write `{name} = 1`, or another number");
            report.push(fault.at(&member.at.location()).help(help));
        }
        _ => {}
    }
    Member {
        name: name.to_owned(),
        target: member.target.id.clone(),
        traits,
        location: member.at.location(),
    }
}

fn is_int(value: &Node) -> bool {
    value
        .as_integer()
        .is_some_and(|it| i32::try_from(it).is_ok())
}

/// Member names must differ by more than case (Smithy 2.0, "Member names").
fn check_names(draft: &Draft<'_>, report: &mut Report<'_>) {
    if draft.kind == "enum" || draft.kind == "intEnum" {
        return;
    }
    let mut seen = BTreeMap::new();
    for (name, member) in &draft.members {
        if let Some((first, at)) = seen.insert(name.to_ascii_lowercase(), (name, member.at)) {
            let fault = format!("members `{first}` and `{name}` differ only in case");
            let fault = Diagnostic::error(fault)
                .at(&member.at.location())
                .note("the first is at", &at.location());
            report.push(fault);
        }
    }
}

fn kind(draft: &Draft<'_>, members: Vec<Member>, report: &mut Report<'_>) -> Option<ShapeKind> {
    Some(match &*draft.kind {
        "blob" => ShapeKind::Blob,
        "boolean" => ShapeKind::Boolean,
        "string" => ShapeKind::String,
        "byte" => ShapeKind::Byte,
        "short" => ShapeKind::Short,
        "integer" => ShapeKind::Integer,
        "long" => ShapeKind::Long,
        "float" => ShapeKind::Float,
        "double" => ShapeKind::Double,
        "bigInteger" => ShapeKind::BigInteger,
        "bigDecimal" => ShapeKind::BigDecimal,
        "timestamp" => ShapeKind::Timestamp,
        "document" => ShapeKind::Document,
        "structure" => ShapeKind::Structure { members },
        "enum" | "intEnum" | "union" if members.is_empty() => {
            return report.error(
                draft.at,
                format!("a shape of type `{}` needs a member", draft.kind),
            );
        }
        "enum" => ShapeKind::Enum { members },
        "intEnum" => ShapeKind::IntEnum { members },
        "union" => ShapeKind::Union { members },
        "list" => ShapeKind::List {
            member: named("member", members, draft, report)?,
        },
        "map" => {
            let (keys, values) = members.into_iter().partition(|member| member.name == "key");
            let key = named("key", keys, draft, report);
            let value = named("value", values, draft, report);
            ShapeKind::Map {
                entry: Box::new([key?, value?]),
            }
        }
        "operation" => ShapeKind::Operation(operation(draft)),
        "resource" => ShapeKind::Resource(Box::new(resource(draft))),
        // The reader of definitions admits no other type.
        _ => ShapeKind::Service(Box::new(service(draft))),
    })
}

fn named(
    name: &str,
    members: Vec<Member>,
    draft: &Draft<'_>,
    report: &mut Report<'_>,
) -> Option<Member> {
    match members.into_iter().find(|member| member.name == name) {
        Some(member) => Some(member),
        None => report.error(
            draft.at,
            format!("a {} needs the property `{name}`", draft.kind),
        ),
    }
}

fn ids(draft: &Draft<'_>, property: &str) -> Vec<ShapeId> {
    let links = draft.links.get(property).into_iter().flatten();
    links.map(|link| link.id.clone()).collect()
}

fn operation(draft: &Draft<'_>) -> Operation {
    let one = |property| {
        ids(draft, property)
            .pop()
            .unwrap_or_else(|| ShapeId::prelude("Unit"))
    };
    Operation {
        input: one("input"),
        output: one("output"),
        errors: ids(draft, "errors"),
    }
}

fn resource(draft: &Draft<'_>) -> Resource {
    let bound = |property| ids(draft, property).pop().map(|id| (property, id));
    let identifiers = draft.identifiers.iter();
    Resource {
        lifecycle: LIFECYCLE.into_iter().filter_map(bound).collect(),
        operations: ids(draft, "operations"),
        collection_operations: ids(draft, "collectionOperations"),
        resources: ids(draft, "resources"),
        identifiers: identifiers
            .map(|(name, link)| (name.to_string(), link.id.clone()))
            .collect(),
    }
}

fn service(draft: &Draft<'_>) -> Service {
    Service {
        version: draft.version.as_deref().unwrap_or_default().to_owned(),
        operations: ids(draft, "operations"),
        resources: ids(draft, "resources"),
        errors: ids(draft, "errors"),
        rename: draft.rename.clone(),
    }
}

/// The properties of a resource that bind one operation each.
pub(super) const LIFECYCLE: [&str; 6] = ["create", "put", "read", "update", "delete", "list"];

/// References that are not members.
fn links(id: &ShapeId, draft: &Draft<'_>) -> Vec<Reference> {
    let mut references = Vec::new();
    for (property, links) in &draft.links {
        let expected = match &**property {
            "input" | "output" => Expected::Structure,
            "errors" => Expected::Error,
            "resources" => Expected::Resource,
            _ => Expected::Operation,
        };
        references.extend(links.iter().map(|link| Reference::new(link, id, expected)));
    }
    let identifiers = draft.identifiers.values();
    references.extend(identifiers.map(|link| Reference::new(link, id, Expected::MapKey)));
    references
}
