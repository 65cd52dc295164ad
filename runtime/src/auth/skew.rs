//! How far a service's clock is from ours, measured from its responses.
//!
//! Services refuse signatures whose time is minutes off theirs. Signing at
//! [`ClockSkew::apply`]`(now)` puts that right without touching the machine's clock.

use std::time::Duration;

use http::HeaderMap;
use http::header::{AGE, DATE};

use crate::schema::TimestampFormat;
use crate::types::Timestamp;

/// A measurement is worthless if the request took longer than this.
const SLOWEST: Duration = Duration::from_secs(15 * 60);
/// Services allow five minutes; `Date` has whole seconds, and measuring has its error.
const SIGNIFICANT: u64 = 4 * 60;

/// Seconds by which the service's clock is ahead of ours; negative if it is behind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct ClockSkew {
    seconds: i64,
}

impl ClockSkew {
    /// A difference known already; negative if the service is behind.
    pub const fn of_seconds(seconds: i64) -> Self {
        Self { seconds }
    }

    /// Compares the `Date` header of a response with our time half-way between `sent` and
    /// `received`. `None` if there is no such header, if a cache has answered (`Age`), or if
    /// the request took over fifteen minutes.
    pub fn measure(headers: &HeaderMap, sent: Timestamp, received: Timestamp) -> Option<Self> {
        let took = received.since(sent);
        if headers.contains_key(AGE) || took > SLOWEST {
            return None;
        }
        let date = headers.get(DATE)?.to_str().ok()?;
        let theirs = Timestamp::parse(date, TimestampFormat::HttpDate).ok()?;
        let ours = sent.plus(took / 2);
        let seconds = theirs.seconds().checked_sub(ours.seconds())?;
        Some(Self { seconds })
    }

    /// The service's time when it is `now` here.
    #[must_use]
    pub fn apply(self, now: Timestamp) -> Timestamp {
        Timestamp::new(now.seconds().saturating_add(self.seconds), now.nanos())
    }

    /// Seconds ahead of us.
    pub fn seconds(self) -> i64 {
        self.seconds
    }

    /// Whether a service may refuse a signature for it: more than four minutes.
    pub fn is_significant(self) -> bool {
        self.seconds.unsigned_abs() > SIGNIFICANT
    }
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    const DATE_OF_RFC: &str = "Sun, 06 Nov 1994 08:49:37 GMT";
    const SECONDS_OF_RFC: i64 = 784_111_777;

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
        let (sent, received) = (SECONDS_OF_RFC - 610, SECONDS_OF_RFC - 590);
        assert_eq!(measure(DATE_OF_RFC, sent, received), Some(600));
        assert_eq!(measure(DATE_OF_RFC, sent + 900, received + 900), Some(-300));
    }

    #[test]
    fn slow_exchanges_measure_nothing() {
        assert_eq!(measure(DATE_OF_RFC, 0, 901), None);
    }

    #[test]
    fn answers_of_caches_measure_nothing() {
        let mut headers = HeaderMap::new();
        headers.insert(DATE, HeaderValue::from_static(DATE_OF_RFC));
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
