//! Shapes become static schemas; a shape without traits of its own uses the prelude's schema.

use super::presence::Needed;
use super::{Context, id_of};
use crate::ir::{Home, Schema, SchemaMember, SchemaRef};
use crate::model::{Member, Shape, ShapeId, ShapeKind};

impl Context<'_> {
    /// The schema of a shape, for others to point at.
    pub(super) fn schema_ref(&self, id: &ShapeId) -> SchemaRef {
        let shape = self.model.shape(id);
        if let Some(prelude) = self.prelude(shape) {
            return SchemaRef::Prelude(prelude);
        }
        let name = self.plan.schema_of(id).clone();
        match self.home(shape) {
            Home::Operation(module) => SchemaRef::Own(module, name),
            Home::Types | Home::Errors => SchemaRef::Shared(name),
        }
    }

    /// The static that is written for a shape, if there is one.
    pub(super) fn schema(&self, shape: &Shape) -> Option<Schema> {
        let (kind, _) = kind_of(&shape.kind)?;
        if self.prelude(shape).is_some() {
            return None;
        }
        let members = match &shape.kind {
            // The values of an enum are in its type.
            ShapeKind::Enum { .. } | ShapeKind::IntEnum { .. } => &[],
            _ => shape.members(),
        };
        Some(Schema {
            name: self.plan.schema_of(&shape.id).clone(),
            home: self.home(shape),
            id: id_of(&shape.id),
            kind,
            members: members
                .iter()
                .map(|member| self.schema_member(shape, member))
                .collect(),
            traits: self.traits_of(&shape.id).to_vec(),
        })
    }

    fn schema_member(&self, owner: &Shape, member: &Member) -> SchemaMember {
        let is_field = matches!(owner.kind, ShapeKind::Structure { .. });
        // A stream is always there.
        let is_value = is_field && !self.is_stream(member);
        let required = is_value && self.needed(owner, member) == Needed::Always;
        SchemaMember {
            name: member.name.clone(),
            target: self.schema_ref(&member.target),
            traits: self.member_traits(&owner.id, member, required),
        }
    }

    /// The runtime's static for a shape of the prelude, or one that nothing sets apart.
    fn prelude(&self, shape: &Shape) -> Option<&'static str> {
        if shape.id.is_prelude() && matches!(shape.kind, ShapeKind::Structure { .. }) {
            return Some("UNIT");
        }
        let (_, simple) = kind_of(&shape.kind)?;
        simple.filter(|_| shape.id.is_prelude() || self.traits_of(&shape.id).is_empty())
    }

    /// Where a shape's items are written.
    pub(super) fn home(&self, shape: &Shape) -> Home {
        let owner = self.usage.owner(&shape.id);
        match owner.and_then(|operation| self.plan.operation(operation)) {
            Some(operation) => Home::Operation(operation.module.clone()),
            None if self.usage.is_error(&shape.id) => Home::Errors,
            None => Home::Types,
        }
    }
}

/// The runtime's `Kind` of a shape that has values, and the prelude's static if the kind alone
/// describes the shape.
fn kind_of(kind: &ShapeKind) -> Option<(&'static str, Option<&'static str>)> {
    Some(match kind {
        ShapeKind::Blob => ("Blob", Some("BLOB")),
        ShapeKind::Boolean => ("Boolean", Some("BOOLEAN")),
        ShapeKind::String => ("String", Some("STRING")),
        ShapeKind::Byte => ("Byte", Some("BYTE")),
        ShapeKind::Short => ("Short", Some("SHORT")),
        ShapeKind::Integer => ("Integer", Some("INTEGER")),
        ShapeKind::Long => ("Long", Some("LONG")),
        ShapeKind::Float => ("Float", Some("FLOAT")),
        ShapeKind::Double => ("Double", Some("DOUBLE")),
        ShapeKind::BigInteger => ("BigInteger", Some("BIG_INTEGER")),
        ShapeKind::BigDecimal => ("BigDecimal", Some("BIG_DECIMAL")),
        ShapeKind::Timestamp => ("Timestamp", Some("TIMESTAMP")),
        ShapeKind::Document => ("Document", Some("DOCUMENT")),
        ShapeKind::Enum { .. } => ("Enum", None),
        ShapeKind::IntEnum { .. } => ("IntEnum", None),
        ShapeKind::List { .. } => ("List", None),
        ShapeKind::Map { .. } => ("Map", None),
        ShapeKind::Structure { .. } => ("Structure", None),
        ShapeKind::Union { .. } => ("Union", None),
        ShapeKind::Operation(_) | ShapeKind::Resource(_) | ShapeKind::Service(_) => return None,
    })
}
