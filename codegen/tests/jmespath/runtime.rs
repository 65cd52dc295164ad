//! Resolved expressions as the runtime has them, which emitted code would say as statics, and
//! JSON as its untyped data.

use serde_json::Value as Json;
use tinsmith::Document;
use tinsmith::rt::jmespath::{Comparison, Expression, Function, Literal, Step};
use tinsmith_codegen::compile::jmespath as ir;
use tinsmith_codegen::model::Node;

pub(crate) fn expression(it: &ir::Expression) -> Expression {
    match it {
        ir::Expression::Path(steps) => Expression::Path(all(steps, step)),
        ir::Expression::Literal(value) => Expression::Literal(literal(value)),
        ir::Expression::Length(of) => Expression::Length(kept(of)),
        ir::Expression::Keys(of) => Expression::Keys(kept(of)),
        ir::Expression::Not(of) => Expression::Not(kept(of)),
        ir::Expression::Contains(a, b) => Expression::Contains(kept(a), kept(b)),
        ir::Expression::Call(of, arguments) => {
            Expression::Call(function(*of), all(arguments, expression))
        }
        ir::Expression::Pipe(a, b) => Expression::Pipe(kept(a), kept(b)),
        ir::Expression::And(a, b) => Expression::And(kept(a), kept(b)),
        ir::Expression::Or(a, b) => Expression::Or(kept(a), kept(b)),
        ir::Expression::Compare(how, a, b) => {
            Expression::Compare(comparison(*how), kept(a), kept(b))
        }
    }
}

fn function(it: ir::Function) -> Function {
    match it {
        ir::Function::Abs => Function::Abs,
        ir::Function::Avg => Function::Avg,
        ir::Function::Ceil => Function::Ceil,
        ir::Function::EndsWith => Function::EndsWith,
        ir::Function::Floor => Function::Floor,
        ir::Function::Join => Function::Join,
        ir::Function::Map => Function::Map,
        ir::Function::Max => Function::Max,
        ir::Function::MaxBy => Function::MaxBy,
        ir::Function::Merge => Function::Merge,
        ir::Function::Min => Function::Min,
        ir::Function::MinBy => Function::MinBy,
        ir::Function::NotNull => Function::NotNull,
        ir::Function::Reverse => Function::Reverse,
        ir::Function::Sort => Function::Sort,
        ir::Function::SortBy => Function::SortBy,
        ir::Function::StartsWith => Function::StartsWith,
        ir::Function::Sum => Function::Sum,
        ir::Function::ToArray => Function::ToArray,
        ir::Function::ToNumber => Function::ToNumber,
        ir::Function::ToString => Function::ToString,
        ir::Function::Type => Function::Type,
        ir::Function::Values => Function::Values,
    }
}

fn comparison(how: ir::Comparison) -> Comparison {
    match how {
        ir::Comparison::Equal => Comparison::Equal,
        ir::Comparison::NotEqual => Comparison::NotEqual,
        ir::Comparison::Less => Comparison::Less,
        ir::Comparison::LessOrEqual => Comparison::LessOrEqual,
        ir::Comparison::Greater => Comparison::Greater,
        ir::Comparison::GreaterOrEqual => Comparison::GreaterOrEqual,
    }
}

fn step(it: &ir::Step) -> Step {
    match it {
        ir::Step::Field(index) => Step::Field(*index),
        ir::Step::Key(name) => Step::Key(text(name)),
        ir::Step::Index(index) => Step::Index(*index),
        ir::Step::Slice(ir::Slice { start, stop, step }) => Step::Slice {
            start: *start,
            stop: *stop,
            step: *step,
        },
        ir::Step::Each => Step::Each,
        ir::Step::Values => Step::Values,
        ir::Step::Flatten => Step::Flatten,
        ir::Step::Filter(condition) => Step::Filter(kept(condition)),
        ir::Step::Select(chosen) => Step::Select(all(chosen, expression)),
        ir::Step::Name(named) => {
            Step::Name(all(named, |(name, part)| (text(name), expression(part))))
        }
        ir::Step::Apply(call) => Step::Apply(kept(call)),
    }
}

fn literal(node: &Node) -> Literal {
    match node {
        Node::Null => Literal::Null,
        Node::Bool(it) => Literal::Bool(*it),
        Node::Number(number) => match number.parse() {
            Ok(integer) => Literal::Integer(integer),
            Err(_) => Literal::Double(number.parse().expect("a number")),
        },
        Node::String(it) => Literal::String(text(it)),
        Node::Array(items) => Literal::List(all(items, literal)),
        Node::Object(entries) => {
            let entries = entries.iter();
            let entries: Vec<_> = entries
                .map(|(name, it)| (text(name), literal(it)))
                .collect();
            Literal::Map(entries.leak())
        }
    }
}

fn kept(it: &ir::Expression) -> &'static Expression {
    Box::leak(Box::new(expression(it)))
}

fn all<T, U>(items: &[T], change: impl Fn(&T) -> U) -> &'static [U] {
    items.iter().map(change).collect::<Vec<_>>().leak()
}

fn text(text: &str) -> &'static str {
    text.to_owned().leak()
}

pub(crate) fn document(json: &Json) -> Document {
    match json {
        Json::Null => Document::Null,
        Json::Bool(it) => (*it).into(),
        Json::Number(number) => match number.as_i64() {
            Some(integer) => integer.into(),
            None => number.as_f64().expect("a number").into(),
        },
        Json::String(text) => text.as_str().into(),
        Json::Array(items) => items.iter().map(document).collect(),
        Json::Object(entries) => {
            let entries = entries.iter();
            entries
                .map(|(key, it)| (key.as_str(), document(it)))
                .collect()
        }
    }
}

/// Whether both are the same: `1` is `1.0`, and where objects have no order, what is made of
/// one has none either.
pub(crate) fn is_same(found: &Document, expected: &Document) -> bool {
    match (found, expected) {
        (Document::List(a), Document::List(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| is_same(a, b))
        }
        (Document::Map(a), Document::Map(b)) => {
            let same = |(key, value): (&String, &Document)| {
                b.get(key.as_str()).is_some_and(|it| is_same(value, it))
            };
            a.len() == b.len() && a.iter().all(same)
        }
        _ => found == expected || found.as_f64().is_some() && found.as_f64() == expected.as_f64(),
    }
}
