//! The words that begin statements, and the types of shapes.

const SIMPLE: [&str; 13] = [
    "blob",
    "boolean",
    "string",
    "byte",
    "short",
    "integer",
    "long",
    "float",
    "double",
    "bigInteger",
    "bigDecimal",
    "timestamp",
    "document",
];

/// The types whose shapes have a body.
pub(super) const OTHERS: [&str; 10] = [
    "enum",
    "intEnum",
    "list",
    "set",
    "map",
    "structure",
    "union",
    "operation",
    "resource",
    "service",
];

/// Words that begin a statement and are no types of shapes.
const STATEMENTS: [&str; 4] = ["metadata", "namespace", "use", "apply"];

/// All words that begin a statement.
pub(super) fn statements() -> impl Iterator<Item = &'static str> {
    SIMPLE.into_iter().chain(OTHERS).chain(STATEMENTS)
}

/// Whether the word is a type of shape.
pub(super) fn is_shape_type(word: &str) -> bool {
    is_simple(word) || OTHERS.contains(&word)
}

/// Whether shapes of the type have nothing but a name.
pub(super) fn is_simple(word: &str) -> bool {
    SIMPLE.contains(&word)
}

/// Whether the word begins a statement.
pub(super) fn is_statement(word: &str) -> bool {
    is_shape_type(word) || STATEMENTS.contains(&word)
}
