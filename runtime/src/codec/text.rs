//! Scalars as plain text, for headers, labels, query strings and forms.
//!
//! Owns the spelling of one scalar (Smithy 2.0, "HTTP bindings"). What separates or escapes
//! several of them is for those to know who put them somewhere.

use std::borrow::Cow;
use std::fmt::Write;
use std::str::FromStr;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::model::path::Excerpt;
use crate::model::schema::{Member, TimestampFormat};
use crate::model::value::{Slot, Value};
use crate::types::Timestamp;

/// What a text must be to be read, besides being a value of its kind.
#[derive(Clone, Copy)]
pub(crate) struct Spelling {
    /// The format of timestamps without a `timestampFormat` trait.
    pub(crate) timestamps: TimestampFormat,
    /// Whether timestamps must be spelled just as the specification says: what services
    /// demand of requests.
    pub(crate) strict: bool,
}

impl Spelling {
    /// Of headers: timestamps are HTTP dates.
    #[cfg(feature = "_http-bindings")]
    pub(crate) fn of_headers(limits: &super::Limits) -> Self {
        Self {
            timestamps: TimestampFormat::HttpDate,
            strict: limits.is_strict(),
        }
    }

    /// Of labels and query strings: timestamps are date-times.
    #[cfg(all(
        feature = "fake",
        any(feature = "rest-json-1", feature = "rest-xml", feature = "query")
    ))]
    pub(crate) fn of_uris(limits: &super::Limits) -> Self {
        Self {
            timestamps: TimestampFormat::DateTime,
            strict: limits.is_strict(),
        }
    }
}

/// The text of `value`, which is that of `member`; `timestamps` is the format of those without
/// a trait. Blobs are in base64. Fails where a timestamp does not fit its format, and for
/// values that are no scalars.
pub(crate) fn write<'v>(
    member: &Member,
    value: Value<'v>,
    timestamps: TimestampFormat,
) -> Result<Cow<'v, str>, String> {
    Ok(match value {
        Value::String(it) => Cow::Borrowed(it),
        Value::Boolean(true) => Cow::Borrowed("true"),
        Value::Boolean(false) => Cow::Borrowed("false"),
        Value::Integer(it) => Cow::Owned(it.to_string()),
        Value::Float(it) => float(it),
        Value::Double(it) => float(it),
        Value::BigInteger(it) => Cow::Borrowed(it.as_str()),
        Value::BigDecimal(it) => Cow::Borrowed(it.as_str()),
        Value::Blob(it) => Cow::Owned(STANDARD.encode(it)),
        Value::Timestamp(it) => {
            let format = member.timestamp_format().unwrap_or(timestamps);
            Cow::Owned(it.format(format).map_err(|error| error.to_string())?)
        }
        _ => return Err(MISMATCH.to_owned()),
    })
}

/// The shortest text that reads back as `number`.
fn float<'v>(number: impl Into<f64> + std::fmt::Debug + Copy) -> Cow<'v, str> {
    match number.into() {
        wide if wide.is_nan() => Cow::Borrowed("NaN"),
        f64::INFINITY => Cow::Borrowed("Infinity"),
        f64::NEG_INFINITY => Cow::Borrowed("-Infinity"),
        _ => {
            let mut text = String::with_capacity(24);
            // Writing to a string cannot fail.
            let _ = write!(text, "{number:?}");
            Cow::Owned(text)
        }
    }
}

/// Fills `slot`, which is that of `member`, with what `text` says; says what was expected
/// where it says nothing of the kind.
pub(crate) fn read(
    member: &Member,
    slot: Slot<'_>,
    text: Cow<'_, str>,
    spelling: Spelling,
) -> Result<(), String> {
    match slot {
        Slot::String(it) => it.set(text),
        Slot::Boolean(it) => *it = boolean(&text)?,
        Slot::Byte(it) => *it = number(&text, "a byte (-128 to 127)")?,
        Slot::Short(it) => *it = number(&text, "a short (-32768 to 32767)")?,
        Slot::Integer(it) => *it = number(&text, INTEGER)?,
        Slot::IntEnum(it) => it.set(number(&text, INTEGER)?),
        Slot::Long(it) => *it = number(&text, "a long (-2^63 to 2^63 - 1)")?,
        Slot::Float(it) => *it = read_float(&text, "a float")?,
        Slot::Double(it) => *it = read_float(&text, "a double")?,
        Slot::BigInteger(it) => *it = big(&text)?,
        Slot::BigDecimal(it) => *it = big(&text)?,
        Slot::Blob(it) => {
            let bytes = STANDARD.decode(text.as_ref());
            let bytes = bytes.map_err(|error| format!("invalid base64: {error}"))?;
            *it = bytes.into();
        }
        Slot::Timestamp(it) => {
            let format = member.timestamp_format().unwrap_or(spelling.timestamps);
            let parse = if spelling.strict {
                Timestamp::parse_strict
            } else {
                Timestamp::parse
            };
            *it = parse(&text, format).map_err(|error| error.to_string())?;
        }
        _ => return Err(MISMATCH.to_owned()),
    }
    Ok(())
}

fn boolean(text: &str) -> Result<bool, String> {
    match text {
        "true" => Ok(true),
        "false" => Ok(false),
        _ => Err(unexpected("`true` or `false`", text)),
    }
}

fn number<T: TryFrom<i64>>(text: &str, name: &str) -> Result<T, String> {
    let number = text.parse::<i64>().ok();
    let number = number.and_then(|it| T::try_from(it).ok());
    number.ok_or_else(|| unexpected(name, text))
}

/// Digits, or one of the words for what is not finite; Rust would read more of those.
fn read_float<T: FromStr + From<f32> + Into<f64> + Copy>(
    text: &str,
    name: &str,
) -> Result<T, String> {
    match text {
        "NaN" => return Ok(f32::NAN.into()),
        "Infinity" => return Ok(f32::INFINITY.into()),
        "-Infinity" => return Ok(f32::NEG_INFINITY.into()),
        _ => {}
    }
    let nearest: Option<T> = text.parse().ok();
    let finite = nearest.filter(|&it| it.into().is_finite());
    finite.ok_or_else(|| unexpected(name, text))
}

fn unexpected(expected: &str, text: &str) -> String {
    format!("expected {expected}, found {}", Excerpt(text))
}

/// A number that can be of any size.
fn big<T: FromStr<Err: ToString>>(text: &str) -> Result<T, String> {
    text.parse().map_err(|error: T::Err| error.to_string())
}

const INTEGER: &str = "an integer (-2147483648 to 2147483647)";

/// A type whose schema is of another kind: a fault of the declaration.
const MISMATCH: &str = "the value is not a scalar, as its place requires";
