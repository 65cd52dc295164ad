//! One operation from start to end, without IO.
//!
//! A state machine that is told what happened and answers what to do next. Endpoint, protocol,
//! signature, retries and clock skew are decided here; sending, sleeping and looking up
//! credentials are left to whoever drives it.
//!
//! ```text
//!  Start ─► Identify ─► Send ─► response or failure ─► Done
//!              ▲                        │
//!              └── Elapsed ◄── Sleep ◄──┘ try again
//! ```
//!
//! Before it sends, an exchange may have to make another call: for a session to sign with, for
//! the endpoint. That call's steps are its own then (`errand`).
//!
//! Time is a parameter, and randomness comes from the client's `Entropy`: the same events give
//! the same steps.
//!
//! With the `tracing` feature, debug events tell of each attempt that is sent (its host), answered
//! (status) or failed (why, and what follows); warnings tell of inputs that violate the model.
//! Headers, bodies, paths, queries and credentials are in none of them: members may be in all.

#[cfg_attr(not(feature = "checksum"), path = "exchange/no_checksum.rs")]
mod checksum;
mod classify;
#[cfg(feature = "http-digest")]
mod digest;
mod discovery;
mod errand;
mod host;
mod identity;
mod judge;
mod number;
mod place;
mod request;
mod response;
mod scheme;
#[cfg(feature = "rest-xml")]
mod session;
mod shared;
mod sign;
mod skew;
mod step;
mod stream;
mod timing;

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::Response;

use crate::auth::credentials::{Credentials, CredentialsError};
use crate::call::error::{Context, Failed};
use crate::call::retry::Attempts;
use crate::io::clock::Now;
use crate::io::entropy::{Entropy, Sequence};
use crate::io::transport::TransportError;
use crate::types::Timestamp;

#[cfg(feature = "checksum")]
pub(crate) use checksum::verified;
pub(crate) use discovery::Discovered;
pub(crate) use errand::Input;
use errand::{Errand, Ready};
pub(crate) use identity::{Identity, Search, Source};
pub(crate) use place::{Place, Places};
pub(crate) use request::Plan;
pub(crate) use response::{Answer, Outcome, Received};
#[cfg(feature = "rest-xml")]
pub(crate) use session::Sessions;
pub(crate) use shared::{Host, Overrides, Shared};
pub(crate) use sign::Signing;
pub(crate) use skew::Skews;
pub(crate) use step::{Event, Step};
use timing::Deadline;

/// One operation under way.
pub(crate) struct Exchange<'a> {
    plan: Plan<'a>,
    entropy: &'a dyn Entropy,
    input: Input<'a>,
    attempts: Attempts<'a>,
    random: Sequence,
    invocation: (u64, u64),
    search: Search,
    identity: Option<Identity>,
    /// The keys to sign with in place of the caller's, until the next attempt is sent.
    session: Option<Credentials>,
    place: Option<Arc<Place>>,
    /// What is to be done before anything is sent.
    errand: Option<Box<Errand<'a>>>,
    #[cfg(feature = "http-digest")]
    progress: digest::Progress,
    deadline: Option<Deadline>,
    /// By the monotonic clock.
    attempt_began: Duration,
    latest: Attempt,
    response: Option<Response<Bytes>>,
    ending: Option<Result<Answer, Failed>>,
    idempotency_token: Option<String>,
    /// Whether the input can be sent more than once.
    is_repeatable: bool,
    /// Whether there would have been another attempt, had the input been there still.
    is_spent: bool,
}

/// The attempt that was sent last.
#[derive(Clone, Copy)]
struct Attempt {
    number: u32,
    /// When it was sent, by the monotonic clock.
    at: Duration,
    /// The time in its signature.
    signed: Timestamp,
}

impl<'a> Exchange<'a> {
    /// An exchange that has not begun.
    pub(crate) fn new(plan: Plan<'a>, entropy: &'a dyn Entropy, input: Input<'a>) -> Self {
        let mut random = Sequence::new(entropy.next());
        let invocation = (random.next(), random.next());
        let is_repeatable = plan.is_repeatable(&*input);
        let attempts = Attempts::new(
            &plan.shared.retry,
            &plan.shared.quota,
            if is_repeatable {
                plan.overrides.max_attempts
            } else {
                Some(1)
            },
            plan.operation.long_polling,
        );
        Self {
            plan,
            entropy,
            input,
            attempts,
            random,
            invocation,
            search: Search::default(),
            identity: None,
            session: None,
            place: None,
            errand: None,
            #[cfg(feature = "http-digest")]
            progress: digest::Progress::default(),
            deadline: None,
            attempt_began: Duration::ZERO,
            latest: Attempt {
                number: 0,
                at: Duration::ZERO,
                signed: Timestamp::EPOCH,
            },
            response: None,
            ending: None,
            idempotency_token: None,
            is_repeatable,
            is_spent: false,
        }
    }

    /// The step that follows from `event`, which happened at `now`.
    pub(crate) fn next(&mut self, now: Now, event: Event) -> Step<'a> {
        let step = match &self.errand {
            None => self.react(now, event),
            Some(_) => self.tell_errand(now, event),
        };
        step.unwrap_or_else(|failed| Step::Done(Err(failed)))
    }

    fn react(&mut self, now: Now, event: Event) -> Result<Step<'a>, Failed> {
        match event {
            Event::Start => self.start(now).and_then(|()| self.identify(now)),
            Event::Elapsed => match self.ending.take() {
                Some(result) => Ok(Step::Done(result)),
                None => self.identify(now),
            },
            Event::Identity(Ok(identity)) => {
                self.identify_as(identity);
                self.send(now)
            }
            Event::Identity(Err(error)) => self.look_on(now, error),
            Event::Unidentified => {
                self.response = None;
                self.judge_failure(now, TransportError::unidentified())
            }
            Event::Response(response, stream) => self.check_response(now, response, stream),
            Event::Incomplete(response, error) => {
                self.response = Some(response);
                self.judge_failure(now, error)
            }
            Event::Failed(error) => {
                self.response = None;
                self.judge_failure(now, error)
            }
        }
    }

    /// What is known about the call once it is over.
    pub(crate) fn into_context(self) -> Context {
        Context {
            operation: self.plan.operation.id,
            response: self.response,
            attempts: self.latest.number,
            idempotency_token: self.idempotency_token,
            code: None,
            request_id: None,
            is_spent: self.is_spent,
            is_unnamed: false,
        }
    }

    /// What the exchange is of, as long as its own requests are sent.
    pub(crate) fn plan(&self) -> &Plan<'a> {
        &self.current().plan
    }

    /// The errand that is under way, or else the exchange itself.
    fn current(&self) -> &Self {
        match &self.errand {
            None => self,
            Some(errand) => errand.exchange(),
        }
    }

    fn start(&mut self, now: Now) -> Result<(), Failed> {
        self.start_timing(now);
        self.idempotency_token = self.plan.admit(&mut *self.input, self.entropy)?;
        Ok(())
    }

    fn identify(&mut self, now: Now) -> Result<Step<'a>, Failed> {
        self.start_attempt(now);
        self.search = Search::default();
        let source = self.search.next(&self.plan)?;
        self.ask(now, source)
    }

    fn ask(&mut self, now: Now, source: Option<Source<'a>>) -> Result<Step<'a>, Failed> {
        let Some(source) = source else {
            self.identify_as(None);
            return self.send(now);
        };
        Ok(Step::Identify {
            source,
            timeout: self.attempt_time_left(now)?,
        })
    }

    /// Where a source has no identity, that of another scheme may have one.
    fn look_on(&mut self, now: Now, error: CredentialsError) -> Result<Step<'a>, Failed> {
        let source = self.search.after(error, &self.plan)?;
        self.ask(now, source)
    }

    /// Credentials may change from one attempt to the next, and with the account the endpoint.
    fn identify_as(&mut self, identity: Option<Identity>) {
        if Identity::account_of(identity.as_ref()) != Identity::account_of(self.identity.as_ref()) {
            self.place = None;
        }
        self.identity = identity;
    }

    fn send(&mut self, now: Now) -> Result<Step<'a>, Failed> {
        let timeout = self.attempt_time_left(now)?;
        if timeout == Some(Duration::ZERO) {
            return self.judge_failure(now, TransportError::timeout(self.plan.attempt_limit()));
        }
        self.latest = Attempt {
            number: self.latest.number,
            at: now.monotonic,
            signed: self.plan.skew().apply(now.utc),
        };
        let place = match self.prepare(now)? {
            Ready::Now(place) => place,
            Ready::After(errand) => return self.set_out(now, errand),
        };
        let session = self.session.take();
        let identity = self.identity.as_ref().and_then(Identity::credentials);
        let signing = Signing {
            place: &place,
            identity: session.as_ref().or(identity),
            time: self.latest.signed,
        };
        // Encoded anew for each attempt: retries are rare, and a copy to keep costs every call.
        let mut request = self.plan.request(&*self.input, &signing)?;
        number::set(
            request.headers_mut(),
            self.invocation,
            self.latest.number + 1,
            self.attempts.max(),
        );
        let mut request = self.plan.finish(request, &*self.input, &signing)?;
        self.place = Some(place);
        self.latest.number += 1;
        #[cfg(feature = "tracing")]
        tracing::debug!(
            operation = self.plan.operation.id.name,
            attempt = self.latest.number,
            host = request.uri().host(),
            "sending"
        );
        // Last, so that nothing tells of it.
        Identity::put(self.identity.as_ref(), &mut request)?;
        #[cfg(feature = "http-digest")]
        self.prove(&mut request)?;
        Ok(Step::Send { request, timeout })
    }
}
