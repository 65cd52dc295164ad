//! A total order on modelled values, to find equal list elements by sorting.

use std::cmp::Ordering;

use super::number;
use crate::model::value::{Entries, List, Structure, Union, Value, Variant};
use crate::util::order;

/// The indices of the first pair of equal elements.
pub(super) fn duplicate(list: &dyn List) -> Option<(usize, usize)> {
    let by_value = |left, right| compare(list.get(left), list.get(right));
    let order = order::sort(list.len(), &|_| 0, &by_value);
    if !order.repeated {
        return None;
    }
    let indices = order.positions();
    let equal = |pair: &&[usize]| match pair {
        [left, right] => by_value(*left, *right).is_eq(),
        _ => false,
    };
    // Equal elements keep the order of the list.
    let pairs = indices.windows(2).filter(equal);
    let pairs = pairs.filter_map(|pair| Some((*pair.first()?, *pair.last()?)));
    pairs.min_by_key(|(_, second)| *second)
}

/// Compares two values of one type.
pub(crate) fn compare(left: Value<'_>, right: Value<'_>) -> Ordering {
    match (left, right) {
        (Value::Boolean(left), Value::Boolean(right)) => left.cmp(&right),
        (Value::Integer(left), Value::Integer(right)) => left.cmp(&right),
        (Value::Float(left), Value::Float(right)) => left.total_cmp(&right),
        (Value::Double(left), Value::Double(right)) => left.total_cmp(&right),
        (Value::BigInteger(left), Value::BigInteger(right)) => {
            numbers(left.as_str(), right.as_str())
        }
        (Value::BigDecimal(left), Value::BigDecimal(right)) => {
            numbers(left.as_str(), right.as_str())
        }
        (Value::String(left), Value::String(right)) => left.cmp(right),
        (Value::Blob(left), Value::Blob(right)) => left.cmp(right),
        (Value::Timestamp(left), Value::Timestamp(right)) => left.cmp(&right),
        (Value::Document(left), Value::Document(right)) => text(left).cmp(&text(right)),
        (Value::List(left), Value::List(right)) => lists(left, right),
        (Value::Map(left), Value::Map(right)) => maps(left, right),
        (Value::Structure(left), Value::Structure(right)) => structures(left, right),
        (Value::Union(left), Value::Union(right)) => unions(left, right),
        // Elements of one list have one type, or are null.
        (left, right) => matches!(right, Value::Null).cmp(&matches!(left, Value::Null)),
    }
}

fn numbers(left: &str, right: &str) -> Ordering {
    number::compare(left, right).unwrap_or_else(|| left.cmp(right))
}

/// The text by which documents are ordered, since they have no order of their own.
fn text(value: &dyn std::fmt::Debug) -> String {
    format!("{value:?}")
}

fn lists(left: &dyn List, right: &dyn List) -> Ordering {
    let elements = (0..left.len()).map(|index| compare(left.get(index), right.get(index)));
    left.len()
        .cmp(&right.len())
        .then_with(|| first_difference(elements))
}

fn maps(left: &dyn Entries, right: &dyn Entries) -> Ordering {
    let entries = (0..left.len()).map(|index| match (left.entry(index), right.entry(index)) {
        (Some(left), Some(right)) => left.0.cmp(right.0).then_with(|| compare(left.1, right.1)),
        (left, right) => left.is_some().cmp(&right.is_some()),
    });
    left.len()
        .cmp(&right.len())
        .then_with(|| first_difference(entries))
}

fn structures(left: &dyn Structure, right: &dyn Structure) -> Ordering {
    let members = 0..left.schema().members.len();
    first_difference(members.map(|index| compare(left.get(index), right.get(index))))
}

fn unions(left: &dyn Union, right: &dyn Union) -> Ordering {
    match (left.variant(), right.variant()) {
        (Variant::Known(one, left), Variant::Known(other, right)) => {
            one.cmp(&other).then_with(|| compare(left, right))
        }
        (Variant::Unknown(one, left), Variant::Unknown(other, right)) => {
            one.cmp(other).then_with(|| text(left).cmp(&text(right)))
        }
        (Variant::Known(..), Variant::Unknown(..)) => Ordering::Less,
        (Variant::Unknown(..), Variant::Known(..)) => Ordering::Greater,
    }
}

fn first_difference(mut parts: impl Iterator<Item = Ordering>) -> Ordering {
    parts.find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
}
