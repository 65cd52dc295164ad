//! Intermediate values of an evaluation, with JMESPath's conversions and functions.

use std::borrow::Cow;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::Literal;
use crate::model::value::{Value, Variant};
use crate::types::{Document, Number};

/// An intermediate value: a modelled value, or a list or object that the expression built.
#[derive(Clone)]
pub(crate) enum Data<'a> {
    /// A modelled value, or a document that is a list or map.
    One(Value<'a>),
    /// A text that the expression built.
    Text(String),
    /// A list that the expression built.
    Many(Vec<Self>),
    /// An object that the expression built.
    Named(Vec<(&'a str, Self)>),
}

impl<'a> Data<'a> {
    pub(super) const NULL: Self = Self::One(Value::Null);

    /// Wraps a value. Scalars of untyped data become typed values.
    pub(crate) fn from_value(value: Value<'a>) -> Self {
        let Value::Document(document) = value else {
            return Self::One(value);
        };
        Self::One(match document {
            Document::Null => Value::Null,
            Document::Bool(it) => Value::Boolean(*it),
            Document::Number(it) => match it.as_i64() {
                Some(integer) => Value::Integer(integer),
                None => Value::Double(it.to_f64()),
            },
            Document::String(it) => Value::String(it),
            Document::List(_) | Document::Map(_) => value,
        })
    }

    pub(super) fn literal(literal: &Literal) -> Self {
        Self::One(match literal {
            Literal::Null => Value::Null,
            Literal::Bool(it) => Value::Boolean(*it),
            Literal::Integer(it) => Value::Integer(*it),
            Literal::Double(it) => Value::Double(*it),
            Literal::String(it) => Value::String(it),
            Literal::List(items) => return Self::Many(items.iter().map(Self::literal).collect()),
            Literal::Map(entries) => {
                let entries = entries.iter();
                let entries = entries.map(|(name, value)| (*name, Self::literal(value)));
                return Self::Named(entries.collect());
            }
        })
    }

    pub(super) const fn boolean(it: bool) -> Self {
        Self::One(Value::Boolean(it))
    }

    pub(super) const fn is_null(&self) -> bool {
        matches!(self, Self::One(Value::Null))
    }

    pub(super) fn member(&self, index: usize) -> Self {
        match self {
            Self::One(Value::Structure(it)) => Self::from_value(it.get(index)),
            Self::One(Value::Union(it)) => match it.variant() {
                Variant::Known(known, value) if known == index => Self::from_value(value),
                _ => Self::NULL,
            },
            _ => Self::NULL,
        }
    }

    /// The elements, if this is a list.
    pub(crate) fn elements(&self) -> Option<Vec<Self>> {
        match self {
            Self::Many(all) => Some(all.clone()),
            Self::One(Value::List(list)) => Some(
                (0..list.len())
                    .map(|it| Self::from_value(list.get(it)))
                    .collect(),
            ),
            Self::One(Value::Document(Document::List(list))) => {
                let values = list.iter().map(Value::Document);
                Some(values.map(Self::from_value).collect())
            }
            _ => None,
        }
    }

    /// The entries, if this is an object. Omits the absent members of a structure.
    pub(super) fn entries(&self) -> Option<Vec<(&'a str, Self)>> {
        match self {
            Self::Named(entries) => Some(entries.clone()),
            Self::One(Value::Map(map)) => {
                let entries = (0..map.len()).filter_map(|index| map.entry(index));
                Some(
                    entries
                        .map(|(key, it)| (key, Self::from_value(it)))
                        .collect(),
                )
            }
            Self::One(Value::Document(Document::Map(map))) => {
                let entries = map.iter();
                let entries =
                    entries.map(|(key, it)| (&**key, Self::from_value(Value::Document(it))));
                Some(entries.collect())
            }
            Self::One(Value::Structure(it)) => {
                let members = it.schema().members.iter().enumerate();
                let members = members.map(|(index, member)| (member.name, self.member(index)));
                Some(members.filter(|(_, value)| !value.is_null()).collect())
            }
            Self::One(Value::Union(it)) => Some(match it.variant() {
                Variant::Known(index, value) => {
                    let member = it.schema().members.get(index);
                    let entry = member.map(|member| (member.name, Self::from_value(value)));
                    entry.into_iter().collect()
                }
                Variant::Unknown(name, value) => {
                    vec![(name, Self::from_value(Value::Document(value)))]
                }
            }),
            _ => None,
        }
    }

    pub(super) fn entry(&self, name: &str) -> Self {
        let entries = self.entries().into_iter().flatten();
        let mut entries = entries.filter(|(key, _)| *key == name);
        entries.next().map_or(Self::NULL, |(_, value)| value)
    }

    pub(super) fn values(&self) -> Option<Vec<Self>> {
        let entries = self.entries()?.into_iter();
        Some(entries.map(|(_, value)| value).collect())
    }

    pub(super) fn keys(&self) -> Self {
        let Some(entries) = self.entries() else {
            return Self::NULL;
        };
        let keys = entries.into_iter();
        Self::Many(keys.map(|(key, _)| Self::One(Value::String(key))).collect())
    }

    /// The elements, with each nested list replaced by its own elements.
    pub(super) fn flattened(&self) -> Option<Vec<Self>> {
        let dissolve = |each: Self| each.elements().unwrap_or_else(|| vec![each]);
        Some(self.elements()?.into_iter().flat_map(dissolve).collect())
    }

    /// Whether JMESPath treats the value as true: neither null, nor false, nor empty.
    pub(super) fn is_true(&self) -> bool {
        match self {
            Self::One(Value::Null) => false,
            Self::One(Value::Boolean(it)) => *it,
            Self::One(Value::Structure(_) | Value::Union(_)) => true,
            _ => self.len() != Some(0),
        }
    }

    fn len(&self) -> Option<usize> {
        match (self.text(), self.elements()) {
            (Some(text), _) => Some(text.chars().count()),
            (None, Some(all)) => Some(all.len()),
            (None, None) => self.entries().map(|entries| entries.len()),
        }
    }

    pub(super) fn length(&self) -> Self {
        let length = self.len().and_then(|it| i64::try_from(it).ok());
        Self::One(length.map_or(Value::Null, Value::Integer))
    }

    pub(super) fn contains(&self, needle: &Self) -> Self {
        match (self.text(), self.elements()) {
            (Some(text), _) => {
                let part = needle.text();
                Self::boolean(part.is_some_and(|part| text.contains(&*part)))
            }
            (None, Some(all)) => Self::boolean(all.iter().any(|each| each.equals(needle))),
            (None, None) => Self::NULL,
        }
    }

    /// The text, if this is a string, or a blob in Base64.
    pub(crate) fn text(&self) -> Option<Cow<'a, str>> {
        match self {
            Self::One(Value::String(text)) => Some(Cow::Borrowed(text)),
            Self::Text(text) => Some(Cow::Owned(text.clone())),
            Self::One(Value::Blob(bytes)) => Some(Cow::Owned(STANDARD.encode(bytes))),
            _ => None,
        }
    }

    /// The number, if this is a number, or a timestamp in seconds since the epoch.
    #[expect(clippy::cast_precision_loss, reason = "JMESPath numbers are JSON's")]
    pub(super) fn number(&self) -> Option<f64> {
        match self {
            Self::One(Value::Integer(it)) => Some(*it as f64),
            Self::One(Value::Float(it)) => Some(f64::from(*it)),
            Self::One(Value::Double(it)) => Some(*it),
            Self::One(Value::BigInteger(it)) => it.as_str().parse().ok(),
            Self::One(Value::BigDecimal(it)) => Some(it.to_f64()),
            Self::One(Value::Timestamp(it)) => {
                Some(it.seconds() as f64 + f64::from(it.nanos()) / 1e9)
            }
            _ => None,
        }
    }

    /// The value as untyped data.
    pub(super) fn to_document(&self) -> Document {
        if let Some(text) = self.text() {
            return Document::String(text.into_owned());
        }
        if let Some(all) = self.elements() {
            return Document::List(all.iter().map(Self::to_document).collect());
        }
        if let Some(entries) = self.entries() {
            let entries = entries.into_iter();
            return entries.map(|(key, it)| (key, it.to_document())).collect();
        }
        match self {
            Self::One(Value::Boolean(it)) => Document::Bool(*it),
            Self::One(Value::Integer(it)) => (*it).into(),
            _ => {
                let number = self.number();
                number.map_or(Document::Null, |it| Document::Number(Number::Float(it)))
            }
        }
    }
}
