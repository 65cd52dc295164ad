//! Caches the answers of a source of credentials, and asks it one question at a time.
//!
//! `memory` decides what is cached and when it is renewed; `flight` is a pending question. This
//! module decides which caller asks and which callers wait. It has no clock, thread or executor.

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

/// A source behind a cache, by the rules that the AWS SDKs share since 2026.
///
/// Credentials are renewed before they expire: five minutes if they live twenty minutes or less,
/// fifteen if they live less than ninety, otherwise an hour; credentials that live no longer than
/// that are renewed half way. Then one call asks the source while the others use the cached
/// credentials. In the last minute, and when nothing is cached, they wait for the answer. So
/// there is at most one question at a time, whether callers block or not.
///
/// When a refresh fails, cached credentials are used as long as they are valid, and the source is
/// not asked again for five to ten minutes. Credentials with [static
/// stability](Credentials::with_static_stability) are used even after they have expired.
/// Credentials that have expired when the source returns them count as a failed refresh. A
/// [non-recoverable](crate::auth::credentials::CredentialsError::non_recoverable) failure is returned at once, and so is
/// every failure when nothing is cached.
///
/// All calls that wait for an answer poll the source, so that it does not matter which of them
/// are dropped or no longer polled. A call asks again if there has been no answer for thirty
/// seconds. Expiry is a time of day, so setting the machine's clock changes when the source is
/// asked. Credentials that never expire are asked for once.
#[derive(Debug)]
pub struct Cached<P> {
    source: Arc<P>,
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    memory: Memory,
    flight: Option<Arc<Flight>>,
    /// The number of questions so far.
    questions: u64,
}

/// A caller that waits for an answer.
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
    /// The last caller that leaves drops the question.
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

    /// Asks the source and caches its answer.
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

/// Caches the answer to the question of this number, and returns the result for its callers.
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
    // An answer to an earlier question does not end a later one.
    if state.questions == number {
        state.flight = None;
    }
    match answer {
        // Unsigned on purpose: there is nothing to cache.
        Ok(None) => Ok(None),
        Ok(Some(keys)) => state.memory.settle(now, Ok(keys), jitter).map(Some),
        Err(error) => state.memory.settle(now, Err(error), jitter).map(Some),
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}
