//! Requests of `awsQuery` and `ec2Query`: a form that names the operation.
//!
//! Owns what both protocols share of the way to the service; what they share of the way back is
//! in `query_response`.

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue, Method, Request, Uri};

use super::Refusal;
use crate::codec::query::{self, Pairs, Query};
use crate::codec::{Decoded, EncodeError, Limits};
use crate::operation::{OperationSchema, ServiceSchema};
use crate::value::Structure;

static FORM: HeaderValue = HeaderValue::from_static("application/x-www-form-urlencoded");

/// Room for the protocol's headers and for those that are added on the way, so that the map
/// does not grow.
const HEADERS: usize = 12;

/// `Action=…&Version=…`, followed by the members of the input, sent to `/`.
pub(super) fn encode(
    query: Query,
    service: &ServiceSchema,
    operation: &OperationSchema,
    input: &dyn Structure,
) -> Result<Request<Bytes>, EncodeError> {
    let mut body = Vec::with_capacity(256);
    body.extend_from_slice(b"Action=");
    body.extend_from_slice(operation.id.name.as_bytes());
    body.extend_from_slice(b"&Version=");
    query::escape(service.version, &mut body);
    query.encode(input, &mut body)?;
    let mut request = Request::new(Bytes::from(body));
    *request.method_mut() = Method::POST;
    *request.uri_mut() = Uri::from_static("/");
    *request.headers_mut() = HeaderMap::with_capacity(HEADERS);
    request.headers_mut().insert(CONTENT_TYPE, FORM.clone());
    Ok(request)
}

/// The operation that the parameter `Action` names.
pub(super) fn route(
    service: &ServiceSchema,
    request: &Request<Bytes>,
) -> Option<&'static OperationSchema> {
    let action = Pairs::of(form(request)).find("Action")?;
    let mut operations = service.operations.iter().copied();
    operations.find(|it| it.id.name == action)
}

pub(super) fn decode(
    query: Query,
    request: &Request<Bytes>,
    input: &mut dyn Structure,
    limits: &Limits,
) -> Result<Decoded, Refusal> {
    Ok(query.decode(form(request), input, &limits.strict())?)
}

/// The body, or the query string of a request without one, which is the other way to send a
/// form.
fn form(request: &Request<Bytes>) -> &[u8] {
    match request.uri().query() {
        Some(query) if request.body().is_empty() => query.as_bytes(),
        _ => request.body(),
    }
}
