//! One operation from start to end, without IO.
//!
//! A state machine that receives events and returns the next step. It decides endpoint, protocol,
//! signature, retries and clock skew; its driver sends, sleeps and looks up credentials.
//!
//! `machine` has the phases and every transition between them. The other modules implement one
//! step each: `request` builds the request, `response` decodes the response, `judge` decides
//! after each attempt.
//!
//! Time is a parameter, and randomness comes from the client's `Entropy`: the same events lead to
//! the same steps.

mod body;
#[cfg_attr(not(feature = "checksum"), path = "exchange/no_checksum.rs")]
mod checksum;
mod classify;
#[cfg(feature = "http-digest")]
mod digest;
mod discovery;
mod endpoint;
mod host_prefix;
mod identity;
mod judge;
mod machine;
mod nested;
mod number;
mod peer;
mod refusal;
mod request;
mod response;
mod scheme;
mod sender;
#[cfg(feature = "rest-xml")]
mod session;
mod shared;
mod sign;
mod skew;
mod step;
mod timing;

use bytes::Bytes;
use http::{Request, Response};

use crate::auth::credentials::Credentials;
use crate::call::error::{CallError, Context};
use crate::call::retry::Attempts;
use crate::io::body::Body;
use crate::io::entropy::{Entropy, Sequence};

#[cfg(feature = "checksum")]
pub(crate) use checksum::verified;
pub(crate) use discovery::Discovered;
pub(crate) use endpoint::{EndpointCache, ResolvedEndpoint, secrets};
pub(crate) use identity::{Identity, IdentitySource, Search};
use machine::{Attempt, Phase};
pub(crate) use nested::Input;
use refusal::Renewal;
pub(crate) use request::Plan;
pub(crate) use response::{Answer, Outcome, Received};
#[cfg(feature = "rest-xml")]
pub(crate) use session::Sessions;
pub(crate) use shared::{Overrides, Platform, Shared};
pub(crate) use sign::Signing;
pub(crate) use skew::Skews;
pub(crate) use step::{Event, Step};
use timing::Deadline;

/// One operation in progress.
pub(crate) struct Exchange<'a> {
    plan: Plan<'a>,
    entropy: &'a dyn Entropy,
    input: Input<'a>,
    phase: Phase<'a>,
    attempts: Attempts<'a>,
    random: Sequence,
    invocation: (u64, u64),
    renewal: Renewal,
    #[cfg(feature = "http-digest")]
    progress: digest::Progress,
    deadline: Option<Deadline>,
    /// How many requests have been sent.
    sent: u32,
    /// The last response, unless it ends the call.
    response: Option<Response<Bytes>>,
    idempotency_token: Option<String>,
    /// Whether the input can be sent more than once.
    is_repeatable: bool,
    /// Whether another attempt was due that the consumed input made impossible.
    is_consumed: bool,
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
            phase: Phase::Start,
            attempts,
            random,
            invocation,
            renewal: Renewal::default(),
            #[cfg(feature = "http-digest")]
            progress: digest::Progress::default(),
            deadline: None,
            sent: 0,
            response: None,
            idempotency_token: None,
            is_repeatable,
            is_consumed: false,
        }
    }

    /// The facts about the call that its result reports.
    pub(crate) fn into_context(self) -> Context {
        Context {
            operation: self.plan.operation.id,
            response: self.response,
            attempts: self.sent,
            idempotency_token: self.idempotency_token,
            code: None,
            request_id_in_body: None,
            is_consumed: self.is_consumed,
            is_unnamed: false,
        }
    }

    /// The plan of the call whose request is in progress, which may be a nested one.
    pub(crate) fn plan(&self) -> &Plan<'a> {
        &self.current().plan
    }

    /// The exchange whose request is in progress: a nested one, or this one.
    fn current(&self) -> &Self {
        match &self.phase {
            Phase::Nested(nested) => nested.exchange.current(),
            _ => self,
        }
    }

    /// The request of `attempt`, signed with the keys of `session` if given.
    fn request(
        &mut self,
        attempt: &Attempt,
        session: Option<&Credentials>,
    ) -> Result<Request<Body>, CallError> {
        let identity = attempt.identity.as_ref();
        let signing = Signing {
            endpoint: &attempt.endpoint,
            identity: session.or(identity.and_then(Identity::credentials)),
            time: attempt.signed,
        };
        // Encoded again for each attempt: retries are rare, and keeping a copy would cost every
        // call.
        let mut request = self.plan.request(&*self.input, &signing)?;
        number::set(
            request.headers_mut(),
            self.invocation,
            self.sent + 1,
            self.attempts.max(),
        );
        let mut request = self.plan.finish(request, &*self.input, &signing)?;
        self.sent += 1;
        #[cfg(feature = "tracing")]
        tracing::debug!(
            operation = self.plan.operation.id.name,
            attempt = self.sent,
            host = self.plan.shown_host(&*self.input, request.uri()),
            "sending"
        );
        // Last, so that no trace contains the secret.
        Identity::attach(identity, &mut request)?;
        #[cfg(feature = "http-digest")]
        self.authorize(identity, &mut request)?;
        Ok(request)
    }
}
