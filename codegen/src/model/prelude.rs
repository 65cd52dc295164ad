//! The shapes that every model has without defining them, `smithy.api#…`.
//!
//! Source: Smithy 2.0, "Prelude".

use super::traits::Traits;
use super::{Node, Shape, ShapeId, ShapeKind};

/// The prelude's shape of that id.
pub(crate) fn shape(id: &ShapeId) -> Option<Shape> {
    let kind = id.is_prelude().then(|| kind(id.name())).flatten()?;
    Some(Shape {
        traits: traits(id),
        id: id.clone(),
        kind,
        location: None,
    })
}

/// `smithy.api#Unit`.
pub(crate) fn unit() -> Shape {
    let id = ShapeId::prelude("Unit");
    Shape {
        traits: traits(&id),
        id,
        kind: ShapeKind::Structure {
            members: Vec::new(),
        },
        location: None,
    }
}

/// The unboxed numbers and booleans of version 1.0 default to zero.
fn traits(id: &ShapeId) -> Traits {
    match id.name() {
        "Unit" => Traits::unit(),
        "PrimitiveBoolean" => Traits::defaulting_to(Node::Bool(false)),
        name if name.starts_with("Primitive") => {
            Traits::defaulting_to(Node::Number("0".to_owned()))
        }
        _ => Traits::default(),
    }
}

fn kind(name: &str) -> Option<ShapeKind> {
    Some(match name {
        "Blob" => ShapeKind::Blob,
        "Boolean" | "PrimitiveBoolean" => ShapeKind::Boolean,
        "String" => ShapeKind::String,
        "Byte" | "PrimitiveByte" => ShapeKind::Byte,
        "Short" | "PrimitiveShort" => ShapeKind::Short,
        "Integer" | "PrimitiveInteger" => ShapeKind::Integer,
        "Long" | "PrimitiveLong" => ShapeKind::Long,
        "Float" | "PrimitiveFloat" => ShapeKind::Float,
        "Double" | "PrimitiveDouble" => ShapeKind::Double,
        "BigInteger" => ShapeKind::BigInteger,
        "BigDecimal" => ShapeKind::BigDecimal,
        "Timestamp" => ShapeKind::Timestamp,
        "Document" => ShapeKind::Document,
        "Unit" => ShapeKind::Structure {
            members: Vec::new(),
        },
        _ => return None,
    })
}
