//! The syntax tree of one file, with unresolved names. Positions are bytes from the start of the
//! file.

use std::borrow::Cow;

use crate::syntax::ast::Version;

/// A name or shape id as written, with its place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Name<'s> {
    pub(super) text: &'s str,
    pub(super) at: usize,
}

/// A node value.
#[derive(Debug)]
pub(super) struct Value<'s> {
    pub(super) at: usize,
    pub(super) node: Node<'s>,
}

/// A node value.
#[derive(Debug)]
pub(super) enum Node<'s> {
    Null,
    Bool(bool),
    /// As JSON writes it.
    Number(Cow<'s, str>),
    Text(Cow<'s, str>),
    /// An unquoted string, which is the id of a shape.
    Id(&'s str),
    Array(Vec<Value<'s>>),
    Object(Vec<Property<'s>>),
}

/// An entry of an object.
#[derive(Debug)]
pub(super) struct Property<'s> {
    pub(super) at: usize,
    pub(super) key: Cow<'s, str>,
    pub(super) value: Value<'s>,
}

/// `@id(value)`.
#[derive(Debug)]
pub(super) struct Trait<'s> {
    /// The place of the `@`, or of the syntax that replaces it.
    pub(super) at: usize,
    pub(super) id: Name<'s>,
    /// `None` if there is no value, or an empty one.
    pub(super) value: Option<Value<'s>>,
}

/// The target of a member.
#[derive(Debug, Clone, Copy)]
pub(super) enum Target<'s> {
    /// The shape of that id.
    Given(Name<'s>),
    /// The target in the resource or the mixins of the shape, `$name`.
    Elided,
    /// Nothing, in enums.
    None,
}

/// A member of a shape.
#[derive(Debug)]
pub(super) struct Member<'s> {
    pub(super) name: Name<'s>,
    pub(super) target: Target<'s>,
    pub(super) traits: Vec<Trait<'s>>,
}

/// A shape.
#[derive(Debug)]
pub(super) struct Shape<'s> {
    /// The type as the JSON AST calls it, with its place.
    pub(super) kind: Name<'s>,
    pub(super) name: Name<'s>,
    /// The suffix of the name if the shape is an operation's inline input or output.
    pub(super) suffix: Cow<'s, str>,
    pub(super) traits: Vec<Trait<'s>>,
    /// The resource whose identifiers and properties members may take their targets from.
    pub(super) resource: Option<Name<'s>>,
    pub(super) mixins: Vec<Name<'s>>,
    pub(super) members: Vec<Member<'s>>,
    /// Of services, resources and operations.
    pub(super) properties: Vec<Property<'s>>,
}

impl Shape<'_> {
    /// The shape's name, whole.
    pub(super) fn full_name(&self) -> Cow<'_, str> {
        if self.suffix.is_empty() {
            Cow::Borrowed(self.name.text)
        } else {
            Cow::Owned(format!("{}{}", self.name.text, self.suffix))
        }
    }
}

/// `apply target @trait`.
#[derive(Debug)]
pub(super) struct Apply<'s> {
    pub(super) target: Name<'s>,
    pub(super) traits: Vec<Trait<'s>>,
}

/// One file.
#[derive(Debug)]
pub(super) struct File<'s> {
    pub(super) version: Version,
    /// Whether literals may have tags, as from version 2.1 on.
    pub(super) tags: bool,
    pub(super) metadata: Vec<Property<'s>>,
    /// Empty if the file defines no shapes.
    pub(super) namespace: &'s str,
    pub(super) uses: Vec<Name<'s>>,
    pub(super) shapes: Vec<Shape<'s>>,
    pub(super) applies: Vec<Apply<'s>>,
}
