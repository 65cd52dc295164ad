//! Default values of members, typed. Source: Smithy 2.0, `smithy.api#default`.

mod constraints;
mod moment;

use super::Context;
use crate::diagnostic::Diagnostic;
use crate::ir::Literal;
use crate::model::{Member, Node, Shape, ShapeKind};
use crate::util::base64;

/// A default value; `None` if it is the blank value of the runtime.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct DefaultValue(pub(super) Option<Literal>);

impl Context<'_> {
    /// The default of a member, unless it is null, which takes a default away.
    pub(super) fn default_of(&self, owner: &Shape, member: &Member) -> Option<DefaultValue> {
        let node = member
            .traits
            .default_value()
            .filter(|node| **node != Node::Null)?;
        let target = self.model.shape(&member.target);
        let read = read(&target.kind, node);
        if read.is_none() {
            let fault = format!(
                "the default value does not fit the type `{}`",
                target.kind.name()
            );
            let subject = owner.id.with_member(&member.name);
            let help = "correct the member's `smithy.api#default`";
            self.report(
                Diagnostic::error(fault)
                    .at(&member.location)
                    .on(&subject)
                    .help(help),
            );
        }
        read
    }
}

fn read(kind: &ShapeKind, node: &Node) -> Option<DefaultValue> {
    let literal = match (kind, node) {
        (ShapeKind::Document, node) => Some(document(node)?),
        (ShapeKind::Boolean, Node::Bool(value)) => value.then_some(Literal::True),
        (ShapeKind::Byte, Node::Number(text)) => integer(text.parse::<i8>().ok()?.into()),
        (ShapeKind::Short, Node::Number(text)) => integer(text.parse::<i16>().ok()?.into()),
        (ShapeKind::Integer, Node::Number(text)) => integer(text.parse::<i32>().ok()?.into()),
        (ShapeKind::Long, Node::Number(text)) => integer(text.parse().ok()?),
        (ShapeKind::Float | ShapeKind::Double, Node::Number(text)) => {
            let zero = text.parse::<f64>().ok()? == 0.0;
            (!zero).then(|| Literal::Float(text.clone()))
        }
        (ShapeKind::Float | ShapeKind::Double, Node::String(text)) => match text.as_str() {
            "NaN" => Some(Literal::NotFinite("NAN")),
            "Infinity" => Some(Literal::NotFinite("INFINITY")),
            "-Infinity" => Some(Literal::NotFinite("NEG_INFINITY")),
            _ => return None,
        },
        (ShapeKind::BigInteger, Node::Number(text) | Node::String(text)) => {
            return big(text, is_integer, Literal::BigInteger);
        }
        (ShapeKind::BigDecimal, Node::Number(text) | Node::String(text)) => {
            return big(text, is_decimal, Literal::BigDecimal);
        }
        (ShapeKind::String, Node::String(text)) => {
            (!text.is_empty()).then(|| Literal::String(text.clone()))
        }
        (ShapeKind::Enum { .. }, Node::String(text)) => Some(Literal::Enum(text.clone())),
        (ShapeKind::IntEnum { .. }, Node::Number(text)) => {
            Some(Literal::IntEnum(text.parse().ok()?))
        }
        (ShapeKind::Blob, Node::String(text)) => {
            (!text.is_empty()).then_some(Literal::Blob(base64::decode(text)?))
        }
        (ShapeKind::Timestamp, node) => match timestamp(node)? {
            (0, 0) => None,
            (seconds, nanos) => Some(Literal::Timestamp(seconds, nanos)),
        },
        (ShapeKind::List { .. }, Node::Array(items)) if items.is_empty() => None,
        (ShapeKind::Map { .. }, Node::Object(fields)) if fields.is_empty() => None,
        _ => return None,
    };
    Some(DefaultValue(literal))
}

/// A number of any size: `None` if the text is not a number, and no literal if it is zero.
fn big(
    text: &str,
    is_valid: fn(&str) -> bool,
    literal: fn(String) -> Literal,
) -> Option<DefaultValue> {
    let literal = match text.parse() {
        Ok(0) => None,
        Ok(small) => Some(Literal::Big(small)),
        Err(_) if is_valid(text) => Some(literal(text.to_owned())),
        Err(_) => return None,
    };
    Some(DefaultValue(literal))
}

fn is_integer(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether it is a number as JSON writes them, be it as large as it may.
fn is_decimal(text: &str) -> bool {
    text.starts_with(|c: char| c == '-' || c.is_ascii_digit())
        && text.ends_with(|c: char| c.is_ascii_digit())
        && text.parse::<f64>().is_ok()
}

fn integer(number: i64) -> Option<Literal> {
    (number != 0).then(|| Literal::Integer(number.to_string()))
}

fn timestamp(node: &Node) -> Option<moment::Moment> {
    match node {
        Node::Number(text) => moment::of_number(text),
        Node::String(text) => moment::of_text(text),
        _ => None,
    }
}

fn document(node: &Node) -> Option<Literal> {
    Some(match node {
        Node::Bool(value) => Literal::DocumentBool(*value),
        Node::String(text) => Literal::DocumentString(text.clone()),
        Node::Number(text) => match text.parse() {
            Ok(number) => Literal::DocumentInteger(number),
            Err(_) => Literal::DocumentFloat(text.parse().ok().filter(|it: &f64| it.is_finite())?),
        },
        Node::Array(items) if items.is_empty() => Literal::DocumentList,
        Node::Object(fields) if fields.is_empty() => Literal::DocumentMap,
        Node::Null | Node::Array(_) | Node::Object(_) => return None,
    })
}
