//! Members that stream: bytes on their way into or out of an operation (`smithy.api#streaming`).
//!
//! Codecs never look into a stream: an exchange opens the one of an input and hands the one of
//! an output over.

use std::fmt::{self, Debug};
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;

use crate::body::Body;
use crate::protocol::EventFormat;
use crate::value::{Field, Slot, Value};

/// A member that streams, whatever it streams.
pub trait Streaming: Debug + Send + Sync {
    /// What is in memory as a whole; such a stream is signed and sent like any other body.
    fn as_bytes(&self) -> Option<&Bytes>;

    /// How many bytes there are, where that is known.
    fn length(&self) -> Option<u64>;

    /// Whether [`open`](Self::open) can be called again: whether a request may be retried.
    fn is_replayable(&self) -> bool;

    /// The stream from its start, `None` when it was used up. Events become one chunk each, a
    /// message encoded as `events` says.
    fn open(&self, events: Option<EventFormat>) -> Option<Body>;

    /// Takes over what is received; events are decoded as `events` says.
    fn receive(&mut self, body: Body, events: Option<EventFormat>);
}

/// Bytes that are streamed out or in without being held in memory.
///
/// Clones share the stream: what one of them reads, the others cannot.
#[derive(Clone)]
pub struct ByteStream(Source);

#[derive(Clone)]
enum Source {
    Bytes(Bytes),
    Once(Arc<Mutex<Option<Body>>>),
}

impl ByteStream {
    /// The stream as a body to read; empty when it was taken before.
    pub fn into_body(self) -> Body {
        self.open(None).unwrap_or_default()
    }
}

impl Streaming for ByteStream {
    fn as_bytes(&self) -> Option<&Bytes> {
        match &self.0 {
            Source::Bytes(bytes) => Some(bytes),
            Source::Once(_) => None,
        }
    }

    fn length(&self) -> Option<u64> {
        u64::try_from(self.as_bytes()?.len()).ok()
    }

    fn is_replayable(&self) -> bool {
        matches!(self.0, Source::Bytes(_))
    }

    fn open(&self, _events: Option<EventFormat>) -> Option<Body> {
        match &self.0 {
            Source::Bytes(bytes) => Some(bytes.clone().into()),
            Source::Once(body) => body.lock().unwrap_or_else(PoisonError::into_inner).take(),
        }
    }

    fn receive(&mut self, body: Body, _events: Option<EventFormat>) {
        *self = body.into();
    }
}

impl From<Body> for ByteStream {
    fn from(body: Body) -> Self {
        Self(match body.as_bytes() {
            Some(bytes) => Source::Bytes(bytes.clone()),
            None => Source::Once(Arc::new(Mutex::new(Some(body)))),
        })
    }
}

impl Default for ByteStream {
    fn default() -> Self {
        Self(Source::Bytes(Bytes::new()))
    }
}

/// Two streams are equal when they hold the same bytes in memory, or are one stream.
impl PartialEq for ByteStream {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Source::Bytes(left), Source::Bytes(right)) => left == right,
            (Source::Once(left), Source::Once(right)) => Arc::ptr_eq(left, right),
            _ => false,
        }
    }
}

impl Debug for ByteStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Source::Bytes(bytes) => write!(f, "ByteStream({} bytes)", bytes.len()),
            Source::Once(_) => f.write_str("ByteStream"),
        }
    }
}

impl Field for ByteStream {
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
