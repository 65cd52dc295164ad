//! Moments as models spell them in default values: numbers of seconds, date-times and HTTP
//! dates. Source: Smithy 2.0, `timestampFormat`.

use crate::util::calendar;

/// Seconds since 1970, and nanoseconds after them.
pub(super) type Moment = (i64, u32);

/// Seconds since 1970, with a fraction perhaps.
pub(super) fn of_number(text: &str) -> Option<Moment> {
    let (digits, negative) = match text.strip_prefix('-') {
        Some(digits) => (digits, true),
        None => (text, false),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let (seconds, nanos) = (number(whole)?, nanos(fraction)?);
    Some(match (negative, nanos) {
        (false, _) => (seconds, nanos),
        (true, 0) => (-seconds, 0),
        (true, _) => (-seconds - 1, 1_000_000_000 - nanos),
    })
}

/// `1985-04-12T23:20:50.52Z` or `Fri, 12 Apr 1985 23:20:50 GMT`.
pub(super) fn of_text(text: &str) -> Option<Moment> {
    match text.split_once(", ") {
        Some((_, date)) => http_date(date),
        None => date_time(text),
    }
}

fn date_time(text: &str) -> Option<Moment> {
    let (date, time) = text.strip_suffix('Z')?.split_once('T')?;
    let (time, fraction) = time.split_once('.').unwrap_or((time, ""));
    let mut parts = date.splitn(3, '-').map(number);
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    Some((moment(year, month, day, time)?, nanos(fraction)?))
}

fn http_date(text: &str) -> Option<Moment> {
    let mut parts = text.strip_suffix(" GMT")?.split(' ');
    let day = number(parts.next()?)?;
    let month = parts.next()?;
    let month = MONTHS.iter().position(|it| *it == month)?;
    let (year, time) = (number(parts.next()?)?, parts.next()?);
    let month = i64::try_from(month).ok()? + 1;
    Some((moment(year, month, day, time)?, 0))
}

/// The second of a date and a time of day.
fn moment(year: i64, month: i64, day: i64, time: &str) -> Option<i64> {
    let mut parts = time.splitn(3, ':').map(number);
    let (hour, minute, second) = (parts.next()??, parts.next()??, parts.next()??);
    let exists = hour < 24 && minute < 60 && second <= 60;
    let seconds = (hour * 60 + minute) * 60 + second;
    let days = calendar::days(year, month, day).filter(|_| exists)?;
    Some(days * 86_400 + seconds)
}

fn number(digits: &str) -> Option<i64> {
    let plain = !digits.is_empty() && digits.bytes().all(|it| it.is_ascii_digit());
    digits.parse().ok().filter(|_| plain)
}

/// The digits of a fraction of a second, of which nine count.
fn nanos(fraction: &str) -> Option<u32> {
    let plain = fraction.bytes().all(|it| it.is_ascii_digit());
    let digits = format!("{fraction:0<9}");
    plain.then(|| digits.get(..9)?.parse().ok()).flatten()
}

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_is_read() {
        for (text, expected) in [
            ("1970-01-01T00:00:00Z", (0, 0)),
            ("1985-04-12T23:20:50.52Z", (482_196_050, 520_000_000)),
            ("0000-02-29T00:00:00Z", (-62_162_121_600, 0)),
            ("Tue, 29 Feb 2000 00:00:01 GMT", (951_782_401, 0)),
        ] {
            assert_eq!(of_text(text), Some(expected), "{text}");
        }
        for (text, expected) in [
            ("1.5", (1, 500_000_000)),
            ("-1.5", (-2, 500_000_000)),
            ("-0.25", (-1, 750_000_000)),
            ("-7", (-7, 0)),
        ] {
            assert_eq!(of_number(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_moment_is_refused() {
        for text in [
            "",
            "1985",
            "1985-04-12",
            "1985-13-12T00:00:00Z",
            "1985-02-29T00:00:00Z",
            "Fri, 12 Foo 1985 00:00:00 GMT",
        ] {
            assert_eq!(of_text(text), None, "{text}");
        }
        for text in ["", "x", "1e3", "--1", "1.x"] {
            assert_eq!(of_number(text), None, "{text}");
        }
    }
}
