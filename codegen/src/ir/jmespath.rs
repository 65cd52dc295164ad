//! `JMESPath` as waiters and endpoint parameters use it: parsed, and with names resolved to
//! member indices. What the runtime does not do is refused here.

mod parse;
mod resolve;

pub use self::parse::{Comparison, Literal};

use crate::model::{Model, Shape};

/// A `JMESPath` expression with fields as member indices.
#[derive(Debug, Clone, PartialEq)]
#[expect(
    missing_docs,
    reason = "the runtime's `jmespath::Expression`, where each is explained"
)]
pub enum Expression {
    Path(Vec<Step>),
    Literal(Literal),
    Length(Box<Self>),
    Keys(Box<Self>),
    Contains(Box<Self>, Box<Self>),
    Compare(Comparison, Box<Self>, Box<Self>),
    And(Box<Self>, Box<Self>),
    Or(Box<Self>, Box<Self>),
    Not(Box<Self>),
}

/// A step of a path.
#[derive(Debug, Clone, PartialEq)]
#[expect(
    missing_docs,
    reason = "the runtime's `jmespath::Step`, where each is explained"
)]
pub enum Step {
    Field(usize),
    Each,
    Values,
    Flatten,
    Filter(Expression),
    Select(Vec<Expression>),
}

/// Resolves an expression on values of `root`; the error says what cannot be done, and where.
pub fn expression(model: &Model, root: &Shape, text: &str) -> Result<Expression, String> {
    let resolved = parse::parse(text).and_then(|ast| resolve::resolve(model, root, &ast));
    resolved.map_err(|fault| format!("{fault} in `{text}`"))
}
