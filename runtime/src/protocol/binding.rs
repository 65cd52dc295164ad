//! HTTP bindings: which member of a structure is where in a request or response (Smithy 2.0,
//! "HTTP bindings"), for all protocols that heed them.
//!
//! Loops over members; what the documents in bodies look like is the codec's business, and what
//! names an error the protocol's.

mod header;
mod payload;
mod read;
#[cfg(feature = "fake")]
pub(super) mod service;
mod uri;

use bytes::Bytes;
use http::{HeaderMap, Method, Request, Response};

use self::read::Source;
use crate::codec::correction::HIDDEN;
use crate::codec::{Codec, DecodeError, Decoded, EncodeError, Limits, Part};
use crate::model::operation::{Http, OperationSchema};
use crate::model::schema::{Binding, Member, Schema, Trait};
use crate::model::value::Structure;

/// Room for bound headers and for those that are added on the way, so that the map does not
/// grow.
const HEADERS: usize = 16;

/// What protocols with HTTP bindings differ in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Format<'a> {
    /// The codec of documents.
    pub(super) codec: &'a dyn Codec,
    /// What `Content-Type` says of documents.
    pub(super) content_type: &'static str,
    /// The document without members: a response's that has none to carry, a request's whose
    /// payload is a structure that is not set. Nothing, where nothing is sent.
    pub(super) empty: &'static str,
}

/// Encodes `input` as the request that the operation's `http` trait says. A stream is not in
/// it, but its `Content-Type` is.
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
    let source = Source::of_response(response, &status);
    read::members(format, &source, value, limits)
}

/// The `http` trait, which operations of these protocols cannot be without.
fn http(operation: &OperationSchema) -> Result<&'static Http, EncodeError> {
    operation
        .http
        .ok_or_else(|| EncodeError::new(format!("{} has no `http` trait", operation.id)))
}

/// The member that is the body, and where it is.
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

/// A value at `path` that HTTP cannot carry in `place`.
#[cold]
fn unsendable(path: &str, place: &str) -> EncodeError {
    EncodeError {
        path: path.to_owned(),
        reason: format!("it has characters that {place} cannot have"),
    }
}

/// What is wrong with the text of `member`, which is not shown where it is sensitive.
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
