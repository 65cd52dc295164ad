//! Where time comes from. The only module that asks the system for it.

#[cfg(not(target_family = "wasm"))]
mod timer;

#[cfg(not(target_family = "wasm"))]
use std::sync::OnceLock;
use std::time::Duration;
#[cfg(not(target_family = "wasm"))]
use std::time::Instant;

use crate::types::Timestamp;
use crate::util::future::{BoxFuture, MaybeSend, MaybeSync};

/// The time, and how to wait.
pub trait Clock: MaybeSend + MaybeSync + 'static {
    /// The time of day now, in UTC: for signatures and expiry dates.
    fn now(&self) -> Timestamp;

    /// The time since some moment that stays the same, for limits of time: it never goes back, and
    /// setting the time of day does not change it.
    ///
    /// Unless a clock has its own, this is the system's monotonic clock, whatever
    /// [`now`](Self::now) says, and on wasm, which has none, the time since the epoch by `now`. A
    /// clock that is moved by hand moves this as well.
    fn monotonic(&self) -> Duration {
        #[cfg(not(target_family = "wasm"))]
        return since_start(Instant::now());
        #[cfg(target_family = "wasm")]
        self.now().since(Timestamp::EPOCH)
    }

    /// Waits without blocking the thread. The longest spans, `Duration::MAX` among them, may wait
    /// for ever, but must not panic.
    fn sleep(&self, span: Duration) -> BoxFuture<'_, ()>;

    /// Waits on the calling thread.
    fn sleep_blocking(&self, span: Duration);
}

/// The reading of a clock at one moment.
#[derive(Clone, Copy)]
pub(crate) struct Now {
    /// The time of day.
    pub(crate) utc: Timestamp,
    /// The clock that counts limits; see [`Clock::monotonic`].
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

/// How long after the first question to a clock `moment` is.
#[cfg(not(target_family = "wasm"))]
pub(crate) fn since_start(moment: Instant) -> Duration {
    static START: OnceLock<Instant> = OnceLock::new();
    moment.saturating_duration_since(*START.get_or_init(|| moment))
}

/// The system's clock.
///
/// Its [`Clock::sleep`] needs no async runtime: one thread, which the first sleep starts, wakes all
/// futures of the process. Where the system refuses that thread, a sleeping future has itself
/// polled again until its time is up, which costs processor time but blocks nobody.
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
