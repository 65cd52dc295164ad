//! A blocking iterator of events.

use super::{EventError, EventStream};
use crate::model::value::{Field, Union};

/// The events of a stream; blocks the thread until each arrives.
#[derive(Debug)]
pub struct IntoIter<U>(EventStream<U>);

impl<U: Union + Field + 'static> Iterator for IntoIter<U> {
    type Item = Result<U, EventError<U>>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next_blocking()
    }
}

impl<U: Union + Field + 'static> IntoIterator for EventStream<U> {
    type Item = Result<U, EventError<U>>;
    type IntoIter = IntoIter<U>;

    /// The events, for a thread that may block until each arrives.
    fn into_iter(self) -> IntoIter<U> {
        IntoIter(self)
    }
}
