//! Shape ids: their grammar and their parts. Knows nothing of models.
//!
//! Source: Smithy 2.0 specification, "Shape ID".

use std::fmt;
use std::sync::Arc;

/// An absolute shape id: `namespace#Name` or, for a member, `namespace#Name$member`.
/// Cheap to clone; ordered as text.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ShapeId(Arc<str>);

impl ShapeId {
    /// Reads an absolute id; `None` if it does not follow the grammar.
    pub fn parse(text: &str) -> Option<Self> {
        let (namespace, rest) = text.split_once('#')?;
        let (name, member) = match rest.split_once('$') {
            Some((name, member)) => (name, Some(member)),
            None => (rest, None),
        };
        let valid = namespace.split('.').all(is_identifier)
            && is_identifier(name)
            && member.is_none_or(is_identifier);
        valid.then(|| Self(text.into()))
    }

    /// The id of a shape of the prelude, `smithy.api#…`.
    pub(crate) fn prelude(name: &str) -> Self {
        Self(format!("smithy.api#{name}").into())
    }

    /// The whole id.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part before `#`.
    pub fn namespace(&self) -> &str {
        self.0
            .split_once('#')
            .map_or("", |(namespace, _)| namespace)
    }

    /// The shape's name, without namespace and member.
    pub fn name(&self) -> &str {
        let rest = self.0.split_once('#').map_or("", |(_, rest)| rest);
        rest.split_once('$').map_or(rest, |(name, _)| name)
    }

    /// The member's name, if the id names a member.
    pub fn member(&self) -> Option<&str> {
        self.0.split_once('$').map(|(_, member)| member)
    }

    /// The id of the shape itself, without a member.
    #[must_use]
    pub fn shape(&self) -> Self {
        match self.0.split_once('$') {
            Some((shape, _)) => Self(shape.into()),
            None => self.clone(),
        }
    }

    /// The id of this shape's member called `member`.
    #[must_use]
    pub fn with_member(&self, member: &str) -> Self {
        Self(format!("{}${member}", self.shape()).into())
    }

    /// Whether the id is of the prelude, `smithy.api`.
    pub fn is_prelude(&self) -> bool {
        self.namespace() == "smithy.api"
    }
}

impl fmt::Display for ShapeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for ShapeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::borrow::Borrow<str> for ShapeId {
    fn borrow(&self) -> &str {
        &self.0
    }
}

/// Whether a name follows Smithy's `Identifier`: letters, digits and underscores, not only
/// underscores, and no digit first. Shape, member and namespace parts all do.
pub fn is_identifier(text: &str) -> bool {
    let rest = text.trim_start_matches('_');
    !rest.is_empty()
        && !text.starts_with(|c: char| c.is_ascii_digit())
        && rest.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}
