//! Equality of values. Numbers compare across types; lists and objects compare by their contents.

use super::data::Data;
use crate::model::value::Value;

impl Data<'_> {
    pub(super) fn equals(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::One(Value::Null), Self::One(Value::Null)) => return true,
            (Self::One(Value::Boolean(a)), Self::One(Value::Boolean(b))) => return a == b,
            (Self::One(Value::Integer(a)), Self::One(Value::Integer(b))) => return a == b,
            _ => {}
        }
        if let (Some(a), Some(b)) = (self.text(), other.text()) {
            return a == b;
        }
        if let (Some(a), Some(b)) = (self.number(), other.number()) {
            return (a - b).abs() == 0.0;
        }
        if let (Some(a), Some(b)) = (self.elements(), other.elements()) {
            return a.len() == b.len() && a.iter().zip(&b).all(|(a, b)| a.equals(b));
        }
        match (self.entries(), other.entries()) {
            (Some(a), Some(b)) => {
                let same = |(key, value): &(&str, Self)| {
                    let mut others = b.iter().filter(|(other, _)| other == key);
                    others.next().is_some_and(|(_, other)| value.equals(other))
                };
                a.len() == b.len() && a.iter().all(same)
            }
            _ => false,
        }
    }
}
