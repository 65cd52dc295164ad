//! Values on the way, and what JMESPath says of them.

use super::Literal;
use crate::value::{Value, Variant};

/// What a step arrives at: a modelled value, or a list that was made on the way.
#[derive(Clone)]
pub(crate) enum Data<'a> {
    /// A modelled value.
    One(Value<'a>),
    /// A projection.
    Many(Vec<Self>),
}

impl Literal {
    pub(super) const fn value(&self) -> Value<'static> {
        match self {
            Self::Null => Value::Null,
            Self::Bool(it) => Value::Boolean(*it),
            Self::Integer(it) => Value::Integer(*it),
            Self::String(it) => Value::String(it),
        }
    }
}

impl Data<'_> {
    pub(super) const NULL: Self = Self::One(Value::Null);

    pub(super) const fn boolean(it: bool) -> Self {
        Self::One(Value::Boolean(it))
    }

    pub(super) const fn is_null(&self) -> bool {
        matches!(self, Self::One(Value::Null))
    }

    pub(super) fn member(&self, index: usize) -> Self {
        match self {
            Self::One(Value::Structure(it)) => Self::One(it.get(index)),
            Self::One(Value::Union(it)) => match it.variant() {
                Variant::Known(known, value) if known == index => Self::One(value),
                _ => Self::NULL,
            },
            _ => Self::NULL,
        }
    }

    pub(crate) fn elements(&self) -> Option<Vec<Self>> {
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

    pub(super) fn map_values(&self) -> Self {
        match self {
            Self::One(Value::Map(map)) => {
                let values =
                    (0..map.len()).filter_map(|index| Some(Self::One(map.entry(index)?.1)));
                Self::Many(values.collect())
            }
            _ => Self::NULL,
        }
    }

    pub(super) fn keys(&self) -> Self {
        match self {
            Self::One(Value::Map(map)) => {
                let keys = (0..map.len())
                    .filter_map(|index| Some(Self::One(Value::String(map.entry(index)?.0))));
                Self::Many(keys.collect())
            }
            _ => Self::NULL,
        }
    }

    pub(super) fn projected(&self, with: impl Fn(&Self) -> Self) -> Self {
        let Some(all) = self.elements() else {
            return Self::NULL;
        };
        Self::Many(all.iter().map(with).filter(|it| !it.is_null()).collect())
    }

    pub(super) fn flattened(&self) -> Self {
        let Some(all) = self.elements() else {
            return Self::NULL;
        };
        let dissolve = |each: Self| each.elements().unwrap_or_else(|| vec![each]);
        Self::Many(all.into_iter().flat_map(dissolve).collect())
    }

    /// JMESPath's truth: everything but null, false, and what is empty.
    pub(super) fn is_true(&self) -> bool {
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

    pub(super) fn length(&self) -> Self {
        let length = match self {
            Self::Many(all) => all.len(),
            Self::One(Value::String(it)) => it.chars().count(),
            Self::One(Value::List(it)) => it.len(),
            Self::One(Value::Map(it)) => it.len(),
            Self::One(_) => return Self::NULL,
        };
        Self::One(i64::try_from(length).map_or(Value::Null, Value::Integer))
    }

    pub(super) fn contains(&self, needle: &Self) -> bool {
        match (self, needle) {
            (Self::One(Value::String(text)), Self::One(Value::String(part))) => text.contains(part),
            _ => self
                .elements()
                .is_some_and(|all| all.iter().any(|each| each.equals(needle))),
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "JMESPath numbers are JSON's")]
    pub(super) fn number(&self) -> Option<f64> {
        match self {
            Self::One(Value::Integer(it)) => Some(*it as f64),
            Self::One(Value::Float(it)) => Some(f64::from(*it)),
            Self::One(Value::Double(it)) => Some(*it),
            _ => None,
        }
    }

    pub(super) fn equals(&self, other: &Self) -> bool {
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
