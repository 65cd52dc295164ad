//! The state machine of a call: its phases, and the transition for each event in each phase.
//!
//! ```text
//!            ┌────────────── Elapsed ──────────────┐
//!            ▼                                     │
//! Start ─► Identifying ─► prepare ─► Sent ─► judge ┼─► Backoff
//!            │  ▲          │    ▲                  ├─► Ending ─ Elapsed ─┐
//!            └──┘          ▼    │                  └─────────────────────┴─► Done
//!        next source       Nested
//! ```
//!
//! `prepare` makes the request once its endpoint and its keys are known. If another call has to
//! find them, the steps of that nested call are the exchange's own until it is done. `judge` ends
//! the call or starts another attempt. Every change of [`Phase`] is in this file; a call that
//! fails on an arrow is [`Phase::Done`].

use std::mem;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::Response;

use super::judge::Next;
use super::nested::{Nested, NestedCall, Prerequisite, Purpose};
use super::timing::LEEWAY;
use super::{Answer, Event, Exchange, Identity, IdentitySource, ResolvedEndpoint, Search, Step};
use crate::auth::credentials::{Credentials, CredentialsError};
use crate::call::error::CallError;
use crate::call::retry::Failure;
use crate::io::body::Body;
use crate::io::clock::Now;
use crate::io::transport::{TransportError, TransportErrorKind};
use crate::types::Timestamp;

/// The phase of a call.
pub(super) enum Phase<'a> {
    /// Not started.
    Start,
    /// A source is asked for the caller's identity.
    Identifying(Identifying),
    /// A call that the request depends on is in progress.
    Nested(Box<Nested<'a>>),
    /// A request has been sent.
    Sent(Attempt),
    /// The next attempt begins after a pause: the last one has failed, or the client is
    /// throttled.
    Backoff(Resolved),
    /// The call has ended; its result is returned after a pause.
    Ending(Box<Result<Answer, CallError>>),
    /// The call has ended, and its result has been returned.
    Done,
}

/// The search for the caller's identity.
pub(super) struct Identifying {
    search: Search,
    /// When the attempt began, by the monotonic clock.
    began: Duration,
    /// The results of earlier attempts.
    known: Resolved,
}

/// The identity and the endpoint of a request, as far as they are resolved.
#[derive(Default)]
pub(super) struct Resolved {
    pub(super) identity: Option<Identity>,
    pub(super) endpoint: Option<Arc<ResolvedEndpoint>>,
    /// The keys of a session, which replace the identity's for signing.
    pub(super) session: Option<Credentials>,
}

/// A request that has been sent.
pub(super) struct Attempt {
    /// When it was sent, by the monotonic clock.
    pub(super) at: Duration,
    /// The time in its signature.
    pub(super) signed: Timestamp,
    pub(super) identity: Option<Identity>,
    pub(super) endpoint: Arc<ResolvedEndpoint>,
}

impl Resolved {
    /// Replaces the identity. Credentials may change from one attempt to the next, and with the
    /// account also the endpoint.
    fn with_identity(mut self, identity: Option<Identity>) -> Self {
        if Identity::account_of(identity.as_ref()) != Identity::account_of(self.identity.as_ref()) {
            self.endpoint = None;
        }
        self.identity = identity;
        self
    }

    pub(super) fn credentials(&self) -> Option<&Credentials> {
        self.identity.as_ref().and_then(Identity::credentials)
    }
}

impl From<Attempt> for Resolved {
    /// The start of the next attempt: its session is looked up again, since it may have ended.
    fn from(attempt: Attempt) -> Self {
        Self {
            identity: attempt.identity,
            endpoint: Some(attempt.endpoint),
            session: None,
        }
    }
}

/// The step for the driver of a call that has entered its next phase, or the failure that ends
/// the call.
type Transition<'a> = Result<Step<'a>, CallError>;

impl<'a> Exchange<'a> {
    /// The step that follows from `event`, which happened at `now`.
    pub(crate) fn next(&mut self, now: Now, event: Event) -> Step<'a> {
        let transition = match (mem::replace(&mut self.phase, Phase::Done), event) {
            (Phase::Start, Event::Start) => self.start(now),
            (Phase::Identifying(phase), Event::Identity(Ok(identity))) => {
                match self.final_refusal(identity.as_ref()) {
                    Some(answer) => Ok(Step::Done(Ok(answer))),
                    None => self.prepare(now, phase.began, phase.known.with_identity(identity)),
                }
            }
            (Phase::Identifying(phase), Event::Identity(Err(error))) => {
                self.try_next_source(now, phase, error)
            }
            (Phase::Identifying(phase), Event::Unidentified) => {
                self.judge_failure(now, phase.known, None, TransportError::unidentified())
            }
            (Phase::Nested(nested), event) => self.continue_nested(now, nested, event),
            (Phase::Sent(attempt), Event::Response(response, stream)) => {
                self.judge_response(now, attempt, response, stream)
            }
            (Phase::Sent(attempt), Event::Incomplete(response, error)) => {
                let error = self.error_from(&attempt, error);
                self.judge_failure(now, attempt.into(), Some(response), error)
            }
            (Phase::Sent(attempt), Event::Failed(error)) => {
                let error = self.error_from(&attempt, error);
                self.judge_failure(now, attempt.into(), None, error)
            }
            (Phase::Backoff(known), Event::Elapsed) => self.identify(now, known),
            (Phase::Ending(result), Event::Elapsed) => Ok(Step::Done(*result)),
            _ => Err(unexpected()),
        };
        transition.unwrap_or_else(|error| Step::Done(Err(error)))
    }

    /// Ends a transition. Without it a call stays in [`Phase::Done`].
    fn enter(&mut self, phase: Phase<'a>, step: Step<'a>) -> Step<'a> {
        self.phase = phase;
        step
    }

    fn start(&mut self, now: Now) -> Transition<'a> {
        self.start_timing(now);
        self.idempotency_token = self.plan.admit(&mut *self.input, self.entropy)?;
        self.identify(now, Resolved::default())
    }

    /// Begins an attempt, once the rate limiter permits it.
    fn identify(&mut self, now: Now, known: Resolved) -> Transition<'a> {
        let turn = self.attempts.wait(now.monotonic);
        if !turn.is_zero() {
            return if self.fits(now, turn) {
                Ok(self.enter(Phase::Backoff(known), Step::Sleep(turn)))
            } else {
                Err(self.out_of_time())
            };
        }
        let mut search = Search::default();
        let source = search.next(&self.plan)?;
        let began = now.monotonic;
        let phase = Identifying {
            search,
            began,
            known,
        };
        self.ask(now, phase, source)
    }

    /// If a source has no identity, tries the source of another scheme.
    fn try_next_source(
        &mut self,
        now: Now,
        mut phase: Identifying,
        error: CredentialsError,
    ) -> Transition<'a> {
        let source = phase.search.next_after(error, &self.plan)?;
        self.ask(now, phase, source)
    }

    fn ask(
        &mut self,
        now: Now,
        phase: Identifying,
        source: Option<IdentitySource<'a>>,
    ) -> Transition<'a> {
        let Some(source) = source else {
            return self.prepare(now, phase.began, phase.known.with_identity(None));
        };
        let timeout = self.attempt_time_left(now, phase.began)?;
        let step = Step::Identify { source, timeout };
        Ok(self.enter(Phase::Identifying(phase), step))
    }

    /// Sends the request of the attempt that started at `began`, or first makes the call that it
    /// depends on.
    fn prepare(&mut self, now: Now, began: Duration, mut known: Resolved) -> Transition<'a> {
        let timeout = self.attempt_time_left(now, began)?;
        if timeout == Some(Duration::ZERO) {
            let response = self.response.take();
            let error = TransportError::timeout(self.plan.attempt_limit());
            return self.judge_failure(now, known, response, error);
        }
        let endpoint = match known.endpoint.take() {
            Some(endpoint) => endpoint,
            None => match self.find_endpoint(now, &known)? {
                Prerequisite::Ready(endpoint) => endpoint,
                Prerequisite::Call(call) => return self.begin_nested(now, call, known),
            },
        };
        #[cfg(feature = "rest-xml")]
        if endpoint.has_sessions && known.session.is_none() {
            match self.find_session(now, &endpoint, &known)? {
                Prerequisite::Ready(session) => known.session = session,
                Prerequisite::Call(call) => {
                    known.endpoint = Some(endpoint);
                    return self.begin_nested(now, call, known);
                }
            }
        }
        let attempt = Attempt {
            at: now.monotonic,
            signed: self.plan.skew().apply(now.utc),
            identity: known.identity,
            endpoint,
        };
        let request = self.request(&attempt, known.session.as_ref())?;
        Ok(self.enter(Phase::Sent(attempt), Step::Send { request, timeout }))
    }

    #[cold]
    fn begin_nested(&mut self, now: Now, call: NestedCall, known: Resolved) -> Transition<'a> {
        let (mut exchange, purpose) = self.nested(call);
        // The library makes this input: it needs no completion and no validation.
        let first = exchange.identify(now, Resolved::default());
        let step = first.unwrap_or_else(|error| Step::Done(Err(error)));
        let nested = Nested {
            exchange,
            purpose,
            known,
        };
        self.relay(now, Box::new(nested), step)
    }

    #[cold]
    fn continue_nested(
        &mut self,
        now: Now,
        mut nested: Box<Nested<'a>>,
        event: Event,
    ) -> Transition<'a> {
        let step = nested.exchange.next(now, event);
        self.relay(now, nested, step)
    }

    /// Returns the step of a nested call, or continues with its result.
    fn relay(&mut self, now: Now, nested: Box<Nested<'a>>, step: Step<'a>) -> Transition<'a> {
        let result = match step {
            Step::Done(result) => result,
            step => return Ok(self.enter(Phase::Nested(nested), step)),
        };
        let Nested {
            exchange,
            purpose,
            mut known,
        } = *nested;
        let answer = self.nested_answer(exchange.plan.operation, result);
        match purpose {
            Purpose::Endpoint(wanted) => {
                known.endpoint = Some(self.plan.take_endpoint(now, wanted, answer)?);
            }
            #[cfg(feature = "rest-xml")]
            Purpose::Session(wanted) => {
                known.session = Some(self.plan.take_session(now, wanted, answer)?);
            }
        }
        // The nested call had its own limits.
        self.prepare(now, now.monotonic, known)
    }

    fn judge_response(
        &mut self,
        now: Now,
        attempt: Attempt,
        mut response: Response<Bytes>,
        stream: Option<Body>,
    ) -> Transition<'a> {
        let operation = self.plan.operation;
        if let Err(error) = operation.edit_response(&mut response) {
            let error = self.error_from(&attempt, error);
            return self.judge_failure(now, attempt.into(), Some(response), error);
        }
        #[cfg(feature = "http-digest")]
        if self.answer_challenge(&attempt, &response)? {
            return self.prepare(now, now.monotonic, attempt.into());
        }
        let protocol = self.plan.shared.service.protocol;
        let stream = stream.map(|body| self.body_from(&attempt, body));
        let answer = Answer::new(protocol, operation, response, stream);
        let Some(error) = &answer.error else {
            self.succeeded(now, &answer);
            return Ok(Step::Done(Ok(answer)));
        };
        let (failure, is_stale) = self.failure(now, &attempt, &answer.response, error);
        if self.renews_keys(&attempt, &failure) {
            self.keep_refusal(&attempt, answer);
            return self.identify(now, attempt.into());
        }
        match self.decide(now, &failure) {
            Next::Retry(after) => {
                self.response = Some(answer.response);
                let mut known = Resolved::from(attempt);
                known.endpoint.take_if(|_| is_stale);
                Ok(self.enter(Phase::Backoff(known), Step::Sleep(after)))
            }
            Next::End(after) => Ok(self.end(Ok(answer), after)),
        }
    }

    /// Judges an attempt without a complete response; `response` is the part received.
    fn judge_failure(
        &mut self,
        now: Now,
        known: Resolved,
        response: Option<Response<Bytes>>,
        error: TransportError,
    ) -> Transition<'a> {
        self.response = response;
        if error.kind() == TransportErrorKind::Timeout && !self.fits(now, LEEWAY) {
            return Err(self.out_of_time());
        }
        let failure = Failure {
            status: self.response.as_ref().map(|it| it.status().as_u16()),
            transport: Some(error.kind()),
            ..Failure::NONE
        };
        Ok(match self.decide(now, &failure) {
            Next::Retry(after) => self.enter(Phase::Backoff(known), Step::Sleep(after)),
            Next::End(after) => self.end(Err(CallError::Transport(error)), after),
        })
    }

    /// Ends a call. A polling operation that may not be retried pauses first.
    fn end(&mut self, result: Result<Answer, CallError>, after: Duration) -> Step<'a> {
        if after.is_zero() {
            return Step::Done(result);
        }
        self.enter(Phase::Ending(Box::new(result)), Step::Sleep(after))
    }
}

/// Reached only if a driver answers a step other than the last one.
#[cold]
fn unexpected() -> CallError {
    CallError::Config("internal error: the call did not wait for this event".to_owned())
}
