//! Waiting until a resource is in a state (`smithy.waiters#waitable`).
//!
//! The decision after each poll is a pure function of its outcome; the drivers below only poll
//! and sleep. Knows no operation by name.

mod condition;
mod error;
mod poll;
mod schema;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::call::error::Error;
use crate::call::exchange::Platform;
use crate::client::{Async, Blocking, Call, Mode, Reply};
use crate::model::operation::Operation;
use crate::util::future::CallFuture;

pub use crate::rules::jmespath::{Comparison, Expression, Literal, Step};
pub use error::{WaitError, WaitErrorKind};
pub use schema::{Acceptor, Comparator, Condition, Matcher, State, WaiterSchema};

use poll::{Polling, Verdict};

/// The outcome of one poll.
pub type Poll<O> = Result<Reply<<O as Operation>::Output>, Error<<O as Operation>::Error>>;

type Observer<O> = Arc<dyn Fn(&Poll<O>) + Send + Sync>;

/// A wait on `O`, to be given its input.
#[must_use = "a waiter does nothing until it waits"]
pub struct Waiter<M: Mode, O: Operation> {
    call: Call<M, O>,
    schema: &'static WaiterSchema,
    delays: (Duration, Duration),
    observer: Option<Observer<O>>,
}

impl<M: Mode, O: Operation> Waiter<M, O> {
    pub(crate) fn new(call: Call<M, O>, schema: &'static WaiterSchema) -> Self {
        let seconds = |count: u32| Duration::from_secs(u64::from(count));
        Self {
            call,
            schema,
            delays: (seconds(schema.min_delay), seconds(schema.max_delay)),
            observer: None,
        }
    }

    /// The least and the greatest pause between two polls, in place of the model's.
    pub fn delay(mut self, min: Duration, max: Duration) -> Self {
        self.delays = (min, max.max(min));
        self
    }

    /// Who is told the outcome of each poll: to show progress, for one.
    pub fn observe(mut self, tell: impl Fn(&Poll<O>) + Send + Sync + 'static) -> Self {
        self.observer = Some(Arc::new(tell));
        self
    }

    /// What each poll's call has differently.
    pub fn call(mut self, change: impl FnOnce(Call<M, O>) -> Call<M, O>) -> Self {
        self.call = change(self.call);
        self
    }

    fn judge(
        &self,
        wait: &mut Wait<O>,
        input: &O::Input,
        poll: Poll<O>,
        elapsed: Duration,
    ) -> Ruling<O> {
        if let Some(tell) = &self.observer {
            tell(&poll);
        }
        let output = poll.as_ref().map(|reply| &reply.output);
        match wait.polling.judge(input, output, elapsed) {
            Verdict::Again(pause) => {
                wait.answered = Some(poll);
                Ruling::Again(pause)
            }
            Verdict::Success => Ruling::Done(poll),
            Verdict::Failure(message) => Ruling::Vain(poll, message),
            Verdict::Expired => Ruling::Error(WaitErrorKind::Expired(poll)),
            Verdict::GivenUp => {
                let answered = wait.answered.take();
                Ruling::Error(WaitErrorKind::Expired(answered.unwrap_or(poll)))
            }
            Verdict::Unexpected => match poll {
                Err(error) => Ruling::Error(WaitErrorKind::Call(error)),
                Ok(_) => Ruling::Done(poll),
            },
        }
    }

    fn error(&self, kind: WaitErrorKind<O>) -> WaitError<O> {
        WaitError::new(self.schema.name, kind)
    }

    fn begin(&self, platform: Platform<'_>, limit: Duration) -> Wait<O> {
        let seed = platform.entropy.next();
        Wait {
            polling: Polling::new(self.schema.acceptors, self.delays, limit, seed),
            answered: None,
        }
    }

    /// The call of a poll for which there is so much time.
    fn call_within(&self, left: Duration) -> Call<M, O> {
        let call = self.call.clone();
        let own = call.timeout().filter(|own| *own < left);
        call.call_timeout(own.unwrap_or(left))
    }
}

/// A wait under way.
struct Wait<O: Operation> {
    polling: Polling,
    /// The last poll that there was an answer to.
    answered: Option<Poll<O>>,
}

enum Ruling<O: Operation> {
    /// What was waited for will not come, and why.
    Vain(Poll<O>, Option<String>),
    Again(Duration),
    Done(Poll<O>),
    Error(WaitErrorKind<O>),
}

/// How a wait ends well: with the last poll, which may be an error that was waited for, as in
/// "until it does not exist".
type Waited<O> = Result<Poll<O>, WaitError<O>>;

impl<O: Operation> Waiter<Async, O> {
    /// Polls until the model says that the wait is over, or no poll fits into `limit` any more.
    /// A poll under way when time is up is given up. `Duration::MAX` is no limit; with zero nothing
    /// is sent.
    pub fn wait(self, input: O::Input, limit: Duration) -> CallFuture<Waited<O>> {
        CallFuture::new(async move {
            let Ok(platform) = self.call.client().shared().platform() else {
                return self.once(self.call.clone().reply(input).await);
            };
            let mut wait = self.begin(platform, limit);
            let started = platform.clock.monotonic();
            let elapsed = || platform.clock.monotonic().saturating_sub(started);
            loop {
                let call = self.call_within(limit.saturating_sub(elapsed()));
                let poll = call.reply(input.clone()).await;
                match self.judge(&mut wait, &input, poll, elapsed()) {
                    Ruling::Again(pause) => platform.clock.sleep(pause).await,
                    Ruling::Done(poll) => return Ok(poll),
                    Ruling::Error(kind) => return Err(self.error(kind)),
                    Ruling::Vain(poll, why) => {
                        return Err(self.error(WaitErrorKind::Failure(poll)).saying(why));
                    }
                }
            }
        })
    }
}

impl<O: Operation> Waiter<Blocking, O> {
    /// Polls until the model says that the wait is over, or no poll fits into `limit` any more.
    /// A poll under way when time is up is given up. `Duration::MAX` is no limit; with zero nothing
    /// is sent.
    pub fn wait(self, input: O::Input, limit: Duration) -> Waited<O> {
        let Ok(platform) = self.call.client().shared().platform() else {
            return self.once(self.call.clone().reply(input));
        };
        let mut wait = self.begin(platform, limit);
        let started = platform.clock.monotonic();
        let elapsed = || platform.clock.monotonic().saturating_sub(started);
        loop {
            let call = self.call_within(limit.saturating_sub(elapsed()));
            let poll = call.reply(input.clone());
            match self.judge(&mut wait, &input, poll, elapsed()) {
                Ruling::Again(pause) => platform.clock.sleep_blocking(pause),
                Ruling::Done(poll) => return Ok(poll),
                Ruling::Error(kind) => return Err(self.error(kind)),
                Ruling::Vain(poll, why) => {
                    return Err(self.error(WaitErrorKind::Failure(poll)).saying(why));
                }
            }
        }
    }
}

impl<M: Mode, O: Operation> Waiter<M, O> {
    /// Where the target lacks what waiting takes, the call lacks it too and says so in its error.
    fn once(&self, poll: Poll<O>) -> Waited<O> {
        match poll {
            Ok(_) => Ok(poll),
            Err(error) => Err(self.error(WaitErrorKind::Call(error))),
        }
    }
}

impl<M: Mode, O: Operation> fmt::Debug for Waiter<M, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Waiter")
            .field("name", &self.schema.name)
            .field("operation", &O::SCHEMA.id)
            .finish_non_exhaustive()
    }
}
