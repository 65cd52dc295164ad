//! The streaming member of an operation, beside the body that its protocol encodes.
//!
//! Bytes in memory replace the body; any other stream is opened when it is sent.

use bytes::Bytes;
use http::HeaderMap;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderValue};

use super::length::announce;
use crate::codec::EncodeError;
use crate::io::body::{Body, Incomplete};
use crate::model::schema::{Kind, Member, Schema, Trait};
use crate::model::value::{Structure, Value};
use crate::protocol::{EVENT_STREAM, Initial, Protocol};
use crate::stream::Streaming;
#[cfg(feature = "event-stream")]
use crate::stream::events::{initial_message, read_initial, with_initial};

/// A stream that is not in memory, and its member.
#[derive(Clone, Copy)]
pub(crate) struct PendingStream<'i> {
    member: &'static Member,
    stream: &'i dyn Streaming,
}

/// The stream of an input or output, unless all of it is in memory; `index` is the index of the
/// member.
pub(crate) fn pending_stream(
    value: &dyn Structure,
    index: Option<usize>,
) -> Option<PendingStream<'_>> {
    let index = index?;
    let member = value.schema().members.get(index)?;
    match value.get(index) {
        Value::Stream(stream) if stream.as_bytes().is_none() => {
            Some(PendingStream { member, stream })
        }
        _ => None,
    }
}

/// Attaches the stream at `index` of `value` to a message if it is in memory; otherwise sets the
/// headers known from the stream.
pub(crate) fn attach(
    value: &dyn Structure,
    index: usize,
    headers: &mut HeaderMap,
    body: &mut Bytes,
) -> Result<(), EncodeError> {
    let member = value.schema().members.get(index);
    let (Some(member), Value::Stream(stream)) = (member, value.get(index)) else {
        return Ok(());
    };
    if is_events(member) {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(EVENT_STREAM));
        return Ok(());
    }
    let requires_length = requires_length(member);
    match (stream.length(), stream.as_bytes()) {
        (None, _) if requires_length => {
            let reason = "the service needs its length: set it with `with_length`";
            return Err(unusable(member, reason));
        }
        // The body of a presigned request may be missing.
        (Some(0), Some(_)) if headers.contains_key(CONTENT_LENGTH) => {}
        (Some(length), bytes) if bytes.is_none() || requires_length => {
            announce(headers, length, value.schema())?;
        }
        _ => {}
    }
    if let Some(bytes) = stream.as_bytes() {
        *body = bytes.clone();
    }
    Ok(())
}

/// Splits the body of a message into the part before its stream, and the stream, which is the
/// member at `index` of `schema`.
#[cfg_attr(
    not(feature = "event-stream"),
    expect(
        unused_variables,
        reason = "only events have something in front of them"
    )
)]
pub(crate) async fn split(
    schema: &Schema,
    index: Option<usize>,
    protocol: &dyn Protocol,
    body: Body,
) -> Result<(Bytes, Body), Incomplete> {
    #[cfg(feature = "event-stream")]
    if has_initial(protocol) && streams_events(schema, index) {
        let (first, rest) = read_initial(body).await?;
        return Ok((first.unwrap_or_default(), rest));
    }
    Ok((Bytes::new(), body))
}

#[cfg(feature = "event-stream")]
fn has_initial(protocol: &dyn Protocol) -> bool {
    protocol.events().is_some_and(|it| it.initial_messages)
}

/// Returns whether the member at `index` streams events, not bytes.
pub(crate) fn streams_events(schema: &Schema, index: Option<usize>) -> bool {
    let member = index.and_then(|index| schema.members.get(index));
    member.is_some_and(is_events)
}

fn requires_length(member: &Member) -> bool {
    let found = member.find_trait(|it| matches!(it, Trait::RequiresLength).then_some(()));
    found.is_some()
}

fn is_events(member: &Member) -> bool {
    member.target.kind == Kind::Union
}

impl PendingStream<'_> {
    /// Returns whether it streams events, not bytes.
    pub(crate) fn is_events(&self) -> bool {
        is_events(self.member)
    }

    /// The number of bytes, if known.
    pub(super) fn length(&self) -> Option<u64> {
        self.stream.length()
    }

    /// The error for a stream that cannot be sent.
    pub(crate) fn unusable(&self, reason: &str) -> EncodeError {
        unusable(self.member, reason)
    }

    /// Returns whether the service must know its length in advance.
    #[cfg(feature = "gzip")]
    pub(crate) fn requires_length(&self) -> bool {
        requires_length(self.member)
    }

    /// Returns whether it can be sent again.
    pub(crate) fn is_replayable(&self) -> bool {
        self.stream.is_replayable()
    }

    /// The body; `encoded` is the part that the protocol has encoded beside the stream, and
    /// `initial` the kind of the message that carries it before the events.
    pub(crate) fn body(
        &self,
        protocol: &dyn Protocol,
        encoded: Bytes,
        initial: Initial,
    ) -> Result<Body, EncodeError> {
        if self.is_events() {
            return self.events(protocol, encoded, initial);
        }
        let body = self.stream.open(None);
        body.map(Body::of_request).ok_or_else(|| self.used_up())
    }

    #[cfg(feature = "event-stream")]
    fn events(
        &self,
        protocol: &dyn Protocol,
        encoded: Bytes,
        initial: Initial,
    ) -> Result<Body, EncodeError> {
        let format = protocol.events();
        let format = format.ok_or_else(|| self.unusable("the protocol has no event streams"))?;
        let events = self.stream.open(Some(format));
        let events = events.ok_or_else(|| self.used_up())?;
        if !format.initial_messages {
            return Ok(events);
        }
        let first = initial_message(initial, encoded, format)
            .map_err(|error| self.unusable(error.reason()))?;
        Ok(with_initial(first, events))
    }

    /// Without the feature there is no type of event streams.
    #[cfg(not(feature = "event-stream"))]
    fn events(
        &self,
        _protocol: &dyn Protocol,
        _encoded: Bytes,
        _initial: Initial,
    ) -> Result<Body, EncodeError> {
        Err(self.unusable("switch on the feature `event-stream` of tinsmith"))
    }

    fn used_up(&self) -> EncodeError {
        self.unusable("the stream was used up by an earlier call")
    }
}

fn unusable(member: &Member, reason: &str) -> EncodeError {
    EncodeError {
        path: member.name.to_owned(),
        reason: reason.to_owned(),
    }
}
