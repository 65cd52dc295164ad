//! Defaults that files of version 1.0 imply: the zero of unboxed numbers and the empty stream.
//!
//! Source: Smithy's migration guide from IDL 1.0 to 2.0.

use std::collections::BTreeMap;

use crate::model::traits::Range;
use crate::model::{Member, Node, Shape, ShapeId, ShapeKind, Traits};

const BOX: &str = "smithy.api#box";

/// Gives unboxed numbers and optional streams their implicit zero. `members` names the
/// structure members that are of 1.0 files.
pub(super) fn add_implicit(shapes: &mut BTreeMap<ShapeId, Shape>, members: &[(ShapeId, String)]) {
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
    let boxed = |traits: &Traits| traits.others().iter().any(|id| id.as_str() == BOX);
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
    // The prelude's own numbers are boxed, except those with a default.
    let unboxed = match target.location {
        Some(_) => !boxed(&target.traits),
        None => target.traits.default_value().is_some(),
    };
    // A range of the target's does not count: so the reference implementation has it.
    let range = member.traits.range();
    let in_range = range.is_none_or(Range::includes_zero);
    (unboxed && in_range).then_some(zero)
}
