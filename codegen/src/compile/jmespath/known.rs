//! The static type of a value: the types of `JMESPath`, made of shapes (Smithy 2.0, "Waiters",
//! "JMESPath data model").

use crate::model::{Model, Node, Shape, ShapeKind};

/// The static type of a value.
#[derive(Debug, Clone)]
pub enum Known<'m> {
    /// A value of this shape.
    Shape(&'m Shape),
    /// A list that was made on the way.
    List(Box<Self>),
    /// An object made on the way, or the input and output of an operation: names in the order
    /// of their indices.
    Object(Vec<(String, Self)>),
    /// A truth value.
    Boolean,
    /// A number.
    Number,
    /// Text.
    Text,
    /// Nothing.
    Null,
    /// It may be anything.
    Any,
}

/// The type of a value, as users know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    List,
    Map,
    Structure,
    Boolean,
    Number,
    Text,
    Null,
    Any,
}

impl Kind {
    /// `a list`, `text`.
    pub(super) const fn spelt(self) -> &'static str {
        match self {
            Self::List => "a list",
            Self::Map => "a map",
            Self::Structure => "a structure",
            Self::Boolean => "a boolean",
            Self::Number => "a number",
            Self::Text => "text",
            Self::Null => "null",
            Self::Any => "any value",
        }
    }
}

impl<'m> Known<'m> {
    /// The type of a literal.
    pub(super) fn of(literal: &Node) -> Self {
        match literal {
            Node::Null => Self::Null,
            Node::Bool(_) => Self::Boolean,
            Node::Number(_) => Self::Number,
            Node::String(_) => Self::Text,
            Node::Array(items) => {
                let items = items.iter().map(Self::of);
                Self::List(Box::new(items.reduce(Self::or).unwrap_or(Self::Any)))
            }
            Node::Object(entries) => {
                let entries = entries.iter();
                let entries = entries.map(|(name, value)| (name.clone(), Self::of(value)));
                Self::Object(entries.collect())
            }
        }
    }

    pub(super) fn kind(&self) -> Kind {
        match self {
            Self::Shape(shape) => of_shape(shape),
            Self::List(_) => Kind::List,
            Self::Object(_) => Kind::Structure,
            Self::Boolean => Kind::Boolean,
            Self::Number => Kind::Number,
            Self::Text => Kind::Text,
            Self::Null => Kind::Null,
            Self::Any => Kind::Any,
        }
    }

    /// Whether it can be a truth value.
    pub fn may_be_boolean(&self) -> bool {
        matches!(self.kind(), Kind::Boolean | Kind::Any)
    }

    /// Whether it can be text.
    pub fn may_be_text(&self) -> bool {
        matches!(self.kind(), Kind::Text | Kind::Any)
    }

    /// Whether it can be a list of texts.
    pub fn may_be_texts(&self, model: &'m Model) -> bool {
        match self.kind() {
            Kind::Any => true,
            Kind::List => self.element(model).may_be_text(),
            _ => false,
        }
    }

    /// Its name for users: `a list`, `text`.
    pub fn spelt(&self) -> &'static str {
        self.kind().spelt()
    }

    /// The type of a list's elements or a map's values.
    pub(super) fn element(&self, model: &'m Model) -> Self {
        match self {
            Self::List(element) => (**element).clone(),
            Self::Shape(shape) => match &shape.kind {
                ShapeKind::List { member } => Self::Shape(model.shape(&member.target)),
                ShapeKind::Map { entry } => {
                    let [_, value] = &**entry;
                    Self::Shape(model.shape(&value.target))
                }
                _ => Self::Any,
            },
            _ => Self::Any,
        }
    }

    /// The common type of two alternatives.
    pub(super) fn or(self, other: Self) -> Self {
        match (self.kind(), other.kind()) {
            (Kind::Null, _) => other,
            (_, Kind::Null) => self,
            (a, b) if a == b && !matches!(a, Kind::List | Kind::Map | Kind::Structure) => self,
            _ => Self::Any,
        }
    }
}

fn of_shape(shape: &Shape) -> Kind {
    match &shape.kind {
        ShapeKind::List { .. } => Kind::List,
        ShapeKind::Map { .. } => Kind::Map,
        ShapeKind::Structure { .. } | ShapeKind::Union { .. } => Kind::Structure,
        ShapeKind::Boolean => Kind::Boolean,
        ShapeKind::Blob | ShapeKind::String | ShapeKind::Enum { .. } => Kind::Text,
        ShapeKind::Document => Kind::Any,
        _ => Kind::Number,
    }
}
