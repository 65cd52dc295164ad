//! JSON values kept as the model gives them, for traits whose value is any node.

use indexmap::IndexMap;
use serde_json::Value;

/// A node value (Smithy 2.0, "Node values").
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number as it is written, so that nothing is lost to rounding.
    Number(String),
    /// A string.
    String(String),
    /// An array.
    Array(Vec<Self>),
    /// An object, in the model's order; comparing ignores the order.
    Object(IndexMap<String, Self>),
}

impl Node {
    /// The value that a text in JSON stands for; `None` where it is not JSON.
    pub fn parse(json: &str) -> Option<Self> {
        serde_json::from_str(json).ok().map(Self::of)
    }

    fn of(value: Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(it) => Self::Bool(it),
            Value::Number(it) => Self::Number(it.to_string()),
            Value::String(it) => Self::String(it),
            Value::Array(items) => Self::Array(items.into_iter().map(Self::of).collect()),
            Value::Object(entries) => {
                let entries = entries.into_iter();
                Self::Object(entries.map(|(key, value)| (key, Self::of(value))).collect())
            }
        }
    }

    /// The string, if it is one.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// The integer, if it is a number written as one that fits.
    pub fn as_integer(&self) -> Option<i64> {
        match self {
            Self::Number(text) => text.parse().ok(),
            _ => None,
        }
    }
}
