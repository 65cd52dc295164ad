//! Values of the traits that constrain a value or choose its format.

use super::read::{Properties, Read, read_choice, read_properties};
use crate::syntax::json::{Json, Report};

/// `smithy.api#length`: characters of strings, bytes of blobs, entries of lists and maps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Length {
    /// At least so many.
    pub min: Option<u64>,
    /// At most so many.
    pub max: Option<u64>,
}

read_properties!(Length { "min" => min: optional, "max" => max: optional, });

/// `smithy.api#range`: both limits inclusive, as the model writes the numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Range {
    /// At least this.
    pub min: Option<String>,
    /// At most this.
    pub max: Option<String>,
}

impl Read for Range {
    fn read(json: Json<'_>, report: &mut Report<'_>) -> Option<Self> {
        let mut properties = Properties::of(json, report)?;
        let min: Option<Number> = properties.optional("min", report);
        let max: Option<Number> = properties.optional("max", report);
        properties.finish(report);
        Some(Self {
            min: min.map(|number| number.0),
            max: max.map(|number| number.0),
        })
    }
}

impl Range {
    /// Whether zero lies within.
    pub(crate) fn includes_zero(&self) -> bool {
        let number =
            |text: &Option<String>| text.as_ref().and_then(|text| text.parse::<f64>().ok());
        number(&self.min).is_none_or(|min| min <= 0.0)
            && number(&self.max).is_none_or(|max| max >= 0.0)
    }
}

/// A number of any size, as it is written.
struct Number(String);

impl Read for Number {
    fn read(json: Json<'_>, report: &mut Report<'_>) -> Option<Self> {
        json.number(report).map(|text| Self(text.to_owned()))
    }
}

/// `smithy.api#timestampFormat`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimestampFormat {
    /// RFC 3339, in UTC.
    DateTime,
    /// RFC 7231's preferred date.
    HttpDate,
    /// Seconds since 1970, with a fraction.
    EpochSeconds,
}

read_choice!(TimestampFormat {
    "date-time" => DateTime,
    "http-date" => HttpDate,
    "epoch-seconds" => EpochSeconds,
});

/// `smithy.api#xmlNamespace`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct XmlNamespace {
    /// The namespace.
    pub uri: String,
    /// The prefix declared for it.
    pub prefix: Option<String>,
}

read_properties!(XmlNamespace { "uri" => uri: required, "prefix" => prefix: optional, });
