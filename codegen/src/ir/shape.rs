//! Structures, unions and enums as they are going to be in Rust.

use super::{Name, SchemaRef};

/// Where the items of a structure are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Home {
    /// With the operation of this module, the only one to use it.
    Operation(Name),
    /// With the other shared types.
    Types,
    /// With the errors.
    Errors,
}

/// What a structure is for; decides what its builder can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The input of operations: its builder carries the call.
    Input,
    /// Anything else.
    Plain,
}

/// One structure.
#[derive(Debug)]
pub struct Structure {
    /// The struct.
    pub name: Name,
    /// Its builder.
    pub builder: Name,
    /// Where it is written.
    pub home: Home,
    /// What it is for.
    pub role: Role,
    /// Its schema.
    pub schema: SchemaRef,
    /// In the order of the schema's members.
    pub fields: Vec<Field>,
    /// Of the struct.
    pub docs: String,
}

impl Structure {
    /// The fields that the type parameters of the builder stand for.
    pub fn required(&self) -> impl Iterator<Item = (&Field, &Requirement)> {
        self.fields
            .iter()
            .filter_map(|field| Some((field, field.presence.requirement()?)))
    }
}

/// One member of a structure.
#[derive(Debug)]
pub struct Field {
    /// The field.
    pub name: Name,
    /// The member's name in the model.
    pub member: String,
    /// The type of a value that is there.
    pub ty: Type,
    /// Whether it must be there.
    pub presence: Presence,
    /// What the method of the field's name returns.
    pub accessor: Accessor,
    /// The builder's method.
    pub setter: Name,
    /// The builder's method that replaces the value or takes it away.
    pub replacer: Option<Name>,
    /// What the builder's method takes.
    pub argument: Argument,
    /// The method that fills an idempotency token at once.
    pub ensure: Option<Name>,
    /// Of the field.
    pub docs: String,
    /// Of the builder's method: the first paragraph.
    pub summary: String,
    /// The note; empty without one.
    pub deprecated: Option<String>,
}

/// What a structure's method of a field's name returns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Accessor {
    /// There is no such method: another function of the structure has its name.
    Absent,
    /// The value, which is `Copy`.
    Copied,
    /// A reference to the value.
    Borrowed,
}

/// Whether a member's value must be there.
#[derive(Debug)]
pub enum Presence {
    /// `T`, and the builder insists.
    Required(Requirement),
    /// `Option<T>`.
    Optional,
    /// `T`, which is this unless given; nothing: what the runtime calls blank.
    Default(Option<Literal>),
}

impl Presence {
    /// What proves that the member was set.
    pub fn requirement(&self) -> Option<&Requirement> {
        match self {
            Self::Required(requirement) => Some(requirement),
            Self::Optional | Self::Default(_) => None,
        }
    }
}

/// What proves that a required member was set.
#[derive(Debug, Clone)]
pub struct Requirement {
    /// The builder's type parameter.
    pub parameter: Name,
    /// The trait it must have, in module `required`.
    pub marker: Name,
}

/// One required member name of the service.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Marker {
    /// The trait.
    pub name: Name,
    /// The builder's method that a caller forgot.
    pub setter: Name,
}

/// What a builder's method takes.
#[derive(Debug)]
pub enum Argument {
    /// The value.
    Value,
    /// Anything that becomes the value.
    Into,
    /// One element to append.
    Element {
        /// The element's type.
        ty: Type,
        /// Whether anything that becomes the element will do.
        into: bool,
    },
    /// One entry to insert.
    Entry {
        /// The key's type.
        key: Type,
        /// Whether anything that becomes the key will do.
        key_into: bool,
        /// The value's type.
        value: Type,
        /// Whether anything that becomes the value will do.
        value_into: bool,
    },
}

/// The type of a value. `emit::ty` spells it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "the scalars are the Smithy shape types of those names"
)]
pub enum Type {
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
    Blob,
    Timestamp,
    Document,
    /// `smithy.api#Unit`, as a variant of a union.
    Unit,
    /// A blob that is streamed.
    ByteStream,
    /// A union that is streamed, value by value.
    EventStream(Name),
    /// A generated structure, union or enum.
    Named(Name),
    /// A list.
    List(Box<Self>),
    /// A map: key, then value.
    Map(Box<Self>, Box<Self>),
    /// On the heap, or the type would contain itself.
    Boxed(Box<Self>),
    /// An element or map value that may be null.
    Nullable(Box<Self>),
}

/// A default value that is not the runtime's blank.
#[derive(Debug, Clone, PartialEq)]
pub enum Literal {
    /// `true`.
    True,
    /// An integer, as it is written, of the type of its field.
    Integer(String),
    /// A floating-point number, likewise.
    Float(String),
    /// A floating-point number that is not finite, as the constant of `f32` is called.
    NotFinite(&'static str),
    /// A big number that is a small integer.
    Big(i64),
    /// A big integer, as it is written.
    BigInteger(String),
    /// A big decimal number, as it is written.
    BigDecimal(String),
    /// A string.
    String(String),
    /// Bytes.
    Blob(Vec<u8>),
    /// Seconds since 1970, and nanoseconds.
    Timestamp(i64, u32),
    /// A value of a generated enum, as it travels.
    Enum(String),
    /// A value of a generated int enum.
    IntEnum(i32),
    /// A document's boolean.
    DocumentBool(bool),
    /// A document's string.
    DocumentString(String),
    /// A document's number, an integer.
    DocumentInteger(i64),
    /// A document's number with a fraction.
    DocumentFloat(f64),
    /// An empty list as a document.
    DocumentList,
    /// An empty map as a document.
    DocumentMap,
}

/// One union.
#[derive(Debug)]
pub struct Union {
    /// The enum.
    pub name: Name,
    /// The variant of members newer than the model.
    pub unknown: Name,
    /// Its schema.
    pub schema: SchemaRef,
    /// In the order of the schema's members.
    pub variants: Vec<Variant>,
    /// Of the enum.
    pub docs: String,
}

/// One member of a union.
#[derive(Debug)]
pub struct Variant {
    /// The variant.
    pub name: Name,
    /// The member's name in the model.
    pub member: String,
    /// What it holds.
    pub ty: Type,
    /// Of the variant.
    pub docs: String,
}

/// One enum of strings or of integers.
#[derive(Debug)]
pub struct Enumeration {
    /// The enum.
    pub name: Name,
    /// The variant of values newer than the model.
    pub unknown: Name,
    /// In the model's order.
    pub values: EnumValues,
    /// Of the enum.
    pub docs: String,
}

/// The values of an enum.
#[derive(Debug)]
pub enum EnumValues {
    /// Of an `enum`.
    Strings(Vec<EnumValue<String>>),
    /// Of an `intEnum`.
    Integers(Vec<EnumValue<i32>>),
}

/// One value of an enum.
#[derive(Debug)]
pub struct EnumValue<T> {
    /// The variant.
    pub name: Name,
    /// As it travels.
    pub value: T,
    /// Of the variant.
    pub docs: String,
}
