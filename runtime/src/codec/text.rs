//! Scalars as plain text, for headers, labels, query strings and forms.
//!
//! Owns the text of a single scalar (Smithy 2.0, "HTTP bindings"). Callers separate and escape
//! texts.

use std::borrow::Cow;
use std::fmt::Write;
use std::str::FromStr;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::model::path::Excerpt;
use crate::model::schema::{Member, TimestampFormat};
use crate::model::value::{Slot, Value};
use crate::types::Timestamp;

/// The rules for texts of scalars that depend on the part of the message.
#[derive(Clone, Copy)]
pub(crate) struct Spelling {
    /// The format of timestamps without a `timestampFormat` trait.
    pub(crate) timestamps: TimestampFormat,
    /// Whether timestamps must follow the specification exactly, as services demand of requests.
    pub(crate) strict: bool,
}

impl Spelling {
    /// The rules for headers: timestamps are HTTP dates.
    #[cfg(feature = "_http-bindings")]
    pub(crate) fn headers(limits: &super::Limits) -> Self {
        Self {
            timestamps: TimestampFormat::HttpDate,
            strict: limits.is_strict(),
        }
    }

    /// The rules for labels and query strings: timestamps are date-times.
    #[cfg(all(
        feature = "fake",
        any(feature = "rest-json-1", feature = "rest-xml", feature = "query")
    ))]
    pub(crate) fn uris(limits: &super::Limits) -> Self {
        Self {
            timestamps: TimestampFormat::DateTime,
            strict: limits.is_strict(),
        }
    }
}

/// The text of `value`, the value of `member`; `timestamps` is the format of timestamps without a
/// trait. Blobs are in base64. Errors if a timestamp does not fit its format, or if the value is
/// not a scalar.
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

/// The shortest text that parses to `number`.
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

/// Parses `text` into `slot`, the slot of `member`. The error says what was expected.
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

/// Parses a number, or one of the specification's words for floats that are not finite. Rust's
/// parser accepts more words.
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

/// Parses a number of any size.
fn big<T: FromStr<Err: ToString>>(text: &str) -> Result<T, String> {
    text.parse().map_err(|error: T::Err| error.to_string())
}

const INTEGER: &str = "an integer (-2147483648 to 2147483647)";

/// The error for a value that is not a scalar, which is an error of the declaration.
const MISMATCH: &str = "the value must be a scalar in this part of the message";
