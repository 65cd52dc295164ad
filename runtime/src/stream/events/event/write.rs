//! Encodes events to messages.

use super::super::frame::{HeaderValue, Headers, Message};
use super::{
    CONTENT_TYPE, EVENT_TYPE, EXCEPTION_TYPE, MESSAGE_TYPE, Place, UNKNOWN, has_document, payload,
    place,
};
use crate::codec::{EncodeError, Part};
use crate::model::schema::{Kind, Member};
use crate::model::value::{Structure, Union, Value, Variant};
use crate::protocol::EventFormat;

/// The message of an event or, if its shape is an error, of an exception.
pub(in super::super) fn encode(
    event: &dyn Union,
    format: EventFormat,
) -> Result<Message, EncodeError> {
    let mut bytes = Vec::new();
    let (index, value) = match event.variant() {
        Variant::Known(index, value) => (index, value),
        Variant::Unknown(name, value) => {
            let value = Value::Document(value);
            format.codec.encode_member(&UNKNOWN, value, &mut bytes)?;
            return message(
                "event",
                EVENT_TYPE,
                name,
                Some(format.content_type),
                &[],
                bytes,
            );
        }
    };
    let (Some(member), Value::Structure(value)) = (event.schema().members.get(index), value) else {
        return Err(invalid(
            event.schema().id.name,
            "an event must be a structure",
        ));
    };
    let content_type = encode_payload(value, format, &mut bytes).map_err(|error| EncodeError {
        path: crumb(member.name, &error.path),
        ..error
    })?;
    let mut headers = Vec::new();
    for (index, header) in value.schema().members.iter().enumerate() {
        if place(header) == Place::Header {
            let value = header_value(header, value.get(index)).ok_or_else(|| {
                invalid(&crumb(member.name, header.name), "it cannot be a header")
            })?;
            headers.extend(value.map(|value| (header.name, value)));
        }
    }
    let (kind, of_type) = match member.target.fault() {
        Some(_) => ("exception", EXCEPTION_TYPE),
        None => ("event", EVENT_TYPE),
    };
    message(kind, of_type, member.name, content_type, &headers, bytes)
}

/// Writes the payload, and returns its media type.
fn encode_payload(
    event: &dyn Structure,
    format: EventFormat,
    out: &mut Vec<u8>,
) -> Result<Option<&'static str>, EncodeError> {
    let Some((index, member)) = payload(event.schema()) else {
        if !has_document(event.schema()) {
            return Ok(None);
        }
        format.codec.encode(event, Part::Event, out)?;
        return Ok(Some(format.content_type));
    };
    match event.get(index) {
        Value::Null => Ok(None),
        Value::Blob(bytes) => {
            out.extend_from_slice(bytes);
            Ok(Some("application/octet-stream"))
        }
        Value::String(text) => {
            out.extend_from_slice(text.as_bytes());
            Ok(Some("text/plain"))
        }
        value => {
            format.codec.encode_member(member, value, out)?;
            Ok(Some(format.content_type))
        }
    }
}

/// A message of type `kind`, whose header `of_type` is `name`.
fn message(
    kind: &str,
    of_type: &str,
    name: &str,
    content_type: Option<&str>,
    headers: &[(&str, HeaderValue<'_>)],
    payload: Vec<u8>,
) -> Result<Message, EncodeError> {
    let own = [
        (MESSAGE_TYPE, HeaderValue::String(kind)),
        (of_type, HeaderValue::String(name)),
    ];
    let content_type = content_type.map(|it| (CONTENT_TYPE, HeaderValue::String(it)));
    let headers = own
        .into_iter()
        .chain(content_type)
        .chain(headers.iter().copied());
    Ok(Message {
        headers: Headers::new(headers).map_err(|error| invalid(name, error.reason()))?,
        payload: payload.into(),
    })
}

/// The value as a header: `Some(None)` if it is absent, `None` if it cannot be a header.
#[expect(
    clippy::option_option,
    reason = "absent and impossible are not the same"
)]
fn header_value<'a>(member: &Member, value: Value<'a>) -> Option<Option<HeaderValue<'a>>> {
    Some(Some(match value {
        Value::Null => return Some(None),
        Value::Boolean(it) => HeaderValue::Boolean(it),
        Value::Integer(it) => match member.target.kind {
            Kind::Byte => HeaderValue::Byte(it.try_into().ok()?),
            Kind::Short => HeaderValue::Short(it.try_into().ok()?),
            Kind::Long => HeaderValue::Long(it),
            _ => HeaderValue::Integer(it.try_into().ok()?),
        },
        Value::Blob(it) => HeaderValue::Bytes(it),
        Value::String(it) => HeaderValue::String(it),
        Value::Timestamp(it) => HeaderValue::Timestamp(it),
        _ => return None,
    }))
}

fn crumb(event: &str, member: &str) -> String {
    match member {
        "" => event.to_owned(),
        member => format!("{event}.{member}"),
    }
}

fn invalid(path: &str, reason: &str) -> EncodeError {
    EncodeError {
        path: path.to_owned(),
        reason: reason.to_owned(),
    }
}
