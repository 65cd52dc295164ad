//! Formats timestamps as text.

use std::fmt::{self, Write};

use super::civil::{Date, SECONDS_PER_DAY};
use super::{NANOS_PER_SECOND, Timestamp, TimestampError};

/// The text format of a timestamp (`smithy.api#timestampFormat`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimestampFormat {
    /// Seconds since the epoch, with a fraction unless it is zero.
    EpochSeconds,
    /// RFC 3339 in UTC.
    DateTime,
    /// The IMF-fixdate of RFC 9110, section 5.6.7.
    HttpDate,
}

pub(super) const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
pub(super) const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
/// 1970-01-01 was a Thursday.
const EPOCH_WEEKDAY: i64 = 3;

pub(super) fn format(moment: Timestamp, format: TimestampFormat) -> Result<String, TimestampError> {
    let mut text = String::new();
    let written = match format {
        TimestampFormat::EpochSeconds => epoch_seconds(moment, &mut text),
        TimestampFormat::DateTime => {
            check_year(moment, "date-time")?;
            date_time(moment, 6, &mut text)
        }
        TimestampFormat::HttpDate => {
            check_year(moment, "http-date")?;
            http_date(moment, &mut text)
        }
    };
    written.map_err(|_| TimestampError("out of memory".to_owned()))?;
    Ok(text)
}

/// Errors if the year does not fit `date-time` and `http-date`: four digits without a sign.
fn check_year(moment: Timestamp, format: &str) -> Result<(), TimestampError> {
    match Date::from_days(moment.seconds.div_euclid(SECONDS_PER_DAY)).year {
        0..=9999 => Ok(()),
        _ => Err(TimestampError(format!(
            "{moment} does not fit the {format} format, which holds the years 0 to 9999"
        ))),
    }
}

/// Writes seconds with as many decimals as needed. Half a second before the epoch is `-0.5`.
fn epoch_seconds(moment: Timestamp, out: &mut String) -> fmt::Result {
    if moment.seconds >= 0 || moment.nanos == 0 {
        write!(out, "{}", moment.seconds)?;
        return fraction(moment.nanos, 9, out);
    }
    write!(out, "-{}", (moment.seconds + 1).unsigned_abs())?;
    fraction(NANOS_PER_SECOND - moment.nanos, 9, out)
}

/// Writes RFC 3339 to the nanosecond, with a signed year if it does not fit four digits.
pub(super) fn rfc3339(moment: Timestamp, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut text = String::new();
    date_time(moment, 9, &mut text)?;
    f.pad(&text)
}

fn date_time(moment: Timestamp, decimals: usize, out: &mut String) -> fmt::Result {
    let Date { year, month, day } = Date::from_days(moment.seconds.div_euclid(SECONDS_PER_DAY));
    match year {
        0..=9999 => write!(out, "{year:04}")?,
        _ => write!(out, "{year:+05}")?,
    }
    write!(out, "-{month:02}-{day:02}T")?;
    time_of_day(moment, out)?;
    fraction(moment.nanos, decimals, out)?;
    out.write_char('Z')
}

fn http_date(moment: Timestamp, out: &mut String) -> fmt::Result {
    let days = moment.seconds.div_euclid(SECONDS_PER_DAY);
    let Date { year, month, day } = Date::from_days(days);
    let weekday = name(&WEEKDAYS, (days + EPOCH_WEEKDAY).rem_euclid(7));
    let month = name(&MONTHS, month - 1);
    write!(out, "{weekday}, {day:02} {month} {year:04} ")?;
    time_of_day(moment, out)?;
    out.write_str(" GMT")
}

fn name(names: &[&'static str], index: i64) -> &'static str {
    usize::try_from(index)
        .ok()
        .and_then(|index| names.get(index).copied())
        .unwrap_or_default()
}

fn time_of_day(moment: Timestamp, out: &mut String) -> fmt::Result {
    let second = moment.seconds.rem_euclid(SECONDS_PER_DAY);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    write!(out, "{hour:02}:{minute:02}:{second:02}")
}

/// Writes a fraction such as `.5` with at most `decimals` digits; nothing if they are all zero.
fn fraction(nanos: u32, decimals: usize, out: &mut String) -> fmt::Result {
    let digits = format!("{nanos:09}");
    match digits[..decimals].trim_end_matches('0') {
        "" => Ok(()),
        digits => write!(out, ".{digits}"),
    }
}
