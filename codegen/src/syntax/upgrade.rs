//! Forms that version 2.0 of Smithy writes otherwise than 1.0 did: sets and the enum trait. They
//! are rewritten wherever they are met, since 2.0 still lets files use them.
//!
//! Source: Smithy's migration guide from IDL 1.0 to 2.0.

use std::borrow::Cow;

use super::ast::Version;
use super::draft::{Draft, DraftMember, Link, RawTraits};
use super::id::{ShapeId, is_identifier};
use super::json::{Entry, Json, Report};
use super::value_names::ValueNames;

const ENUM: &str = "smithy.api#enum";

/// Sets become lists of unique items, strings with the enum trait become enums.
pub(crate) fn shape(draft: &mut Draft<'_>, version: Version, report: &mut Report<'_>) {
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
