//! Events for threads that may block.

use super::{EventError, EventStream};
use crate::model::value::{Field, Union};

/// The events of a stream; the thread waits for each.
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

    /// The events, for a thread that may wait for each of them.
    fn into_iter(self) -> IntoIter<U> {
        IntoIter(self)
    }
}
