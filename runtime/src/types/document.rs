//! Untyped data: the `document` shape.

use crate::map::Map;

/// Untyped data, as in JSON.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Document {
    /// Null.
    #[default]
    Null,
    /// A boolean.
    Bool(bool),
    /// A number.
    Number(Number),
    /// Text.
    String(String),
    /// A list.
    List(Vec<Document>),
    /// An object.
    Map(Map<String, Document>),
}

/// A number in a [`Document`], in the narrowest kind that holds it exactly.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    /// Zero or more.
    Unsigned(u64),
    /// Less than zero.
    Negative(i64),
    /// Anything else.
    Float(f64),
}
