//! HTTP bindings: which member of a structure is where in a request or response (Smithy 2.0,
//! "HTTP bindings"), for all protocols that heed them.
//!
//! Loops over members; what the documents in bodies look like is the codec's business, and what
//! names an error the protocol's.

mod header;
mod media;
mod payload;
mod query;
mod read;
mod route;
mod uri;

use bytes::Bytes;
use http::{HeaderMap, Method, Request, Response, StatusCode};

use self::read::Source;
use super::Refusal;
use crate::codec::correction::HIDDEN;
use crate::codec::{Codec, DecodeError, Decoded, EncodeError, Limits, Part};
use crate::operation::{Http, OperationSchema};
use crate::schema::{Binding, Member, Schema, Trait};
use crate::value::{Structure, Value};

pub(super) use self::route::{refuse_unrouted, route};

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

/// Encodes an output or an error. A member with `httpResponseCode` wins over `status`.
pub(super) fn encode_response(
    format: Format<'_>,
    status: StatusCode,
    value: &dyn Structure,
) -> Result<Response<Bytes>, EncodeError> {
    let mut headers = HeaderMap::new();
    let body = payload::encode(format, Part::Response, value, &mut headers)?;
    header::encode(value, &mut headers)?;
    let mut response = Response::new(Bytes::from(body));
    *response.status_mut() = bound_status(value).unwrap_or(status);
    *response.headers_mut() = headers;
    Ok(response)
}

/// Adds the headers that members are bound to, for protocols that encode bodies themselves.
#[cfg(feature = "rest-xml")]
pub(super) fn encode_headers(
    value: &dyn Structure,
    headers: &mut HeaderMap,
) -> Result<(), EncodeError> {
    header::encode(value, headers)
}

/// Fills `input` from a request to `operation`, which must be as the specification says, and
/// whose sender must accept the response's type.
pub(super) fn decode_request(
    format: Format<'_>,
    operation: &OperationSchema,
    request: &Request<Bytes>,
    input: &mut dyn Structure,
    limits: &Limits,
) -> Result<Decoded, Refusal> {
    media::check_accept(format, operation, request.headers())?;
    media::check_content_type(format, operation, request)?;
    let source = Source::of_request(operation, request)?;
    Ok(read::members(format, &source, input, &limits.strict())?)
}

/// Fills an output or an error from a response.
pub(super) fn decode_response(
    format: Format<'_>,
    response: &Response<Bytes>,
    value: &mut dyn Structure,
    limits: &Limits,
) -> Result<Decoded, DecodeError> {
    let source = Source::of_response(response);
    read::members(format, &source, value, limits)
}

/// The status of the operation's success.
pub(super) fn success_status(operation: &OperationSchema) -> StatusCode {
    let status = operation.http.map(|it| StatusCode::from_u16(it.status));
    status.and_then(Result::ok).unwrap_or(StatusCode::OK)
}

/// The `http` trait, which operations of these protocols cannot be without.
fn http(operation: &OperationSchema) -> Result<&'static Http, EncodeError> {
    operation.http.ok_or_else(|| EncodeError {
        path: String::new(),
        reason: format!("{} has no `http` trait", operation.id),
    })
}

/// What the member with `httpResponseCode` says.
fn bound_status(value: &dyn Structure) -> Option<StatusCode> {
    let mut members = value.schema().members.iter();
    let index = members.position(|member| member.binding() == Binding::ResponseCode)?;
    match value.get(index) {
        Value::Integer(status) => StatusCode::from_u16(u16::try_from(status).ok()?).ok(),
        _ => None,
    }
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
