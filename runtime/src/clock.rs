//! Where time comes from. The only module that asks the system for it.

#[cfg(not(target_family = "wasm"))]
use std::sync::{Arc, Mutex, PoisonError};
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

/// What the waiting thread and the future share: whether time is up, and whom to tell.
#[cfg(not(target_family = "wasm"))]
#[derive(Default)]
struct Alarm {
    rung: bool,
    waker: Option<Waker>,
}

#[cfg(not(target_family = "wasm"))]
async fn thread_sleep(span: Duration) {
    let alarm = Arc::new(Mutex::new(Alarm::default()));
    let ringer = Arc::clone(&alarm);
    let spawned = std::thread::Builder::new()
        .name("tinsmith-sleep".to_owned())
        .spawn(move || {
            std::thread::sleep(span);
            let mut alarm = ringer.lock().unwrap_or_else(PoisonError::into_inner);
            alarm.rung = true;
            if let Some(waker) = alarm.waker.take() {
                waker.wake();
            }
        });
    if spawned.is_err() {
        return std::thread::sleep(span);
    }
    std::future::poll_fn(|context| {
        let mut alarm = alarm.lock().unwrap_or_else(PoisonError::into_inner);
        if alarm.rung {
            return Poll::Ready(());
        }
        alarm.waker = Some(context.waker().clone());
        Poll::Pending
    })
    .await;
}
