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
//! Time is a parameter, and randomness comes from the client's `Entropy`: the same events give
//! the same steps.

mod classify;
mod request;
mod token;

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Request, Response};

use crate::auth::ClockSkew;
use crate::client::{Overrides, Shared};
use crate::credentials::{Credentials, CredentialsError, ProvideCredentials};
use crate::entropy::{Sequence, uuid};
use crate::error::{Context, Failed};
use crate::operation::OperationSchema;
use crate::retry::{Attempts, Decision, Failure};
use crate::transport::TransportError;
use crate::types::Timestamp;
use crate::validate::{self, Validation};
use crate::value::Structure;

pub(crate) use request::Plan;
pub(crate) use token::fill as fill_idempotency_tokens;

/// What happened since the last step.
#[derive(Debug)]
pub(crate) enum Event {
    /// Nothing: the exchange begins.
    Start,
    /// The answer to [`Step::Identify`].
    Identity(Result<Option<Credentials>, CredentialsError>),
    /// A whole response.
    Response(Response<Bytes>),
    /// A response whose body could not be read to its end.
    Incomplete(Response<Bytes>, TransportError),
    /// No response.
    Failed(TransportError),
    /// [`Step::Sleep`] is over.
    Elapsed,
}

/// What to do next.
pub(crate) enum Step<'a> {
    /// Ask for credentials.
    Identify(&'a dyn ProvideCredentials),
    /// Send a request and read the whole response, within the time given.
    Send {
        request: Request<Bytes>,
        timeout: Option<Duration>,
    },
    /// Wait.
    Sleep(Duration),
    /// The exchange is over: a response, be it an error of the service, or why there is none.
    Done(Result<Response<Bytes>, Failed>),
}

/// One operation under way.
pub(crate) struct Exchange<'a> {
    plan: Plan<'a>,
    input: &'a mut dyn Structure,
    attempts: Attempts<'a>,
    random: Sequence,
    invocation: HeaderValue,
    template: Option<Request<Bytes>>,
    identity: Option<Credentials>,
    deadline: Option<Deadline>,
    response: Option<Response<Bytes>>,
    ending: Option<Result<Response<Bytes>, Failed>>,
    idempotency_token: Option<String>,
    sent: u32,
    sent_at: Timestamp,
}

/// What follows from a failed attempt.
enum Next {
    Retry(Duration),
    End(Duration),
}

/// When the whole call must be over.
#[derive(Clone, Copy)]
struct Deadline {
    at: Timestamp,
    limit: Duration,
}

/// A measured change of the service's clock that is not worth a correction, in seconds.
const TRUSTED_SKEW: u64 = 4 * 60;

const INVOCATION_ID: HeaderName = HeaderName::from_static("amz-sdk-invocation-id");
const SDK_REQUEST: HeaderName = HeaderName::from_static("amz-sdk-request");

impl<'a> Exchange<'a> {
    /// An exchange that has not begun.
    pub(crate) fn new(
        shared: &'a Shared,
        operation: &'static OperationSchema,
        input: &'a mut dyn Structure,
        overrides: &'a Overrides,
    ) -> Self {
        let entropy = shared.settings.entropy.as_ref();
        let mut random = Sequence::new(entropy.next());
        let invocation = uuid(random.next(), random.next());
        Self {
            plan: Plan {
                shared,
                operation,
                overrides,
            },
            input,
            attempts: Attempts::new(
                &shared.retry,
                &shared.quota,
                overrides.max_attempts,
                operation.long_polling,
            ),
            random,
            invocation: HeaderValue::try_from(invocation).unwrap_or(HeaderValue::from_static("")),
            template: None,
            identity: None,
            deadline: None,
            response: None,
            ending: None,
            idempotency_token: None,
            sent: 0,
            sent_at: Timestamp::EPOCH,
        }
    }

    /// The step that follows from `event`, which happened at the local time `now`.
    pub(crate) fn next(&mut self, now: Timestamp, event: Event) -> Step<'a> {
        let step = match event {
            Event::Start => self.start(now).and_then(|()| self.identify(now)),
            Event::Elapsed => match self.ending.take() {
                Some(result) => Ok(Step::Done(result)),
                None => self.identify(now),
            },
            Event::Identity(Ok(identity)) => {
                self.identity = identity;
                self.send(now)
            }
            Event::Identity(Err(error)) => Err(Failed::Credentials(error)),
            Event::Response(response) => Ok(self.judge_response(now, response)),
            Event::Incomplete(response, error) => {
                self.response = Some(response);
                self.judge_failure(now, error)
            }
            Event::Failed(error) => {
                self.response = None;
                self.judge_failure(now, error)
            }
        };
        step.unwrap_or_else(|failed| Step::Done(Err(failed)))
    }

    /// What is known about the call once it is over.
    pub(crate) fn into_context(self) -> Context {
        Context {
            operation: self.plan.operation.id,
            response: self.response,
            attempts: self.sent,
            idempotency_token: self.idempotency_token,
        }
    }

    fn start(&mut self, now: Timestamp) -> Result<(), Failed> {
        let settings = &self.plan.shared.settings;
        let limit = self.plan.overrides.call_timeout.or(settings.call_timeout);
        self.deadline = limit.map(|limit| Deadline {
            at: now.plus(limit),
            limit,
        });
        self.idempotency_token = token::fill(self.input, settings.entropy.as_ref());
        self.plan.validate(self.input)?;
        self.template = Some(self.plan.encode(self.input)?);
        Ok(())
    }

    fn identify(&mut self, now: Timestamp) -> Result<Step<'a>, Failed> {
        match self.plan.identity_source()? {
            Some(source) => Ok(Step::Identify(source)),
            None => self.send(now),
        }
    }

    fn send(&mut self, now: Timestamp) -> Result<Step<'a>, Failed> {
        let timeout = self.timeout(now)?;
        let identity = self.identity.as_ref();
        let endpoint = self
            .plan
            .endpoint(self.input, identity)
            .map_err(Failed::Endpoint)?;
        let Some(template) = &self.template else {
            return Err(Failed::Config(
                "the exchange was driven before it began".to_owned(),
            ));
        };
        let mut request = self.plan.address(template, &endpoint)?;
        let headers = request.headers_mut();
        headers.insert(INVOCATION_ID, self.invocation.clone());
        headers.insert(
            SDK_REQUEST,
            attempt_header(self.sent + 1, self.attempts.max()),
        );
        self.plan.sign(&mut request, &endpoint, identity, now)?;
        self.sent += 1;
        self.sent_at = now;
        Ok(Step::Send { request, timeout })
    }

    /// How long the next attempt may take: its own limit, or what is left of the call's.
    fn timeout(&self, now: Timestamp) -> Result<Option<Duration>, Failed> {
        let own = self
            .plan
            .overrides
            .attempt_timeout
            .or(self.plan.shared.settings.attempt_timeout);
        let Some(deadline) = self.deadline else {
            return Ok(own);
        };
        match deadline.at.since(now) {
            Duration::ZERO => Err(Failed::Timeout(deadline.limit)),
            left => Ok(Some(own.map_or(left, |own| own.min(left)))),
        }
    }

    fn judge_response(&mut self, now: Timestamp, response: Response<Bytes>) -> Step<'a> {
        if !self.plan.shared.service.protocol.is_failure(&response) {
            self.attempts.succeeded();
            return Step::Done(Ok(response));
        }
        let skew = ClockSkew::measure(response.headers(), self.sent_at, now);
        let skew = skew
            .filter(|it| it.seconds().abs_diff(self.plan.shared.skew().seconds()) > TRUSTED_SKEW);
        if let Some(skew) = skew {
            self.plan.shared.learn_skew(skew);
        }
        let failure = classify::response(&self.plan, &response, skew);
        match self.decide(now, &failure) {
            Next::Retry(after) => {
                self.response = Some(response);
                Step::Sleep(after)
            }
            Next::End(after) => self.end(Ok(response), after),
        }
    }

    fn judge_failure(&mut self, now: Timestamp, error: TransportError) -> Result<Step<'a>, Failed> {
        if let Some(deadline) = self.deadline.filter(|it| it.at <= now) {
            return Err(Failed::Timeout(deadline.limit));
        }
        let failure = Failure {
            transport: Some(error.kind()),
            ..Failure::NONE
        };
        match self.decide(now, &failure) {
            Next::Retry(after) => Ok(Step::Sleep(after)),
            Next::End(after) => Ok(self.end(Err(Failed::Transport(error)), after)),
        }
    }

    fn decide(&mut self, now: Timestamp, failure: &Failure<'_>) -> Next {
        let decision = self.attempts.failed(failure, self.random.fraction());
        #[cfg(feature = "tracing")]
        tracing::debug!(
            operation = self.plan.operation.id.name,
            attempt = self.sent,
            ?failure,
            ?decision,
            "attempt failed"
        );
        match decision {
            Decision::Retry { after } if self.fits(now, after) => Next::Retry(after),
            Decision::Retry { .. } => Next::End(Duration::ZERO),
            Decision::Stop { after, .. } => Next::End(after),
        }
    }

    /// Ends the exchange; a long-polling call that may not be tried again pauses first.
    fn end(&mut self, result: Result<Response<Bytes>, Failed>, after: Duration) -> Step<'a> {
        if after.is_zero() {
            return Step::Done(result);
        }
        self.ending = Some(result);
        Step::Sleep(after)
    }

    /// Whether there would be time left for another attempt after a pause.
    fn fits(&self, now: Timestamp, pause: Duration) -> bool {
        self.deadline
            .is_none_or(|deadline| now.plus(pause) < deadline.at)
    }
}

impl Plan<'_> {
    pub(crate) fn validate(&self, input: &dyn Structure) -> Result<(), Failed> {
        let settings = &self.shared.settings;
        let validation = self.overrides.validation.unwrap_or(settings.validation);
        if validation == Validation::Off {
            return Ok(());
        }
        match validate::input(self.operation, input) {
            Ok(()) => Ok(()),
            Err(violations) if validation == Validation::Enforce => {
                Err(Failed::Invalid(violations))
            }
            Err(violations) => {
                if let Some(tell) = &settings.on_violation {
                    tell(&violations);
                }
                #[cfg(feature = "tracing")]
                tracing::warn!(operation = self.operation.id.name, %violations, "input violates the model");
                Ok(())
            }
        }
    }
}

/// `attempt=1; max=3`, as the AWS SDKs tell services of their retries.
fn attempt_header(attempt: u32, max: u32) -> HeaderValue {
    match (attempt, max) {
        (1, 3) => HeaderValue::from_static("attempt=1; max=3"),
        _ => HeaderValue::try_from(format!("attempt={attempt}; max={max}"))
            .unwrap_or(HeaderValue::from_static("")),
    }
}
