//! Several definitions of one shape become one, and applied traits are added to it.
//!
//! Source: Smithy 2.0, "Merging model files" and "Trait conflict resolution".

use super::{Draft, Link, RawTraits, traits};
use crate::diagnostic::Diagnostic;
use crate::syntax::ast::Definition;
use crate::syntax::json::Report;

/// All definitions of one shape, merged: they must agree on everything but traits, and
/// traits are merged like applied ones (Smithy 2.0, "Merging model files").
pub(crate) fn merged<'src>(
    id: &str,
    definitions: &[Definition<'src>],
    report: &mut Report<'_>,
) -> Option<Draft<'src>> {
    let mut whole: Option<Draft<'src>> = None;
    let mut applied = RawTraits::new();
    for definition in definitions {
        if definition.is_apply() {
            applied.extend(applied_traits(definition, report));
            continue;
        }
        let draft = Draft::read(*definition, report)?;
        match &mut whole {
            None => whole = Some(draft),
            Some(first) => first.merge(draft, report)?,
        }
    }
    let Some(mut whole) = whole else {
        let at = definitions.first()?.at;
        return report.error(
            at,
            format!("traits are applied to `{id}`, which is not defined"),
        );
    };
    merge_traits(&mut whole.traits, applied, report);
    Some(whole)
}

/// The traits that an `apply` gives.
pub(crate) fn applied_traits<'src>(
    definition: &Definition<'src>,
    report: &mut Report<'_>,
) -> RawTraits<'src> {
    let given = definition.property("traits", report);
    given.map_or_else(RawTraits::new, |value| traits(value, report))
}

impl Draft<'_> {
    fn merge(&mut self, other: Self, report: &mut Report<'_>) -> Option<()> {
        if !self.agrees_with(&other) {
            let fault = Diagnostic::error("the shape is defined twice, and differently")
                .at(&other.at.location())
                .note("the other definition is at", &self.at.location())
                .help("rename or remove one of the two; only traits may differ");
            report.push(fault);
            return None;
        }
        merge_traits(&mut self.traits, other.traits, report);
        for (name, member) in other.members {
            if let Some(own) = self.members.get_mut(&name) {
                merge_traits(&mut own.traits, member.traits, &mut report.member(&name));
            }
        }
        Some(())
    }

    fn agrees_with(&self, other: &Self) -> bool {
        self.kind == other.kind
            && self.version == other.version
            && self.rename == other.rename
            && same_ids(&self.mixins, &other.mixins)
            && self.members.len() == other.members.len()
            && self.members.iter().all(|(name, member)| {
                let twin = other.members.get(name);
                twin.is_some_and(|twin| twin.target.id == member.target.id)
            })
            && self.links_within(other)
            && other.links_within(self)
    }

    /// Whether the other definition has the same references. An empty list is the same as none,
    /// and so is `Unit` as input or output.
    fn links_within(&self, other: &Self) -> bool {
        self.links.iter().all(|(property, links)| {
            let twin = other.links.get(property);
            twin.map_or(links.iter().all(is_unit), |twin| same_ids(links, twin))
        })
    }
}

/// The shape of an operation that names none (Smithy 2.0, "Operation shape").
const UNIT: &str = "smithy.api#Unit";

fn is_unit(link: &Link<'_>) -> bool {
    link.id.as_str() == UNIT
}

fn same_ids(one: &[Link<'_>], other: &[Link<'_>]) -> bool {
    one.iter()
        .map(|link| &link.id)
        .eq(other.iter().map(|link| &link.id))
}

/// Adds traits that have equal rank: equal values are one, arrays are joined, anything
/// else clashes (Smithy 2.0, "Trait conflict resolution").
pub(crate) fn merge_traits<'src>(
    traits: &mut RawTraits<'src>,
    more: RawTraits<'src>,
    report: &mut Report<'_>,
) {
    for (name, value) in more {
        let known = traits.iter().find(|(known, _)| *known == name);
        let Some((_, known)) = known else {
            traits.push((name, value));
            continue;
        };
        if known.same_as(value, report) {
            continue;
        }
        if known.is_array() && value.is_array() {
            traits.push((name, value));
            continue;
        }
        let fault = Diagnostic::error(format!("trait `{name}` is given twice, and differently"))
            .at(&value.location())
            .note("the other value is at", &known.location())
            .help("keep one of the two");
        report.push(fault);
    }
}
