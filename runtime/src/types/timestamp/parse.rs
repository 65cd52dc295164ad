//! Parses timestamps from text.

use super::civil::{Date, SECONDS_PER_DAY};
use super::format::{MONTHS, WEEKDAYS};
use super::{NANOS_PER_SECOND, Timestamp};
use crate::types::TimestampFormat;

pub(super) fn parse(text: &str, format: TimestampFormat) -> Option<Timestamp> {
    match format {
        TimestampFormat::EpochSeconds => epoch_seconds(text),
        TimestampFormat::DateTime => whole(text, date_time),
        TimestampFormat::HttpDate => whole(text, http_date),
    }
}

pub(super) fn epoch_seconds(text: &str) -> Option<Timestamp> {
    decimal_seconds(text).or_else(|| exponential_seconds(text))
}

/// Parses seconds with an exponent, as some services print large floats.
#[cold]
fn exponential_seconds(text: &str) -> Option<Timestamp> {
    if !text.contains(['e', 'E']) {
        return None;
    }
    let seconds: f64 = text.parse().ok().filter(|it: &f64| it.is_finite())?;
    // `Display` of a float never prints an exponent.
    decimal_seconds(&seconds.to_string())
}

fn decimal_seconds(text: &str) -> Option<Timestamp> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let mut scan = Scan(digits.as_bytes());
    let seconds = scan.number(1, 19)?;
    let nanos = scan.fraction()?;
    if !scan.0.is_empty() {
        return None;
    }
    Some(match (digits.len() < text.len(), nanos) {
        (false, _) => Timestamp::new(seconds, nanos),
        (true, 0) => Timestamp::new(-seconds, 0),
        (true, _) => Timestamp::new(-seconds - 1, NANOS_PER_SECOND - nanos),
    })
}

/// The result of `read`, if it consumes all of `text`.
fn whole(text: &str, read: fn(&mut Scan<'_>) -> Option<Timestamp>) -> Option<Timestamp> {
    let mut scan = Scan(text.as_bytes());
    let moment = read(&mut scan)?;
    scan.0.is_empty().then_some(moment)
}

/// RFC 3339, section 5.6.
fn date_time(scan: &mut Scan<'_>) -> Option<Timestamp> {
    let year = scan.number(4, 4)?;
    scan.one_of(b"-")?;
    let month = scan.number(2, 2)?;
    scan.one_of(b"-")?;
    let day = scan.number(2, 2)?;
    scan.one_of(b"Tt ")?;
    let second = scan.time_of_day()?;
    let nanos = scan.fraction()?;
    let offset = scan.offset()?;
    let days = Date { year, month, day }.to_days()?;
    Some(Timestamp::new(
        days * SECONDS_PER_DAY + second - offset,
        nanos,
    ))
}

/// RFC 9110, section 5.6.7, IMF-fixdate. Does not check that the weekday fits the date.
fn http_date(scan: &mut Scan<'_>) -> Option<Timestamp> {
    scan.name(&WEEKDAYS)?;
    scan.literal(b", ")?;
    let day = scan.number(1, 2)?;
    scan.one_of(b" ")?;
    let month = scan.name(&MONTHS)? + 1;
    scan.one_of(b" ")?;
    let year = scan.number(4, 4)?;
    scan.one_of(b" ")?;
    let second = scan.time_of_day()?;
    let nanos = scan.fraction()?;
    scan.literal(b" GMT")?;
    let days = Date { year, month, day }.to_days()?;
    Some(Timestamp::new(days * SECONDS_PER_DAY + second, nanos))
}

/// The text not yet read.
struct Scan<'a>(&'a [u8]);

impl Scan<'_> {
    fn one_of(&mut self, choices: &[u8]) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        choices.contains(first).then(|| {
            self.0 = rest;
            *first
        })
    }

    fn literal(&mut self, text: &[u8]) -> Option<()> {
        self.0 = self.0.strip_prefix(text)?;
        Some(())
    }

    /// Reads a number of `least` to `most` digits.
    fn number(&mut self, least: usize, most: usize) -> Option<i64> {
        let (mut value, mut count) = (0_u64, 0);
        while let Some(digit @ b'0'..=b'9') = self.0.get(count) {
            if count == most {
                return None;
            }
            // Nineteen digits at most: below 2^64.
            value = value * 10 + u64::from(digit - b'0');
            count += 1;
        }
        self.0 = self.0.get(count..)?;
        i64::try_from(value).ok().filter(|_| count >= least)
    }

    /// Reads a fraction as nanoseconds; zero if the text has no fraction.
    fn fraction(&mut self) -> Option<u32> {
        if self.one_of(b".").is_none() {
            return Some(0);
        }
        let digits = self.0.iter().take_while(|byte| byte.is_ascii_digit());
        let (mut nanos, mut unit, mut count) = (0, NANOS_PER_SECOND / 10, 0);
        for digit in digits {
            nanos += u32::from(digit - b'0') * unit;
            unit /= 10;
            count += 1;
        }
        self.0 = self.0.get(count..)?;
        (count > 0).then_some(nanos)
    }

    /// Reads a time as seconds since midnight; a leap second is the first of the next minute.
    fn time_of_day(&mut self) -> Option<i64> {
        let hour = self.number(2, 2)?;
        self.one_of(b":")?;
        let minute = self.number(2, 2)?;
        self.one_of(b":")?;
        let second = self.number(2, 2)?;
        (hour < 24 && minute < 60 && second <= 60).then_some(hour * 3600 + minute * 60 + second)
    }

    /// Reads an offset, in seconds east of UTC.
    fn offset(&mut self) -> Option<i64> {
        let sign = match self.one_of(b"Zz+-")? {
            b'+' => 1,
            b'-' => -1,
            _ => return Some(0),
        };
        let hours = self.number(2, 2)?;
        self.one_of(b":")?;
        let minutes = self.number(2, 2)?;
        (hours < 24 && minutes < 60).then_some(sign * (hours * 3600 + minutes * 60))
    }

    /// Reads one of `names`, and returns its index.
    fn name(&mut self, names: &[&str]) -> Option<i64> {
        let index = names
            .iter()
            .position(|name| self.0.starts_with(name.as_bytes()))?;
        self.0 = self.0.get(3..)?;
        i64::try_from(index).ok()
    }
}
