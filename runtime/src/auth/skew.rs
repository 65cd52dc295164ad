//! The difference between a service's clock and the local one, measured from responses.
//!
//! Services reject signatures whose time is minutes off. Signing at [`ClockSkew::apply`]`(now)`
//! corrects that without touching the machine's clock.

use std::ops::Range;
use std::time::Duration;

use http::HeaderMap;
use http::header::{AGE, DATE};

use crate::types::Timestamp;
use crate::types::TimestampFormat;

/// A measurement is discarded if the request took longer than this.
const SLOWEST: Duration = Duration::from_secs(15 * 60);
/// Plausible dates of a service: no such client existed before, and another century is an error.
/// 2024-01-01 to 2100-01-01.
const BELIEVABLE: Range<i64> = 1_704_067_200..4_102_444_800;
/// Ten years: more than the error of any clock that was ever set. A clock that was never set
/// shows the year in which the device was made, or 1970.
const GREATEST: u64 = 10 * 366 * 86_400;
/// A day: more than the error of a maintained machine's clock.
const LIKELY: u64 = 86_400;
/// Services allow five minutes; `Date` has whole seconds, and measuring adds an error.
const SIGNIFICANT: u64 = 4 * 60;

/// Seconds by which the service's clock is ahead of the local one; negative if it is behind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct ClockSkew {
    seconds: i64,
}

impl ClockSkew {
    /// A known difference; negative if the service is behind.
    pub const fn of_seconds(seconds: i64) -> Self {
        Self { seconds }
    }

    /// Compares the `Date` header of a response with the local time half-way between `sent` and
    /// `received`. `None` if that header is missing, if a cache has answered (`Age`), if the
    /// request took over fifteen minutes, or if the date is not plausible: outside of 2024 to
    /// 2099, or over ten years from the local time, unless that is not plausible itself.
    pub fn measure(headers: &HeaderMap, sent: Timestamp, received: Timestamp) -> Option<Self> {
        let took = received.since(sent);
        if headers.contains_key(AGE) || took > SLOWEST {
            return None;
        }
        let date = headers.get(DATE)?.to_str().ok()?;
        let theirs = Timestamp::parse(date, TimestampFormat::HttpDate).ok()?;
        let ours = sent.plus(took / 2);
        let seconds = theirs.seconds().checked_sub(ours.seconds())?;
        let is_near = seconds.unsigned_abs() <= GREATEST || !BELIEVABLE.contains(&ours.seconds());
        (BELIEVABLE.contains(&theirs.seconds()) && is_near).then_some(Self { seconds })
    }

    /// Returns the service's time when the local time is `now`.
    #[must_use]
    pub fn apply(self, now: Timestamp) -> Timestamp {
        Timestamp::new(now.seconds().saturating_add(self.seconds), now.nanos())
    }

    /// Seconds by which the service is ahead.
    pub fn seconds(self) -> i64 {
        self.seconds
    }

    /// Returns whether the difference is likely although no error code says that the time was
    /// wrong: a day at most, unless the local clock, which shows `ours`, was never set. A
    /// rejection for another reason may come from a proxy whose clock is years off.
    pub(crate) fn is_likely(self, ours: Timestamp) -> bool {
        self.seconds.unsigned_abs() <= LIKELY || !BELIEVABLE.contains(&ours.seconds())
    }

    /// Returns whether a service may reject a signature because of the difference: more than four
    /// minutes.
    pub fn is_significant(self) -> bool {
        self.seconds.unsigned_abs() > SIGNIFICANT
    }
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    const THEIRS: &str = "Tue, 01 Jan 2030 00:00:00 GMT";
    const SECONDS: i64 = 1_893_456_000;

    fn measure(date: &str, sent: i64, received: i64) -> Option<i64> {
        let mut headers = HeaderMap::new();
        headers.insert(DATE, HeaderValue::from_str(date).unwrap());
        let (sent, received) = (Timestamp::new(sent, 0), Timestamp::new(received, 0));
        ClockSkew::measure(&headers, sent, received).map(ClockSkew::seconds)
    }

    #[test]
    fn what_is_no_date_measures_nothing() {
        for text in [
            "",
            "now",
            "Sun, 06 Now 1994 08:49:37 GMT",
            "06 Nov 1994 08:49:37",
        ] {
            assert_eq!(measure(text, 0, 0), None, "{text}");
        }
    }

    #[test]
    fn the_middle_of_the_exchange_is_compared() {
        let (sent, received) = (SECONDS - 610, SECONDS - 590);
        assert_eq!(measure(THEIRS, sent, received), Some(600));
        assert_eq!(measure(THEIRS, sent + 900, received + 900), Some(-300));
    }

    #[test]
    fn slow_exchanges_measure_nothing() {
        assert_eq!(measure(THEIRS, SECONDS, SECONDS + 901), None);
    }

    #[test]
    fn a_clock_that_was_never_set_is_corrected_by_decades() {
        assert_eq!(measure(THEIRS, 0, 0), Some(SECONDS));
        let end = i64::MAX / 2;
        assert_eq!(measure(THEIRS, end, end), Some(SECONDS - end));
    }

    #[test]
    fn dates_that_no_service_has_measure_nothing() {
        for (date, ours) in [
            ("Thu, 01 Jan 1970 00:00:00 GMT", SECONDS),
            ("Sun, 31 Dec 2023 23:59:59 GMT", SECONDS),
            ("Sun, 31 Dec 2023 23:59:59 GMT", 0),
            ("Tue, 31 Dec 2069 23:59:59 GMT", SECONDS),
            ("Fri, 01 Jan 2100 00:00:00 GMT", 0),
            ("Fri, 31 Dec 9999 23:59:59 GMT", 0),
        ] {
            assert_eq!(measure(date, ours, ours), None, "{date} at {ours}");
        }
    }

    #[test]
    fn answers_of_caches_measure_nothing() {
        let mut headers = HeaderMap::new();
        headers.insert(DATE, HeaderValue::from_static(THEIRS));
        headers.insert(AGE, HeaderValue::from_static("0"));
        let measured = ClockSkew::measure(&headers, Timestamp::EPOCH, Timestamp::EPOCH);
        assert_eq!(measured, None);
    }

    #[test]
    fn four_minutes_are_not_significant_yet() {
        for (seconds, significant) in [(240, false), (-240, false), (241, true), (-241, true)] {
            let skew = ClockSkew { seconds };
            assert_eq!(skew.is_significant(), significant, "{seconds}");
        }
    }

    #[test]
    fn applying_gives_the_time_of_the_service() {
        let skew = ClockSkew { seconds: -300 };
        assert_eq!(skew.apply(Timestamp::new(1000, 7)), Timestamp::new(700, 7));
    }
}
