//! Nested calls: requests that another request depends on, for its endpoint or for the keys of a
//! session.
//!
//! A nested call is an exchange inside another: `machine` forwards events and steps, so that
//! drivers know nothing of it. This module makes the exchange and reads its result; `discovery`
//! and `session` decide what to call and cache the results.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use super::machine::Resolved;
#[cfg(feature = "rest-xml")]
use super::session;
use super::{Answer, Exchange, Plan, ResolvedEndpoint, discovery};
use crate::call::error::CallError;
use crate::io::clock::Now;
use crate::model::operation::{OperationSchema, Unmodelled};
use crate::model::value::Structure;

/// A nested call in progress.
pub(super) struct Nested<'a> {
    pub(super) exchange: Exchange<'a>,
    pub(super) purpose: Purpose,
    /// The state of the request that waits for it.
    pub(super) known: Resolved,
}

/// A nested call to make.
pub(super) struct NestedCall {
    pub(super) operation: &'static OperationSchema,
    pub(super) input: Box<dyn Structure>,
    pub(super) purpose: Purpose,
}

/// The purpose of a nested call.
pub(super) enum Purpose {
    Endpoint(discovery::WantedEndpoint),
    #[cfg(feature = "rest-xml")]
    Session(session::WantedSession),
}

/// Data that a request depends on, or the call that gets it.
pub(super) enum Prerequisite<T> {
    Ready(T),
    Call(NestedCall),
}

/// The input of an exchange: the caller's, or that of a nested call.
pub(crate) enum Input<'a> {
    Lent(&'a mut dyn Structure),
    Own(Box<dyn Structure>),
}

impl<'a> Deref for Input<'a> {
    type Target = dyn Structure + 'a;

    fn deref(&self) -> &Self::Target {
        match self {
            Self::Lent(input) => *input,
            Self::Own(input) => input.as_ref(),
        }
    }
}

impl DerefMut for Input<'_> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        match self {
            Self::Lent(input) => *input,
            Self::Own(input) => input.as_mut(),
        }
    }
}

impl Exchange<'_> {
    /// The endpoint of the request.
    pub(super) fn find_endpoint(
        &self,
        now: Now,
        known: &Resolved,
    ) -> Result<Prerequisite<Arc<ResolvedEndpoint>>, CallError> {
        let credentials = known.credentials();
        let endpoint = self.plan.resolve_endpoint(&*self.input, credentials)?;
        match self.plan.operation.discovery {
            None => Ok(Prerequisite::Ready(endpoint)),
            Some(discovery) => self.plan.discover(now, discovery, endpoint, credentials),
        }
    }

    /// The exchange of a nested call, by the same caller and within the same time limit.
    pub(super) fn nested(&self, call: NestedCall) -> (Self, Purpose) {
        let plan = Plan {
            operation: call.operation,
            headers: &[],
            ..self.plan
        };
        let mut exchange = Exchange::new(plan, self.entropy, Input::Own(call.input));
        exchange.deadline = self.deadline;
        (exchange, call.purpose)
    }

    /// The success of a nested call, or the reason of its failure. A response with an error of
    /// the service becomes the outer call's, so that its error shows it.
    pub(super) fn nested_answer(
        &mut self,
        operation: &OperationSchema,
        result: Result<Answer, CallError>,
    ) -> Result<Answer, NestedError> {
        let mut answer = result.map_err(NestedError::Call)?;
        let Some(failure) = answer.error.take() else {
            return Ok(answer);
        };
        let error = Unmodelled {
            code: failure.code,
            message: failure.message,
        };
        self.response = Some(answer.response);
        Err(NestedError::Service(format!(
            "{}: {error}",
            operation.id.name
        )))
    }
}

/// The reason why a nested call failed.
pub(super) enum NestedError {
    /// The service answered with an error; holds its description.
    Service(String),
    /// The call failed in another way.
    Call(CallError),
}

impl NestedError {
    /// The failure of the outer call; `from_service` converts an error of the service.
    pub(super) fn into_call_error(
        self,
        from_service: impl FnOnce(String) -> CallError,
    ) -> CallError {
        match self {
            Self::Service(text) => from_service(text),
            Self::Call(error) => error,
        }
    }
}
