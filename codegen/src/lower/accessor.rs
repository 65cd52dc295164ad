//! The methods of structures that return the values of fields.

use super::Context;
use crate::ir::Accessor;
use crate::model::{Member, Shape, ShapeKind};
use crate::names::snake;

/// Functions that structures have, or that a method would hide.
const FUNCTIONS: &[&str] = &["builder", "clone"];

impl Context<'_> {
    pub(super) fn accessor(&self, owner: &Shape, member: &Member) -> Accessor {
        let name = snake(&member.name);
        // serde calls `default_x` for the default value of `x`.
        let is_default = |it: &Member| name.strip_prefix("default_") == Some(&snake(&it.name));
        if FUNCTIONS.contains(&name.as_str()) || owner.members().iter().any(is_default) {
            return Accessor::Absent;
        }
        match self.model.shape(&member.target).kind {
            ShapeKind::Boolean
            | ShapeKind::Byte
            | ShapeKind::Short
            | ShapeKind::Integer
            | ShapeKind::Long
            | ShapeKind::Float
            | ShapeKind::Double
            | ShapeKind::IntEnum { .. }
            | ShapeKind::Timestamp => Accessor::Copied,
            _ => Accessor::Borrowed,
        }
    }
}
