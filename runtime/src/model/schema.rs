//! Schemas of shapes, as static data.
//!
//! Owns the vocabulary only; knows no values, wire formats or calls. Schemas are `static`s that
//! refer to each other, cycles included.

mod traits;

use http::StatusCode;

pub use crate::types::TimestampFormat;
pub use traits::{Binding, Fault, Trait, XmlNamespace};

/// The absolute name of a shape (Smithy 2.0, "Shape ID").
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ShapeId {
    /// Everything before `#`.
    pub namespace: &'static str,
    /// Everything after `#`.
    pub name: &'static str,
}

impl ShapeId {
    /// `namespace#name`.
    pub const fn new(namespace: &'static str, name: &'static str) -> Self {
        Self { namespace, name }
    }
}

impl std::fmt::Display for ShapeId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}#{}", self.namespace, self.name)
    }
}

impl std::fmt::Debug for ShapeId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Display::fmt(self, f)
    }
}

/// The schema of a shape.
#[derive(Debug)]
pub struct Schema {
    /// The shape's ID in its model.
    pub id: ShapeId,
    /// The shape's type.
    pub kind: Kind,
    /// Members in model order: `member` for a list, `key` and `value` for a map.
    pub members: &'static [Member],
    /// Traits applied to the shape itself.
    pub traits: &'static [Trait],
}

/// The shape types of Smithy 2.0 that have values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "each variant is the Smithy shape type of that name"
)]
pub enum Kind {
    Boolean,
    Byte,
    Short,
    Integer,
    Long,
    Float,
    Double,
    BigInteger,
    BigDecimal,
    String,
    Enum,
    IntEnum,
    Blob,
    Timestamp,
    Document,
    List,
    Map,
    Structure,
    Union,
}

/// A member of a shape: its name, its traits, and the shape that it targets.
#[derive(Debug)]
pub struct Member {
    /// The member's name in the model.
    pub name: &'static str,
    /// The shape that the member targets.
    pub target: &'static Schema,
    /// Traits applied to the member; they override those of the target.
    pub traits: &'static [Trait],
}

impl Schema {
    /// A schema without members or traits of its own.
    pub const fn new(id: ShapeId, kind: Kind) -> Self {
        Self {
            id,
            kind,
            members: &[],
            traits: &[],
        }
    }

    /// The index of the member called `name`. The search starts at `hint` and wraps around.
    ///
    /// Wire formats mostly keep model order, so callers pass the index after the last match.
    pub fn member_index(&self, name: &str, hint: usize) -> Option<usize> {
        self.member_index_by(hint, |member| member.name == name)
    }

    /// The index of a member for which `is_wanted` is true. The search starts at `hint` and wraps
    /// around.
    #[inline]
    pub(crate) fn member_index_by(
        &self,
        hint: usize,
        is_wanted: impl Fn(&'static Member) -> bool,
    ) -> Option<usize> {
        let hint = hint.min(self.members.len());
        let (before, after) = self.members.split_at(hint);
        let found = after.iter().position(&is_wanted).map(|at| hint + at);
        found.or_else(|| before.iter().position(is_wanted))
    }

    /// The member of a list schema.
    pub fn list_member(&self) -> Option<&'static Member> {
        self.members.first()
    }

    /// The key and value members of a map schema.
    pub fn map_members(&self) -> Option<(&'static Member, &'static Member)> {
        match self.members {
            [key, value] => Some((key, value)),
            _ => None,
        }
    }

    /// Whether the lists or maps of this schema may hold nulls.
    pub fn is_sparse(&self) -> bool {
        self.traits.iter().any(|it| matches!(it, Trait::Sparse))
    }

    /// The fault of an error structure.
    pub fn fault(&self) -> Option<Fault> {
        self.traits.iter().find_map(|it| match it {
            Trait::Error(fault) => Some(*fault),
            _ => None,
        })
    }

    /// The status of an error structure: `httpError`, or the default of its fault (Smithy 2.0,
    /// `error` trait).
    pub fn error_status(&self) -> StatusCode {
        let status = self.traits.iter().find_map(|it| match it {
            Trait::HttpError(status) => StatusCode::from_u16(*status).ok(),
            _ => None,
        });
        status.unwrap_or_else(|| self.fault().unwrap_or(Fault::Client).status())
    }
}

impl Member {
    /// A member without traits.
    pub const fn new(name: &'static str, target: &'static Schema) -> Self {
        Self {
            name,
            target,
            traits: &[],
        }
    }

    /// The member with `traits`.
    #[must_use]
    pub const fn with(mut self, traits: &'static [Trait]) -> Self {
        self.traits = traits;
        self
    }

    /// The first `Some` that `read` returns for a trait of the member, or else of its target.
    pub fn find_trait<T>(&self, read: impl Fn(&'static Trait) -> Option<T>) -> Option<T> {
        // Two loops: the adapter of `chain` is not inlined, and this runs for each member of a call.
        let own = self.traits.iter().find_map(&read);
        own.or_else(|| self.target.traits.iter().find_map(&read))
    }

    /// Whether the member is marked `required`.
    pub fn is_required(&self) -> bool {
        self.traits.iter().any(|it| matches!(it, Trait::Required))
    }

    /// Whether the member's value must not be printed.
    pub fn is_sensitive(&self) -> bool {
        self.find_trait(|it| matches!(it, Trait::Sensitive).then_some(()))
            .is_some()
    }

    /// Whether the member's value, its elements, or the keys or values of its entries must not be
    /// printed.
    pub fn has_secrets(&self) -> bool {
        let is_list_or_map = matches!(self.target.kind, Kind::List | Kind::Map);
        self.is_sensitive() || is_list_or_map && self.target.members.iter().any(Self::has_secrets)
    }

    /// The part of a message to which REST protocols bind the member (Smithy 2.0, "HTTP bindings").
    pub fn binding(&self) -> Binding {
        self.traits
            .iter()
            .find_map(Trait::binding)
            .unwrap_or(Binding::Body)
    }

    /// Whether the member is a stream: of bytes if its target is a blob, else of events.
    pub fn is_streaming(&self) -> bool {
        self.find_trait(|it| matches!(it, Trait::Streaming).then_some(()))
            .is_some()
    }

    /// The member's `timestampFormat` trait, or else its target's.
    pub fn timestamp_format(&self) -> Option<TimestampFormat> {
        self.find_trait(|it| match it {
            Trait::TimestampFormat(format) => Some(*format),
            _ => None,
        })
    }
}

macro_rules! prelude {
    ($($name:ident $kind:ident $shape:literal),* $(,)?) => {
        /// The shapes of the Smithy prelude (`smithy.api`).
        pub mod prelude {
            use super::{Kind, Schema, ShapeId};
            $(
                #[doc = concat!("`smithy.api#", $shape, "`.")]
                pub static $name: Schema = Schema::new(ShapeId::new("smithy.api", $shape), Kind::$kind);
            )*
        }
    };
}

prelude! {
    BOOLEAN Boolean "Boolean",
    BYTE Byte "Byte",
    SHORT Short "Short",
    INTEGER Integer "Integer",
    LONG Long "Long",
    FLOAT Float "Float",
    DOUBLE Double "Double",
    BIG_INTEGER BigInteger "BigInteger",
    BIG_DECIMAL BigDecimal "BigDecimal",
    STRING String "String",
    BLOB Blob "Blob",
    TIMESTAMP Timestamp "Timestamp",
    DOCUMENT Document "Document",
    UNIT Structure "Unit",
}
