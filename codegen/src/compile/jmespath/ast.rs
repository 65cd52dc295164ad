//! `JMESPath` as a tree with names. Knows no shapes.

use crate::model::Node;

/// A parsed expression.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Ast {
    Path(Vec<Link>),
    Literal(Node),
    Call(String, Vec<Self>),
    /// `&..`, an argument that a function evaluates on each element.
    Reference(Box<Self>),
    /// The second applies to the result of the first.
    Pipe(Box<Self>, Box<Self>),
    Compare(Comparison, Box<Self>, Box<Self>),
    And(Box<Self>, Box<Self>),
    Or(Box<Self>, Box<Self>),
    Not(Box<Self>),
}

/// A step of a path.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Link {
    Field(String),
    Index(i64),
    Slice(Slice),
    Each,
    Values,
    Flatten,
    Filter(Ast),
    Select(Vec<Ast>),
    Name(Vec<(String, Ast)>),
    /// A function of the present result.
    Apply(Ast),
}

/// `[start:stop:step]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each field is the part of that name")]
pub struct Slice {
    pub start: Option<i64>,
    pub stop: Option<i64>,
    /// Not zero.
    pub step: i64,
}

/// `==`, `!=`, `<`, `<=`, `>`, `>=`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is the comparison of that name")]
pub enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}
