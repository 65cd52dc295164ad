//! Operations of the model that are not generated, and the advice to a user who calls one.

use std::collections::BTreeMap;

use super::Context;
use crate::ir::{Absent, Operation};
use crate::model::ShapeId;
use crate::options::Options;

impl Context<'_> {
    /// All operations of the model but those `generated`, by the advice about them.
    pub(super) fn absent(
        &self,
        options: &Options,
        generated: &[Operation],
    ) -> BTreeMap<String, Vec<Absent>> {
        let is_generated = |id: &ShapeId| {
            let mut generated = generated.iter();
            generated.any(|it| it.id.namespace == id.namespace() && it.id.name == id.name())
        };
        let chosen = self.model.operations().map(|shape| &shape.id);
        let chosen = chosen.filter(|id| !is_generated(id)).map(|id| (id, true));
        let others = self.model.other_operations().iter();
        let others = others.map(|id| (id, is_left_out(id, options)));
        let mut absent: BTreeMap<String, Vec<Absent>> = BTreeMap::new();
        for (id, left_out) in chosen.chain(others) {
            let operations = absent.entry(advice(left_out, options)).or_default();
            operations.extend(self.plan.absent(id).map(|names| Absent {
                marker: names.marker.clone(),
                method: names.method.clone(),
                message: format!("`{}` is in the model, but was not generated", id.name()),
            }));
        }
        absent
    }
}

/// Whether the operation was asked for and is faulty. Without a list of operations, the generator
/// leaves out only faulty ones; any other was left out by a slice.
fn is_left_out(id: &ShapeId, options: &Options) -> bool {
    let mut names = options.operations.iter();
    names.any(|name| name == id.as_str() || name == id.name())
        || options.operations.is_empty() && options.keep_going
}

fn advice(left_out: bool, options: &Options) -> String {
    if left_out {
        "a warning of the generator gives the reason".to_owned()
    } else if options.operations.is_empty() {
        "slice the whole model again, with this operation in `--operations`".to_owned()
    } else {
        format!("add it to {}", options.operations_list)
    }
}
