//! The names that generated code uses if the feature `event-stream` is off. A program that uses
//! them does not compile.

use std::marker::PhantomData;

use crate::model::value::{Field, Slot, Value};

/// Stands for a stream of events.
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
