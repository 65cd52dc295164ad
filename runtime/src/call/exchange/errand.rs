//! Calls that a call depends on: for a session to sign with, for the endpoint to send to.
//!
//! An errand is an exchange inside of another. While it is under way, events go to it and its
//! steps go out, so that whoever drives the outer exchange knows nothing of it. Owns setting out
//! and coming back; what there is to ask for, and what is remembered of the answers, is known to
//! those who send somebody.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;

#[cfg(feature = "rest-xml")]
use super::session;
use super::{Answer, Event, Exchange, Identity, Place, Plan, Step, discovery};
use crate::call::error::Failed;
use crate::io::clock::Now;
use crate::model::operation::{Discovery, OperationSchema, Unmodelled};
use crate::model::value::Structure;

/// An exchange that another one waits for.
pub(super) struct Errand<'a> {
    exchange: Exchange<'a>,
    purpose: Purpose,
}

/// What an errand is for.
pub(super) enum Purpose {
    Endpoint(&'static Discovery, discovery::Key),
    #[cfg(feature = "rest-xml")]
    Session(session::Wanted),
}

/// What an exchange sends: the caller's, or an errand's own.
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

impl<'a> Errand<'a> {
    /// The exchange that it is.
    pub(super) fn exchange(&self) -> &Exchange<'a> {
        &self.exchange
    }
}

/// Whether a request can be sent.
pub(super) enum Ready<'a> {
    /// To here.
    Now(Arc<Place>),
    /// Not before this is done.
    After(Box<Errand<'a>>),
}

impl<'a> Exchange<'a> {
    /// Finds the place to send to, and keys where those of the caller do not do.
    pub(super) fn prepare(&mut self, now: Now) -> Result<Ready<'a>, Failed> {
        let ready = match self.place.take() {
            Some(place) => Ready::Now(place),
            None => self.find_place(now)?,
        };
        #[cfg(feature = "rest-xml")]
        if let Ready::Now(place) = &ready {
            if place.has_sessions {
                return self.want_session(now, Arc::clone(place));
            }
        }
        Ok(ready)
    }

    fn find_place(&mut self, now: Now) -> Result<Ready<'a>, Failed> {
        let identity = self.identity.as_ref().and_then(Identity::credentials);
        let place = self.plan.place(&*self.input, identity)?;
        match self.plan.operation.discovery {
            None => Ok(Ready::Now(place)),
            Some(discovery) => self.discover(now, discovery, place),
        }
    }

    /// A call of `operation`, by the same caller and within the same time.
    pub(super) fn errand(
        &self,
        operation: &'static OperationSchema,
        input: impl Structure + 'static,
        purpose: Purpose,
    ) -> Box<Errand<'a>> {
        let plan = Plan {
            operation,
            headers: &[],
            ..self.plan
        };
        let mut exchange = Exchange::new(plan, self.entropy, Input::Own(Box::new(input)));
        exchange.deadline = self.deadline;
        Box::new(Errand { exchange, purpose })
    }

    /// Begins an errand.
    pub(super) fn set_out(
        &mut self,
        now: Now,
        mut errand: Box<Errand<'a>>,
    ) -> Result<Step<'a>, Failed> {
        // Its input is made by us: there is nothing to fill in or to check.
        let step = errand.exchange.identify(now);
        let step = step.unwrap_or_else(|failed| Step::Done(Err(failed)));
        self.relay(now, errand, step)
    }

    /// Tells the errand that is under way what happened.
    #[cold]
    pub(super) fn tell_errand(&mut self, now: Now, event: Event) -> Result<Step<'a>, Failed> {
        let Some(mut errand) = self.errand.take() else {
            return self.send(now);
        };
        let step = errand.exchange.next(now, event);
        self.relay(now, errand, step)
    }

    fn relay(
        &mut self,
        now: Now,
        errand: Box<Errand<'a>>,
        step: Step<'a>,
    ) -> Result<Step<'a>, Failed> {
        let result = match step {
            Step::Done(result) => result,
            step => {
                self.errand = Some(errand);
                return Ok(step);
            }
        };
        let answer = self.answer(errand.exchange.plan.operation, result);
        match errand.purpose {
            Purpose::Endpoint(discovery, key) => {
                self.take_endpoint(now, discovery, key, answer)?;
            }
            #[cfg(feature = "rest-xml")]
            Purpose::Session(wanted) => self.take_session(now, wanted, answer)?,
        }
        // The errand had limits of its own.
        self.start_attempt(now);
        self.send(now)
    }

    /// The success that an errand came back with, or what it failed with; an error of the service
    /// is that of the call, too.
    fn answer(
        &mut self,
        operation: &'static OperationSchema,
        result: Result<Answer, Failed>,
    ) -> Result<Answer, Refusal> {
        let mut answer = result.map_err(Refusal::Failed)?;
        let Some(failure) = answer.error.take() else {
            return Ok(answer);
        };
        let error = Unmodelled {
            code: failure.code,
            message: failure.message,
        };
        self.response = Some(answer.response);
        Err(Refusal::Service(format!("{}: {error}", operation.id.name)))
    }
}

/// Why an errand brings nothing.
pub(super) enum Refusal {
    /// The service answered with an error, in words.
    Service(String),
    /// It could not be asked.
    Failed(Failed),
}

impl Refusal {
    /// What becomes of the call; an error of the service is what `of_service` makes of it.
    pub(super) fn into_failed(self, of_service: impl FnOnce(String) -> Failed) -> Failed {
        match self {
            Self::Service(text) => of_service(text),
            Self::Failed(failed) => failed,
        }
    }
}
