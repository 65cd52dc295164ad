//! Encodes events to a body of one chunk per message.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;

use super::{EventError, State, event};
use crate::io::body::Chunks;
use crate::io::transport::{TransportError, TransportErrorKind};
use crate::model::value::{Field, Union};
use crate::protocol::EventFormat;

/// An opened stream.
pub(super) struct Outgoing<U> {
    events: State<U>,
    format: Option<EventFormat>,
}

impl<U> Outgoing<U> {
    pub(super) fn new(events: State<U>, format: Option<EventFormat>) -> Self {
        Self { events, format }
    }
}

/// Not structurally pinned: the source is boxed.
impl<U> Unpin for Outgoing<U> {}

impl<U: Union + Field + 'static> Chunks for Outgoing<U> {
    fn poll_chunk(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        let next = ready!(self.events.poll(context));
        let chunk = next.map(|event| match event {
            Ok(event) => encode(&event, self.format),
            Err(EventError::Transport(error)) => Err(error),
            Err(error) => Err(other(error.to_string())),
        });
        Poll::Ready(chunk)
    }
}

fn encode(event: &dyn Union, format: Option<EventFormat>) -> Result<Bytes, TransportError> {
    let format = format.ok_or_else(|| other("the protocol has no event streams".to_owned()))?;
    let message = event::encode(event, format).map_err(|error| other(error.to_string()))?;
    message.encode().map_err(|error| other(error.to_string()))
}

fn other(reason: String) -> TransportError {
    TransportError::new(TransportErrorKind::Other, reason)
}
