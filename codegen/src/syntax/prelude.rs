//! The names of the shapes that every model has without defining them, `smithy.api#…`.
//!
//! Source: Smithy 2.0, "Prelude".

/// All of them; traits are not counted.
const SHAPES: &[&str] = &[
    "smithy.api#BigDecimal",
    "smithy.api#BigInteger",
    "smithy.api#Blob",
    "smithy.api#Boolean",
    "smithy.api#Byte",
    "smithy.api#Document",
    "smithy.api#Double",
    "smithy.api#Float",
    "smithy.api#Integer",
    "smithy.api#Long",
    "smithy.api#PrimitiveBoolean",
    "smithy.api#PrimitiveByte",
    "smithy.api#PrimitiveDouble",
    "smithy.api#PrimitiveFloat",
    "smithy.api#PrimitiveInteger",
    "smithy.api#PrimitiveLong",
    "smithy.api#PrimitiveShort",
    "smithy.api#Short",
    "smithy.api#String",
    "smithy.api#Timestamp",
    "smithy.api#Unit",
];

/// Whether the prelude has the shape. Its traits are not counted.
pub(crate) fn contains(id: &str) -> bool {
    SHAPES.contains(&id)
}

/// The ids of all simple shapes of the prelude.
pub(crate) fn ids<'a>() -> impl Iterator<Item = &'a str> {
    SHAPES.iter().copied()
}
