//! `JMESPath` as waiters and endpoint parameters use it: parsed, checked against shapes, and
//! with names resolved to member indices.
//!
//! The whole language of jmespath.org, which Smithy's waiters may use. An expression that cannot
//! find anything in the shapes is refused.

mod ast;
mod function;
mod known;
mod parse;
mod resolve;

pub use self::ast::{Comparison, Slice};
pub use self::function::Function;
pub use self::known::Known;

use crate::model::Model;

/// A literal of an expression.
pub use crate::model::Node;

/// A `JMESPath` expression with fields as member indices.
#[derive(Debug, Clone, PartialEq)]
#[expect(
    missing_docs,
    reason = "the runtime's `jmespath::Expression`, where each is explained"
)]
pub enum Expression {
    Path(Vec<Step>),
    Literal(Node),
    Length(Box<Self>),
    Keys(Box<Self>),
    Contains(Box<Self>, Box<Self>),
    Call(Function, Vec<Self>),
    Pipe(Box<Self>, Box<Self>),
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
    Key(String),
    Index(i64),
    Slice(Slice),
    Each,
    Values,
    Flatten,
    Filter(Expression),
    Select(Vec<Expression>),
    Name(Vec<(String, Expression)>),
    Apply(Expression),
}

/// Resolves an expression on values of `root`, and returns it with the type of its result. The
/// error names the unsupported part and its place.
pub fn expression<'m>(
    model: &'m Model,
    root: &Known<'m>,
    text: &str,
) -> Result<(Expression, Known<'m>), String> {
    let resolved = parse::parse(text).and_then(|ast| resolve::resolve(model, root, &ast));
    resolved.map_err(|fault| format!("{fault} in `{text}`"))
}
