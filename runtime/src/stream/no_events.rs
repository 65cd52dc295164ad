//! The names that generated code uses, for builds without the feature `event-stream`. Programs
//! that use them do not compile.

use std::marker::PhantomData;

use crate::model::value::{Field, Slot, Value};

/// Replaces the type of event streams.
#[derive(Debug)]
pub struct EventStream<U>(PhantomData<fn() -> U>);

impl<U> Clone for EventStream<U> {
    fn clone(&self) -> Self {
        Self(PhantomData)
    }
}

impl<U> Default for EventStream<U> {
    fn default() -> Self {
        Self(PhantomData)
    }
}

impl<U> PartialEq for EventStream<U> {
    fn eq(&self, _other: &Self) -> bool {
        true
    }
}

impl<U: 'static> Field for EventStream<U> {
    fn value(&self) -> Value<'_> {
        Value::Null
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::Missing
    }

    fn blank() -> Self {
        Self::default()
    }
}
