//! Responses of `awsQuery` and `ec2Query`: XML documents that wrap the members.
//!
//! Owns what both protocols share of the way back; the bodies of errors are read by
//! `xml_error`.

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderValue, Response, StatusCode};

use super::xml_error;
use crate::codec::xml::{self, Name, Xml};
use crate::codec::{DecodeError, Decoded, EncodeError, Limits, Part};
use crate::schema::{Fault, Schema, XmlNamespace};
use crate::value::Structure;

/// Fills the members that are inside of `wrappers`.
pub(super) fn decode(
    wrappers: &[Name<'_>],
    response: &Response<Bytes>,
    value: &mut dyn Structure,
    limits: &Limits,
) -> Result<Decoded, DecodeError> {
    if response.body().is_empty() && value.schema().members.is_empty() {
        return Ok(Decoded::default());
    }
    Xml::AWS.decode_within(response.body(), wrappers, value, Part::Whole, limits)
}

/// The identifier of the request, which the document has beside the members.
pub(super) fn request_id(response: &Response<Bytes>) -> Option<String> {
    let body = response.body();
    xml_error::request_id(body).or_else(|| {
        let [id] = xml::texts(body, &["ResponseMetadata"], ["RequestId"]);
        id
    })
}

/// The status of an error, which these protocols do not take from `httpError`.
pub(super) fn status(error: &Schema) -> StatusCode {
    error.fault().unwrap_or(Fault::Client).status()
}

/// A response with the members of `value` inside of `wrappers`, behind the texts `lead`.
pub(super) fn encode(
    namespace: Option<XmlNamespace>,
    wrappers: &[Name<'_>],
    lead: &[(&str, &str)],
    value: &dyn Structure,
    (status, content_type): (StatusCode, &'static str),
) -> Result<Response<Bytes>, EncodeError> {
    let mut body = Vec::new();
    let xml = Xml::AWS.with_namespace(namespace);
    xml.encode_within(wrappers, lead, value, Part::Whole, &mut body)?;
    let mut response = Response::new(Bytes::from(body));
    *response.status_mut() = status;
    let content_type = HeaderValue::from_static(content_type);
    response.headers_mut().insert(CONTENT_TYPE, content_type);
    Ok(response)
}
