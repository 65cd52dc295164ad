//! Rules for single shapes that neither reading nor typing them enforces.
//!
//! Source: Smithy 2.0, "Mixins" and "default trait".

use crate::diagnostic::Diagnostic;
use crate::syntax::ast::Version;
use crate::syntax::draft::{Draft, RawTraits};
use crate::syntax::json::Report;

const MIXIN: &str = "smithy.api#mixin";
const DEFAULT: &str = "smithy.api#default";

/// Reports the faults of a flattened shape.
pub(super) fn check(draft: &Draft<'_>, report: &mut Report<'_>) {
    check_operation_mixin(draft, report);
    check_resource_mixin(draft, report);
    check_version(&draft.traits, MIXIN, draft.smithy, report);
    for (name, member) in &draft.members {
        let mut report = report.member(name);
        check_version(&member.traits, DEFAULT, member.version, &mut report);
    }
}

/// Reports a trait that a file of version 1.0 cannot have.
fn check_version(traits: &RawTraits<'_>, newer: &str, version: Version, report: &mut Report<'_>) {
    let given = traits.iter().find(|(name, _)| name == newer);
    if let (Some((_, value)), Version::V1) = (given, version) {
        let fault = format!("the trait `{newer}` requires version 2.0");
        let fault = Diagnostic::error(fault).at(&value.location());
        let help = "remove the trait, or declare version 2.0 in the file";
        report.push(fault.help(help));
    }
}

/// An operation that is a mixin has neither input nor output.
fn check_operation_mixin(draft: &Draft<'_>, report: &mut Report<'_>) {
    if draft.kind != "operation" || !draft.traits.iter().any(|(name, _)| name == MIXIN) {
        return;
    }
    for property in ["input", "output"] {
        let mut links = draft.links.get(property).into_iter().flatten();
        let given = links.find(|link| link.id.as_str() != "smithy.api#Unit");
        if let Some(link) = given {
            let fault = format!("an operation that is a mixin has no {property}");
            let fault = Diagnostic::error(fault)
                .at(&draft.at.location())
                .note(format!("the {property} is named at"), &link.at.location());
            report.push(fault);
        }
    }
}

/// A resource that is a mixin has no properties, since all of them depend on its identifiers.
fn check_resource_mixin(draft: &Draft<'_>, report: &mut Report<'_>) {
    if draft.kind != "resource" || !draft.traits.iter().any(|(name, _)| name == MIXIN) {
        return;
    }
    let links = draft.links.values().flatten();
    let identifiers = draft.identifiers.values();
    let given = identifiers.chain(links).map(|link| link.at);
    if let Some(at) = given.chain(draft.properties.iter().copied()).next() {
        let fault = Diagnostic::error("a resource that is a mixin has no properties")
            .at(&draft.at.location())
            .note("the first property is at", &at.location())
            .help("move the properties to the resources that use the mixin");
        report.push(fault);
    }
}
