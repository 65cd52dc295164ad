//! Calls that do not end, and memory that grows.

use std::fs;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// The size of a page where `statm` counts in pages.
const PAGE: u64 = 4096;

/// When the calls under way began.
pub(super) struct Watch {
    since: Instant,
    /// For each worker, in milliseconds after `since`; zero if it has no call.
    begun: Vec<AtomicU64>,
}

/// How the workers ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Workers {
    /// All of them well.
    Done,
    /// One panicked.
    Panicked,
    /// One is in a call that does not end.
    Hung,
}

impl Watch {
    pub(super) fn new(workers: usize) -> Self {
        Self {
            since: Instant::now(),
            begun: (0..workers).map(|_| AtomicU64::new(0)).collect(),
        }
    }

    fn now(&self) -> u64 {
        u64::try_from(self.since.elapsed().as_millis()).unwrap_or(u64::MAX) + 1
    }

    /// A worker begins a call.
    pub(super) fn begins(&self, worker: usize) {
        self.begun[worker].store(self.now(), Ordering::SeqCst);
    }

    /// A worker's call has ended.
    pub(super) fn ends(&self, worker: usize) {
        self.begun[worker].store(0, Ordering::SeqCst);
    }

    /// Waits for all workers, or for a call that takes longer than `limit`.
    pub(super) fn wait(&self, workers: Vec<JoinHandle<()>>, limit: Duration) -> Workers {
        let limit = u64::try_from(limit.as_millis()).unwrap_or(u64::MAX);
        while !workers.iter().all(JoinHandle::is_finished) {
            let now = self.now();
            let begun = self.begun.iter().map(|it| it.load(Ordering::SeqCst));
            if begun
                .into_iter()
                .any(|it| it > 0 && now.saturating_sub(it) > limit)
            {
                return Workers::Hung;
            }
            thread::sleep(Duration::from_millis(20));
        }
        let mut ends = workers.into_iter().map(JoinHandle::join);
        if ends.all(|it| it.is_ok()) {
            Workers::Done
        } else {
            Workers::Panicked
        }
    }
}

/// The memory that the process has in use, in bytes; `None` where the system does not say.
pub(super) fn resident() -> Option<u64> {
    let text = fs::read_to_string("/proc/self/statm").ok()?;
    let pages: u64 = text.split(' ').nth(1)?.parse().ok()?;
    Some(pages * PAGE)
}
