//! The type of `smithy.api#Unit`.

use super::{Field, Slot, Structure, Value};
use crate::model::schema::{Schema, prelude};

/// `smithy.api#Unit`: a structure without members, for union variants without a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Unit;

impl Structure for Unit {
    fn schema(&self) -> &'static Schema {
        &prelude::UNIT
    }

    fn field(&self, _: usize) -> Option<&dyn Field> {
        None
    }

    fn field_mut(&mut self, _: usize) -> Option<&mut dyn Field> {
        None
    }
}

impl Field for Unit {
    fn value(&self) -> Value<'_> {
        Value::Structure(self)
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::Structure(self)
    }

    fn blank() -> Self {
        Self
    }
}
