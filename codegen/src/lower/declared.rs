//! Paginators and waiters that the user declares, or does without: they take the place of the
//! model's traits before anything is decided.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use crate::diagnostic::{Diagnostic, Diagnostics, Location};
use crate::model::traits::Waiter;
use crate::model::{Model, Shape, ShapeId};
use crate::overlay::Overlay;
use crate::suggest::did_you_mean;

/// The model with the overlay's declarations; `None` if there are none.
pub(super) fn apply(model: &Model, overlay: &Overlay, out: &mut Diagnostics) -> Option<Model> {
    if overlay.paginators.is_empty() && overlay.waiters.is_empty() {
        return None;
    }
    let mut changed = model.clone();
    for (name, paginator) in &overlay.paginators {
        let declared = Declared::new(overlay, "paginators", name);
        if let Some(operation) = operation(model, name, &declared, out) {
            if let Some(traits) = changed.traits_mut(&operation.id) {
                traits.set_paginated(paginator.clone());
            }
        }
    }
    for (id, waiters) in waiters(model, overlay, out) {
        if let Some(traits) = changed.traits_mut(&id) {
            traits.set_waitable(waiters);
        }
    }
    Some(changed)
}

/// The entry of the overlay that is at fault.
struct Declared {
    subject: String,
    place: Option<Location>,
}

impl Declared {
    fn new(overlay: &Overlay, table: &str, name: &str) -> Self {
        Self {
            subject: format!("overlay: {table}.{name}"),
            place: overlay.place(table, name),
        }
    }

    fn error(&self, fault: String) -> Diagnostic {
        let error = Diagnostic::error(fault).on(&self.subject);
        error.maybe_at(self.place.as_ref())
    }
}

type Waiters = BTreeMap<ShapeId, IndexMap<String, Waiter>>;

/// The waiters of each operation: the model's and the declared ones.
fn waiters(model: &Model, overlay: &Overlay, out: &mut Diagnostics) -> Waiters {
    let waitable = |shape: &Shape| shape.traits.waitable().cloned();
    let modelled = model.operations();
    let mut waiters: Waiters = modelled
        .filter_map(|shape| Some((shape.id.clone(), waitable(shape)?)))
        .collect();
    for (name, declared) in &overlay.waiters {
        let at = Declared::new(overlay, "waiters", name);
        let mut replaced = false;
        for known in waiters.values_mut() {
            replaced |= known.shift_remove(name).is_some();
        }
        match declared {
            Some((of, waiter)) => {
                if let Some(operation) = operation(model, of, &at, out) {
                    let own = waiters.entry(operation.id.clone()).or_default();
                    own.insert(name.clone(), waiter.clone());
                }
            }
            None if replaced => {}
            None => {
                let known = waiters.values().flat_map(IndexMap::keys);
                let help = did_you_mean(name, known.map(String::as_str));
                let fault = format!("the chosen operations have no waiter `{name}`");
                out.push(at.error(fault).maybe_help(help));
            }
        }
    }
    waiters
}

fn operation<'m>(
    model: &'m Model,
    name: &str,
    declared: &Declared,
    out: &mut Diagnostics,
) -> Option<&'m Shape> {
    let is_called = |it: &&Shape| it.id.name() == name || it.id.to_string() == name;
    let found = model.operations().find(is_called);
    if found.is_none() {
        let known = model.operations().map(|it| it.id.name());
        let help = did_you_mean(name, known);
        let help = help.unwrap_or_else(|| "only operations that are generated count".to_owned());
        let fault = format!("the model has no operation `{name}`");
        out.push(declared.error(fault).help(help));
    }
    found
}
