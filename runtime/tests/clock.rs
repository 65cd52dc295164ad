//! The system's clock: the cost and the maximum length of sleeps.

#![expect(clippy::unwrap_used, reason = "a test may fail anywhere")]

use std::future::poll_fn;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{Thread, current, park_timeout};
use std::time::{Duration, Instant};

use tinsmith::clock::{Clock, SystemClock};

const HOUR: Duration = Duration::from_secs(3600);

/// Polls a future until it is ready, for at most ten seconds.
fn block_on<T>(future: impl Future<Output = T>) -> T {
    struct Unpark(Thread, AtomicBool);
    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.1.store(true, Ordering::SeqCst);
            self.0.unpark();
        }
    }
    let wake = Arc::new(Unpark(current(), AtomicBool::new(true)));
    let waker = Waker::from(Arc::clone(&wake));
    let (mut future, began) = (std::pin::pin!(future), Instant::now());
    while began.elapsed() < Duration::from_secs(10) {
        if wake.1.swap(false, Ordering::SeqCst) {
            if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(&waker)) {
                return output;
            }
        }
        park_timeout(Duration::from_millis(100));
    }
    panic!("the future was not woken");
}

#[cfg(target_os = "linux")]
fn threads() -> usize {
    std::fs::read_dir("/proc/self/task").unwrap().count()
}

#[cfg(target_os = "linux")]
#[test]
fn a_thousand_sleeps_take_one_thread() {
    let before = threads();
    let mut sleeps: Vec<_> = (0..1000).map(|_| SystemClock.sleep(HOUR)).collect();
    block_on(poll_fn(|context| {
        for sleep in &mut sleeps {
            assert!(sleep.as_mut().poll(context).is_pending());
        }
        Poll::Ready(())
    }));
    // Other tests of this file may start and end threads of their own.
    assert!(threads() <= before + 4, "{before} became {}", threads());
}

#[test]
fn sleeps_that_overlap_all_end() {
    let spans = [0, 1, 20, 5].map(Duration::from_millis);
    let mut sleeps: Vec<_> = spans.map(|it| Some(SystemClock.sleep(it))).into();
    let began = Instant::now();
    block_on(poll_fn(|context| {
        for sleep in &mut sleeps {
            sleep.take_if(|it| it.as_mut().poll(context).is_ready());
        }
        if sleeps.iter().all(Option::is_none) {
            return Poll::Ready(());
        }
        Poll::Pending
    }));
    assert!(began.elapsed() >= Duration::from_millis(20));
}

#[test]
fn the_longest_sleep_never_ends_and_does_not_panic() {
    let mut longest = SystemClock.sleep(Duration::MAX);
    let mut short = SystemClock.sleep(Duration::from_millis(10));
    block_on(poll_fn(|context| {
        assert!(longest.as_mut().poll(context).is_pending());
        short.as_mut().poll(context)
    }));
}
