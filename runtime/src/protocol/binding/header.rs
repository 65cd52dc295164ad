//! Members in headers: a single header (`httpHeader`) or a map (`httpPrefixHeaders`).

mod list;

use std::borrow::Cow;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue};

use super::{fault, media_type, unsendable};
use crate::codec::budget::Budget;
use crate::codec::correction::MISMATCH;
use crate::codec::text::{self, Spelling};
use crate::codec::{DecodeError, EncodeError};
use crate::model::schema::{Binding, Kind, Member, TimestampFormat, Trait};
use crate::model::value::{Entries, Slot, Structure, Value};
use crate::types::Timestamp;

/// The format of timestamps without a `timestampFormat` trait.
const TIMESTAMPS: TimestampFormat = TimestampFormat::HttpDate;

/// Maximum number of headers. No server accepts as many, and a header map panics with many more.
const MOST: usize = 4096;

/// Adds the headers that members of `value` are bound to.
pub(super) fn encode(value: &dyn Structure, headers: &mut HeaderMap) -> Result<(), EncodeError> {
    for (index, member) in value.schema().members.iter().enumerate() {
        match (member.binding(), value.get(index)) {
            (Binding::Header(_) | Binding::PrefixHeaders(_), Value::Null) => {}
            (Binding::Header(name), held) => {
                let name = HeaderName::from_lowercase(name.as_bytes());
                let name = name.map_err(|_| unsendable(member.name, "a header's name"))?;
                let text = write(member, held)?;
                headers.insert(name, header_value(&text, member)?);
            }
            (Binding::PrefixHeaders(prefix), Value::Map(map)) => {
                encode_map(member, prefix, map, headers)?;
            }
            _ => {}
        }
    }
    Ok(())
}

/// Adds a header for each entry, unless a member is bound to the same header.
fn encode_map(
    member: &Member,
    prefix: &str,
    map: &dyn Entries,
    headers: &mut HeaderMap,
) -> Result<(), EncodeError> {
    if headers.len() + map.len() > MOST {
        return Err(EncodeError {
            path: member.name.to_owned(),
            reason: format!("the message would have more than {MOST} headers"),
        });
    }
    for index in 0..map.len() {
        let Some((key, Value::String(text))) = map.entry(index) else {
            continue;
        };
        let name = HeaderName::try_from([prefix, key].concat());
        let name = name.map_err(|_| unsendable(member.name, "a header's name"))?;
        headers.entry(name).or_insert(header_value(text, member)?);
    }
    Ok(())
}

fn header_value(text: &str, member: &Member) -> Result<HeaderValue, EncodeError> {
    let value = HeaderValue::from_maybe_shared(Bytes::copy_from_slice(text.as_bytes()));
    let mut value = value.map_err(|_| unsendable(member.name, "a header"))?;
    value.set_sensitive(member.has_secrets());
    Ok(value)
}

/// The header value of a scalar or a list of scalars.
fn write<'v>(member: &'static Member, value: Value<'v>) -> Result<Cow<'v, str>, EncodeError> {
    let Value::List(elements) = value else {
        return scalar(member, value);
    };
    let edge = member.target.list_member().unwrap_or(member);
    let mut joined = String::new();
    for index in 0..elements.len() {
        let element = elements.get(index);
        if matches!(element, Value::Null) {
            continue;
        }
        if !joined.is_empty() {
            joined.push_str(", ");
        }
        let text = scalar(edge, element).map_err(|error| EncodeError {
            path: format!("{}[{index}]", member.name),
            ..error
        })?;
        match element {
            Value::String(_) => list::quote(&text, &mut joined),
            _ => joined.push_str(&text),
        }
    }
    Ok(Cow::Owned(joined))
}

/// The header value of a scalar. A string with `mediaType` is in base64.
fn scalar<'v>(member: &Member, value: Value<'v>) -> Result<Cow<'v, str>, EncodeError> {
    let text = text::write(member, value, TIMESTAMPS).map_err(|reason| EncodeError {
        path: member.name.to_owned(),
        reason,
    })?;
    match value {
        Value::String(it) if media_type(member).is_some() => Ok(Cow::Owned(STANDARD.encode(it))),
        _ => Ok(text),
    }
}

/// Fills the member at `index` from the header called `name`. Returns whether the header exists.
pub(super) fn read(
    headers: &HeaderMap,
    name: &str,
    (index, member): (usize, &'static Member),
    value: &mut dyn Structure,
    spelling: Spelling,
    budget: &mut Budget,
) -> Result<bool, DecodeError> {
    let Some(first) = headers.get(name) else {
        return Ok(false);
    };
    let fail = |reason| fault(member.name.to_owned(), member, reason);
    if member.target.kind == Kind::List {
        read_list(headers, name, member, value.slot(index), spelling, budget)?;
        return Ok(true);
    }
    let text = as_text(first, spelling).map_err(fail)?;
    let is_text = matches!(member.target.kind, Kind::String | Kind::Enum);
    if text.is_empty() && !is_text && !spelling.strict {
        return Ok(false);
    }
    if is_lenient(member) && !is_date(member, &text) {
        return Ok(false);
    }
    read_scalar(member, value.slot(index), text, spelling).map_err(fail)?;
    Ok(true)
}

/// Whether an unparsable date counts as absent.
fn is_lenient(member: &Member) -> bool {
    let mut traits = member.traits.iter();
    member.target.kind == Kind::Timestamp && traits.any(|it| matches!(it, Trait::Lenient))
}

fn is_date(member: &Member, text: &str) -> bool {
    let format = member.timestamp_format().unwrap_or(TIMESTAMPS);
    Timestamp::parse(text, format).is_ok()
}

fn read_list(
    headers: &HeaderMap,
    name: &str,
    member: &'static Member,
    slot: Slot<'_>,
    spelling: Spelling,
    budget: &mut Budget,
) -> Result<(), DecodeError> {
    let (Slot::List(elements), Some(edge)) = (slot, member.target.list_member()) else {
        let mismatch = MISMATCH.to_owned();
        return Err(fault(member.name.to_owned(), member, mismatch));
    };
    elements.clear();
    let dates = edge.target.kind == Kind::Timestamp
        && edge.timestamp_format().unwrap_or(TIMESTAMPS) == TimestampFormat::HttpDate;
    let mut count = 0;
    for line in headers.get_all(name) {
        let fail = |count, reason| fault(format!("{}[{count}]", member.name), edge, reason);
        let text = as_text(line, spelling).map_err(|reason| fail(count, reason))?;
        let mut rest = &*text;
        while let Some(element) =
            list::next(&mut rest, dates).map_err(|reason| fail(count, reason))?
        {
            let widened = budget.widen_list(elements, count, 0);
            widened.map_err(|error| located(*error, &format!("{}[{count}]", member.name)))?;
            read_scalar(edge, elements.push(), element, spelling)
                .map_err(|reason| fail(count, reason))?;
            count += 1;
        }
    }
    Ok(())
}

fn read_scalar<'t>(
    member: &Member,
    slot: Slot<'_>,
    text: impl Into<Cow<'t, str>>,
    spelling: Spelling,
) -> Result<(), String> {
    let text = text.into();
    if !matches!(slot, Slot::String(_)) || media_type(member).is_none() {
        return text::read(member, slot, text, spelling);
    }
    let bytes = STANDARD.decode(text.as_ref());
    let bytes = bytes.map_err(|error| format!("invalid base64: {error}"))?;
    let decoded = String::from_utf8(bytes).map_err(|_| INVALID_UTF_8.to_owned())?;
    text::read(member, slot, Cow::Owned(decoded), spelling)
}

/// Fills the map at `index` from the headers whose names begin with `prefix`. The map is empty
/// without such headers.
pub(super) fn read_prefixed(
    headers: &HeaderMap,
    prefix: &str,
    (index, member): (usize, &'static Member),
    value: &mut dyn Structure,
    spelling: Spelling,
    budget: &mut Budget,
) -> Result<(), DecodeError> {
    let Slot::Map(map) = value.slot(index) else {
        let mismatch = MISMATCH.to_owned();
        return Err(fault(member.name.to_owned(), member, mismatch));
    };
    map.clear();
    for name in headers.keys() {
        let (Some(key), Some(line)) = (name.as_str().strip_prefix(prefix), headers.get(name))
        else {
            continue;
        };
        let text = as_text(line, spelling)
            .map_err(|reason| fault(format!("{}[{key:?}]", member.name), member, reason))?;
        let length = map.len();
        let widened = budget.widen_map(map, length, 0);
        widened.map_err(|error| located(*error, member.name))?;
        if let Slot::String(slot) = map.append(Cow::Borrowed(key)) {
            slot.set(text);
        }
    }
    map.finish();
    Ok(())
}

/// The text of a header. Text that is not UTF-8 is decoded as ISO-8859-1, the historical encoding
/// of HTTP (RFC 9110, section 5.5), except in strict mode.
fn as_text(value: &HeaderValue, spelling: Spelling) -> Result<Cow<'_, str>, String> {
    let bytes = value.as_bytes();
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Cow::Borrowed(text)),
        Err(_) if spelling.strict => Err(INVALID_UTF_8.to_owned()),
        Err(_) => Ok(bytes.iter().copied().map(char::from).collect()),
    }
}

fn located(error: DecodeError, path: &str) -> DecodeError {
    DecodeError {
        path: path.to_owned(),
        ..error
    }
}

const INVALID_UTF_8: &str = "invalid UTF-8";
