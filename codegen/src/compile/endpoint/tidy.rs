//! A finished diagram: unreachable parts are removed, and everything is numbered in the order of
//! traversal.

use std::collections::HashMap;

use super::functions::Function;
use super::graph::Graph;
use super::implied::{self, topological};
use super::{Condition, Decision, Expr, Next, Outcome, Parameter, RuleSet};

/// The rule set of a diagram.
pub(super) fn rule_set(mut graph: Graph, root: Next, parameters: Vec<Parameter>) -> RuleSet {
    let root = implied::leave_out(&mut graph, root);
    let order = topological(&graph, root);
    let mut tidy = Tidy {
        numbers: order.iter().copied().zip(0..).collect(),
        graph: &graph,
        conditions: Numbered::default(),
        outcomes: Numbered::default(),
    };
    let decisions = order.iter().filter_map(|at| tidy.decision(*at)).collect();
    let root = tidy.next(root);
    let conditions = tidy.conditions.order.iter();
    let conditions = conditions.filter_map(|index| graph.condition_at(*index));
    let outcomes = tidy.outcomes.order.iter();
    let outcomes = outcomes.filter_map(|index| graph.outcome_at(*index).cloned());
    let mut rule_set = RuleSet {
        parameters,
        conditions: conditions.collect(),
        outcomes: outcomes.collect(),
        decisions,
        root,
        uses_partitions: false,
    };
    rule_set.renumber_variables();
    rule_set.uses_partitions = rule_set.uses_partitions();
    rule_set
}

struct Tidy<'g> {
    graph: &'g Graph,
    numbers: HashMap<Next, usize>,
    conditions: Numbered,
    outcomes: Numbered,
}

/// New numbers, in the order in which they are asked for.
#[derive(Default)]
struct Numbered {
    order: Vec<usize>,
    numbers: HashMap<usize, usize>,
}

impl Numbered {
    fn number(&mut self, old: usize) -> usize {
        let next = self.order.len();
        let number = *self.numbers.entry(old).or_insert(next);
        if number == next {
            self.order.push(old);
        }
        number
    }
}

impl Tidy<'_> {
    fn decision(&mut self, at: Next) -> Option<Decision> {
        let Decision { condition, yes, no } = self.graph.decision(at)?;
        Some(Decision {
            condition: self.conditions.number(condition),
            yes: self.next(yes),
            no: self.next(no),
        })
    }

    fn next(&mut self, next: Next) -> Next {
        match (next, self.numbers.get(&next)) {
            (Next::Outcome(index), _) => Next::Outcome(self.outcomes.number(index)),
            (Next::Decision(_), Some(number)) => Next::Decision(*number),
            (Next::Decision(_), None) => next,
        }
    }
}

impl RuleSet {
    /// Leaves out parameters that nothing reads and variables that nothing assigns any more.
    /// Required parameters without a default stay: it is an error not to set them.
    fn renumber_variables(&mut self) {
        let mut is_read = Vec::new();
        self.visit(&mut |expr| {
            if let Expr::Variable(index) = expr {
                is_read.push(*index);
            }
        });
        is_read.sort_unstable();
        is_read.dedup();
        let is_used = |index: &usize| is_read.binary_search(index).is_ok();
        let parameters = std::mem::take(&mut self.parameters);
        let kept = parameters.iter().enumerate().filter(|(index, parameter)| {
            is_used(index) || parameter.required && parameter.default.is_none()
        });
        let mut order: Vec<usize> = kept.map(|(index, _)| index).collect();
        let assigned = self.conditions.iter().filter_map(|it| it.assign);
        order.extend(assigned.filter(is_used));
        let numbers: HashMap<usize, usize> = order.iter().copied().zip(0..).collect();
        let number = |index: usize| numbers.get(&index).copied().unwrap_or(index);
        for condition in &mut self.conditions {
            *condition = Condition {
                value: condition.value.renumbered(&number),
                assign: condition.assign.filter(is_used).map(number),
            };
        }
        for outcome in &mut self.outcomes {
            *outcome = outcome.map(&|expr| expr.renumbered(&number));
        }
        let parameters = parameters.into_iter().enumerate();
        self.parameters = parameters
            .filter(|(index, _)| numbers.contains_key(index))
            .map(|(_, parameter)| parameter)
            .collect();
    }

    fn uses_partitions(&self) -> bool {
        let mut found = false;
        self.visit(&mut |expr| found |= matches!(expr, Expr::Call(Function::Partition, _)));
        found
    }

    /// Tells `visit` every expression.
    fn visit(&self, visit: &mut dyn FnMut(&Expr)) {
        for condition in &self.conditions {
            condition.value.visit(visit);
        }
        for outcome in &self.outcomes {
            match outcome {
                Outcome::Error(message) => message.visit(visit),
                Outcome::Endpoint(endpoint) => {
                    endpoint.url.visit(visit);
                    let headers = endpoint.headers.iter().map(|(_, value)| value);
                    headers
                        .chain(&endpoint.computed)
                        .for_each(|it| it.visit(visit));
                }
                Outcome::Exhausted => {}
            }
        }
    }
}
