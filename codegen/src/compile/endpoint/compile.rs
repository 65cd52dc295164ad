//! From a tree of rules to a decision diagram: when a condition fails, the next rule follows, which
//! all conditions of the rule before share.

use super::functions::Function;
use super::graph::Graph;
use super::possible::Known;
use super::rules::{Clause, End, Rule};
use super::{Endpoint, Expr, Next, Outcome};

/// The diagram of `rules`, and its root.
pub(super) fn tree(rules: &[Rule], known: Known) -> (Graph, Next) {
    let parameters = known.len();
    let mut graph = Graph::new(known);
    let exhausted = graph.outcome(Outcome::Exhausted);
    let mut compiling = Compiling {
        variables: (0..parameters).collect(),
        graph,
        exhausted,
    };
    let root = compiling.rules(rules);
    (compiling.graph, root)
}

struct Compiling {
    graph: Graph,
    exhausted: Next,
    /// The variables of the diagram by those of the rules that are in scope.
    variables: Vec<usize>,
}

impl Compiling {
    /// Rules of which one must apply: a tree is the last word.
    fn rules(&mut self, rules: &[Rule]) -> Next {
        let mut next = self.exhausted;
        for rule in rules.iter().rev() {
            next = self.rule(&rule.conditions, &rule.end, next);
        }
        next
    }

    fn rule(&mut self, conditions: &[Clause], end: &End, otherwise: Next) -> Next {
        let Some((clause, rest)) = conditions.split_first() else {
            return self.end(end);
        };
        let value = self.expr(&clause.value);
        match self.graph.known.holds(&value) {
            Some(false) => return otherwise,
            Some(true) if !clause.assign => return self.rule(rest, end, otherwise),
            _ => {}
        }
        if clause.assign {
            let (condition, variable) = self.graph.assigning(value);
            self.variables.push(variable);
            let yes = self.rule(rest, end, otherwise);
            self.variables.pop();
            return self.graph.decide(condition, yes, otherwise);
        }
        let yes = self.rule(rest, end, otherwise);
        let (value, is_negated) = positive(value);
        let condition = self.graph.condition(value);
        if is_negated {
            self.graph.decide(condition, otherwise, yes)
        } else {
            self.graph.decide(condition, yes, otherwise)
        }
    }

    fn end(&mut self, end: &End) -> Next {
        let outcome = match end {
            End::Tree(rules) => return self.rules(rules),
            End::Error(message) => Outcome::Error(message.clone()),
            End::Endpoint(endpoint) => Outcome::Endpoint(endpoint.clone()),
        };
        let outcome = outcome.map(&|expr| self.expr(expr));
        self.graph.outcome(outcome)
    }

    /// An expression with the variables of the diagram and with known values filled in.
    fn expr(&self, expr: &Expr) -> Expr {
        self.graph.known.fill(&expr.renamed(&self.variables))
    }
}

/// A condition without `not` around it. The rules have been checked, so the value exists, and the
/// negation holds exactly if the condition does not.
fn positive(value: Expr) -> (Expr, bool) {
    match value {
        Expr::Call(Function::Not, mut arguments) if arguments.len() == 1 => match arguments.pop() {
            Some(argument) => {
                let (value, is_negated) = positive(argument);
                (value, !is_negated)
            }
            None => (Expr::Call(Function::Not, arguments), false),
        },
        value => (value, false),
    }
}

impl Outcome {
    /// The same with other expressions.
    pub(super) fn map(&self, change: &dyn Fn(&Expr) -> Expr) -> Self {
        match self {
            Self::Error(message) => Self::Error(change(message)),
            Self::Endpoint(endpoint) => Self::Endpoint(endpoint.map(change)),
            Self::Exhausted => Self::Exhausted,
        }
    }
}

impl Endpoint {
    fn map(&self, change: &dyn Fn(&Expr) -> Expr) -> Self {
        let headers = self.headers.iter();
        let headers = headers.map(|(name, value)| (name.clone(), change(value)));
        Self {
            url: change(&self.url),
            headers: headers.collect(),
            properties: self.properties.clone(),
            computed: self.computed.iter().map(change).collect(),
        }
    }
}

impl Expr {
    /// The same with the variables at those places.
    pub(super) fn renamed(&self, variables: &[usize]) -> Self {
        self.renumbered(&|index| variables.get(index).copied().unwrap_or(index))
    }

    /// The same with other numbers for its variables.
    pub(super) fn renumbered(&self, number: &dyn Fn(usize) -> usize) -> Self {
        let all = |exprs: &[Self]| exprs.iter().map(|it| it.renumbered(number)).collect();
        match self {
            Self::Variable(index) => Self::Variable(number(*index)),
            Self::Template(parts) => Self::Template(all(parts)),
            Self::Attribute(of, name) => Self::Attribute(Box::new(of.renumbered(number)), *name),
            Self::Element(of, index) => Self::Element(Box::new(of.renumbered(number)), *index),
            Self::Call(function, arguments) => Self::Call(*function, all(arguments)),
            Self::Text(_) | Self::Boolean(_) | Self::Integer(_) => self.clone(),
        }
    }

    /// Tells `visit` this expression and all inside of it.
    pub(super) fn visit(&self, visit: &mut dyn FnMut(&Self)) {
        visit(self);
        match self {
            Self::Template(parts) | Self::Call(_, parts) => {
                for part in parts {
                    part.visit(visit);
                }
            }
            Self::Attribute(of, _) | Self::Element(of, _) => of.visit(visit),
            Self::Text(_) | Self::Boolean(_) | Self::Integer(_) | Self::Variable(_) => {}
        }
    }
}
