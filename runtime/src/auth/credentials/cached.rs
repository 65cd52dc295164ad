//! A cache of a source's credentials, which asks the source one question at a time.
//!
//! `memory` decides what is remembered and when it is renewed; `flight` is a question under way.
//! This module decides who asks and who waits. Nothing here knows the time, a thread or an
//! executor.

mod flight;
#[cfg(test)]
#[cfg(not(target_family = "wasm"))]
mod tests;

use std::future::poll_fn;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::memory::{Decision, Memory};
use super::{Credentials, ProvideCredentials, Provided, Resolved};
use crate::io::entropy::Sequence;
use crate::types::Timestamp;
use crate::util::future::BoxFuture;
use flight::Flight;

/// A source with a cache, by the rules that the AWS SDKs share since 2026.
///
/// Credentials are renewed before they expire: five minutes before if they live twenty minutes or
/// less, fifteen if they live less than ninety, else an hour; half way if they live no longer than
/// that. Then one call asks the source, and the others use the cached credentials; in the last
/// minute, and with an empty cache, they wait for the answer. So there is at most one question at a
/// time, for async and blocking callers together.
///
/// When a refresh fails, the cached credentials are used as long as they are valid, and the source
/// is not asked for five to ten minutes. Credentials with
/// [static stability](Credentials::with_static_stability) are used even after they have expired.
/// Credentials that arrive expired count as a failed refresh. A failure that is
/// [final](super::CredentialsError::non_recoverable), or any failure with an empty cache, is
/// returned at once.
///
/// All calls that wait for an answer poll the source, so that it does not matter which of them are
/// dropped or no longer polled. A call asks anew if there has been no answer for thirty seconds.
/// Expiry is a time of day, so setting the machine's clock changes when
/// the source is asked. Credentials that never expire are asked for once.
#[derive(Debug)]
pub struct Cached<P> {
    source: Arc<P>,
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    memory: Memory,
    flight: Option<Arc<Flight>>,
    /// How many questions there were.
    questions: u64,
}

/// A caller's place among the waiting callers.
struct Seat<'a> {
    state: &'a Mutex<State>,
    flight: Arc<Flight>,
}

impl<'a> Seat<'a> {
    fn new(state: &'a Mutex<State>, flight: Arc<Flight>) -> Self {
        flight.enter();
        Self { state, flight }
    }
}

impl Drop for Seat<'_> {
    /// The last caller who leaves takes the question along.
    fn drop(&mut self) {
        let mut state = lock(self.state);
        let is_last = self.flight.leave();
        let is_ours = |it: &mut Arc<Flight>| is_last && Arc::ptr_eq(it, &self.flight);
        let over = state.flight.take_if(is_ours);
        drop(state);
        drop(over);
    }
}

enum Next<'a> {
    Keys(Credentials),
    Wait(Seat<'a>),
}

impl<P: ProvideCredentials> Cached<P> {
    /// Caches the answers of `source`.
    pub fn new(source: P) -> Self {
        Self {
            source: Arc::new(source),
            state: Arc::default(),
        }
    }

    /// Renews credentials `margin` before they expire, however long they live.
    pub fn with_margin(self, margin: Duration) -> Self {
        lock(&self.state).memory.window = Some(margin);
        self
    }
}

impl<P: ProvideCredentials + 'static> Cached<P> {
    fn next(&self, now: Timestamp) -> Next<'_> {
        let mut state = lock(&self.state);
        let stuck = state.flight.take_if(|it| it.is_stuck(now));
        let next = match (state.memory.decide(now), &state.flight) {
            (Decision::Serve(keys), _)
            | (
                Decision::Refresh {
                    meanwhile: Some(keys),
                },
                Some(_),
            ) => Next::Keys(keys),
            (Decision::Refresh { meanwhile: None }, Some(flight)) => {
                Next::Wait(Seat::new(&self.state, Arc::clone(flight)))
            }
            (Decision::Refresh { .. }, None) => {
                state.questions += 1;
                let flight = Arc::new(Flight::new(now, self.question(state.questions, now)));
                state.flight = Some(Arc::clone(&flight));
                Next::Wait(Seat::new(&self.state, flight))
            }
        };
        drop(state);
        if let Some(stuck) = stuck {
            stuck.give_up();
        }
        next
    }

    /// Asks the source and remembers its answer.
    fn question(&self, number: u64, now: Timestamp) -> BoxFuture<'static, Resolved> {
        let (source, state) = (Arc::clone(&self.source), Arc::clone(&self.state));
        Box::pin(async move {
            let answer = source.provide(now).get().await;
            settle(&state, number, now, answer)
        })
    }

    async fn wait(&self, now: Timestamp, seat: Seat<'_>) -> Resolved {
        if let Some(answer) = poll_fn(|context| seat.flight.poll(context)).await {
            return answer;
        }
        drop(seat);
        self.provide(now).get().await
    }
}

impl<P: ProvideCredentials + 'static> ProvideCredentials for Cached<P> {
    fn provide(&self, now: Timestamp) -> Provided<'_> {
        match self.next(now) {
            Next::Keys(keys) => Provided::Ready(Ok(Some(keys))),
            Next::Wait(seat) => Provided::Pending(Box::pin(self.wait(now, seat))),
        }
    }

    fn invalidate(&self, rejected: &Credentials) {
        lock(&self.state).memory.invalidate(rejected);
        self.source.invalidate(rejected);
    }
}

/// Remembers the answer to the question of this number, and returns what its callers get.
fn settle(state: &Mutex<State>, number: u64, now: Timestamp, answer: Resolved) -> Resolved {
    let mut hasher = DefaultHasher::new();
    (
        now.seconds(),
        now.nanos(),
        number,
        std::ptr::from_ref(state),
    )
        .hash(&mut hasher);
    let jitter = Sequence::new(hasher.finish()).fraction();
    let mut state = lock(state);
    // A later question goes on.
    if state.questions == number {
        state.flight = None;
    }
    match answer {
        // Unsigned on purpose: there is nothing to remember.
        Ok(None) => Ok(None),
        Ok(Some(keys)) => state.memory.settle(now, Ok(keys), jitter).map(Some),
        Err(error) => state.memory.settle(now, Err(error), jitter).map(Some),
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}
