//! Decodes messages to events.

use std::borrow::Cow;

use super::super::EventError;
use super::super::frame::{HeaderValue, Message};
use super::super::initial::is_initial;
use super::{
    ERROR_CODE, ERROR_MESSAGE, EVENT_TYPE, EXCEPTION_TYPE, MESSAGE_TYPE, Place, UNKNOWN,
    has_document, payload, place,
};
use crate::codec::{DecodeError, Part};
use crate::model::operation::Unmodelled;
use crate::model::schema::{Kind, Member};
use crate::model::value::{Field, Slot, Structure, Union};
use crate::protocol::EventFormat;
use crate::types::{Blob, Document};

/// Decodes the event of a message. `None` if the message is to be skipped; the error if the
/// message reports one.
pub(in super::super) fn read<U: Union + Field>(
    message: &Message,
    format: EventFormat,
) -> Result<Option<U>, EventError<U>> {
    let mut event = U::blank();
    let undecoded = |error| EventError::decode(error, &message.payload);
    match header(message, MESSAGE_TYPE).map_err(undecoded)? {
        "event" => {
            let name = header(message, EVENT_TYPE).map_err(undecoded)?;
            // An initial message may arrive unrequested, after the check for one.
            if is_initial(message) && event.schema().member_index(name, 0).is_none() {
                return Ok(None);
            }
            decode(name, message, &mut event, format).map_err(undecoded)?;
            Ok(Some(event))
        }
        "exception" => {
            let name = header(message, EXCEPTION_TYPE).map_err(undecoded)?;
            if event.schema().member_index(name, 0).is_none() {
                return Err(EventError::Unmodelled(unmodelled(name, message, format)));
            }
            decode(name, message, &mut event, format).map_err(undecoded)?;
            Err(EventError::Exception(event))
        }
        "error" => Err(EventError::Unmodelled(Unmodelled {
            code: text(message, ERROR_CODE).unwrap_or_default(),
            message: text(message, ERROR_MESSAGE),
        })),
        other => {
            let reason = format!("a message is an event, an exception or an error, not {other:?}");
            Err(undecoded(DecodeError::new(reason)))
        }
    }
}

/// A mandatory header of a message.
fn header<'m>(message: &'m Message, name: &str) -> Result<&'m str, DecodeError> {
    message.headers.string(name).ok_or_else(|| {
        DecodeError::new(match message.headers.get(name) {
            Some(_) => format!("the header `{name}` of a message is not a string"),
            None => format!("a message has no header `{name}`"),
        })
    })
}

fn text(message: &Message, name: &str) -> Option<String> {
    message.headers.string(name).map(str::to_owned)
}

/// An exception newer than the model; its message is in the same place as in modelled ones.
fn unmodelled(name: &str, message: &Message, format: EventFormat) -> Unmodelled {
    let document = document(message, format);
    let said = document.get("message").or_else(|| document.get("Message"));
    Unmodelled {
        code: name.to_owned(),
        message: said.and_then(Document::as_str).map(str::to_owned),
    }
}

/// The payload of a message newer than the model; null if it is not a document.
fn document(message: &Message, format: EventFormat) -> Document {
    let mut document = Document::Null;
    let slot = Slot::Document(&mut document);
    let (codec, payload) = (format.codec, &message.payload);
    let decoded = codec.decode_member(payload, &UNKNOWN, slot, &format.limits);
    decoded.map_or(Document::Null, |_| document)
}

fn decode(
    name: &str,
    message: &Message,
    union: &mut dyn Union,
    format: EventFormat,
) -> Result<(), DecodeError> {
    let Some(index) = union.schema().member_index(name, 0) else {
        *union.select_unknown(name) = document(message, format);
        return Ok(());
    };
    let Slot::Structure(event) = union.select(index) else {
        return Err(DecodeError::new(format!(
            "the event {name} is not a structure"
        )));
    };
    decode_event(message, event, format).map_err(|error| DecodeError {
        path: match error.path.as_str() {
            "" => name.to_owned(),
            path => format!("{name}.{path}"),
        },
        ..error
    })
}

fn decode_event(
    message: &Message,
    event: &mut dyn Structure,
    format: EventFormat,
) -> Result<(), DecodeError> {
    let schema = event.schema();
    for (index, member) in schema.members.iter().enumerate() {
        if place(member) == Place::Header {
            if let Some(value) = message.headers.get(member.name) {
                set(event.slot(index), value).ok_or_else(|| mistyped(member, value))?;
            }
        }
    }
    match payload(schema) {
        // An empty payload is not a document.
        Some((_, member)) if message.payload.is_empty() && !is_raw(member) => {}
        Some((index, member)) => decode_payload(message, member, event.slot(index), format)?,
        None if has_document(schema) && !message.payload.is_empty() => {
            format
                .codec
                .decode(&message.payload, event, Part::Event, &format.limits)?;
        }
        None => {}
    }
    Ok(())
}

fn decode_payload(
    message: &Message,
    member: &'static Member,
    slot: Slot<'_>,
    format: EventFormat,
) -> Result<(), DecodeError> {
    let payload = &message.payload;
    match slot {
        Slot::Blob(blob) => *blob = Blob::new(payload.as_ref()),
        Slot::String(text) => match std::str::from_utf8(payload) {
            Ok(read) => text.set(Cow::Borrowed(read)),
            Err(error) => {
                return Err(DecodeError {
                    path: member.name.to_owned(),
                    offset: Some(error.valid_up_to()),
                    reason: "the payload is not UTF-8".to_owned(),
                });
            }
        },
        slot => {
            let (codec, limits) = (format.codec, &format.limits);
            codec.decode_member(payload, member, slot, limits)?;
        }
    }
    Ok(())
}

/// Returns whether any bytes are a value of the member.
fn is_raw(member: &Member) -> bool {
    matches!(member.target.kind, Kind::Blob | Kind::String | Kind::Enum)
}

/// Fills `slot`; `None` if the value is of another type or does not fit.
fn set(slot: Slot<'_>, value: HeaderValue<'_>) -> Option<()> {
    let number = match value {
        HeaderValue::Byte(it) => Some(i64::from(it)),
        HeaderValue::Short(it) => Some(i64::from(it)),
        HeaderValue::Integer(it) => Some(i64::from(it)),
        HeaderValue::Long(it) => Some(it),
        _ => None,
    };
    match (slot, value) {
        (Slot::Boolean(slot), HeaderValue::Boolean(it)) => *slot = it,
        (Slot::Byte(slot), _) => *slot = number?.try_into().ok()?,
        (Slot::Short(slot), _) => *slot = number?.try_into().ok()?,
        (Slot::Integer(slot), _) => *slot = number?.try_into().ok()?,
        (Slot::IntEnum(slot), _) => slot.set(number?.try_into().ok()?),
        (Slot::Long(slot), _) => *slot = number?,
        (Slot::Blob(slot), HeaderValue::Bytes(it)) => *slot = Blob::new(it),
        (Slot::String(slot), HeaderValue::String(it)) => slot.set(Cow::Borrowed(it)),
        (Slot::Timestamp(slot), HeaderValue::Timestamp(it)) => *slot = it,
        _ => return None,
    }
    Some(())
}

fn mistyped(member: &Member, value: HeaderValue<'_>) -> DecodeError {
    let kind = match value {
        HeaderValue::Boolean(_) => "a boolean",
        HeaderValue::Byte(_) => "a byte",
        HeaderValue::Short(_) => "a short",
        HeaderValue::Integer(_) => "an integer",
        HeaderValue::Long(_) => "a long",
        HeaderValue::Bytes(_) => "a byte array",
        HeaderValue::String(_) => "a string",
        HeaderValue::Timestamp(_) => "a timestamp",
        HeaderValue::Uuid(_) => "a UUID",
    };
    DecodeError {
        path: member.name.to_owned(),
        offset: None,
        reason: format!(
            "the header cannot be {kind}: its type is {:?}, or its value does not fit",
            member.target.kind
        ),
    }
}
