//! Where time comes from. The only module that asks the system for it.

#[cfg(not(target_family = "wasm"))]
mod timer;

use std::time::Duration;

use crate::future::{BoxFuture, MaybeSend, MaybeSync};
use crate::types::Timestamp;

/// The time, and how to wait.
pub trait Clock: MaybeSend + MaybeSync + 'static {
    /// The time now, in UTC.
    fn now(&self) -> Timestamp;

    /// Waits without blocking the thread.
    fn sleep(&self, span: Duration) -> BoxFuture<'_, ()>;

    /// Waits on the calling thread.
    fn sleep_blocking(&self, span: Duration);
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
    use std::time::Instant;

    use super::*;
    use crate::future::block_on;

    #[test]
    fn sleeping_takes_its_time() {
        let (span, started) = (Duration::from_millis(20), Instant::now());
        block_on(SystemClock.sleep(span));
        assert!(started.elapsed() >= span);
    }
}
