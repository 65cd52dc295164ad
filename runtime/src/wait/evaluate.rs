//! Evaluates a waiter's conditions on modelled values.
//!
//! Semantics are JMESPath's (jmespath.org, "JMESPath Specification"); parsing and type checking
//! were done at generation time, so that a path that does not fit gives null.

use super::schema::{Comparator, Comparison, Condition, Expression, Literal, Step};
use crate::value::{Structure, Value, Variant};

/// What a step arrives at: a modelled value, or a list that was made on the way.
#[derive(Clone)]
enum Data<'a> {
    One(Value<'a>),
    Many(Vec<Self>),
}

impl Condition {
    /// Whether the condition holds for `output`.
    pub fn holds(&self, output: &dyn Structure) -> bool {
        let found = evaluate(&self.path, &Data::One(Value::Structure(output)));
        let is_expected =
            |it: &Data<'_>| matches!(it, Data::One(Value::String(text)) if *text == self.expected);
        match self.comparator {
            Comparator::StringEquals => is_expected(&found),
            Comparator::BooleanEquals => {
                matches!(found, Data::One(Value::Boolean(it)) if it == (self.expected == "true"))
            }
            Comparator::AllStringEquals => {
                let all = found.elements();
                all.as_ref()
                    .is_some_and(|all| !all.is_empty() && all.iter().all(is_expected))
            }
            Comparator::AnyStringEquals => found
                .elements()
                .is_some_and(|all| all.iter().any(is_expected)),
        }
    }
}

fn evaluate<'a>(expression: &Expression, on: &Data<'a>) -> Data<'a> {
    match expression {
        Expression::Path(steps) => walk(steps, on),
        Expression::Literal(literal) => Data::One(literal.value()),
        Expression::Length(of) => evaluate(of, on).length(),
        Expression::Contains(haystack, needle) => {
            Data::boolean(evaluate(haystack, on).contains(&evaluate(needle, on)))
        }
        Expression::Compare(comparison, left, right) => {
            compare(*comparison, &evaluate(left, on), &evaluate(right, on))
        }
        Expression::And(left, right) => {
            let left = evaluate(left, on);
            if left.is_true() {
                evaluate(right, on)
            } else {
                left
            }
        }
        Expression::Or(left, right) => {
            let left = evaluate(left, on);
            if left.is_true() {
                left
            } else {
                evaluate(right, on)
            }
        }
        Expression::Not(of) => Data::boolean(!evaluate(of, on).is_true()),
    }
}

/// Follows `steps`; from the first projection on, later steps work on each of its values.
fn walk<'a>(steps: &[Step], from: &Data<'a>) -> Data<'a> {
    let mut current = from.clone();
    let mut projecting = false;
    for step in steps {
        current = match (step, projecting) {
            (Step::Flatten, _) => current.flattened(),
            (_, true) => current.projected(|each| apply(step, each)),
            (_, false) => apply(step, &current),
        };
        projecting |= !matches!(step, Step::Field(_) | Step::Select(_));
        if current.is_null() {
            return Data::NULL;
        }
    }
    current
}

fn apply<'a>(step: &Step, on: &Data<'a>) -> Data<'a> {
    match step {
        Step::Field(index) => on.member(*index),
        Step::Each | Step::Flatten => on.elements().map_or(Data::NULL, Data::Many),
        Step::Values => on.map_values(),
        Step::Filter(keep) => match on.elements() {
            None => Data::NULL,
            Some(all) => Data::Many(
                all.into_iter()
                    .filter(|each| evaluate(keep, each).is_true())
                    .collect(),
            ),
        },
        Step::Select(_) if on.is_null() => Data::NULL,
        Step::Select(parts) => Data::Many(parts.iter().map(|part| evaluate(part, on)).collect()),
    }
}

fn compare<'a>(comparison: Comparison, left: &Data<'a>, right: &Data<'a>) -> Data<'a> {
    let ordered = |holds: fn(&f64, &f64) -> bool| match (left.number(), right.number()) {
        (Some(left), Some(right)) => Data::boolean(holds(&left, &right)),
        _ => Data::NULL,
    };
    match comparison {
        Comparison::Equal => Data::boolean(left.equals(right)),
        Comparison::NotEqual => Data::boolean(!left.equals(right)),
        Comparison::Less => ordered(f64::lt),
        Comparison::LessOrEqual => ordered(f64::le),
        Comparison::Greater => ordered(f64::gt),
        Comparison::GreaterOrEqual => ordered(f64::ge),
    }
}

impl Literal {
    const fn value(&self) -> Value<'static> {
        match self {
            Self::Null => Value::Null,
            Self::Bool(it) => Value::Boolean(*it),
            Self::Integer(it) => Value::Integer(*it),
            Self::String(it) => Value::String(it),
        }
    }
}

impl Data<'_> {
    const NULL: Self = Self::One(Value::Null);

    const fn boolean(it: bool) -> Self {
        Self::One(Value::Boolean(it))
    }

    const fn is_null(&self) -> bool {
        matches!(self, Self::One(Value::Null))
    }

    fn member(&self, index: usize) -> Self {
        match self {
            Self::One(Value::Structure(it)) => Self::One(it.get(index)),
            Self::One(Value::Union(it)) => match it.variant() {
                Variant::Known(known, value) if known == index => Self::One(value),
                _ => Self::NULL,
            },
            _ => Self::NULL,
        }
    }

    fn elements(&self) -> Option<Vec<Self>> {
        match self {
            Self::Many(all) => Some(all.clone()),
            Self::One(Value::List(list)) => Some(
                (0..list.len())
                    .map(|index| Self::One(list.get(index)))
                    .collect(),
            ),
            Self::One(_) => None,
        }
    }

    fn map_values(&self) -> Self {
        match self {
            Self::One(Value::Map(map)) => {
                let values =
                    (0..map.len()).filter_map(|index| Some(Self::One(map.entry(index)?.1)));
                Self::Many(values.collect())
            }
            _ => Self::NULL,
        }
    }

    fn projected(&self, with: impl Fn(&Self) -> Self) -> Self {
        let Some(all) = self.elements() else {
            return Self::NULL;
        };
        Self::Many(all.iter().map(with).filter(|it| !it.is_null()).collect())
    }

    fn flattened(&self) -> Self {
        let Some(all) = self.elements() else {
            return Self::NULL;
        };
        let dissolve = |each: Self| each.elements().unwrap_or_else(|| vec![each]);
        Self::Many(all.into_iter().flat_map(dissolve).collect())
    }

    /// JMESPath's truth: everything but null, false, and what is empty.
    fn is_true(&self) -> bool {
        match self {
            Self::Many(all) => !all.is_empty(),
            Self::One(Value::Null) => false,
            Self::One(Value::Boolean(it)) => *it,
            Self::One(Value::String(it)) => !it.is_empty(),
            Self::One(Value::List(it)) => !it.is_empty(),
            Self::One(Value::Map(it)) => !it.is_empty(),
            Self::One(_) => true,
        }
    }

    fn length(&self) -> Self {
        let length = match self {
            Self::Many(all) => all.len(),
            Self::One(Value::String(it)) => it.chars().count(),
            Self::One(Value::List(it)) => it.len(),
            Self::One(Value::Map(it)) => it.len(),
            Self::One(_) => return Self::NULL,
        };
        Self::One(i64::try_from(length).map_or(Value::Null, Value::Integer))
    }

    fn contains(&self, needle: &Self) -> bool {
        match (self, needle) {
            (Self::One(Value::String(text)), Self::One(Value::String(part))) => text.contains(part),
            _ => self
                .elements()
                .is_some_and(|all| all.iter().any(|each| each.equals(needle))),
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "JMESPath numbers are JSON's")]
    fn number(&self) -> Option<f64> {
        match self {
            Self::One(Value::Integer(it)) => Some(*it as f64),
            Self::One(Value::Float(it)) => Some(f64::from(*it)),
            Self::One(Value::Double(it)) => Some(*it),
            _ => None,
        }
    }

    fn equals(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::One(Value::Null), Self::One(Value::Null)) => true,
            (Self::One(Value::Boolean(a)), Self::One(Value::Boolean(b))) => a == b,
            (Self::One(Value::String(a)), Self::One(Value::String(b))) => a == b,
            (Self::One(Value::Integer(a)), Self::One(Value::Integer(b))) => a == b,
            _ => match (
                self.number(),
                other.number(),
                self.elements(),
                other.elements(),
            ) {
                (Some(a), Some(b), ..) => (a - b).abs() == 0.0,
                (.., Some(a), Some(b)) => {
                    a.len() == b.len() && a.iter().zip(&b).all(|(a, b)| a.equals(b))
                }
                _ => false,
            },
        }
    }
}
