//! The headers of a message: names and typed values.

use std::fmt;

use bytes::Bytes;

use super::error::{FrameError, FrameErrorKind};
use crate::types::Timestamp;

/// The value of a header, borrowed from the message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "each variant is the type of that name in the specification"
)]
pub enum HeaderValue<'a> {
    Boolean(bool),
    Byte(i8),
    Short(i16),
    Integer(i32),
    Long(i64),
    /// At most 32,767 bytes when sent.
    Bytes(&'a [u8]),
    /// At most 32,767 bytes when sent.
    String(&'a str),
    /// In milliseconds on the wire.
    Timestamp(Timestamp),
    Uuid([u8; 16]),
}

/// The headers of a message, in order, as encoded.
///
/// If a name occurs twice, which the specification forbids, its first value applies.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Headers(Bytes);

/// The maximum length of a string or byte array that is sent.
const MAX_VALUE: usize = 32_767;

impl Headers {
    /// Encodes headers. Fails if a name is empty or longer than 255 bytes, or a value is too
    /// long.
    pub fn new<'a>(
        headers: impl IntoIterator<Item = (&'a str, HeaderValue<'a>)>,
    ) -> Result<Self, FrameError> {
        let mut out = Vec::new();
        for (name, value) in headers {
            write(name, value, &mut out)?;
        }
        Ok(Self(out.into()))
    }

    /// Received headers. Fails if one is malformed.
    pub(super) fn received(bytes: Bytes) -> Result<Self, FrameError> {
        let mut rest = bytes.as_ref();
        while !rest.is_empty() {
            let offset = bytes.len() - rest.len();
            read(&mut rest).ok_or_else(|| {
                let reason = format!("the header at byte {offset} of the headers is malformed");
                FrameError::new(FrameErrorKind::Header, reason)
            })?;
        }
        Ok(Self(bytes))
    }

    /// The value of the header `name`.
    pub fn get(&self, name: &str) -> Option<HeaderValue<'_>> {
        self.iter()
            .find_map(|(known, value)| (known == name).then_some(value))
    }

    /// The value of the header `name`, if it is a string.
    pub fn string(&self, name: &str) -> Option<&str> {
        match self.get(name)? {
            HeaderValue::String(text) => Some(text),
            _ => None,
        }
    }

    /// Names and values, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, HeaderValue<'_>)> {
        let mut rest = self.0.as_ref();
        std::iter::from_fn(move || read(&mut rest))
    }

    /// The encoded headers.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Headers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

/// Reads a header off the front; `None` if it is malformed, or at the end.
fn read<'a>(rest: &mut &'a [u8]) -> Option<(&'a str, HeaderValue<'a>)> {
    let length = u8::from_be_bytes(array(rest)?);
    let name = std::str::from_utf8(take(rest, usize::from(length))?).ok()?;
    if name.is_empty() {
        return None;
    }
    let value = match u8::from_be_bytes(array(rest)?) {
        0 => HeaderValue::Boolean(true),
        1 => HeaderValue::Boolean(false),
        2 => HeaderValue::Byte(i8::from_be_bytes(array(rest)?)),
        3 => HeaderValue::Short(i16::from_be_bytes(array(rest)?)),
        4 => HeaderValue::Integer(i32::from_be_bytes(array(rest)?)),
        5 => HeaderValue::Long(i64::from_be_bytes(array(rest)?)),
        6 => HeaderValue::Bytes(counted(rest)?),
        7 => HeaderValue::String(std::str::from_utf8(counted(rest)?).ok()?),
        8 => HeaderValue::Timestamp(from_millis(i64::from_be_bytes(array(rest)?))),
        9 => HeaderValue::Uuid(array(rest)?),
        _ => return None,
    };
    Some((name, value))
}

fn take<'a>(rest: &mut &'a [u8], length: usize) -> Option<&'a [u8]> {
    let (taken, left) = rest.split_at_checked(length)?;
    *rest = left;
    Some(taken)
}

fn array<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    take(rest, N)?.try_into().ok()
}

fn counted<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let length = u16::from_be_bytes(array(rest)?);
    take(rest, usize::from(length))
}

fn write(name: &str, value: HeaderValue<'_>, out: &mut Vec<u8>) -> Result<(), FrameError> {
    let length = u8::try_from(name.len()).ok().filter(|it| *it > 0);
    let length = length.ok_or_else(|| {
        let reason = format!("the name of a header has 1 to 255 bytes, but not {name:?}");
        FrameError::new(FrameErrorKind::Header, reason)
    })?;
    out.push(length);
    out.extend_from_slice(name.as_bytes());
    match value {
        HeaderValue::Boolean(value) => out.push(u8::from(!value)),
        HeaderValue::Byte(value) => put(2, &value.to_be_bytes(), out),
        HeaderValue::Short(value) => put(3, &value.to_be_bytes(), out),
        HeaderValue::Integer(value) => put(4, &value.to_be_bytes(), out),
        HeaderValue::Long(value) => put(5, &value.to_be_bytes(), out),
        HeaderValue::Bytes(value) => put_counted(6, name, value, out)?,
        HeaderValue::String(value) => put_counted(7, name, value.as_bytes(), out)?,
        HeaderValue::Timestamp(value) => put(8, &millis(value).to_be_bytes(), out),
        HeaderValue::Uuid(value) => put(9, &value, out),
    }
    Ok(())
}

fn put(kind: u8, bytes: &[u8], out: &mut Vec<u8>) {
    out.push(kind);
    out.extend_from_slice(bytes);
}

fn put_counted(kind: u8, name: &str, bytes: &[u8], out: &mut Vec<u8>) -> Result<(), FrameError> {
    let length = u16::try_from(bytes.len()).ok();
    let length = length.filter(|_| bytes.len() <= MAX_VALUE).ok_or_else(|| {
        let reason = format!("the value of the header `{name}` is longer than {MAX_VALUE} bytes");
        FrameError::new(FrameErrorKind::Header, reason)
    })?;
    put(kind, &length.to_be_bytes(), out);
    out.extend_from_slice(bytes);
    Ok(())
}

fn from_millis(millis: i64) -> Timestamp {
    let nanos = u32::try_from(millis.rem_euclid(1000)).unwrap_or(0) * 1_000_000;
    Timestamp::new(millis.div_euclid(1000), nanos)
}

fn millis(time: Timestamp) -> i64 {
    let part = i64::from(time.nanos() / 1_000_000);
    time.seconds().saturating_mul(1000).saturating_add(part)
}
