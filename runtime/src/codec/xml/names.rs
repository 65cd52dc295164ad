//! What elements and attributes are called, and which there are (Smithy 2.0, "XML bindings").

use super::Name;
use crate::model::schema::{Kind, Member, Schema, Trait};

/// The name of a member's element or attribute. A shape's own `xmlName` does not count here.
#[inline]
pub(super) fn of(member: &Member) -> &'static str {
    xml_name(member.traits).unwrap_or(member.name)
}

/// `xmlName`.
#[inline]
pub(super) fn xml_name(traits: &'static [Trait]) -> Option<&'static str> {
    traits.iter().find_map(|it| match it {
        Trait::XmlName(name) => Some(*name),
        _ => None,
    })
}

/// Whether the elements of a list or map stand for themselves, without one around them.
#[inline]
pub(super) fn is_flat(member: &Member) -> bool {
    matches!(member.target.kind, Kind::List | Kind::Map)
        && member
            .traits
            .iter()
            .any(|it| matches!(it, Trait::XmlFlattened))
}

/// Whether the member is an attribute.
#[inline]
pub(super) fn is_attribute(member: &Member) -> bool {
    let mut traits = member.traits.iter();
    traits.any(|it| matches!(it, Trait::XmlAttribute))
}

/// Where the member is whose element is called `name`, searching from `hint` on and around;
/// prefixes count only where they make a difference.
#[inline]
pub(super) fn find(
    schema: &'static Schema,
    name: &str,
    hint: usize,
) -> Option<(usize, &'static Member)> {
    let is_next = |member: &&Member| of(member) == name && !is_attribute(member);
    match schema.members.get(hint).filter(is_next) {
        Some(member) => Some((hint, member)),
        None => search(schema, name, hint),
    }
}

fn search(schema: &'static Schema, name: &str, hint: usize) -> Option<(usize, &'static Member)> {
    let members = || schema.members.iter().enumerate();
    let elements = || members().filter(|(_, member)| !is_attribute(member));
    let after = || elements().filter(|(index, _)| *index > hint);
    let exact = |(_, member): &(usize, &'static Member)| of(member) == name;
    let alike = |(_, member): &(usize, &'static Member)| local(of(member)) == local(name);
    let found = after().find(exact).or_else(|| elements().find(exact));
    found.or_else(|| elements().find(alike))
}

/// The attribute called just `name`.
pub(super) fn find_attribute(
    schema: &'static Schema,
    name: &str,
) -> Option<(usize, &'static Member)> {
    let mut members = schema.members.iter().enumerate();
    members.find(|(_, member)| is_attribute(member) && of(member) == name)
}

/// Whether an element's name is the `expected` one; prefixes are not compared.
#[inline]
pub(super) fn is(name: &str, expected: &str) -> bool {
    name == expected || local(name) == local(expected)
}

/// The same for a name in two parts.
pub(super) fn is_wrapper(name: &str, [start, end]: Name<'_>) -> bool {
    local(name).strip_prefix(start) == Some(end)
}

/// The name without its prefix.
pub(super) fn local(name: &str) -> &str {
    name.split_once(':').map_or(name, |(_, local)| local)
}
