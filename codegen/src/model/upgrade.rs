//! What version 2.0 of Smithy writes otherwise than 1.0 did.
//!
//! Source: Smithy's migration guide from IDL 1.0 to 2.0. Sets and the enum trait are
//! rewritten wherever they are met, since 2.0 still lets files use them; `box` and the
//! zero of unboxed numbers matter in 1.0 files only.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::ast::Version;
use super::definition::{Draft, DraftMember, Link, RawTraits};
use super::id::{ShapeId, is_identifier};
use super::json::{Entry, Json, Report};
use super::value_names::ValueNames;
use super::{Member, Node, Shape, ShapeKind};

const ENUM: &str = "smithy.api#enum";
const BOX: &str = "smithy.api#box";

/// Sets become lists of unique items, strings with the enum trait become enums.
pub(super) fn shape(draft: &mut Draft<'_>, version: Version, report: &mut Report<'_>) {
    if draft.kind == "set" {
        draft.kind = Cow::Borrowed("list");
        let flag = draft.kind_at.replaced_by("{}");
        draft
            .traits
            .push((Cow::Borrowed("smithy.api#uniqueItems"), flag));
    }
    let listed = draft.traits.iter().position(|(name, _)| name == ENUM);
    if let (Some(at), "string") = (listed, &*draft.kind) {
        let (_, values) = draft.traits.remove(at);
        draft.kind = Cow::Borrowed("enum");
        let mut names = ValueNames::default();
        for value in values.array(report).unwrap_or_default() {
            add_enum_member(draft, value, &mut names, version, report);
        }
    }
}

fn add_enum_member<'src>(
    draft: &mut Draft<'src>,
    whole: Json<'src>,
    names: &mut ValueNames,
    version: Version,
    report: &mut Report<'_>,
) {
    let mut value = None;
    let mut name = None;
    let mut traits = RawTraits::new();
    for Entry {
        key, value: given, ..
    } in whole.object(report).unwrap_or_default()
    {
        match &*key {
            "value" => value = given.string(report).map(|text| (text, given)),
            "name" => name = given.string(report),
            "documentation" => traits.push((Cow::Borrowed("smithy.api#documentation"), given)),
            "tags" => traits.push((Cow::Borrowed("smithy.api#tags"), given)),
            "deprecated" if given.text() == "true" => {
                let flag = given.replaced_by("{}");
                traits.push((Cow::Borrowed("smithy.api#deprecated"), flag));
            }
            _ => {}
        }
    }
    let Some((text, at)) = value else {
        report.error::<()>(whole, "property `value` is missing");
        return;
    };
    traits.push((Cow::Borrowed("smithy.api#enumValue"), at));
    let name = name.filter(|name| is_identifier(name));
    let name = match name {
        Some(name) => {
            names.note(&name);
            name
        }
        None => Cow::Owned(names.name(&text)),
    };
    let member = DraftMember {
        at: whole,
        target: Link {
            id: ShapeId::prelude("Unit"),
            at: whole,
        },
        traits,
        version,
    };
    if draft.members.insert(name, member).is_some() {
        report.error::<()>(whole, "two values of the enum have the same name");
    }
}

/// Gives unboxed numbers and optional streams their implicit zero. `members` names the
/// structure members that are of 1.0 files.
pub(super) fn implicit_defaults(
    shapes: &mut BTreeMap<ShapeId, Shape>,
    members: &[(ShapeId, String)],
) {
    for (id, name) in members {
        let member = shapes.get(id).and_then(|shape| shape.member(name));
        let target = member.and_then(|member| shapes.get(&member.target));
        let default = member
            .zip(target)
            .and_then(|(member, target)| implicit(member, target));
        let Some(Shape {
            kind: ShapeKind::Structure { members },
            ..
        }) = shapes.get_mut(id)
        else {
            continue;
        };
        let member = members.iter_mut().find(|member| member.name == *name);
        if let (Some(member), Some(default)) = (member, default) {
            member.traits.set_default(default);
        }
    }
}

fn implicit(member: &Member, target: &Shape) -> Option<Node> {
    let boxed = |traits: &super::Traits| traits.others().iter().any(|id| id.as_str() == BOX);
    if member.traits.default_value().is_some() {
        return None;
    }
    if boxed(&member.traits) {
        return target.traits.default_value().map(|_| Node::Null);
    }
    let zero = match target.kind {
        ShapeKind::Blob => {
            let implied = target.traits.streaming() && !member.traits.required();
            return implied.then(|| Node::String(String::new()));
        }
        ShapeKind::Boolean => Node::Bool(false),
        ShapeKind::Byte
        | ShapeKind::Short
        | ShapeKind::Integer
        | ShapeKind::Long
        | ShapeKind::Float
        | ShapeKind::Double => Node::Number("0".to_owned()),
        _ => return None,
    };
    // The prelude's own numbers are boxed, except for those that say their default.
    let unboxed = match target.location {
        Some(_) => !boxed(&target.traits),
        None => target.traits.default_value().is_some(),
    };
    // A range of the target's does not count: so the reference implementation has it.
    let range = member.traits.range();
    let in_range = range.is_none_or(super::traits::Range::includes_zero);
    (unboxed && in_range).then_some(zero)
}
