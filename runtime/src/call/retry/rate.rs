//! The send rate of a client in the adaptive mode: a token bucket whose rate falls when the
//! service throttles and grows again along a cubic curve (AWS SDKs, "adaptive retry mode").
//!
//! Pure: times are durations since a fixed moment.

#[cfg(test)]
mod tests;

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// The factor applied to the rate after a throttled request.
const BETA: f64 = 0.7;
/// The steepness of the curve.
const SCALE: f64 = 0.4;
/// The weight of a new measurement against the earlier ones.
const SMOOTH: f64 = 0.8;
/// The slowest rate, in requests a second.
const MIN_RATE: f64 = 0.5;
/// The smallest bucket, in requests.
const MIN_CAPACITY: f64 = 1.0;
/// The number of measuring intervals in a second.
const BUCKETS_PER_SECOND: f64 = 2.0;

/// The rate at which all calls of a client may send.
#[derive(Debug, Default)]
pub(super) struct Rate(Mutex<Option<State>>);

/// All times in seconds, all rates in requests a second.
#[derive(Debug)]
struct State {
    /// Nothing waits before the first throttling.
    is_limited: bool,
    fill_rate: f64,
    capacity: f64,
    tokens: f64,
    filled_at: f64,
    measured: Measured,
    curve: Curve,
}

/// The measured send rate.
#[derive(Debug)]
struct Measured {
    rate: f64,
    since: f64,
    requests: f64,
}

/// How the rate grows again after throttling.
#[derive(Debug)]
struct Curve {
    last_max_rate: f64,
    throttled_at: f64,
}

impl Rate {
    /// Returns the wait of a request that would be sent at `now`, and counts it as sent after
    /// that.
    pub(super) fn wait(&self, now: Duration) -> Duration {
        let wait = State::get_or_init(&mut self.lock(), now).take(now);
        Duration::try_from_secs_f64(wait).unwrap_or_default()
    }

    /// Records an answer received at `now`.
    pub(super) fn answered(&self, now: Duration, is_throttled: bool) {
        State::get_or_init(&mut self.lock(), now).update(now.as_secs_f64(), is_throttled);
    }

    fn lock(&self) -> MutexGuard<'_, Option<State>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// The state of a client, created by its first call.
    fn get_or_init(slot: &mut Option<Self>, now: Duration) -> &mut Self {
        slot.get_or_insert_with(|| Self::new(now))
    }

    fn new(now: Duration) -> Self {
        let now = now.as_secs_f64();
        Self {
            is_limited: false,
            fill_rate: 0.0,
            capacity: 0.0,
            tokens: 0.0,
            filled_at: now,
            measured: Measured {
                rate: 0.0,
                since: bucket(now),
                requests: 0.0,
            },
            curve: Curve {
                last_max_rate: 0.0,
                throttled_at: now,
            },
        }
    }

    fn take(&mut self, now: Duration) -> f64 {
        if !self.is_limited {
            return 0.0;
        }
        self.refill(now.as_secs_f64());
        let lacking = 1.0 - self.tokens;
        // May become negative: later requests wait longer.
        self.tokens -= 1.0;
        (lacking / self.fill_rate).max(0.0)
    }

    fn refill(&mut self, now: f64) {
        let gained = (now - self.filled_at).max(0.0) * self.fill_rate;
        self.tokens = self.capacity.min(self.tokens + gained);
        self.filled_at = now;
    }

    fn update(&mut self, now: f64, is_throttled: bool) {
        self.measured.count(now);
        let rate = if is_throttled {
            let rate = if self.is_limited {
                self.measured.rate.min(self.fill_rate)
            } else {
                self.measured.rate
            };
            self.is_limited = true;
            self.curve.throttled(now, rate)
        } else {
            self.curve.rate_at(now)
        };
        self.set_rate(now, rate.min(2.0 * self.measured.rate));
    }

    fn set_rate(&mut self, now: f64, rate: f64) {
        self.refill(now);
        self.fill_rate = rate.max(MIN_RATE);
        self.capacity = rate.max(MIN_CAPACITY);
        self.tokens = self.tokens.min(self.capacity);
    }
}

impl Measured {
    fn count(&mut self, now: f64) {
        self.requests += 1.0;
        let current = bucket(now);
        if current > self.since {
            let rate = self.requests / (current - self.since);
            self.rate = rate * SMOOTH + self.rate * (1.0 - SMOOTH);
            self.since = current;
            self.requests = 0.0;
        }
    }
}

/// The start of the measuring interval that contains `now`.
fn bucket(now: f64) -> f64 {
    (now * BUCKETS_PER_SECOND).floor() / BUCKETS_PER_SECOND
}

impl Curve {
    /// The new rate after a request at `rate` was throttled.
    fn throttled(&mut self, now: f64, rate: f64) -> f64 {
        self.last_max_rate = rate;
        self.throttled_at = now;
        rate * BETA
    }

    /// The rate at `now`: grows quickly up to the last one, and beyond it slowly at first.
    fn rate_at(&self, now: f64) -> f64 {
        let plateau = (self.last_max_rate * (1.0 - BETA) / SCALE).cbrt();
        SCALE * (now - self.throttled_at - plateau).powi(3) + self.last_max_rate
    }
}
