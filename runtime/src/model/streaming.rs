//! The interface of streaming members to codecs and calls, for streams of bytes and of events.

use std::fmt::Debug;

use bytes::Bytes;

use crate::io::body::Body;
use crate::model::codec::{Codec, Limits};
use crate::util::future::{MaybeSend, MaybeSync};

/// A streaming member: a stream of bytes or of events.
pub trait Streaming: Debug + MaybeSend + MaybeSync {
    /// All bytes of the stream, if they are in memory. Such a stream is signed and sent like any
    /// other body.
    fn as_bytes(&self) -> Option<&Bytes>;

    /// The length of the stream in bytes, if known.
    fn length(&self) -> Option<u64>;

    /// Whether [`open`](Self::open) can be called again: whether a request may be retried.
    fn is_replayable(&self) -> bool;

    /// The stream from its start; `None` if it is consumed and cannot be replayed. Each event
    /// becomes one chunk, a message encoded according to `events`.
    fn open(&self, events: Option<EventFormat>) -> Option<Body>;

    /// Sets the stream to a received body; events are decoded according to `events`.
    fn receive(&mut self, body: Body, events: Option<EventFormat>);
}

/// The encoding of events in a protocol (Smithy 2.0, "Event streams").
#[derive(Clone, Copy, Debug)]
pub struct EventFormat {
    /// The codec of payloads that are documents.
    pub codec: &'static dyn Codec,
    /// The `:content-type` header of such payloads.
    pub content_type: &'static str,
    /// Whether an initial message carries the members beside the stream. REST protocols bind them
    /// to other parts of the HTTP message.
    pub initial_messages: bool,
    /// The decoder's limits for each event.
    pub limits: Limits,
}
