//! What a member that streams is to codecs and calls, whatever it streams.

use std::fmt::Debug;

use bytes::Bytes;

use crate::io::body::Body;
use crate::model::codec::{Codec, Limits};
use crate::util::future::{MaybeSend, MaybeSync};

/// A member that streams, whatever it streams.
pub trait Streaming: Debug + MaybeSend + MaybeSync {
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

/// How a protocol spells events (Smithy 2.0, "Event streams").
#[derive(Clone, Copy, Debug)]
pub struct EventFormat {
    /// The codec of payloads that are documents.
    pub codec: &'static dyn Codec,
    /// What the header `:content-type` says of them.
    pub content_type: &'static str,
    /// Whether members beside the stream travel in a first message; REST protocols have
    /// other places for them.
    pub initial_messages: bool,
    /// What is accepted of one event.
    pub limits: Limits,
}
