//! Defaults that version 1.0 implies and 2.0 states: the zero of unboxed numbers and booleans, and
//! the empty blob of streams.

use super::{Object, members, text};
use crate::model::Node;
use crate::syntax::ast::{Ast, Version};
use crate::syntax::json::Report;

const BOX: &str = "smithy.api#box";
const DEFAULT: &str = "smithy.api#default";
const RANGE: &str = "smithy.api#range";

/// Adds the defaults of a shape and of its members.
pub(super) fn upgrade(kind: &str, shape: &mut Object, ast: &Ast<'_>, report: &mut Report<'_>) {
    let is_boxed = has(shape, BOX);
    if let (Some(zero), false, false) = (zero(kind), is_boxed, has(shape, DEFAULT)) {
        set_default(shape, zero);
    }
    remove_box(shape);
    let members = members(kind, shape).into_iter();
    for member in members.flat_map(|members| members.values_mut()) {
        if let Node::Object(member) = member {
            let takes_default = kind == "structure" && !has(member, DEFAULT);
            let implied = takes_default.then(|| implied(member, ast, report));
            if let Some(default) = implied.flatten() {
                set_default(member, default);
            }
            remove_box(member);
        }
    }
}

fn implied(member: &Object, ast: &Ast<'_>, report: &mut Report<'_>) -> Option<Node> {
    let target = text(member, "target");
    let (kind, zero) = match target.strip_prefix("smithy.api#Primitive") {
        Some(name) => (name.to_ascii_lowercase(), zero(&name.to_ascii_lowercase())),
        None => of_target(target, ast, report)?,
    };
    if kind == "blob" {
        return (!has(member, "smithy.api#required")).then(|| Node::String(String::new()));
    }
    let zero = zero?;
    if has(member, BOX) {
        return Some(Node::Null);
    }
    includes_zero(member).then_some(zero)
}

/// The type of a target, and its zero if it is not boxed; a blob only if it is a stream.
fn of_target(
    target: &str,
    ast: &Ast<'_>,
    report: &mut Report<'_>,
) -> Option<(String, Option<Node>)> {
    let definitions = ast.definitions(target)?;
    let main = definitions
        .iter()
        .find(|definition| !definition.is_apply())?;
    let traits = definitions
        .iter()
        .filter_map(|it| it.property("traits", report));
    let traits: Vec<_> = traits.collect();
    let mut given = |id: &str| traits.iter().any(|it| it.property(id, report).is_some());
    let kind = main.kind()?.to_owned();
    if kind == "blob" {
        return given("smithy.api#streaming").then_some((kind, None));
    }
    let default = zero(&kind).filter(|_| main.version == Version::V1 && !given(BOX));
    Some((kind, default))
}

fn zero(kind: &str) -> Option<Node> {
    match kind {
        "boolean" => Some(Node::Bool(false)),
        "byte" | "short" | "integer" | "long" | "float" | "double" => {
            Some(Node::Number("0".to_owned()))
        }
        _ => None,
    }
}

fn traits(shape: &Object) -> Option<&Object> {
    match shape.get("traits") {
        Some(Node::Object(traits)) => Some(traits),
        _ => None,
    }
}

fn has(shape: &Object, id: &str) -> bool {
    traits(shape).is_some_and(|traits| traits.contains_key(id))
}

fn set_default(shape: &mut Object, value: Node) {
    let traits = shape.entry("traits".to_owned());
    if let Node::Object(traits) = traits.or_insert_with(|| Node::Object(Object::new())) {
        traits.insert(DEFAULT.to_owned(), value);
    }
}

fn remove_box(shape: &mut Object) {
    if let Some(Node::Object(traits)) = shape.get_mut("traits") {
        traits.shift_remove(BOX);
    }
}

/// Whether the range of a member, if it has one, lets it be zero.
fn includes_zero(member: &Object) -> bool {
    let Some(Node::Object(range)) = traits(member).and_then(|traits| traits.get(RANGE)) else {
        return true;
    };
    let bound = |name| match range.get(name) {
        Some(Node::Number(digits)) => digits.parse::<f64>().ok(),
        _ => None,
    };
    bound("min").is_none_or(|min| min <= 0.0) && bound("max").is_none_or(|max| max >= 0.0)
}
