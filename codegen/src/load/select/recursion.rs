//! Structures that hold themselves: values of them could never end.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Member, Shape, ShapeId, ShapeKind};

/// Reports every cycle of required members, and of unions that have no way out of one.
pub(super) fn check(shapes: &BTreeMap<ShapeId, Shape>, diagnostics: &mut Diagnostics) {
    let mut endless = endless(shapes);
    while let Some(start) = endless.first().cloned() {
        let cycle = follow(&start, shapes, &endless);
        report(&cycle, shapes, diagnostics);
        for id in &cycle {
            endless.remove(id);
        }
        endless.remove(&start);
    }
}

/// What a value of the shape cannot be without.
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

/// Walks endless members from `start` until a shape comes again; that is the cycle.
fn follow(
    start: &ShapeId,
    shapes: &BTreeMap<ShapeId, Shape>,
    endless: &BTreeSet<ShapeId>,
) -> Vec<ShapeId> {
    let mut path: Vec<ShapeId> = Vec::new();
    let mut next = Some(start.clone());
    while let Some(id) = next {
        if let Some(first) = path.iter().position(|seen| *seen == id) {
            return path.split_off(first);
        }
        let shape = shapes.get(&id);
        let mut members = shape.into_iter().flat_map(needed);
        next = members
            .find(|member| endless.contains(&member.target))
            .map(|member| member.target.clone());
        path.push(id);
    }
    Vec::new()
}

fn report(cycle: &[ShapeId], shapes: &BTreeMap<ShapeId, Shape>, diagnostics: &mut Diagnostics) {
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
    let fault = Diagnostic::error(format!("values would never end: {}", names.join(" → ")))
        .on(&first.id)
        .help("let one of these members be optional, or add to a union a member that can end")
        .maybe_at(first.location.as_ref());
    diagnostics.push(fault);
}
