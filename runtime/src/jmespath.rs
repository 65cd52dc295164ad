//! JMESPath expressions as static data, and their evaluation: what waiters wait for
//! (`smithy.waiters#waitable`) and what endpoint rules read of an input
//! (`smithy.rules#operationContextParams`).
//!
//! Semantics are JMESPath's (jmespath.org, "JMESPath Specification"); parsing and type checking
//! were done at generation time, so that a path that does not fit gives null. Knows values
//! only, neither waiters nor endpoints.

mod data;
mod evaluate;

pub(crate) use data::Data;
pub(crate) use evaluate::evaluate;

/// A JMESPath expression whose fields are member indices.
#[derive(Debug)]
pub enum Expression {
    /// From the current value; without steps, `@`.
    Path(&'static [Step]),
    /// A value that the expression itself holds.
    Literal(Literal),
    /// `length(..)`; null of null.
    Length(&'static Self),
    /// `keys(..)` of a map; null of anything else.
    Keys(&'static Self),
    /// `contains(haystack, needle)`.
    Contains(&'static Self, &'static Self),
    /// Two values compared.
    Compare(Comparison, &'static Self, &'static Self),
    /// `&&`: the first value that is false, else the second.
    And(&'static Self, &'static Self),
    /// `||`: the first value that is true, else the second.
    Or(&'static Self, &'static Self),
    /// `!`.
    Not(&'static Self),
}

/// `==`, `!=`, `<`, `<=`, `>`, `>=`; the last four are of numbers only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is the comparison of that name")]
pub enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// A literal.
#[derive(Clone, Copy, Debug, PartialEq)]
#[expect(missing_docs, reason = "each variant is the JSON type of that name")]
pub enum Literal {
    Null,
    Bool(bool),
    Integer(i64),
    String(&'static str),
}

/// A step on the way from a value to those it holds.
///
/// On the way there is one value, or a projection of many, on which later steps work one by one.
#[derive(Debug)]
pub enum Step {
    /// The member at this index; in a projection, nulls are dropped.
    Field(usize),
    /// `[*]`: a projection of a list's elements.
    Each,
    /// `*`: a projection of a map's values.
    Values,
    /// `[]`: a projection of a list's elements, one level of nested lists dissolved.
    Flatten,
    /// `[?..]`: a projection of the elements for which the expression is true.
    Filter(&'static Expression),
    /// `[a, b]`: a list made of each value.
    Select(&'static [Expression]),
}
