//! Keeps what a source of credentials answers, and asks it one question at a time.
//!
//! What is remembered, and when it is renewed, is `memory`'s business; who asks and who waits is
//! decided here. Nothing here knows the time, a thread or an executor.

#[cfg(test)]
#[cfg(not(target_family = "wasm"))]
mod tests;

use std::future::poll_fn;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ptr;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Poll, Waker};
use std::time::Duration;

use super::memory::{Decision, Memory};
use super::{Credentials, CredentialsError, ProvideCredentials, Provided, Resolved};
use crate::io::entropy::Sequence;
use crate::types::Timestamp;

/// A caller who waits for the source's future and has not come back after this long no longer
/// counts: maybe nobody polls it.
const PATIENCE: Duration = Duration::from_secs(30);

/// A source behind a memory, by the rules that the AWS SDKs share since 2026.
///
/// Credentials are renewed before they expire: five minutes where they live twenty minutes or
/// less, fifteen where they live less than ninety, else an hour; those that live no longer than
/// that, half way. Then one call asks the source, and the others go on with what is remembered; in the
/// last minute, and where nothing is remembered, they wait for it. So there is at most one question
/// at a time, whether callers block or not.
///
/// When a refresh fails, what is remembered is used as long as it is valid, and the source is left
/// alone for five to ten minutes. Credentials with
/// [static stability](Credentials::with_static_stability) are used even when they have expired.
/// Credentials that had expired when they came are a refresh that failed. A source that says that
/// its failure is [non-recoverable](CredentialsError::non_recoverable) is believed at once, and so is one with nothing
/// remembered.
///
/// A call that is dropped while it asks makes room for another one, and so does one that nobody has
/// polled for thirty seconds. Expiry is a time of day, so setting the machine's clock changes when
/// the source is asked. Credentials that never expire are asked for once.
#[derive(Debug)]
pub struct Cached<P> {
    source: P,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    memory: Memory,
    leader: Option<Leader>,
    /// How many callers have led.
    leaders: u64,
    waiting: Vec<Waker>,
    /// What the last question failed with, for those who waited for it.
    failed: Option<(u64, CredentialsError)>,
}

/// The caller who asks the source.
#[derive(Clone, Copy, Debug)]
struct Leader {
    number: u64,
    /// Since when its future is under way; before, its thread is in the source.
    since: Option<Timestamp>,
}

impl Leader {
    fn is_lost(&self, now: Timestamp) -> bool {
        self.since.is_some_and(|since| since.plus(PATIENCE) <= now)
    }
}

/// The right to ask the source; given back when it is dropped.
struct Turn<'a> {
    state: &'a Mutex<State>,
    number: u64,
}

enum Next<'a> {
    Keys(Credentials),
    Ask(Turn<'a>),
    /// Another caller asks: the one of this number.
    Wait(u64),
}

impl<P: ProvideCredentials> Cached<P> {
    /// Remembers what `source` answers.
    pub fn new(source: P) -> Self {
        Self {
            source,
            state: Mutex::default(),
        }
    }

    /// Renews credentials `margin` before they expire, however long they live.
    pub fn with_margin(self, margin: Duration) -> Self {
        self.lock().memory.window = Some(margin);
        self
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        lock(&self.state)
    }

    fn next(&self, now: Timestamp) -> Next<'_> {
        let mut state = self.lock();
        let leader = state.leader.filter(|it| !it.is_lost(now));
        match (state.memory.decide(now), leader) {
            (Decision::Serve(keys), _)
            | (
                Decision::Refresh {
                    meanwhile: Some(keys),
                },
                Some(_),
            ) => Next::Keys(keys),
            (Decision::Refresh { meanwhile: None }, Some(leader)) => Next::Wait(leader.number),
            (Decision::Refresh { .. }, None) => {
                state.leaders += 1;
                let number = state.leaders;
                state.leader = Some(Leader {
                    number,
                    since: None,
                });
                Next::Ask(Turn {
                    state: &self.state,
                    number,
                })
            }
        }
    }

    fn settle(&self, now: Timestamp, turn: &Turn<'_>, answer: Resolved) -> Resolved {
        let answer = match answer {
            // Unsigned on purpose: there is nothing to remember.
            Ok(None) => return Ok(None),
            Ok(Some(keys)) => Ok(keys),
            Err(error) => Err(error),
        };
        let mut hasher = DefaultHasher::new();
        (now.seconds(), now.nanos(), turn.number, ptr::from_ref(self)).hash(&mut hasher);
        let jitter = Sequence::new(hasher.finish()).fraction();
        let mut state = self.lock();
        let settled = state.memory.settle(now, answer, jitter);
        let error = settled.as_ref().err().cloned();
        state.failed = error.map(|error| (turn.number, error));
        settled.map(Some)
    }

    /// Waits until the leader of this number is back or gone, and takes what there is then.
    async fn follow(&self, now: Timestamp, leader: u64) -> Resolved {
        poll_fn(|context| {
            let mut state = self.lock();
            if state.leader.is_none_or(|it| it.number != leader) {
                return Poll::Ready(());
            }
            let waker = context.waker();
            if !state.waiting.iter().any(|it| it.will_wake(waker)) {
                state.waiting.push(waker.clone());
            }
            Poll::Pending
        })
        .await;
        if let Some((number, error)) = &self.lock().failed {
            if *number == leader {
                return Err(error.clone());
            }
        }
        self.provide(now).get().await
    }
}

impl<P: ProvideCredentials> ProvideCredentials for Cached<P> {
    fn provide(&self, now: Timestamp) -> Provided<'_> {
        match self.next(now) {
            Next::Keys(keys) => Provided::Ready(Ok(Some(keys))),
            Next::Ask(turn) => match self.source.provide(now) {
                Provided::Ready(answer) => Provided::Ready(self.settle(now, &turn, answer)),
                Provided::Pending(future) => {
                    turn.set_out(now);
                    Provided::Pending(Box::pin(async move {
                        let answer = future.await;
                        self.settle(now, &turn, answer)
                    }))
                }
            },
            Next::Wait(leader) => Provided::Pending(Box::pin(self.follow(now, leader))),
        }
    }

    fn invalidate(&self, rejected: &Credentials) {
        self.lock().memory.invalidate(rejected);
        self.source.invalidate(rejected);
    }
}

impl Turn<'_> {
    /// From `now` on a future is waited for.
    fn set_out(&self, now: Timestamp) {
        let mut state = lock(self.state);
        let leader = state.leader.as_mut();
        if let Some(leader) = leader.filter(|it| it.number == self.number) {
            leader.since = Some(now);
        }
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let mut state = lock(self.state);
        // One that was overtaken has nothing to give back.
        if state.leader.is_some_and(|it| it.number == self.number) {
            state.leader = None;
        }
        let waiting = std::mem::take(&mut state.waiting);
        drop(state);
        waiting.into_iter().for_each(Waker::wake);
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}
