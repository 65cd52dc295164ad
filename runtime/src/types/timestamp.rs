//! Timestamps and their arithmetic. `parse` and `format` own their text formats.

pub(crate) mod civil;
mod format;
mod parse;

use std::fmt;
use std::time::{Duration, SystemTime};

pub use format::TimestampFormat;

const NANOS_PER_SECOND: u32 = 1_000_000_000;

/// A moment in UTC, to the nanosecond, before or after the epoch.
///
/// `Display` and `Debug` print RFC 3339 to the nanosecond; `FromStr` reads it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp {
    seconds: i64,
    nanos: u32,
}

impl Timestamp {
    /// 1970-01-01T00:00:00Z.
    pub const EPOCH: Self = Self {
        seconds: 0,
        nanos: 0,
    };

    /// The moment `seconds` after the epoch (before, if negative) plus `nanos`, always forwards.
    pub const fn new(seconds: i64, nanos: u32) -> Self {
        Self {
            seconds: seconds.saturating_add((nanos / NANOS_PER_SECOND) as i64),
            nanos: nanos % NANOS_PER_SECOND,
        }
    }

    /// Whole seconds since the epoch, rounded down.
    pub const fn seconds(self) -> i64 {
        self.seconds
    }

    /// Nanoseconds after [`Timestamp::seconds`], less than a thousand million.
    pub const fn nanos(self) -> u32 {
        self.nanos
    }

    /// The time from `earlier` to this moment; zero if this moment is not later.
    pub fn since(self, earlier: Self) -> Duration {
        let nanos = (i128::from(self.seconds) - i128::from(earlier.seconds))
            * i128::from(NANOS_PER_SECOND)
            + i128::from(self.nanos)
            - i128::from(earlier.nanos);
        let nanos = u128::try_from(nanos).unwrap_or(0);
        let seconds = u64::try_from(nanos / u128::from(NANOS_PER_SECOND)).unwrap_or(u64::MAX);
        let rest = u32::try_from(nanos % u128::from(NANOS_PER_SECOND)).unwrap_or(0);
        Duration::new(seconds, rest)
    }

    /// This moment moved forwards by `span`, at most to the end of the range.
    #[must_use]
    pub fn plus(self, span: Duration) -> Self {
        let seconds = i64::try_from(span.as_secs()).unwrap_or(i64::MAX);
        Self::new(
            self.seconds.saturating_add(seconds),
            self.nanos + span.subsec_nanos(),
        )
    }

    /// This moment moved backwards by `span`, at most to the start of the range.
    #[must_use]
    pub fn minus(self, span: Duration) -> Self {
        let seconds = i64::try_from(span.as_secs()).unwrap_or(i64::MAX);
        let borrowed = self.nanos < span.subsec_nanos();
        let nanos = self.nanos + u32::from(borrowed) * NANOS_PER_SECOND - span.subsec_nanos();
        let seconds = self.seconds.saturating_sub(seconds);
        Self::new(seconds.saturating_sub(i64::from(borrowed)), nanos)
    }

    /// Parses `text` in `format` (Smithy 2.0, `timestampFormat` trait).
    ///
    /// Accepts what services send beyond the specification: fractions in all formats, offsets in
    /// `date-time`, exponents in `epoch-seconds`. Drops digits after the ninth of a fraction.
    pub fn parse(text: &str, format: TimestampFormat) -> Result<Self, TimestampError> {
        parse::parse(text, format).ok_or_else(|| TimestampError::unreadable(text, format))
    }

    /// Like [`Timestamp::parse`], but accepts a `date-time` only in UTC and with `T` and `Z`, as
    /// services do in requests.
    #[cfg(any(feature = "json", feature = "xml"))]
    pub(crate) fn parse_strict(
        text: &str,
        format: TimestampFormat,
    ) -> Result<Self, TimestampError> {
        let is_plain = text.get(10..11) == Some("T") && text.ends_with('Z');
        if format == TimestampFormat::DateTime && !is_plain {
            return Err(TimestampError::unreadable(text, format));
        }
        Self::parse(text, format)
    }

    /// Formats the moment, rounded down: to the nanosecond in `epoch-seconds`, to the microsecond
    /// in `date-time`, to the second in `http-date`.
    ///
    /// Errors if the year is not 0 to 9999, in `date-time` and `http-date`.
    pub fn format(self, format: TimestampFormat) -> Result<String, TimestampError> {
        format::format(self, format)
    }

    /// The moment that the shortest decimal text of `seconds` since the epoch denotes; `None` if
    /// the number is not finite or out of range.
    pub fn from_seconds_f64(seconds: f64) -> Option<Self> {
        whole_millis(seconds).or_else(|| parse::epoch_seconds(&seconds.to_string()))
    }
}

/// The moment, if `seconds` is the float of a whole number of milliseconds, the usual case. A
/// faster path with the same result: the shortest text has at most three decimals then.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "numbers of milliseconds are exact below 2^53, and larger ones return `None`"
)]
fn whole_millis(seconds: f64) -> Option<Timestamp> {
    const EXACT: u64 = 1 << 53;
    let millis = (seconds * 1000.0 + 0.5f64.copysign(seconds)) as i64;
    let same = (millis as f64 / 1000.0).to_bits() == seconds.to_bits();
    if !same || millis.unsigned_abs() >= EXACT {
        return None;
    }
    let rest = u32::try_from(millis.rem_euclid(1000)).unwrap_or_default();
    Some(Timestamp::new(millis.div_euclid(1000), rest * 1_000_000))
}

impl From<SystemTime> for Timestamp {
    fn from(time: SystemTime) -> Self {
        match time.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(after) => Self::EPOCH.plus(after),
            Err(error) => {
                let before = error.duration();
                let seconds = i64::try_from(before.as_secs()).unwrap_or(i64::MAX);
                match before.subsec_nanos() {
                    0 => Self::new(-seconds, 0),
                    nanos => Self::new(-seconds - 1, NANOS_PER_SECOND - nanos),
                }
            }
        }
    }
}

impl TryFrom<Timestamp> for SystemTime {
    type Error = TimestampError;

    /// Errors if the platform's clock cannot hold the moment.
    fn try_from(moment: Timestamp) -> Result<Self, TimestampError> {
        let whole = Duration::from_secs(moment.seconds.unsigned_abs());
        let second = if moment.seconds < 0 {
            Self::UNIX_EPOCH.checked_sub(whole)
        } else {
            Self::UNIX_EPOCH.checked_add(whole)
        };
        second
            .and_then(|second| second.checked_add(Duration::from_nanos(moment.nanos.into())))
            .ok_or_else(|| {
                TimestampError(format!(
                    "{moment} is out of the range of the system's clock"
                ))
            })
    }
}

impl std::str::FromStr for Timestamp {
    type Err = TimestampError;

    /// Parses RFC 3339.
    fn from_str(text: &str) -> Result<Self, TimestampError> {
        Self::parse(text, TimestampFormat::DateTime)
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        format::rfc3339(*self, f)
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        format::rfc3339(*self, f)
    }
}

/// Error: a text is not a timestamp, or a timestamp has no text in a format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimestampError(String);

impl TimestampError {
    fn unreadable(text: &str, format: TimestampFormat) -> Self {
        let example = match format {
            TimestampFormat::EpochSeconds => "seconds since the epoch, like `1700000000.5`",
            TimestampFormat::DateTime => "a date-time, like `2023-11-14T22:13:20Z`",
            TimestampFormat::HttpDate => "an http-date, like `Tue, 14 Nov 2023 22:13:20 GMT`",
        };
        let shown: String = text.chars().take(40).collect();
        Self(format!("expected {example}, found `{shown}`"))
    }
}

impl fmt::Display for TimestampError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for TimestampError {}
