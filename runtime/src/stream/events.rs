//! Members that stream events (Smithy 2.0, "Event streams").
//!
//! [`frame`] and `event` define events on the wire; this module has the types that users hold. A
//! call whose input and output both stream needs a transport that reads the response while the
//! request is still being sent, as HTTP/2 clients do.

mod error;
mod event;
pub mod frame;
#[cfg(feature = "futures-core")]
mod futures;
mod incoming;
mod initial;
mod iter;
mod outgoing;
mod signed;
mod source;

use std::fmt::{self, Debug};
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

use crate::io::body::Body;
use crate::model::value::{Field, Slot, Union, Value};
use crate::protocol::EventFormat;
use crate::stream::Streaming;
use crate::util::future::{MaybeSend, block_on};

pub use crate::stream::BoxError;
pub use error::EventError;
pub use iter::IntoIter;
pub use source::Events;

pub(crate) use initial::{initial_message, read_initial, with_initial};
pub(crate) use signed::Signed;
#[cfg(feature = "fake")]
pub(crate) use signed::unsigned;

use incoming::Incoming;
use outgoing::Outgoing;
use source::Iterated;

/// The events of an operation's output, or those to send as its input.
///
/// `U` is the union of all events. Clones share the stream: an event that one clone reads is not
/// available to the others. Two streams are equal if they are the same stream.
///
/// The events of an output are awaited one by one with [`next`](Self::next), or iterated by a
/// thread that may block. Those of an input come from an iterator or from an async source.
///
/// ```
/// # use std::fmt::Debug;
/// use tinsmith::EventStream;
///
/// # use tinsmith::rt::value::{Field, Union};
/// # async fn read<U: Union + Field + Debug + 'static>(
/// #     mut events: EventStream<U>,
/// # ) -> Result<(), Box<dyn std::error::Error>> {
/// while let Some(event) = events.next().await {
///     println!("{:?}", event?);
/// }
/// # Ok(())
/// # }
/// ```
pub struct EventStream<U>(Arc<Mutex<State<U>>>);

enum State<U> {
    /// Without a source.
    Empty,
    /// To be sent; not opened yet.
    Outgoing(Pin<Box<dyn Events<U>>>),
    /// Being received.
    Incoming(Incoming),
    /// Opened, or read to its end.
    Over,
}

impl<U: Union + Field + 'static> EventStream<U> {
    /// A stream of events from an async source.
    pub fn new(events: impl Events<U> + 'static) -> Self {
        Self::of(State::Outgoing(Box::pin(events)))
    }

    /// A stream of events from an iterator, which is advanced once the last event was sent. An
    /// iterator that blocks also blocks the thread that sends.
    pub fn from_events<I>(events: I) -> Self
    where
        I: IntoIterator<Item = U>,
        I::IntoIter: MaybeSend + 'static,
    {
        Self::new(Iterated::new(events.into_iter().map(Ok)))
    }

    /// A stream of events from an iterator whose first error ends the request.
    pub fn try_from_events<I, E>(events: I) -> Self
    where
        I: IntoIterator<Item = Result<U, E>>,
        I::IntoIter: MaybeSend + 'static,
        E: Into<BoxError> + 'static,
    {
        let events = events.into_iter();
        Self::new(Iterated::new(events.map(|it| it.map_err(Into::into))))
    }

    /// Returns the next event; `None` at the end. An error ends the stream, except
    /// [`EventError::Decode`] of an event whose frame is valid.
    ///
    /// Dropping the future loses no event.
    pub async fn next(&mut self) -> Option<Result<U, EventError<U>>> {
        poll_fn(|context| self.poll_next(context)).await
    }

    /// Polls for the next event.
    pub fn poll_next(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<U, EventError<U>>>> {
        self.state().poll(context)
    }

    /// Returns the next event; blocks the thread until it arrives.
    pub fn next_blocking(&mut self) -> Option<Result<U, EventError<U>>> {
        block_on(self.next())
    }
}

impl<U> EventStream<U> {
    fn of(state: State<U>) -> Self {
        Self(Arc::new(Mutex::new(state)))
    }

    fn state(&self) -> MutexGuard<'_, State<U>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<U: Union + Field> State<U> {
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<U, EventError<U>>>> {
        let next = match self {
            Self::Empty | Self::Over => return Poll::Ready(None),
            Self::Outgoing(events) => {
                let next = events.as_mut().poll_event(context);
                next.map(|it| it.map(|it| it.map_err(EventError::of_source)))
            }
            Self::Incoming(incoming) => incoming.poll(context),
        };
        if matches!(next, Poll::Ready(None)) {
            *self = Self::Over;
        }
        next
    }
}

impl<U: Union + Field + 'static> Streaming for EventStream<U> {
    fn as_bytes(&self) -> Option<&bytes::Bytes> {
        None
    }

    fn length(&self) -> Option<u64> {
        None
    }

    fn is_replayable(&self) -> bool {
        matches!(*self.state(), State::Empty)
    }

    fn open(&self, events: Option<EventFormat>) -> Option<Body> {
        let mut state = self.state();
        let taken = match &mut *state {
            State::Empty => return Some(Body::empty()),
            taken => std::mem::replace(taken, State::Over),
        };
        match taken {
            State::Empty | State::Over => None,
            live => Some(Body::from_chunks(Outgoing::new(live, events))),
        }
    }

    fn receive(&mut self, body: Body, events: Option<EventFormat>) {
        *self = Self::of(State::Incoming(Incoming::new(body, events)));
    }
}

impl<U> Clone for EventStream<U> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<U> Default for EventStream<U> {
    /// A stream without events.
    fn default() -> Self {
        Self::of(State::Empty)
    }
}

impl<U: Union + Field + 'static> From<Vec<U>> for EventStream<U> {
    fn from(events: Vec<U>) -> Self {
        Self::from_events(events)
    }
}

impl<U> PartialEq for EventStream<U> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl<U> Debug for EventStream<U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EventStream")
    }
}

impl<U: Union + Field + 'static> Field for EventStream<U> {
    fn value(&self) -> Value<'_> {
        Value::Stream(self)
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::Stream(self)
    }

    fn blank() -> Self {
        Self::default()
    }
}
