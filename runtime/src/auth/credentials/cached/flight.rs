//! A pending question to a source. All callers that wait for its answer poll it, so that none of
//! them depends on another caller, which may be dropped or never polled again.
//!
//! Knows neither the source nor the cache.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;
use std::{fmt, mem};

use crate::auth::credentials::Resolved;
use crate::types::Timestamp;
use crate::util::future::BoxFuture;

/// A question that is unanswered after this long is asked again.
const PATIENCE: Duration = Duration::from_secs(30);

pub(super) struct Flight {
    started: Timestamp,
    question: Mutex<Question>,
    wakers: Arc<Wakers>,
    /// The number of callers that wait for the answer.
    callers: AtomicUsize,
}

enum Question {
    Open(BoxFuture<'static, Resolved>),
    Answered(Resolved),
    /// Abandoned, or a poll of its future has panicked.
    Lost,
}

/// Wakes all callers when the source can make progress.
#[derive(Default)]
struct Wakers(Mutex<Waiting>);

#[derive(Default)]
struct Waiting {
    wakers: Vec<Waker>,
    /// How often the callers were woken.
    count: u64,
}

impl fmt::Debug for Flight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Flight(since {})", self.started)
    }
}

impl Flight {
    pub(super) fn new(started: Timestamp, question: BoxFuture<'static, Resolved>) -> Self {
        Self {
            started,
            question: Mutex::new(Question::Open(question)),
            wakers: Arc::default(),
            callers: AtomicUsize::new(0),
        }
    }

    /// Adds a caller.
    pub(super) fn enter(&self) {
        self.callers.fetch_add(1, Ordering::Relaxed);
    }

    /// Removes a caller and returns whether it was the last. The question goes on for the others.
    pub(super) fn leave(&self) -> bool {
        let is_last = self.callers.fetch_sub(1, Ordering::Relaxed) == 1;
        self.wakers.wake_all();
        is_last
    }

    /// Returns whether exactly this many callers wait and nobody polls.
    #[cfg(test)]
    pub(super) fn is_awaited_by(&self, callers: usize) -> bool {
        self.callers.load(Ordering::Relaxed) == callers
            && self.wakers.lock().wakers.len() >= callers
            && self.question.try_lock().is_ok()
    }

    /// Returns whether the question is overdue or lost. A poll that takes long is not
    /// interrupted.
    pub(super) fn is_stuck(&self, now: Timestamp) -> bool {
        match self.question.try_lock() {
            Ok(question) => {
                matches!(*question, Question::Lost) || self.started.plus(PATIENCE) <= now
            }
            Err(TryLockError::Poisoned(_)) => true,
            Err(TryLockError::WouldBlock) => false,
        }
    }

    /// Abandons a stuck question; the callers that wait for it ask again.
    pub(super) fn give_up(&self) {
        if let Ok(mut question) = self.question.try_lock() {
            let given_up = mem::replace(&mut *question, Question::Lost);
            drop(question);
            drop(given_up);
        }
        self.wakers.wake_all();
    }

    /// Polls the source. `None` if the question is lost.
    pub(super) fn poll(&self, context: &Context<'_>) -> Poll<Option<Resolved>> {
        self.wakers.add(context.waker());
        // Dropped after the question is unlocked. A poll that panics leaves the question lost.
        let _waking = WakeOnPanic(&self.wakers);
        let mut question = match self.question.try_lock() {
            Ok(question) => question,
            Err(TryLockError::Poisoned(question)) => question.into_inner(),
            // Another caller polls, and will wake this one.
            Err(TryLockError::WouldBlock) => return Poll::Pending,
        };
        let mut future = match mem::replace(&mut *question, Question::Lost) {
            Question::Open(future) => future,
            Question::Answered(answer) => {
                *question = Question::Answered(answer.clone());
                return Poll::Ready(Some(answer));
            }
            Question::Lost => return Poll::Ready(None),
        };
        let woken = self.wakers.count();
        let waker = Waker::from(Arc::clone(&self.wakers));
        match future.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(answer) => {
                *question = Question::Answered(answer.clone());
                drop(question);
                self.wakers.wake_all();
                Poll::Ready(Some(answer))
            }
            Poll::Pending => {
                *question = Question::Open(future);
                drop(question);
                // Callers woken during the poll have found the lock taken.
                if self.wakers.count() != woken {
                    self.wakers.wake_all();
                }
                Poll::Pending
            }
        }
    }
}

struct WakeOnPanic<'a>(&'a Wakers);

impl Drop for WakeOnPanic<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.wake_all();
        }
    }
}

impl Wakers {
    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn count(&self) -> u64 {
        self.lock().count
    }

    fn add(&self, waker: &Waker) {
        let mut waiting = self.lock();
        if !waiting.wakers.iter().any(|it| it.will_wake(waker)) {
            waiting.wakers.push(waker.clone());
        }
    }

    fn wake_all(&self) {
        let mut waiting = self.lock();
        waiting.count += 1;
        let wakers = mem::take(&mut waiting.wakers);
        drop(waiting);
        wakers.into_iter().for_each(Waker::wake);
    }
}

impl Wake for Wakers {
    fn wake(self: Arc<Self>) {
        self.wake_all();
    }
}
