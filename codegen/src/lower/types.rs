//! Which type a shape is in Rust, and whether anything that converts to it is taken.

use super::Context;
use crate::ir::Type;
use crate::model::{Member, Shape, ShapeId, ShapeKind};

impl Context<'_> {
    /// The type of a member's value, boxed where the type would contain itself.
    pub(super) fn member_type(&self, owner: &ShapeId, member: &Member) -> Type {
        if self.is_stream(member) {
            return self.stream_type(member);
        }
        let ty = self.type_of(self.model.shape(&member.target));
        if self.recursion.needs_box(owner, &member.target) {
            Type::Boxed(Box::new(ty))
        } else {
            ty
        }
    }

    pub(super) fn type_of(&self, shape: &Shape) -> Type {
        match &shape.kind {
            ShapeKind::Blob => Type::Blob,
            ShapeKind::Boolean => Type::Boolean,
            ShapeKind::String => Type::String,
            ShapeKind::Byte => Type::Byte,
            ShapeKind::Short => Type::Short,
            ShapeKind::Integer => Type::Integer,
            ShapeKind::Long => Type::Long,
            ShapeKind::Float => Type::Float,
            ShapeKind::Double => Type::Double,
            ShapeKind::BigInteger => Type::BigInteger,
            ShapeKind::BigDecimal => Type::BigDecimal,
            ShapeKind::Timestamp => Type::Timestamp,
            ShapeKind::Document => Type::Document,
            ShapeKind::Structure { .. } if shape.id.is_prelude() => Type::Unit,
            ShapeKind::Enum { .. }
            | ShapeKind::IntEnum { .. }
            | ShapeKind::Structure { .. }
            | ShapeKind::Union { .. } => Type::Named(self.plan.type_of(&shape.id).clone()),
            ShapeKind::List { member } => Type::List(Box::new(self.element_type(shape, member))),
            ShapeKind::Map { entry } => {
                let [key, value] = &**entry;
                let key = self.type_of(self.model.shape(&key.target));
                Type::Map(Box::new(key), Box::new(self.element_type(shape, value)))
            }
            // Members never target these: the model promises so.
            ShapeKind::Operation(_) | ShapeKind::Resource(_) | ShapeKind::Service(_) => Type::Unit,
        }
    }

    fn element_type(&self, collection: &Shape, element: &Member) -> Type {
        let ty = self.type_of(self.model.shape(&element.target));
        if collection.traits.sparse() {
            Type::Nullable(Box::new(ty))
        } else {
            ty
        }
    }
}

/// Whether a builder takes `impl Into` of the type, because callers usually have another type at
/// hand: `&str`, byte slices, bodies.
pub(super) fn takes_into(ty: &Type) -> bool {
    matches!(
        ty,
        Type::String | Type::Blob | Type::Document | Type::ByteStream | Type::EventStream(_)
    )
}
