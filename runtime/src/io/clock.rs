//! Clocks. Only this module asks the system for the time.

#[cfg(not(target_family = "wasm"))]
mod timer;

#[cfg(not(target_family = "wasm"))]
use std::sync::OnceLock;
use std::time::Duration;
#[cfg(not(target_family = "wasm"))]
use std::time::Instant;

use crate::types::Timestamp;
use crate::util::future::{BoxFuture, MaybeSend, MaybeSync};

/// A source of time that can also wait.
pub trait Clock: MaybeSend + MaybeSync + 'static {
    /// The current time of day in UTC: for signatures and for expiry dates.
    fn now(&self) -> Timestamp;

    /// The time since a fixed moment, for time limits: it never goes back, and setting the time
    /// of day does not change it.
    ///
    /// The default is the system's monotonic clock, whatever [`now`](Self::now) returns; on wasm,
    /// which has no monotonic clock, it is the time since the epoch by `now`. A clock that is
    /// moved by hand must move this as well.
    fn monotonic(&self) -> Duration {
        #[cfg(not(target_family = "wasm"))]
        return since_start(Instant::now());
        #[cfg(target_family = "wasm")]
        self.now().since(Timestamp::EPOCH)
    }

    /// Waits without blocking the thread. The longest durations, such as `Duration::MAX`, may
    /// wait for ever, but must not panic.
    fn sleep(&self, span: Duration) -> BoxFuture<'_, ()>;

    /// Waits and blocks the calling thread.
    fn sleep_blocking(&self, span: Duration);
}

/// The readings of a clock at one moment.
#[derive(Clone, Copy)]
pub(crate) struct Now {
    /// The time of day.
    pub(crate) utc: Timestamp,
    /// The reading for time limits; see [`Clock::monotonic`].
    pub(crate) monotonic: Duration,
}

impl Now {
    pub(crate) fn of(clock: &dyn Clock) -> Self {
        Self {
            utc: clock.now(),
            monotonic: clock.monotonic(),
        }
    }
}

/// The time from the first use of a clock to `moment`.
#[cfg(not(target_family = "wasm"))]
pub(crate) fn since_start(moment: Instant) -> Duration {
    static START: OnceLock<Instant> = OnceLock::new();
    moment.saturating_duration_since(*START.get_or_init(|| moment))
}

/// The system's clock.
///
/// Its [`Clock::sleep`] needs no async runtime: one thread, which the first sleep starts, wakes
/// all futures of the process. If the system refuses that thread, a sleeping future wakes itself
/// until its time is up, which costs processor time but blocks nothing.
#[cfg(not(target_family = "wasm"))]
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

#[cfg(not(target_family = "wasm"))]
impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        std::time::SystemTime::now().into()
    }

    fn sleep(&self, span: Duration) -> BoxFuture<'_, ()> {
        Box::pin(timer::sleep(span))
    }

    fn sleep_blocking(&self, span: Duration) {
        std::thread::sleep(span);
    }
}

#[cfg(all(test, not(target_family = "wasm")))]
mod tests {
    use super::*;
    use crate::util::future::block_on;

    #[test]
    fn sleeping_takes_its_time() {
        let (span, started) = (Duration::from_millis(20), Instant::now());
        block_on(SystemClock.sleep(span));
        assert!(started.elapsed() >= span);
    }
}
