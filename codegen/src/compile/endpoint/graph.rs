//! A diagram of decisions under construction: equal parts become one.

use std::collections::HashMap;
use std::hash::Hash;

use super::possible::Known;
use super::{Condition, Decision, Expr, Next, Outcome};

/// Decisions, their conditions and their outcomes.
pub(super) struct Graph {
    pub(super) known: Known,
    conditions: Interned<Expr>,
    /// By condition: the variable that it assigns.
    assigned: Vec<Option<usize>>,
    variables: usize,
    outcomes: Interned<Outcome>,
    decisions: Interned<Decision>,
}

/// Values in the order of their first use, without repetition.
struct Interned<T> {
    items: Vec<T>,
    indices: HashMap<T, usize>,
}

impl<T: Clone + Eq + Hash> Interned<T> {
    fn new() -> Self {
        Self {
            items: Vec::new(),
            indices: HashMap::new(),
        }
    }

    fn add(&mut self, item: T) -> usize {
        if let Some(index) = self.indices.get(&item) {
            return *index;
        }
        let index = self.items.len();
        self.items.push(item.clone());
        self.indices.insert(item, index);
        index
    }
}

impl Graph {
    pub(super) fn new(known: Known) -> Self {
        Self {
            variables: known.len(),
            known,
            conditions: Interned::new(),
            assigned: Vec::new(),
            outcomes: Interned::new(),
            decisions: Interned::new(),
        }
    }

    /// The index of a condition without an assignment.
    pub(super) fn condition(&mut self, value: Expr) -> usize {
        let index = self.conditions.add(value);
        if index == self.assigned.len() {
            self.assigned.push(None);
        }
        index
    }

    /// The index of a condition, and the variable that becomes its value.
    pub(super) fn assigning(&mut self, value: Expr) -> (usize, usize) {
        let index = self.condition(value);
        let next = self.variables;
        let slot = self.assigned.get_mut(index);
        let variable = slot.map_or(next, |slot| *slot.get_or_insert(next));
        self.variables = self.variables.max(variable + 1);
        (index, variable)
    }

    pub(super) fn outcome(&mut self, outcome: Outcome) -> Next {
        Next::Outcome(self.outcomes.add(outcome))
    }

    /// A decision, or its successor if both answers lead to the same one.
    pub(super) fn decide(&mut self, condition: usize, yes: Next, no: Next) -> Next {
        if yes == no {
            return yes;
        }
        Next::Decision(self.decisions.add(Decision { condition, yes, no }))
    }

    /// The decision that `next` is, if it is one.
    pub(super) fn decision(&self, next: Next) -> Option<Decision> {
        match next {
            Next::Decision(index) => self.decisions.items.get(index).copied(),
            Next::Outcome(_) => None,
        }
    }

    /// The number of decisions, unreachable ones included.
    pub(super) fn len(&self) -> usize {
        self.decisions.items.len()
    }

    pub(super) fn condition_at(&self, index: usize) -> Option<Condition> {
        Some(Condition {
            value: self.conditions.items.get(index)?.clone(),
            assign: self.assigned.get(index).copied().flatten(),
        })
    }

    pub(super) fn outcome_at(&self, index: usize) -> Option<&Outcome> {
        self.outcomes.items.get(index)
    }
}
