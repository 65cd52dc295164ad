//! Evaluates expressions on modelled values.

use super::data::Data;
use super::{Comparison, Expression, Step};
use crate::value::{Structure, Value};

/// What `expression` finds in `root`; null where a path does not fit.
pub(crate) fn evaluate<'a>(expression: &Expression, root: &'a dyn Structure) -> Data<'a> {
    find(expression, &Data::One(Value::Structure(root)))
}

fn find<'a>(expression: &Expression, on: &Data<'a>) -> Data<'a> {
    match expression {
        Expression::Path(steps) => walk(steps, on),
        Expression::Literal(literal) => Data::One(literal.value()),
        Expression::Length(of) => find(of, on).length(),
        Expression::Keys(of) => find(of, on).keys(),
        Expression::Contains(haystack, needle) => {
            Data::boolean(find(haystack, on).contains(&find(needle, on)))
        }
        Expression::Compare(comparison, left, right) => {
            compare(*comparison, &find(left, on), &find(right, on))
        }
        Expression::And(left, right) => {
            let left = find(left, on);
            if left.is_true() {
                find(right, on)
            } else {
                left
            }
        }
        Expression::Or(left, right) => {
            let left = find(left, on);
            if left.is_true() {
                left
            } else {
                find(right, on)
            }
        }
        Expression::Not(of) => Data::boolean(!find(of, on).is_true()),
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
                    .filter(|each| find(keep, each).is_true())
                    .collect(),
            ),
        },
        Step::Select(_) if on.is_null() => Data::NULL,
        Step::Select(parts) => Data::Many(parts.iter().map(|part| find(part, on)).collect()),
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
