//! The typed model: shapes, members and traits of one service's closure, and the guarantees of a
//! loaded model. Data only: [`load`](crate::load) makes it. Reads JSON only for the values of
//! traits, and knows nothing of Rust.

pub(crate) mod prelude;
pub mod traits;

use std::collections::BTreeMap;

use indexmap::IndexMap;

use crate::diagnostic::Location;

pub use self::traits::Traits;
pub use crate::syntax::{Node, ShapeId, is_identifier};

/// The closure of the chosen operations of one service: read, flattened and checked.
///
/// Promises: every id that a shape refers to is in the model, but for the operations and
/// resources a service binds, of which only those chosen are; mixins and `apply` are resolved; shapes of 1.0 files are upgraded; every kind's members and links have the
/// kinds they must have; no structure requires itself.
#[derive(Debug, Clone)]
pub struct Model {
    service: ShapeId,
    operations: Vec<ShapeId>,
    others: Vec<ShapeId>,
    shapes: BTreeMap<ShapeId, Shape>,
    unknown_auth_schemes: Vec<ShapeId>,
    unit: Shape,
}

impl Model {
    /// A model of the shapes of a closure. `others` are the operations of the service that were not
    /// chosen, and `unknown_auth_schemes` are traits of the service.
    pub(crate) fn new(
        service: ShapeId,
        operations: Vec<ShapeId>,
        others: Vec<ShapeId>,
        shapes: BTreeMap<ShapeId, Shape>,
        unknown_auth_schemes: Vec<ShapeId>,
    ) -> Self {
        Self {
            service,
            operations,
            others,
            shapes,
            unknown_auth_schemes,
            unit: prelude::unit(),
        }
    }

    /// The chosen service.
    pub fn service(&self) -> &Shape {
        self.shape(&self.service)
    }

    /// The chosen operations, sorted by id.
    pub fn operations(&self) -> impl ExactSizeIterator<Item = &Shape> {
        self.operations.iter().map(|id| self.shape(id))
    }

    /// The operations of the service that were not chosen, sorted. They are not in the closure; a
    /// slice names the operations of the model that it was cut from.
    pub fn other_operations(&self) -> &[ShapeId] {
        &self.others
    }

    /// The traits of the service that are authentication schemes (`smithy.api#authDefinition`) and
    /// have no accessor.
    pub fn unknown_auth_schemes(&self) -> &[ShapeId] {
        &self.unknown_auth_schemes
    }

    /// Every shape of the closure, prelude shapes included, sorted by id.
    pub fn shapes(&self) -> impl ExactSizeIterator<Item = &Shape> {
        self.shapes.values()
    }

    /// The shape of that id. Ids found in this model always have one; any other id
    /// answers with `smithy.api#Unit`.
    pub fn shape(&self, id: &ShapeId) -> &Shape {
        self.shapes.get(id).unwrap_or(&self.unit)
    }

    /// The traits of that shape, if it is in the closure.
    pub(crate) fn traits_mut(&mut self, id: &ShapeId) -> Option<&mut Traits> {
        self.shapes.get_mut(id).map(|shape| &mut shape.traits)
    }

    /// That shape, if it is in the closure.
    pub(crate) fn shape_mut(&mut self, id: &ShapeId) -> Option<&mut Shape> {
        self.shapes.get_mut(id)
    }

    /// Adds a shape, unless there is one of the id.
    pub(crate) fn add_shape(&mut self, shape: Shape) {
        self.shapes.entry(shape.id.clone()).or_insert(shape);
    }

    /// Adds a member to that structure, if it is in the closure.
    pub(crate) fn add_member(&mut self, id: &ShapeId, member: Member) {
        if let Some(ShapeKind::Structure { members }) =
            self.shapes.get_mut(id).map(|shape| &mut shape.kind)
        {
            members.push(member);
        }
    }

    /// The shape of that id, if it is in the closure.
    pub fn get(&self, id: &ShapeId) -> Option<&Shape> {
        self.shapes.get(id)
    }
}

/// One shape, with its mixins flattened into it.
#[derive(Debug, Clone)]
pub struct Shape {
    /// Never a member's id.
    pub id: ShapeId,
    /// Its type, with the data that only this type has.
    pub kind: ShapeKind,
    /// Traits of the shape itself.
    pub traits: Traits,
    /// Where it is defined; `None` for the prelude.
    pub location: Option<Location>,
}

impl Shape {
    /// Members in the model's order: those of structures, unions and enums, `member` of a list,
    /// `key` and `value` of a map; empty for other types.
    pub fn members(&self) -> &[Member] {
        match &self.kind {
            ShapeKind::Structure { members }
            | ShapeKind::Union { members }
            | ShapeKind::Enum { members }
            | ShapeKind::IntEnum { members } => members,
            ShapeKind::List { member } => std::slice::from_ref(member),
            ShapeKind::Map { entry } => entry.as_slice(),
            _ => &[],
        }
    }

    /// The member of that name.
    pub fn member(&self, name: &str) -> Option<&Member> {
        self.members().iter().find(|member| member.name == name)
    }
}

/// The closed list of shape types (Smithy 2.0, "Shape types").
#[derive(Debug, Clone)]
pub enum ShapeKind {
    /// `blob`: bytes.
    Blob,
    /// `boolean`.
    Boolean,
    /// `string`.
    String,
    /// `byte`: 8 bits, signed.
    Byte,
    /// `short`: 16 bits, signed.
    Short,
    /// `integer`: 32 bits, signed.
    Integer,
    /// `long`: 64 bits, signed.
    Long,
    /// `float`: 32 bits.
    Float,
    /// `double`: 64 bits.
    Double,
    /// `bigInteger`: of any size.
    BigInteger,
    /// `bigDecimal`: of any size and precision.
    BigDecimal,
    /// `timestamp`.
    Timestamp,
    /// `document`: any untyped value.
    Document,
    /// `enum`; each member has [`Traits::enum_value`], a string.
    Enum {
        /// At least one.
        members: Vec<Member>,
    },
    /// `intEnum`; each member has [`Traits::enum_value`], an integer.
    IntEnum {
        /// At least one.
        members: Vec<Member>,
    },
    /// `list`.
    List {
        /// The element.
        member: Member,
    },
    /// `map`.
    Map {
        /// Key, then value.
        entry: Box<[Member; 2]>,
    },
    /// `structure`.
    Structure {
        /// Inherited members first, then its own, in the model's order.
        members: Vec<Member>,
    },
    /// `union`.
    Union {
        /// At least one.
        members: Vec<Member>,
    },
    /// `operation`.
    Operation(Operation),
    /// `resource`.
    Resource(Box<Resource>),
    /// `service`.
    Service(Box<Service>),
}

impl ShapeKind {
    /// The name of the type in the JSON AST.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Blob => "blob",
            Self::Boolean => "boolean",
            Self::String => "string",
            Self::Byte => "byte",
            Self::Short => "short",
            Self::Integer => "integer",
            Self::Long => "long",
            Self::Float => "float",
            Self::Double => "double",
            Self::BigInteger => "bigInteger",
            Self::BigDecimal => "bigDecimal",
            Self::Timestamp => "timestamp",
            Self::Document => "document",
            Self::Enum { .. } => "enum",
            Self::IntEnum { .. } => "intEnum",
            Self::List { .. } => "list",
            Self::Map { .. } => "map",
            Self::Structure { .. } => "structure",
            Self::Union { .. } => "union",
            Self::Operation(_) => "operation",
            Self::Resource(_) => "resource",
            Self::Service(_) => "service",
        }
    }
}

/// One member of a shape.
#[derive(Debug, Clone)]
pub struct Member {
    /// The member's name in the model.
    pub name: String,
    /// The shape it holds; `smithy.api#Unit` for members of enums.
    pub target: ShapeId,
    /// Traits of the member alone; the target has its own.
    pub traits: Traits,
    /// Where it is defined; the mixin's place for an inherited member.
    pub location: Location,
}

/// The references of an operation.
#[derive(Debug, Clone)]
pub struct Operation {
    /// A structure, or `smithy.api#Unit`.
    pub input: ShapeId,
    /// A structure, or `smithy.api#Unit`.
    pub output: ShapeId,
    /// Its own errors; the service's errors are in [`Service::errors`].
    pub errors: Vec<ShapeId>,
}

/// The references of a resource.
#[derive(Debug, Clone, Default)]
pub struct Resource {
    /// Lifecycle operations, by property: `create`, `put`, `read`, `update`, `delete`,
    /// `list`.
    pub lifecycle: IndexMap<&'static str, ShapeId>,
    /// Further instance operations.
    pub operations: Vec<ShapeId>,
    /// Further operations on the collection.
    pub collection_operations: Vec<ShapeId>,
    /// Child resources.
    pub resources: Vec<ShapeId>,
    /// Identifier names and their string shapes.
    pub identifiers: IndexMap<String, ShapeId>,
}

/// The references of a service.
#[derive(Debug, Clone, Default)]
pub struct Service {
    /// As the model gives it, often a date; empty if it gives none.
    pub version: String,
    /// Operations bound directly; [`Model::operations`] are those chosen.
    pub operations: Vec<ShapeId>,
    /// Resources bound directly.
    pub resources: Vec<ShapeId>,
    /// Errors that every operation can return.
    pub errors: Vec<ShapeId>,
    /// Names, unique in the service, for shapes whose own names clash.
    pub rename: IndexMap<ShapeId, String>,
}
