//! Members that leave out their target, `$name`: it is that of the resource or of the mixin
//! that has a member of the same name.
//!
//! Source: Smithy 2.0, "Target elision".

use super::names::{Defined, Names};
use super::tree::{File, Name, Node, Shape, Target};
use crate::diagnostic::Diagnostics;
use crate::syntax::draft::merged;
use crate::syntax::json::Report;

/// Mixins of mixins are not followed further.
const MAX_DEPTH: usize = 64;

/// The absolute ID of the target of a member without a written target.
pub(super) fn target(
    shape: &Shape<'_>,
    file: &File<'_>,
    member: &str,
    names: &Names<'_>,
) -> Option<String> {
    within(shape, file, member, names, MAX_DEPTH)
}

/// The resource's identifier of that name, or else its property.
fn of_resource(resource: &str, member: &str, names: &Names<'_>) -> Option<String> {
    let Some(Defined { file, shape }) = names.find(resource) else {
        return names.json.resource_member(resource, member);
    };
    let property = ["identifiers", "properties"].into_iter().find_map(|part| {
        let part = shape.properties.iter().find(|it| it.key == part)?;
        let Node::Object(entries) = &part.value.node else {
            return None;
        };
        entries.iter().find(|entry| entry.key == member)
    })?;
    match &property.value.node {
        Node::Id(id) => Some(names.resolve(file, id).into_owned()),
        Node::Text(id) => Some(id.to_string()),
        _ => None,
    }
}

fn of_mixins(
    mixins: &[Name<'_>],
    file: &File<'_>,
    member: &str,
    names: &Names<'_>,
    depth: usize,
) -> Option<String> {
    let depth = depth.checked_sub(1)?;
    let mut ids = mixins.iter().map(|mixin| names.resolve(file, mixin.text));
    ids.find_map(|mixin| of_mixin(&mixin, member, names, depth))
}

fn of_mixin(mixin: &str, member: &str, names: &Names<'_>, depth: usize) -> Option<String> {
    let Some(Defined { file, shape }) = names.find(mixin) else {
        return of_json(mixin, member, names, depth);
    };
    let own = shape.members.iter().find(|own| own.name.text == member);
    match own.map(|own| own.target) {
        Some(Target::Given(target)) => Some(names.resolve(file, target.text).into_owned()),
        Some(Target::None) => None,
        Some(Target::Elided) => within(shape, file, member, names, depth),
        None => of_mixins(&shape.mixins, file, member, names, depth),
    }
}

fn within(
    shape: &Shape<'_>,
    file: &File<'_>,
    member: &str,
    names: &Names<'_>,
    depth: usize,
) -> Option<String> {
    let resource = shape.resource.map(|name| names.resolve(file, name.text));
    resource
        .and_then(|resource| of_resource(&resource, member, names))
        .or_else(|| of_mixins(&shape.mixins, file, member, names, depth))
}

/// A mixin that a file in JSON defines.
fn of_json(mixin: &str, member: &str, names: &Names<'_>, depth: usize) -> Option<String> {
    let depth = depth.checked_sub(1)?;
    let definitions = names.json.definitions(mixin)?;
    let mut ignored = Diagnostics::new();
    let draft = merged(mixin, definitions, &mut Report::new(&mut ignored))?;
    if let Some(own) = draft.members.get(member) {
        return Some(own.target.id.to_string());
    }
    let mut mixins = draft.mixins.iter();
    mixins.find_map(|link| of_mixin(link.id.as_str(), member, names, depth))
}
