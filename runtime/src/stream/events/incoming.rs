//! Decodes bytes to events, as they arrive.

use std::task::{Context, Poll, ready};

use super::frame::{Decoder, FrameError, Message};
use super::{EventError, event};
use crate::codec::DecodeError;
use crate::io::body::Body;
use crate::model::value::{Field, Union};
use crate::protocol::EventFormat;

/// The maximum length of a received message, in bytes: more than the format allows to send.
pub(super) const MESSAGE_LIMIT: usize = 64 * 1024 * 1024;

/// A body of frames.
pub(super) struct Incoming {
    body: Body,
    decoder: Decoder,
    format: Option<EventFormat>,
    is_over: bool,
}

impl Incoming {
    pub(super) fn new(body: Body, format: Option<EventFormat>) -> Self {
        Self {
            body,
            decoder: Decoder::new(MESSAGE_LIMIT),
            format,
            is_over: false,
        }
    }

    /// The next event.
    pub(super) fn poll<U: Union + Field>(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<U, EventError<U>>>> {
        let Some(format) = self.format else {
            return Poll::Ready(self.end(DecodeError::new("the protocol has no event streams")));
        };
        while !self.is_over {
            let message = match ready!(self.poll_message(context)) {
                Ok(Some(message)) => message,
                Ok(None) => break,
                Err(error) => return Poll::Ready(Some(Err(error))),
            };
            match event::read(&message, format) {
                Ok(None) => {}
                Ok(Some(event)) => return Poll::Ready(Some(Ok(event))),
                Err(error) => {
                    self.is_over = !matches!(error, EventError::Decode { .. });
                    return Poll::Ready(Some(Err(error)));
                }
            }
        }
        Poll::Ready(None)
    }

    fn poll_message<U>(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Result<Option<Message>, EventError<U>>> {
        loop {
            match self.decoder.next_message() {
                Ok(None) => {}
                found => return Poll::Ready(found.map_err(|error| self.broken(&error))),
            }
            match ready!(self.body.poll_chunk(context)) {
                Some(Ok(chunk)) => self.decoder.push(&chunk),
                Some(Err(error)) => {
                    self.is_over = true;
                    return Poll::Ready(Err(EventError::Transport(error)));
                }
                None => {
                    let end = self.decoder.finish();
                    return Poll::Ready(end.map(|()| None).map_err(|error| self.broken(&error)));
                }
            }
        }
    }

    /// Ends the stream with the error of a malformed frame.
    fn broken<U>(&mut self, error: &FrameError) -> EventError<U> {
        self.is_over = true;
        EventError::decode(DecodeError::new(error.to_string()), self.decoder.rest())
    }

    fn end<U>(&mut self, error: DecodeError) -> Option<Result<U, EventError<U>>> {
        let was_over = std::mem::replace(&mut self.is_over, true);
        (!was_over).then(|| Err(EventError::decode(error, &[])))
    }
}
