//! Models in AWS's own JSON, as botocore and other SDKs carry them: reads `service-2.json` or
//! `api-2.json` and the files beside it, and translates them into the JSON AST.
//!
//! Source: the format has no specification. Its meaning is known from the models, from the
//! behaviour of their readers, and from the Smithy models of the same services. As for the IDL,
//! each value of the JSON keeps its place in the original file. Nothing below this module sees the
//! format, and this module knows nothing of selections and of Rust.

mod constraint;
mod docs;
mod fields;
mod file;
mod http;
mod ids;
mod member;
mod metadata;
mod operation;
mod out;
mod paginators;
mod rules;
mod scope;
mod service;
mod shape;
mod tables;
mod waiters;

use std::sync::Arc;

use super::json::Report;
use crate::diagnostic::{Diagnostic, Diagnostics, Location, Source};

use self::fields::{Fields, Value};
use self::file::{Group, Kind};
use self::scope::Scope;

pub use self::file::beside;
pub(crate) use self::file::kind;

/// The files, with those in AWS's JSON translated into the JSON AST and all others unchanged.
///
/// Unreadable parts are reported and left out; callers who need the whole model stop if there are
/// errors. Files belong to the service file of the same folder, or to the only service file.
/// Translating again changes nothing.
pub fn translate(sources: &[Arc<Source>], diagnostics: &mut Diagnostics) -> Vec<Arc<Source>> {
    let mut translated = Vec::new();
    let mut files = Vec::new();
    for source in sources {
        match file::kind(source) {
            Some(kind) => files.push((kind, source)),
            None => translated.push(Arc::clone(source)),
        }
    }
    if files.is_empty() {
        return translated;
    }
    for group in file::groups(&files, diagnostics) {
        translated.extend(translate_group(&group, diagnostics));
    }
    translated
}

/// One service: its own file first, then the additions of the other files.
fn translate_group(group: &Group<'_>, diagnostics: &mut Diagnostics) -> Vec<Arc<Source>> {
    let report = &mut Report::new(diagnostics);
    let service = group.whole(group.service, Kind::Service, report);
    let Some(mut top) = service.and_then(|value| value.fields(report)) else {
        return Vec::new();
    };
    let Some(scope) = Scope::read(&mut top, report) else {
        return Vec::new();
    };
    let mut translated = translate_merged(group.service, &scope, &mut top, report);
    translated.push(service::translate(group.service, &scope, top, report));
    for (kind, source) in &group.others {
        let Some(value) = group.whole(source, *kind, report) else {
            continue;
        };
        let applied = match kind {
            Kind::Paginators => paginators::translate(source, &value, &scope, report),
            Kind::Waiters => waiters::translate(source, &value, &scope, report),
            Kind::Documentation => docs::translate(source, &value, &scope, report),
            Kind::Rules => Some(rules::translate(source, &value, &scope, ids::RULES)),
            Kind::Decisions => Some(rules::translate(source, &value, &scope, ids::DECISIONS)),
            Kind::Tests => Some(rules::translate(source, &value, &scope, ids::TESTS)),
            // Patches are read with the file that they patch; examples show calls of an SDK.
            Kind::Service | Kind::Extras | Kind::Examples => None,
        };
        translated.extend(applied);
    }
    translated
}

/// The parts of the service file that may also be files beside it.
fn translate_merged(
    source: &Arc<Source>,
    scope: &Scope<'_>,
    top: &mut Fields<'_>,
    report: &mut Report<'_>,
) -> Vec<Arc<Source>> {
    let mut translated = Vec::new();
    if let Some(paginators) = top.object("pagination", report) {
        translated.push(paginators::write_all(source, paginators, scope, report));
    }
    if let Some(waiters) = top.object("waiters", report) {
        translated.push(waiters::write_all(source, waiters, scope, report));
    }
    for (name, id) in [
        ("endpointRuleSet", ids::RULES),
        ("endpointBdd", ids::DECISIONS),
        ("endpointTests", ids::TESTS),
    ] {
        if let Some(value) = top.take(name) {
            translated.push(rules::translate(source, &value, scope, id));
        }
    }
    translated
}

/// Warns of a value of which nothing will come.
fn left_out(value: &Value<'_>, fault: String, help: &str, report: &mut Report<'_>) {
    let warning = Diagnostic::warning(fault).at(&value.json().location());
    report.push(warning.help(help));
}

/// The beginning of a file.
fn start(source: &Arc<Source>) -> Location {
    Location::new(source, 0)
}
