//! Encodes bodies: a document of the members without other bindings, or a single member.

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue};

use super::{Format, media_type, payload_member, unsendable};
use crate::codec::{EncodeError, Part};
use crate::model::schema::{Kind, Member, prelude};
use crate::model::value::{Structure, Value};
use crate::protocol::EVENT_STREAM;

const BYTES: &str = "application/octet-stream";
const TEXT: &str = "text/plain";

/// Encodes the body of a message, and adds its type to `headers`.
pub(super) fn encode(
    format: Format<'_>,
    part: Part,
    value: &dyn Structure,
    headers: &mut HeaderMap,
) -> Result<Vec<u8>, EncodeError> {
    let schema = value.schema();
    let mut body = Vec::new();
    if let Some((index, member)) = payload_member(schema) {
        payload(format, part, member, value.get(index), headers, &mut body)?;
    } else if schema.members.iter().any(|member| part.takes(member)) {
        body.reserve(256);
        format.codec.encode(value, part, &mut body)?;
        set_content_type(headers, format.content_type)?;
    } else if part == Part::Response && schema.id != prelude::UNIT.id {
        body.extend_from_slice(format.empty.as_bytes());
        set_content_type(headers, format.content_type)?;
    }
    Ok(body)
}

/// Encodes `value`, the value of `member`, as the whole body.
fn payload(
    format: Format<'_>,
    part: Part,
    member: &'static Member,
    value: Value<'_>,
    headers: &mut HeaderMap,
    body: &mut Vec<u8>,
) -> Result<(), EncodeError> {
    match value {
        Value::Null => {
            let has_body = part == Part::Body && member.target.kind == Kind::Structure;
            if !has_body || format.empty.is_empty() {
                return Ok(());
            }
            body.extend_from_slice(format.empty.as_bytes());
        }
        Value::Stream(_) => {}
        Value::Blob(it) => body.extend_from_slice(it),
        Value::String(it) => body.extend_from_slice(it.as_bytes()),
        other => {
            let encoded = format.codec.encode_member(member, other, body);
            encoded.map_err(|error| EncodeError {
                path: super::read::below(member, &error.path),
                ..error
            })?;
        }
    }
    set_content_type(headers, payload_media_type(format, member))
}

/// The media type of a body that is the payload `member`.
pub(super) fn payload_media_type(format: Format<'_>, member: &Member) -> &'static str {
    match member.target.kind {
        Kind::Union if member.is_streaming() => EVENT_STREAM,
        Kind::Blob => media_type(member).unwrap_or(BYTES),
        Kind::String | Kind::Enum => media_type(member).unwrap_or(TEXT),
        _ => media_type(member).unwrap_or(format.content_type),
    }
}

/// Sets the media type of the body.
fn set_content_type(
    headers: &mut HeaderMap,
    content_type: &'static str,
) -> Result<(), EncodeError> {
    let value = HeaderValue::from_maybe_shared(Bytes::from_static(content_type.as_bytes()));
    let value = value.map_err(|_| unsendable("", "the header content-type"))?;
    headers.insert(CONTENT_TYPE, value);
    Ok(())
}
