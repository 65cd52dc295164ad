//! Where time comes from. The only module that asks the system for it.

#[cfg(not(target_family = "wasm"))]
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
#[cfg(not(target_family = "wasm"))]
use std::task::{Poll, Waker};
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

/// The system's clock. Its [`Clock::sleep`] needs no async runtime: a thread of its own waits.
#[cfg(not(target_family = "wasm"))]
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

#[cfg(not(target_family = "wasm"))]
impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        std::time::SystemTime::now().into()
    }

    fn sleep(&self, span: Duration) -> BoxFuture<'_, ()> {
        Box::pin(thread_sleep(span))
    }

    fn sleep_blocking(&self, span: Duration) {
        std::thread::sleep(span);
    }
}

/// What the waiting thread and the future share.
#[cfg(not(target_family = "wasm"))]
#[derive(Default)]
struct Alarm {
    state: Mutex<AlarmState>,
    changed: Condvar,
}

#[cfg(not(target_family = "wasm"))]
#[derive(Default)]
struct AlarmState {
    /// Time is up, or nobody waits any more.
    over: bool,
    waker: Option<Waker>,
}

#[cfg(not(target_family = "wasm"))]
impl Alarm {
    fn lock(&self) -> MutexGuard<'_, AlarmState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits on this thread until time is up or the alarm is called off.
    fn wait(&self, span: Duration) {
        let waited = self
            .changed
            .wait_timeout_while(self.lock(), span, |state| !state.over);
        let (mut state, _) = waited.unwrap_or_else(PoisonError::into_inner);
        state.over = true;
        let waker = state.waker.take();
        // A waker may run the future at once, which takes the lock.
        drop(state);
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

/// Calls the alarm off when the future is dropped, so that its thread ends.
#[cfg(not(target_family = "wasm"))]
struct CallOff(Arc<Alarm>);

#[cfg(not(target_family = "wasm"))]
impl Drop for CallOff {
    fn drop(&mut self) {
        let mut state = self.0.lock();
        state.over = true;
        state.waker = None;
        self.0.changed.notify_one();
    }
}

#[cfg(not(target_family = "wasm"))]
async fn thread_sleep(span: Duration) {
    let alarm = CallOff(Arc::default());
    let ringer = Arc::clone(&alarm.0);
    let thread = std::thread::Builder::new().name("tinsmith-sleep".to_owned());
    if thread.spawn(move || ringer.wait(span)).is_err() {
        return std::thread::sleep(span);
    }
    std::future::poll_fn(|context| {
        let mut state = alarm.0.lock();
        if state.over {
            return Poll::Ready(());
        }
        state.waker = Some(context.waker().clone());
        Poll::Pending
    })
    .await;
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

    #[test]
    fn a_sleep_that_nobody_waits_for_any_more_ends() {
        let alarm = Arc::new(Alarm::default());
        let ringer = Arc::clone(&alarm);
        let thread = std::thread::spawn(move || ringer.wait(Duration::from_secs(3600)));
        drop(CallOff(alarm));
        thread.join().unwrap();
    }
}
