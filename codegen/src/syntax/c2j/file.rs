//! Which files are in the format, the kind of each, and which belong together.

use std::path::Path;
use std::sync::Arc;

use super::fields::Value;
use super::start;
use crate::diagnostic::{Diagnostic, Diagnostics, Source};
use crate::syntax::json::{Json, Report};

/// The kind of a file.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Operations and shapes.
    Service,
    Paginators,
    Waiters,
    /// The endpoint's rules.
    Rules,
    /// The same as a binary decision diagram.
    Decisions,
    /// Tests of the endpoint's rules.
    Tests,
    /// The texts that a service file leaves out.
    Documentation,
    /// Patches of one of the others.
    Extras,
    Examples,
}

/// The files of one service.
pub(super) struct Group<'src> {
    pub(super) service: &'src Arc<Source>,
    pub(super) others: Vec<(Kind, &'src Arc<Source>)>,
}

/// Kinds by the properties that only files of that kind have.
const KINDS: [(&[&str], Kind); 9] = [
    (&["metadata", "operations"], Kind::Service),
    (&["metadata", "shapes"], Kind::Service),
    (&["pagination"], Kind::Paginators),
    (&["waiters"], Kind::Waiters),
    (&["parameters", "rules"], Kind::Rules),
    (&["parameters", "nodes"], Kind::Decisions),
    (&["testCases"], Kind::Tests),
    (&["service", "shapes"], Kind::Documentation),
    (&["merge"], Kind::Extras),
];

/// The kind of a file, by its contents; `None` if it is not in the format.
pub(crate) fn kind(source: &Arc<Source>) -> Option<Kind> {
    if source.origin().is_some() || source.name().ends_with(".smithy") {
        return None;
    }
    let whole = Json::whole(source);
    // Models in the JSON AST begin so, and need not be looked at further.
    if whole.leading("smithy").is_some() {
        return None;
    }
    // Faults of files in other formats are reported by the readers of those formats.
    let keys = whole.object(&mut Report::new(&mut Diagnostics::new()))?;
    let has = |name: &&str| keys.iter().any(|entry| entry.key == **name);
    if has(&"smithy") {
        return None;
    }
    let found = KINDS.iter().find(|(names, _)| names.iter().all(has));
    let examples = || (has(&"examples") && has(&"version")).then_some(Kind::Examples);
    found.map(|(_, kind)| *kind).or_else(examples)
}

/// The names of the files that may lie beside a service file of that name and belong to it.
pub fn beside(name: &str) -> &'static [&'static str] {
    match name {
        "service-2.json" | "api-2.json" => &[
            "docs-2.json",
            "endpoint-bdd-1.json",
            "endpoint-rule-set-1.json",
            "endpoint-tests-1.json",
            "paginators-1.json",
            "paginators-1.sdk-extras.json",
            "service-2.sdk-extras.json",
            "waiters-2.json",
            "waiters-2.sdk-extras.json",
        ],
        _ => &[],
    }
}

/// The files by service.
pub(super) fn groups<'src>(
    files: &[(Kind, &'src Arc<Source>)],
    diagnostics: &mut Diagnostics,
) -> Vec<Group<'src>> {
    let (services, others): (Vec<_>, Vec<_>) =
        files.iter().partition(|(kind, _)| *kind == Kind::Service);
    let mut groups: Vec<_> = services
        .into_iter()
        .map(|(_, service)| Group {
            service,
            others: Vec::new(),
        })
        .collect();
    for other in others {
        let only = groups.len() == 1;
        let mut near = groups
            .iter_mut()
            .filter(|group| only || folder(group.service) == folder(other.1));
        match (near.next(), near.next()) {
            // Files come with their service file, and may be named besides.
            (Some(group), None) if group.has(other.1) => {}
            (Some(group), None) => group.others.push(other),
            (first, _) => diagnostics.push(stray(other.1, first.is_some())),
        }
    }
    groups
}

fn folder(source: &Source) -> Option<&Path> {
    Path::new(source.name()).parent()
}

fn stray(source: &Arc<Source>, several: bool) -> Diagnostic {
    let fault = if several {
        "this file could belong to several service files"
    } else {
        "the service file that this file belongs to is missing"
    };
    let help = "have a folder for each service, with `service-2.json` or `api-2.json` in it";
    Diagnostic::error(fault).at(&start(source)).help(help)
}

impl<'src> Group<'src> {
    fn has(&self, source: &Source) -> bool {
        let mut names = self.others.iter().map(|(_, other)| other.name());
        names.any(|name| name == source.name())
    }

    /// A file with the patches that others have for it.
    pub(super) fn whole(
        &self,
        source: &'src Arc<Source>,
        kind: Kind,
        report: &mut Report<'_>,
    ) -> Option<Value<'src>> {
        let mut value = Value::new(Json::whole(source));
        for (other, source) in &self.others {
            if *other != Kind::Extras {
                continue;
            }
            let mut fields = Value::new(Json::whole(source)).fields(report)?;
            let merge = fields.take("merge")?;
            fields.ignore(&["version"]);
            let known = merge.fields(report)?;
            let patched = match () {
                () if known.get("pagination").is_some() => Kind::Paginators,
                () if known.get("waiters").is_some() => Kind::Waiters,
                () => Kind::Service,
            };
            if patched == kind {
                value.patch(merge.json());
                fields.finish(report);
            }
        }
        Some(value)
    }
}
