//! The first message of a stream under RPC protocols: the members beside the stream (Smithy
//! 2.0, "Initial messages").

use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;

use super::frame::{Decoder, FrameError, HeaderValue, Headers, Message};
use super::incoming::MESSAGE_LIMIT;
use crate::io::body::{Body, Chunks, Incomplete};
use crate::io::transport::{TransportError, TransportErrorKind};
use crate::protocol::{EventFormat, Initial};

const REQUEST: &str = "initial-request";
const RESPONSE: &str = "initial-response";

/// Returns whether a message is an initial one.
pub(super) fn is_initial(message: &Message) -> bool {
    matches!(
        message.headers.string(super::event::EVENT_TYPE),
        Some(REQUEST | RESPONSE)
    )
}

/// The initial message with `payload`.
pub(crate) fn initial_message(
    initial: Initial,
    payload: Bytes,
    format: EventFormat,
) -> Result<Bytes, FrameError> {
    let name = match initial {
        Initial::Request => REQUEST,
        #[cfg(feature = "fake")]
        Initial::Response => RESPONSE,
    };
    let headers = Headers::new([
        (super::event::MESSAGE_TYPE, HeaderValue::String("event")),
        (super::event::EVENT_TYPE, HeaderValue::String(name)),
        (
            super::event::CONTENT_TYPE,
            HeaderValue::String(format.content_type),
        ),
    ])?;
    Message { headers, payload }.encode()
}

/// `body` after a first chunk.
pub(crate) fn with_initial(first: Bytes, body: Body) -> Body {
    Body::from_chunks(Prefixed { first, body })
}

/// Takes the initial message off `body`: returns its payload, if there is one, and the rest.
pub(crate) async fn read_initial(mut body: Body) -> Result<(Option<Bytes>, Body), Incomplete> {
    let mut decoder = Decoder::new(MESSAGE_LIMIT);
    let first = loop {
        let found = decoder.next_frame();
        match found {
            Ok(None) => {}
            Ok(found) => break found,
            Err(error) => return Err(unread(broken(error), decoder)),
        }
        match poll_fn(|context| body.poll_chunk(context)).await {
            Some(Ok(chunk)) => decoder.push(&chunk),
            Some(Err(error)) => return Err(unread(error, decoder)),
            None => match decoder.finish() {
                Ok(()) => break None,
                Err(error) => return Err(unread(broken(error), decoder)),
            },
        }
    };
    let rest = with_initial(decoder.into_rest(), body);
    match first {
        None => Ok((None, rest)),
        Some((_, message)) if is_initial(&message) => Ok((Some(message.payload), rest)),
        Some((event, _)) => Ok((None, with_initial(event, rest))),
    }
}

fn broken(error: FrameError) -> TransportError {
    TransportError::new(TransportErrorKind::Other, error)
}

fn unread(error: TransportError, decoder: Decoder) -> Incomplete {
    let read = decoder.into_rest();
    Incomplete { read, error }
}

struct Prefixed {
    first: Bytes,
    body: Body,
}

impl Chunks for Prefixed {
    fn poll_chunk(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        match std::mem::take(&mut self.first) {
            first if first.is_empty() => self.body.poll_chunk(context),
            first => Poll::Ready(Some(Ok(first))),
        }
    }
}
