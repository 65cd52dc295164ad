//! The decision after each poll: the pure half of waiting.
//!
//! Rarely used: `#[inline]` leaves compiling it to the programs that call it.

use std::time::Duration;

use super::schema::{Acceptor, Matcher, State};
use crate::call::error::{Error, ErrorKind};
use crate::io::entropy::Sequence;
use crate::model::operation::ServiceError;
use crate::model::value::Structure;
use crate::rules::jmespath::{self, Expression};

/// A wait in progress.
pub(super) struct Polling {
    acceptors: &'static [Acceptor],
    delays: (Duration, Duration),
    limit: Duration,
    polls: u32,
    jitter: Sequence,
}

/// The next step after a poll.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Decision {
    Success,
    /// A failure state, and its reason if the output has one.
    Failure(Option<String>),
    /// An error that no acceptor matches.
    Unexpected,
    Again(Duration),
    /// No time is left for another poll.
    Expired,
    /// The limit passed before the poll was answered.
    GivenUp,
}

impl Polling {
    pub(super) const fn new(
        acceptors: &'static [Acceptor],
        delays: (Duration, Duration),
        limit: Duration,
        seed: u64,
    ) -> Self {
        Self {
            acceptors,
            delays,
            limit,
            polls: 0,
            jitter: Sequence::new(seed),
        }
    }

    /// Decides after a poll with `input`, `elapsed` after the wait began.
    pub(super) fn judge<T: Structure, E: ServiceError>(
        &mut self,
        input: &dyn Structure,
        poll: Result<&T, &Error<E>>,
        elapsed: Duration,
    ) -> Decision {
        self.polls = self.polls.saturating_add(1);
        let acceptor = self
            .acceptors
            .iter()
            .find(|it| accepts(&it.matcher, input, poll));
        match (acceptor.map(|it| it.state), poll) {
            (Some(State::Success), _) => Decision::Success,
            (Some(State::Failure), poll) => {
                let path = acceptor.and_then(|it| it.message.as_ref());
                Decision::Failure(path.zip(poll.ok()).and_then(|(path, it)| text(path, it)))
            }
            (None, Err(error))
                if is_cut_short(error) && self.again(elapsed) == Decision::Expired =>
            {
                Decision::GivenUp
            }
            (None, Err(_)) => Decision::Unexpected,
            (Some(State::Retry), _) | (None, Ok(_)) => self.again(elapsed),
        }
    }

    /// The pause before the next poll (Smithy 2.0, "Waiter retries"): between the minimum delay
    /// and a ceiling that doubles with each poll, shortened so that the last poll still fits.
    #[inline]
    fn again(&mut self, elapsed: Duration) -> Decision {
        let (min, max) = self.delays;
        let Some(left) = self.limit.checked_sub(elapsed).filter(|left| *left > min) else {
            return Decision::Expired;
        };
        let doublings = 2_u32.saturating_pow(self.polls.saturating_sub(1));
        let ceiling = min.saturating_mul(doublings).min(max);
        let spread = ceiling.saturating_sub(min).as_secs_f64() * self.jitter.fraction();
        let spread = Duration::try_from_secs_f64(spread).unwrap_or(ceiling);
        Decision::Again(min.saturating_add(spread).min(left.saturating_sub(min)))
    }
}

fn is_cut_short<E>(error: &Error<E>) -> bool {
    matches!(error.kind(), ErrorKind::Timeout(_))
}

/// The texts that `path` finds.
fn text(path: &Expression, output: &dyn Structure) -> Option<String> {
    let texts = jmespath::texts(path, output);
    (!texts.is_empty()).then(|| texts.join("; "))
}

fn accepts<T: Structure, E: ServiceError>(
    matcher: &Matcher,
    input: &dyn Structure,
    poll: Result<&T, &Error<E>>,
) -> bool {
    match (matcher, poll) {
        (Matcher::Success(wanted), Ok(_)) => *wanted,
        (Matcher::Success(wanted), Err(error)) => {
            !wanted && matches!(error.kind(), ErrorKind::Service(_))
        }
        (Matcher::ErrorType(name), Err(error)) => is_called(error, name),
        (Matcher::Output(condition), Ok(output)) => condition.holds(output),
        (Matcher::InputOutput(condition), Ok(output)) => condition.holds_for_both(input, output),
        (Matcher::ErrorType(_), Ok(_)) | (Matcher::Output(_) | Matcher::InputOutput(_), Err(_)) => {
            false
        }
    }
}

/// Matches an error by its code, and a modelled error also by the name of its shape.
fn is_called<E: ServiceError>(error: &Error<E>, name: &str) -> bool {
    let modelled = error.as_service_error().and_then(E::structure);
    modelled.is_some_and(|it| it.schema().id.name == name) || error.code() == Some(name)
}
