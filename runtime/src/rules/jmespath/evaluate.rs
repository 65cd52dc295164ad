//! Evaluates expressions on modelled values.

use super::data::Data;
use super::function::call;
use super::slice::{element, slice};
use super::{Comparison, Expression, Step};
use crate::model::value::{Structure, Value};

/// The result of `expression` on `root`; null if a path does not fit.
pub(crate) fn evaluate<'a>(expression: &'a Expression, root: &'a dyn Structure) -> Data<'a> {
    find(expression, &Data::One(Value::Structure(root)))
}

/// The result of `expression` on `on`; null if a path does not fit.
pub(crate) fn find<'a>(expression: &'a Expression, on: &Data<'a>) -> Data<'a> {
    match expression {
        Expression::Path(steps) => walk(steps, on),
        Expression::Literal(literal) => Data::literal(literal),
        Expression::Length(of) => find(of, on).length(),
        Expression::Keys(of) => find(of, on).keys(),
        Expression::Contains(haystack, needle) => find(haystack, on).contains(&find(needle, on)),
        Expression::Call(function, arguments) => call(*function, arguments, on),
        Expression::Pipe(left, right) => find(right, &find(left, on)),
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

/// Follows `steps`. Projections nest up to a flattening, which flattens their combined result.
fn walk<'a>(steps: &'a [Step], from: &Data<'a>) -> Data<'a> {
    let mut segments = steps.split(|step| matches!(step, Step::Flatten));
    let first = segments.next().unwrap_or_default();
    let found = follow(first, from.clone());
    segments.fold(found, |found, segment| project(segment, found.flattened()))
}

/// Follows steps without a flattening.
fn follow<'a>(steps: &'a [Step], from: Data<'a>) -> Data<'a> {
    let mut current = from;
    let mut rest = steps;
    while let Some((step, next)) = rest.split_first() {
        rest = next;
        current = match step {
            Step::Field(index) => current.member(*index),
            Step::Key(name) => current.entry(name),
            Step::Index(index) => element(&current, *index),
            Step::Apply(expression) => find(expression, &current),
            Step::Select(_) | Step::Name(_) if current.is_null() => current,
            Step::Select(parts) => Data::Many(parts.iter().map(|it| find(it, &current)).collect()),
            Step::Name(parts) => {
                let parts = parts.iter();
                Data::Named(
                    parts
                        .map(|(name, it)| (*name, find(it, &current)))
                        .collect(),
                )
            }
            Step::Each | Step::Flatten => return project(rest, current.elements()),
            Step::Values => return project(rest, current.values()),
            Step::Slice { start, stop, step } => {
                return project(rest, slice(&current, (*start, *stop, *step)));
            }
            Step::Filter(keep) => {
                let mut all = current.elements();
                if let Some(all) = &mut all {
                    all.retain(|each| find(keep, each).is_true());
                }
                return project(rest, all);
            }
        };
    }
    current
}

/// Follows `steps` from each of `values`; nulls are dropped.
fn project<'a>(steps: &'a [Step], values: Option<Vec<Data<'a>>>) -> Data<'a> {
    let Some(values) = values else {
        return Data::NULL;
    };
    let found = values.into_iter().map(|each| follow(steps, each));
    Data::Many(found.filter(|it| !it.is_null()).collect())
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
