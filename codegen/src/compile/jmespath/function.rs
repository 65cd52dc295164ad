//! The functions of `JMESPath` (jmespath.org, "Built-in Functions"): which arguments each takes, and
//! the type of its result.

use super::known::{Kind, Known};
use crate::model::Model;

/// A function that has no variant of [`Expression`](super::Expression).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is the function of that name")]
pub enum Function {
    Abs,
    Avg,
    Ceil,
    EndsWith,
    Floor,
    Join,
    Map,
    Max,
    MaxBy,
    Merge,
    Min,
    MinBy,
    NotNull,
    Reverse,
    Sort,
    SortBy,
    StartsWith,
    Sum,
    ToArray,
    ToNumber,
    ToString,
    Type,
    Values,
}

/// What a function takes at one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Parameter {
    /// A value of one of these types.
    Of(&'static [Kind]),
    /// A list whose elements have one of these types.
    ListOf(&'static [Kind]),
    /// Any value.
    Any,
    /// An expression that is evaluated on each element of the list beside it.
    Reference,
}

use Parameter::{Any, ListOf, Of, Reference};

const OBJECT: Parameter = Of(&[Kind::Map, Kind::Structure]);
const LIST: Parameter = Of(&[Kind::List]);
const NUMBER: Parameter = Of(&[Kind::Number]);
const NUMBERS: Parameter = ListOf(&[Kind::Number]);
const ORDERED: Parameter = ListOf(&[Kind::Number, Kind::Text]);
const TEXT: Parameter = Of(&[Kind::Text]);

/// Each function with its name and its parameters.
pub(super) const FUNCTIONS: [(&str, Function, &[Parameter]); 23] = [
    ("abs", Function::Abs, &[NUMBER]),
    ("avg", Function::Avg, &[NUMBERS]),
    ("ceil", Function::Ceil, &[NUMBER]),
    ("ends_with", Function::EndsWith, &[TEXT, TEXT]),
    ("floor", Function::Floor, &[NUMBER]),
    ("join", Function::Join, &[TEXT, ListOf(&[Kind::Text])]),
    ("map", Function::Map, &[Reference, LIST]),
    ("max", Function::Max, &[ORDERED]),
    ("max_by", Function::MaxBy, &[LIST, Reference]),
    ("merge", Function::Merge, &[OBJECT]),
    ("min", Function::Min, &[ORDERED]),
    ("min_by", Function::MinBy, &[LIST, Reference]),
    ("not_null", Function::NotNull, &[Any]),
    (
        "reverse",
        Function::Reverse,
        &[Of(&[Kind::Text, Kind::List])],
    ),
    ("sort", Function::Sort, &[ORDERED]),
    ("sort_by", Function::SortBy, &[LIST, Reference]),
    ("starts_with", Function::StartsWith, &[TEXT, TEXT]),
    ("sum", Function::Sum, &[NUMBERS]),
    ("to_array", Function::ToArray, &[Any]),
    ("to_number", Function::ToNumber, &[Any]),
    ("to_string", Function::ToString, &[Any]),
    ("type", Function::Type, &[Any]),
    ("values", Function::Values, &[OBJECT]),
];

impl Function {
    /// Whether the last parameter takes any number of arguments, at least one.
    pub(super) fn is_variadic(self) -> bool {
        matches!(self, Self::Merge | Self::NotNull)
    }

    /// Whether keys have an order, so that the reference must find numbers or texts.
    pub(super) fn orders(self) -> bool {
        matches!(self, Self::MaxBy | Self::MinBy | Self::SortBy)
    }

    /// The type of the result for arguments of these types; that of a reference is the type of what
    /// it finds.
    pub(super) fn result<'m>(self, model: &'m Model, arguments: Vec<Known<'m>>) -> Known<'m> {
        let mut given = arguments.into_iter();
        let first = given.next().unwrap_or(Known::Any);
        match self {
            Self::Abs | Self::Avg | Self::Ceil | Self::Floor | Self::Sum | Self::ToNumber => {
                Known::Number
            }
            Self::EndsWith | Self::StartsWith => Known::Boolean,
            Self::Join | Self::ToString | Self::Type => Known::Text,
            Self::Max | Self::MaxBy | Self::Min | Self::MinBy => first.element(model),
            Self::Merge => Known::Any,
            Self::NotNull => given.fold(first, Known::or),
            Self::Reverse | Self::Sort | Self::SortBy => first,
            Self::ToArray if first.kind() == Kind::List => first,
            Self::ToArray if first.kind() == Kind::Any => Known::Any,
            Self::Map | Self::ToArray => Known::List(Box::new(first)),
            Self::Values => Known::List(Box::new(first.element(model))),
        }
    }
}
