//! The users of a structure and their purposes: they decide where it is written, what its builder
//! does and by which rules its members may be absent.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Model, ShapeId, ShapeKind};

/// How the structures of a model are used.
#[derive(Debug, Default)]
pub(super) struct Usage {
    /// The operations that take the structure.
    inputs: BTreeMap<ShapeId, Vec<ShapeId>>,
    /// The operations that return it.
    outputs: BTreeMap<ShapeId, Vec<ShapeId>>,
    errors: BTreeSet<ShapeId>,
    /// Targets of members.
    nested: BTreeSet<ShapeId>,
}

impl Usage {
    pub(super) fn of(model: &Model) -> Self {
        let mut usage = Self::default();
        for shape in model.operations() {
            let ShapeKind::Operation(operation) = &shape.kind else {
                continue;
            };
            let id = || shape.id.clone();
            usage
                .inputs
                .entry(operation.input.clone())
                .or_default()
                .push(id());
            usage
                .outputs
                .entry(operation.output.clone())
                .or_default()
                .push(id());
        }
        for shape in model.shapes() {
            if shape.traits.error().is_some() {
                usage.errors.insert(shape.id.clone());
            }
            let targets = shape.members().iter().map(|member| member.target.clone());
            usage.nested.extend(targets);
        }
        usage
    }

    /// The operations whose input the structure is.
    pub(super) fn inputs(&self, id: &ShapeId) -> &[ShapeId] {
        self.inputs.get(id).map_or(&[], Vec::as_slice)
    }

    /// Whether operations return the structure.
    pub(super) fn is_output(&self, id: &ShapeId) -> bool {
        self.outputs.contains_key(id)
    }

    /// Whether operations take or return the structure.
    pub(super) fn is_end(&self, id: &ShapeId) -> bool {
        self.inputs.contains_key(id) || self.is_output(id)
    }

    pub(super) fn is_error(&self, id: &ShapeId) -> bool {
        self.errors.contains(id)
    }

    /// The only operation that uses the structure, as its input or output.
    pub(super) fn owner(&self, id: &ShapeId) -> Option<&ShapeId> {
        let outputs = self.outputs.get(id).map_or(&[][..], Vec::as_slice);
        match (self.inputs(id), outputs) {
            _ if self.nested.contains(id) || self.is_error(id) => None,
            ([only], []) | ([], [only]) => Some(only),
            _ => None,
        }
    }
}
