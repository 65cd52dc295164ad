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
    /// Parses JSON; the error names the fault of the text.
    pub fn parse(json: &str) -> Result<Self, String> {
        let value = serde_json::from_str(json).map_err(|error| error.to_string());
        value.map(Self::of)
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

    /// The value of that name, if this is an object that has it.
    pub fn get(&self, name: &str) -> Option<&Self> {
        self.as_object()?.get(name)
    }

    /// The entries, if it is an object.
    pub fn as_object(&self) -> Option<&IndexMap<String, Self>> {
        match self {
            Self::Object(entries) => Some(entries),
            _ => None,
        }
    }

    /// The elements, if it is an array.
    pub fn as_array(&self) -> Option<&[Self]> {
        match self {
            Self::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The boolean, if it is one.
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
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
