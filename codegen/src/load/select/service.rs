//! Which service, and which of its operations.

use std::collections::BTreeSet;

use super::reader::Reader;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Node, ShapeId, ShapeKind};
use crate::suggest::did_you_mean;
use crate::syntax::ast::Ast;

/// The property of the metadata that names the operations which a slice left out.
pub(in crate::load) const OMITTED: &str = "slicedWithout";

/// All services of the files, sorted; a mixin is not a service (Smithy 2.0, "Mixins").
pub(super) fn all(ast: &Ast<'_>) -> Vec<ShapeId> {
    let is_mixin = |id: &str| ast.has_trait(id, "smithy.api#mixin");
    let is_service = |id: &&str| ast.is_of_type(id, "service") && !is_mixin(id);
    ast.ids()
        .filter(is_service)
        .filter_map(ShapeId::parse)
        .collect()
}

/// The service called `wanted`, or the only one.
pub(super) fn find(
    wanted: Option<&str>,
    ast: &Ast<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<ShapeId> {
    let services = all(ast);
    let matching: Vec<_> = match wanted {
        Some(wanted) => services.iter().filter(|id| is_called(id, wanted)).collect(),
        None => services.iter().collect(),
    };
    if let [service] = matching.as_slice() {
        return Some((*service).clone());
    }
    // A file that could not be read explains the missing service well enough.
    if !(services.is_empty() && diagnostics.has_errors()) {
        diagnostics.push(not_one(wanted, &matching, &services));
    }
    None
}

fn not_one(wanted: Option<&str>, matching: &[&ShapeId], services: &[ShapeId]) -> Diagnostic {
    match (wanted, matching) {
        (_, []) if services.is_empty() => Diagnostic::error("the model has no service")
            .help("add the file that defines the service"),
        (Some(wanted), []) => {
            let names = services.iter().map(|id| nameable(wanted, id));
            let help = did_you_mean(wanted, names)
                .unwrap_or_else(|| format!("the services are {}", listed(services.iter())));
            Diagnostic::error(format!("no service `{wanted}` in the model")).help(help)
        }
        (Some(wanted), several) => {
            Diagnostic::error(format!("several services are called `{wanted}`")).help(format!(
                "give the shape id: {}",
                listed(several.iter().copied())
            ))
        }
        (None, several) => Diagnostic::error("the model has several services").help(format!(
            "name one of them: {}",
            listed(several.iter().copied())
        )),
    }
}

fn listed<'a>(ids: impl Iterator<Item = &'a ShapeId>) -> String {
    let quoted: Vec<_> = ids.map(|id| format!("`{id}`")).collect();
    quoted.join(", ")
}

/// Whether `wanted` is the shape's id or name.
fn is_called(id: &ShapeId, wanted: &str) -> bool {
    nameable(wanted, id) == wanted
}

/// The id as whole or as name, whichever `wanted` seems to be.
fn nameable<'a>(wanted: &str, id: &'a ShapeId) -> &'a str {
    if wanted.contains('#') {
        id.as_str()
    } else {
        id.name()
    }
}

/// All operations that the service binds, directly and through resources, sorted.
pub(super) fn operations(service: &ShapeId, reader: &mut Reader<'_, '_>) -> BTreeSet<ShapeId> {
    let mut operations = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let mut queue = vec![service.clone()];
    while let Some(id) = queue.pop() {
        if !seen.insert(id.clone()) {
            continue;
        }
        match reader.peek(&id).map(|shape| shape.kind) {
            Some(ShapeKind::Service(service)) => {
                operations.extend(service.operations);
                queue.extend(service.resources);
            }
            Some(ShapeKind::Resource(resource)) => {
                operations.extend(resource.lifecycle.into_values());
                operations.extend(resource.operations);
                operations.extend(resource.collection_operations);
                queue.extend(resource.resources);
            }
            _ => {}
        }
    }
    operations
}

/// The operations that were not chosen, sorted, with those that a slice left out.
pub(super) fn others(bound: &BTreeSet<ShapeId>, chosen: &[ShapeId], ast: &Ast<'_>) -> Vec<ShapeId> {
    let mut others: BTreeSet<ShapeId> = bound.iter().cloned().chain(omitted(ast)).collect();
    others.retain(|id| !chosen.contains(id));
    others.into_iter().collect()
}

/// The operations that a slice left out.
fn omitted(ast: &Ast<'_>) -> Vec<ShapeId> {
    let ids = match ast.metadata().get(OMITTED) {
        Some(Node::Array(ids)) => ids.as_slice(),
        _ => &[],
    };
    let ids = ids.iter().filter_map(Node::as_str);
    ids.filter_map(ShapeId::parse).collect()
}

/// The operations called as wanted, sorted; all of them if none is wanted.
pub(super) fn choose(
    wanted: &[String],
    service: &ShapeId,
    bound: &BTreeSet<ShapeId>,
    ast: &Ast<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<ShapeId> {
    if wanted.is_empty() {
        return bound.iter().cloned().collect();
    }
    let mut chosen = BTreeSet::new();
    for name in wanted {
        let mut matching = bound.iter().filter(|id| is_called(id, name));
        match (matching.next(), matching.next()) {
            (Some(id), None) => {
                chosen.insert(id.clone());
            }
            (Some(first), Some(second)) => {
                let help = format!("give the shape id: {}", listed([first, second].into_iter()));
                let fault = Diagnostic::error(format!("several operations are called `{name}`"));
                diagnostics.push(fault.on(service).help(help));
            }
            (None, _) if omitted(ast).iter().any(|id| is_called(id, name)) => {
                let fault = format!("the model is a slice without the operation `{name}`");
                let help = "slice the whole model again, with this operation in `--operations`";
                diagnostics.push(Diagnostic::error(fault).on(service).help(help));
            }
            (None, _) => {
                let help = did_you_mean(name, bound.iter().map(|id| nameable(name, id)))
                    .unwrap_or_else(|| format!("its operations are {}", listed(bound.iter())));
                let fault = Diagnostic::error(format!("the service has no operation `{name}`"));
                diagnostics.push(fault.on(service).help(help));
            }
        }
    }
    chosen.into_iter().collect()
}
