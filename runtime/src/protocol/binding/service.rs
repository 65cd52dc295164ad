//! Decodes requests and encodes responses, for the fake service.

mod media;
mod query;
mod route;

use bytes::Bytes;
use http::{HeaderMap, Request, Response, StatusCode};

use self::query::Query;
use super::read::{self, Head, Message};
use super::{Format, fault, header, http, payload};
use crate::codec::text::{self, Spelling};
use crate::codec::{DecodeError, Decoded, EncodeError, Limits, Part};
use crate::model::operation::OperationSchema;
use crate::model::schema::{Binding, Member};
use crate::model::value::{Slot, Structure, Value};
use crate::protocol::Rejection;
use crate::util::percent;

pub(in crate::protocol) use self::route::{refuse_unrouted, route};

/// Fills `input` from a request to `operation`. The request must follow the specification exactly
/// and accept the media type of the response.
pub(in crate::protocol) fn decode_request(
    format: Format<'_>,
    operation: &OperationSchema,
    request: &Request<Bytes>,
    input: &mut dyn Structure,
    limits: &Limits,
) -> Result<Decoded, Rejection> {
    media::check_accept(format, operation, request.headers())?;
    media::check_content_type(format, operation, request)?;
    let message = Message {
        headers: request.headers(),
        body: request.body(),
        part: Part::Body,
        head: &Target::parse(operation, request)?,
    };
    Ok(read::members(format, &message, input, &limits.strict())?)
}

/// Encodes an output or an error. A member with `httpResponseCode` overrides `status`.
pub(in crate::protocol) fn encode_response(
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

/// Adds the headers of bound members, for protocols that encode bodies themselves.
#[cfg(feature = "rest-xml")]
pub(in crate::protocol) fn encode_headers(
    value: &dyn Structure,
    headers: &mut HeaderMap,
) -> Result<(), EncodeError> {
    header::encode(value, headers)
}

/// The status of a successful response.
pub(in crate::protocol) fn success_status(operation: &OperationSchema) -> StatusCode {
    let status = operation.http.map(|it| StatusCode::from_u16(it.status));
    status.and_then(Result::ok).unwrap_or(StatusCode::OK)
}

/// The value of the member with `httpResponseCode`.
fn bound_status(value: &dyn Structure) -> Option<StatusCode> {
    let mut members = value.schema().members.iter();
    let index = members.position(|member| member.binding() == Binding::ResponseCode)?;
    match value.get(index) {
        Value::Integer(status) => StatusCode::from_u16(u16::try_from(status).ok()?).ok(),
        _ => None,
    }
}

/// The labels and the query of a request.
struct Target<'a> {
    /// The values of the path's labels, with the index of their members.
    labels: Vec<(usize, &'a str)>,
    query: Query<'a>,
}

impl<'a> Target<'a> {
    /// Errors if the request's path does not match the operation's.
    fn parse(
        operation: &OperationSchema,
        request: &'a Request<Bytes>,
    ) -> Result<Self, DecodeError> {
        let http = http(operation).map_err(|error| DecodeError::new(error.reason))?;
        let labels = route::labels(http.path, request.uri().path());
        let labels = labels
            .ok_or_else(|| DecodeError::new("the path does not match that of the operation"))?;
        let query = Query::parse(request.uri().query().unwrap_or_default())?;
        Ok(Self { labels, query })
    }

    fn label(
        &self,
        (index, member): (usize, &'static Member),
        slot: Slot<'_>,
        spelling: Spelling,
    ) -> Result<bool, DecodeError> {
        let Some((_, escaped)) = self.labels.iter().find(|(at, _)| *at == index) else {
            return Ok(false);
        };
        let text = percent::unescape(escaped).ok_or_else(|| "malformed escape".to_owned());
        text.and_then(|text| text::read(member, slot, text, spelling))
            .map(|()| true)
            .map_err(|reason| fault(member.name.to_owned(), member, reason))
    }
}

impl Head for Target<'_> {
    fn read(
        &self,
        edge: (usize, &'static Member),
        value: &mut dyn Structure,
        limits: &Limits,
    ) -> Result<bool, DecodeError> {
        let (index, member) = edge;
        let spelling = Spelling::uris(limits);
        match member.binding() {
            Binding::Label => self.label(edge, value.slot(index), spelling),
            Binding::Query(name) => self.query.read(name, edge, value, spelling),
            Binding::QueryParams => Ok(self.query.read_all(index, value)),
            _ => Ok(false),
        }
    }
}
