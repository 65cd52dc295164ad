//! Shapes that hold themselves (Smithy 2.0, "Recursive shape definitions"): structures and unions
//! whose values could never end, and lists and maps that no type could spell.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Member, Shape, ShapeId, ShapeKind};

/// How many lists and maps may be nested in one another, without a structure or union in between.
/// Types are spelled in full, and no model in use comes near.
const MAX_NESTING: usize = 32;

/// Reports every cycle of required members and of unions that have no way out of one, and lists and
/// maps that are nested in themselves or too deep.
pub(super) fn check(shapes: &BTreeMap<ShapeId, Shape>, diagnostics: &mut Diagnostics) {
    check_collections(shapes, diagnostics);
    check_endless(shapes, diagnostics);
}

/// Follows the target of each list's elements and each map's values.
fn check_collections(shapes: &BTreeMap<ShapeId, Shape>, diagnostics: &mut Diagnostics) {
    let mut depths: BTreeMap<ShapeId, usize> = BTreeMap::new();
    let mut deepest: Option<(&Shape, usize)> = None;
    for start in shapes.values().filter(|shape| element(shape).is_some()) {
        let mut next = |shape: &Shape| {
            let is_known = depths.contains_key(&shape.id);
            element(shape).filter(|_| !is_known).cloned()
        };
        let (path, cycle) = follow(&start.id, shapes, &mut next);
        report(
            &path[cycle..],
            shapes,
            "lists and maps hold themselves",
            "put a structure or union into the cycle",
            diagnostics,
        );
        let known = path.last().and_then(|id| depths.get(id)).copied();
        let mut depth = known.unwrap_or_default();
        for id in path.iter().rev() {
            let is_collection = shapes.get(id).is_some_and(|it| element(it).is_some());
            if is_collection && !depths.contains_key(id) {
                depth += 1;
                depths.insert(id.clone(), depth);
            }
        }
        if cycle == path.len() && depth > deepest.map_or(MAX_NESTING, |(_, depth)| depth) {
            deepest = Some((start, depth));
        }
    }
    if let Some((shape, depth)) = deepest {
        let fault = Diagnostic::error(format!(
            "{depth} lists and maps are nested in one another; {MAX_NESTING} is the limit"
        ))
        .on(&shape.id)
        .help("put a structure in between")
        .maybe_at(shape.location.as_ref());
        diagnostics.push(fault);
    }
}

/// The member for the elements of a list or the values of a map.
fn element(shape: &Shape) -> Option<&Member> {
    match shape.kind {
        ShapeKind::List { .. } | ShapeKind::Map { .. } => shape.members().last(),
        _ => None,
    }
}

/// Reports every cycle of required members, and of unions that have no way out of one.
fn check_endless(shapes: &BTreeMap<ShapeId, Shape>, diagnostics: &mut Diagnostics) {
    let mut endless = endless(shapes);
    while let Some(start) = endless.first().cloned() {
        let mut next = |shape: &Shape| {
            let mut members = needed(shape);
            members
                .find(|member| endless.contains(&member.target))
                .cloned()
        };
        let (path, cycle) = follow(&start, shapes, &mut next);
        report(
            &path[cycle..],
            shapes,
            "values would never end",
            "let one of these members be optional, or add to a union a member that can end",
            diagnostics,
        );
        for id in &path {
            endless.remove(id);
        }
    }
}

/// The members that a value of the shape cannot be without.
fn needed(shape: &Shape) -> impl Iterator<Item = &Member> {
    let all = matches!(shape.kind, ShapeKind::Union { .. });
    let structure = matches!(shape.kind, ShapeKind::Structure { .. });
    let members = shape.members().iter();
    members.filter(move |member| all || (structure && member.traits.required()))
}

/// Removes shapes whose values can end until none is left to remove.
fn endless(shapes: &BTreeMap<ShapeId, Shape>) -> BTreeSet<ShapeId> {
    let mut users: BTreeMap<&ShapeId, Vec<&Shape>> = BTreeMap::new();
    for shape in shapes.values() {
        for member in needed(shape) {
            users.entry(&member.target).or_default().push(shape);
        }
    }
    let mut endless: BTreeSet<ShapeId> = shapes.keys().cloned().collect();
    let mut queue: Vec<&Shape> = shapes.values().collect();
    while let Some(shape) = queue.pop() {
        let ends = |member: &Member| !endless.contains(&member.target);
        let can_end = match shape.kind {
            ShapeKind::Union { .. } => needed(shape).any(ends),
            _ => needed(shape).all(ends),
        };
        if can_end && endless.remove(&shape.id) {
            queue.extend(users.get(&shape.id).into_iter().flatten());
        }
    }
    endless
}

/// The shapes on the way from `start`, by the member that `next` chooses of each, and the index of
/// the one at which a cycle among them begins; their number if the way ends.
fn follow(
    start: &ShapeId,
    shapes: &BTreeMap<ShapeId, Shape>,
    next: &mut dyn FnMut(&Shape) -> Option<Member>,
) -> (Vec<ShapeId>, usize) {
    let mut path: Vec<ShapeId> = Vec::new();
    let mut seen: BTreeMap<ShapeId, usize> = BTreeMap::new();
    let mut at = Some(start.clone());
    while let Some(id) = at {
        if let Some(first) = seen.get(&id) {
            return (path, *first);
        }
        at = shapes
            .get(&id)
            .and_then(&mut *next)
            .map(|member| member.target);
        seen.insert(id.clone(), path.len());
        path.push(id);
    }
    let length = path.len();
    (path, length)
}

/// Reports a cycle from its least shape on, if there is one.
fn report(
    cycle: &[ShapeId],
    shapes: &BTreeMap<ShapeId, Shape>,
    fault: &str,
    help: &str,
    diagnostics: &mut Diagnostics,
) {
    let Some(first) = cycle.iter().min().and_then(|id| shapes.get(id)) else {
        return;
    };
    let start = cycle
        .iter()
        .position(|id| *id == first.id)
        .unwrap_or_default();
    let names = cycle
        .iter()
        .cycle()
        .skip(start)
        .take(cycle.len() + 1)
        .map(ShapeId::name);
    let names: Vec<_> = names.collect();
    let fault = Diagnostic::error(format!("{fault}: {}", names.join(" → ")))
        .on(&first.id)
        .help(help)
        .maybe_at(first.location.as_ref());
    diagnostics.push(fault);
}
