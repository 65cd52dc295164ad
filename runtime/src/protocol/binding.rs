//! HTTP bindings: moves the members of a structure to and from the parts of a request or response
//! (Smithy 2.0, "HTTP bindings"), for all protocols that use them.
//!
//! The codec owns the documents in bodies, and the protocol owns the names of errors.

mod header;
mod payload;
mod read;
#[cfg(feature = "fake")]
pub(super) mod service;
mod uri;

use bytes::Bytes;
use http::{HeaderMap, Method, Request, Response};

use self::read::Message;
use crate::codec::correction::HIDDEN;
use crate::codec::{Codec, DecodeError, Decoded, EncodeError, Limits, Part};
use crate::model::operation::{Http, OperationSchema};
use crate::model::schema::{Binding, Member, Schema, Trait};
use crate::model::value::Structure;

/// Capacity for bound headers and for those added later, so that the map does not grow.
const HEADERS: usize = 16;

/// The settings in which protocols with HTTP bindings differ.
#[derive(Clone, Copy, Debug)]
pub(super) struct Format<'a> {
    /// The codec of documents.
    pub(super) codec: &'a dyn Codec,
    /// The `Content-Type` of documents.
    pub(super) content_type: &'static str,
    /// The document without members, for a response without members in the body and for a request
    /// whose payload is an absent structure. Empty if the protocol sends no body then.
    pub(super) empty: &'static str,
}

/// Encodes `input` as the request that the operation's `http` trait describes. Does not contain
/// a stream, but its `Content-Type`.
pub(super) fn encode_request(
    format: Format<'_>,
    operation: &OperationSchema,
    input: &dyn Structure,
) -> Result<Request<Bytes>, EncodeError> {
    let http = http(operation)?;
    let method = Method::from_bytes(http.method.as_bytes());
    let method = method.map_err(|_| unsendable("", "the method"))?;
    let mut headers = HeaderMap::with_capacity(HEADERS);
    let body = payload::encode(format, Part::Body, input, &mut headers)?;
    header::encode(input, &mut headers)?;
    let mut request = Request::new(Bytes::from(body));
    *request.method_mut() = method;
    *request.uri_mut() = uri::encode(http, operation.addressed, input)?;
    *request.headers_mut() = headers;
    Ok(request)
}

/// Fills an output or an error from a response.
pub(super) fn decode_response(
    format: Format<'_>,
    response: &Response<Bytes>,
    value: &mut dyn Structure,
    limits: &Limits,
) -> Result<Decoded, DecodeError> {
    let status = response.status();
    let message = Message::response(response, &status);
    read::members(format, &message, value, limits)
}

/// The `http` trait, which operations of these protocols must have.
fn http(operation: &OperationSchema) -> Result<&'static Http, EncodeError> {
    operation
        .http
        .ok_or_else(|| EncodeError::new(format!("{} has no `http` trait", operation.id)))
}

/// The member that is the body, and its index.
fn payload_member(schema: &'static Schema) -> Option<(usize, &'static Member)> {
    let mut members = schema.members.iter().enumerate();
    members.find(|(_, member)| member.binding() == Binding::Payload)
}

/// The `mediaType` trait.
fn media_type(member: &Member) -> Option<&'static str> {
    member.find_trait(|it| match it {
        Trait::MediaType(media_type) => Some(*media_type),
        _ => None,
    })
}

/// The error for a value at `path` that is not valid in `place` of a message.
#[cold]
fn unsendable(path: &str, place: &str) -> EncodeError {
    EncodeError {
        path: path.to_owned(),
        reason: format!("it has characters that are not allowed in {place}"),
    }
}

/// The error for the text of `member`, without the reason if the member is sensitive.
#[cold]
fn fault(path: String, member: &Member, reason: String) -> DecodeError {
    let reason = if member.is_sensitive() {
        HIDDEN.to_owned()
    } else {
        reason
    };
    DecodeError {
        path,
        offset: None,
        reason,
    }
}
