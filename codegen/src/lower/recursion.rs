//! Which members need a `Box`: those on a cycle of structures and unions that no list or
//! map interrupts. Source: Smithy 2.0, "Recursive shape definitions".

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Model, Shape, ShapeId, ShapeKind};

/// The strongly connected components of the graph of structures and unions.
#[derive(Debug, Default)]
pub(super) struct Recursion {
    component: BTreeMap<ShapeId, usize>,
}

impl Recursion {
    /// Finds the cycles of `model`.
    pub(super) fn find(model: &Model) -> Self {
        let mut search = Search::new(model);
        for shape in model.shapes().filter(|shape| holds_directly(shape)) {
            search.visit(&shape.id);
        }
        Self {
            component: search.component,
        }
    }

    /// Whether the member of `owner` that targets `target` must be boxed. There must be such
    /// a member: a shape alone in its component is on a cycle only if it targets itself.
    pub(super) fn needs_box(&self, owner: &ShapeId, target: &ShapeId) -> bool {
        let owner = self.component.get(owner);
        owner.is_some() && owner == self.component.get(target)
    }
}

fn holds_directly(shape: &Shape) -> bool {
    matches!(
        shape.kind,
        ShapeKind::Structure { .. } | ShapeKind::Union { .. }
    )
}

/// Tarjan's strongly connected components, with a stack of its own: models can be deep.
struct Search<'m> {
    model: &'m Model,
    next: usize,
    index: BTreeMap<ShapeId, usize>,
    low: BTreeMap<ShapeId, usize>,
    open: Vec<ShapeId>,
    is_open: BTreeSet<ShapeId>,
    component: BTreeMap<ShapeId, usize>,
}

impl<'m> Search<'m> {
    fn new(model: &'m Model) -> Self {
        Self {
            model,
            next: 0,
            index: BTreeMap::new(),
            low: BTreeMap::new(),
            open: Vec::new(),
            is_open: BTreeSet::new(),
            component: BTreeMap::new(),
        }
    }

    fn targets(&self, id: &ShapeId) -> Vec<&'m ShapeId> {
        let members = self.model.shape(id).members().iter();
        members
            .map(|member| &member.target)
            .filter(|target| holds_directly(self.model.shape(target)))
            .collect()
    }

    fn visit(&mut self, root: &ShapeId) {
        let mut path: Vec<(ShapeId, Vec<&'m ShapeId>)> = Vec::new();
        self.enter(root, &mut path);
        while let Some((id, targets)) = path.last_mut() {
            let id = id.clone();
            match targets.pop() {
                Some(target) if !self.index.contains_key(target) => self.enter(target, &mut path),
                Some(target) => {
                    if self.is_open.contains(target) {
                        self.lower(&id, self.index.get(target).copied());
                    }
                }
                None => {
                    path.pop();
                    self.leave(&id);
                    if let Some((parent, _)) = path.last() {
                        self.lower(&parent.clone(), self.low.get(&id).copied());
                    }
                }
            }
        }
    }

    fn enter(&mut self, id: &ShapeId, path: &mut Vec<(ShapeId, Vec<&'m ShapeId>)>) {
        if self.index.contains_key(id) {
            return;
        }
        self.index.insert(id.clone(), self.next);
        self.low.insert(id.clone(), self.next);
        self.next += 1;
        self.open.push(id.clone());
        self.is_open.insert(id.clone());
        path.push((id.clone(), self.targets(id)));
    }

    fn lower(&mut self, id: &ShapeId, reached: Option<usize>) {
        if let (Some(low), Some(reached)) = (self.low.get_mut(id), reached) {
            *low = reached.min(*low);
        }
    }

    fn leave(&mut self, id: &ShapeId) {
        if self.low.get(id) != self.index.get(id) {
            return;
        }
        let number = self.component.len();
        while let Some(member) = self.open.pop() {
            self.is_open.remove(&member);
            let last = member == *id;
            self.component.insert(member, number);
            if last {
                break;
            }
        }
    }
}
