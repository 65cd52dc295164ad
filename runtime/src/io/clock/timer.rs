//! The thread that wakes sleeping futures: one per process, started by the first of them.
//!
//! Owns the times at which futures are woken. Knows nothing of clients, and no clock but the
//! system's monotonic one.

use std::collections::BTreeMap;
use std::future::Future;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

static TIMER: Timer = Timer::new(start);

/// The delay before starting the thread is attempted again after a failure.
const RESTART: Duration = Duration::from_millis(10);

fn start(timer: &'static Timer) -> io::Result<()> {
    let thread = std::thread::Builder::new().name("tinsmith-timer".to_owned());
    thread.spawn(move || timer.run()).map(drop)
}

/// Returns a future that completes after `span`.
pub(super) fn sleep(span: Duration) -> Sleep {
    TIMER.sleep(span)
}

struct Timer {
    state: Mutex<State>,
    /// Notified when a new sleep is the first to end.
    changed: Condvar,
    start: fn(&'static Self) -> io::Result<()>,
}

/// The end of a sleep, and a number that distinguishes it from others with the same end.
type Key = (Instant, u64);

struct State {
    /// The wakers, by the time of their sleep's end.
    sleeps: BTreeMap<Key, Waker>,
    count: u64,
    thread: Thread,
}

#[derive(Clone, Copy)]
enum Thread {
    Running,
    /// Not started; after a failure, not attempted again before the given moment.
    Missing(Option<Instant>),
}

impl Timer {
    const fn new(start: fn(&'static Self) -> io::Result<()>) -> Self {
        let state = State {
            sleeps: BTreeMap::new(),
            count: 0,
            thread: Thread::Missing(None),
        };
        Self {
            state: Mutex::new(state),
            changed: Condvar::new(),
            start,
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn sleep(&'static self, span: Duration) -> Sleep {
        Sleep {
            timer: self,
            end: Instant::now().checked_add(span),
            key: None,
        }
    }

    /// The thread's loop: wakes the sleeps that have ended, and waits for the next.
    fn run(&self) {
        let mut state = self.lock();
        loop {
            let now = Instant::now();
            state = match state.sleeps.first_key_value() {
                None => {
                    let waited = self.changed.wait(state);
                    waited.unwrap_or_else(PoisonError::into_inner)
                }
                Some((&(end, _), _)) if now < end => {
                    let waited = self.changed.wait_timeout(state, end - now);
                    waited.unwrap_or_else(PoisonError::into_inner).0
                }
                Some(_) => {
                    let first = state.sleeps.pop_first();
                    // A waker may run the future at once, which takes the lock.
                    drop(state);
                    if let Some((_, waker)) = first {
                        wake(waker);
                    }
                    self.lock()
                }
            };
        }
    }

    /// Starts the thread if it is missing. Returns whether it runs.
    ///
    /// Called under the lock, so that no sleep relies on a thread that fails to start.
    fn has_thread(&'static self, state: &mut State, now: Instant) -> bool {
        match state.thread {
            Thread::Running => return true,
            Thread::Missing(Some(from)) if now < from => return false,
            Thread::Missing(_) => {}
        }
        state.thread = match (self.start)(self) {
            Ok(()) => Thread::Running,
            Err(_) => Thread::Missing(now.checked_add(RESTART)),
        };
        matches!(state.thread, Thread::Running)
    }
}

/// Wakes a waker; one that panics affects neither the thread nor the other wakers.
fn wake(waker: Waker) {
    if let Err(panic) = catch_unwind(AssertUnwindSafe(|| waker.wake())) {
        // Dropping the panic's payload may panic, too.
        std::mem::forget(panic);
    }
}

/// A future that completes at a given time.
///
/// If the system refuses the timer its thread, the future wakes itself at once: that costs
/// processor time, but neither blocks the executor nor misses the end.
pub(super) struct Sleep {
    timer: &'static Timer,
    /// `None` is beyond the range of the system's clock and never comes.
    end: Option<Instant>,
    /// The key of the waker in the timer.
    key: Option<Key>,
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let Some(end) = self.end else {
            return Poll::Pending;
        };
        let now = Instant::now();
        if now >= end {
            return Poll::Ready(());
        }
        // Cloning and dropping wakers runs code of the executor, so it must not happen under the
        // lock.
        let waker = context.waker().clone();
        let mut state = self.timer.lock();
        if !self.timer.has_thread(&mut state, now) {
            drop(state);
            waker.wake();
            std::thread::yield_now();
            return Poll::Pending;
        }
        let key = self.key.unwrap_or_else(|| {
            state.count = state.count.wrapping_add(1);
            (end, state.count)
        });
        let old = state.sleeps.insert(key, waker);
        let is_first = state.sleeps.first_key_value().map(|(first, _)| *first) == Some(key);
        drop(state);
        if is_first && old.is_none() {
            self.timer.changed.notify_one();
        }
        self.key = Some(key);
        Poll::Pending
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        if let Some(key) = self.key {
            let waker = self.timer.lock().sleeps.remove(&key);
            drop(waker);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;
    use std::pin::pin;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::task::Wake;

    use super::*;
    use crate::util::future::block_on;

    const HOUR: Duration = Duration::from_secs(3600);

    fn timer(start: fn(&'static Timer) -> io::Result<()>) -> &'static Timer {
        Box::leak(Box::new(Timer::new(start)))
    }

    fn sleeping(timer: &Timer) -> usize {
        timer.lock().sleeps.len()
    }

    /// Polls once, with a waker that calls `wake`.
    fn poll_with(sleep: &mut Sleep, wake: impl Fn() + Send + Sync + 'static) -> Poll<()> {
        struct Calls<F>(F);
        impl<F: Fn() + Send + Sync> Wake for Calls<F> {
            fn wake(self: Arc<Self>) {
                (self.0)();
            }
        }
        let waker = Waker::from(Arc::new(Calls(wake)));
        Pin::new(sleep).poll(&mut Context::from_waker(&waker))
    }

    #[test]
    fn sleeps_end_in_order() {
        let timer = timer(start);
        let (long, short) = (timer.sleep(HOUR / 60_000), timer.sleep(HOUR / 200_000));
        let (mut long, mut short) = (pin!(long), pin!(short));
        let began = Instant::now();
        block_on(poll_fn(|context| {
            assert!(long.as_mut().poll(context).is_pending());
            short.as_mut().poll(context)
        }));
        block_on(long);
        assert!(began.elapsed() >= HOUR / 60_000);
        assert_eq!(sleeping(timer), 0);
    }

    #[test]
    fn all_sleeps_share_one_thread() {
        static STARTED: AtomicUsize = AtomicUsize::new(0);
        let timer = timer(|timer| {
            STARTED.fetch_add(1, Ordering::SeqCst);
            start(timer)
        });
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| block_on(timer.sleep(HOUR / 360_000)));
            }
        });
        assert_eq!(STARTED.load(Ordering::SeqCst), 1);
    }

    #[test]
    fn dropped_sleeps_leave_nothing_behind() {
        let timer = timer(start);
        let sleeps = (0..100_000).map(|_| {
            let mut sleep = timer.sleep(HOUR);
            assert!(poll_with(&mut sleep, || {}).is_pending());
            sleep
        });
        let sleeps: Vec<_> = sleeps.collect();
        assert_eq!(sleeping(timer), 100_000);
        drop(sleeps);
        assert_eq!(sleeping(timer), 0);
    }

    #[test]
    fn the_last_waker_is_woken() {
        let timer = timer(start);
        let mut sleep = timer.sleep(HOUR / 180_000);
        assert!(poll_with(&mut sleep, || panic!("an old waker was woken")).is_pending());
        block_on(sleep);
    }

    #[test]
    fn a_waker_that_panics_harms_nobody_else() {
        let timer = timer(start);
        let mut bad = timer.sleep(Duration::from_millis(5));
        let began = poll_with(&mut bad, || {
            std::panic::resume_unwind(Box::new("bad waker"))
        });
        assert!(began.is_pending());
        block_on(timer.sleep(Duration::from_millis(10)));
        block_on(timer.sleep(Duration::from_millis(10)));
    }

    #[test]
    fn without_a_thread_the_executor_is_asked_to_poll_again() {
        let timer = timer(|_| Err(io::ErrorKind::WouldBlock.into()));
        let (span, began) = (Duration::from_millis(30), Instant::now());
        let (mut sleep, mut polls) = (pin!(timer.sleep(span)), 0);
        block_on(poll_fn(|context| {
            polls += 1;
            let before = Instant::now();
            let polled = sleep.as_mut().poll(context);
            assert!(before.elapsed() < span, "the executor was blocked");
            polled
        }));
        assert!(began.elapsed() >= span && polls > 2, "{polls} polls");
        assert_eq!(sleeping(timer), 0);
    }

    #[test]
    fn a_thread_that_could_not_be_started_is_started_later() {
        static REFUSALS: AtomicUsize = AtomicUsize::new(0);
        let timer = timer(|timer| match REFUSALS.fetch_add(1, Ordering::SeqCst) {
            0 => Err(io::ErrorKind::WouldBlock.into()),
            _ => start(timer),
        });
        block_on(timer.sleep(Duration::from_millis(60)));
        assert_eq!(REFUSALS.load(Ordering::SeqCst), 2);
    }

    #[test]
    fn a_sleep_without_end_waits_and_one_without_length_does_not() {
        let timer = timer(start);
        assert!(poll_with(&mut timer.sleep(Duration::MAX), || {}).is_pending());
        assert!(poll_with(&mut timer.sleep(Duration::ZERO), || {}).is_ready());
    }
}
