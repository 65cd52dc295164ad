//! Names of elements and attributes, and the members that they belong to (Smithy 2.0, "XML
//! bindings").

use super::Name;
use crate::model::schema::{Kind, Member, Schema, Trait};

/// The name of a member's element or attribute. The `xmlName` of its target does not apply.
#[inline]
pub(super) fn member_name(member: &Member) -> &'static str {
    xml_name(member.traits).unwrap_or(member.name)
}

/// The `xmlName` trait.
#[inline]
pub(super) fn xml_name(traits: &'static [Trait]) -> Option<&'static str> {
    traits.iter().find_map(|it| match it {
        Trait::XmlName(name) => Some(*name),
        _ => None,
    })
}

/// Whether a list or map is flattened: no element encloses its elements.
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

/// The member whose element is called `name`, and its index. The search starts at `hint` and wraps
/// around. Compares prefixes first, and then ignores them.
#[inline]
pub(super) fn find(
    schema: &'static Schema,
    name: &str,
    hint: usize,
) -> Option<(usize, &'static Member)> {
    let is_next = |member: &&Member| member_name(member) == name && !is_attribute(member);
    match schema.members.get(hint).filter(is_next) {
        Some(member) => Some((hint, member)),
        None => search(schema, name, hint),
    }
}

fn search(schema: &'static Schema, name: &str, hint: usize) -> Option<(usize, &'static Member)> {
    let members = || schema.members.iter().enumerate();
    let elements = || members().filter(|(_, member)| !is_attribute(member));
    let after = || elements().filter(|(index, _)| *index > hint);
    let exact = |(_, member): &(usize, &'static Member)| member_name(member) == name;
    let alike = |(_, member): &(usize, &'static Member)| matches(member_name(member), name);
    let found = after().find(exact).or_else(|| elements().find(exact));
    found.or_else(|| elements().find(alike))
}

/// The member whose attribute is called `name`, prefix included.
pub(super) fn find_attribute(
    schema: &'static Schema,
    name: &str,
) -> Option<(usize, &'static Member)> {
    let mut members = schema.members.iter().enumerate();
    members.find(|(_, member)| is_attribute(member) && member_name(member) == name)
}

/// Whether an element's name equals `expected`, without comparing prefixes.
#[inline]
pub(super) fn matches(name: &str, expected: &str) -> bool {
    name == expected || local(name) == local(expected)
}

/// Whether an element's name equals a name in two parts, without comparing prefixes.
pub(super) fn is_wrapper(name: &str, [start, end]: Name<'_>) -> bool {
    local(name).strip_prefix(start) == Some(end)
}

/// The name without its prefix.
pub(super) fn local(name: &str) -> &str {
    name.split_once(':').map_or(name, |(_, local)| local)
}
