//! Waiters: poll until a resource is in a state (`smithy.waiters#waitable`).
//!
//! The decision after each poll is a pure function of its outcome; the driver below only polls
//! and sleeps. Names no operation.

mod condition;
mod error;
mod poll;
pub(crate) mod schema;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::call::error::Error;
use crate::call::exchange::Platform;
use crate::client::{Call, Mode, Reply};
use crate::model::operation::Operation;

pub use error::{WaitError, WaitErrorKind};

use poll::{Decision, Polling};
use schema::WaiterSchema;

/// The outcome of one poll.
pub type Poll<O> = Result<Reply<<O as Operation>::Output>, Error<<O as Operation>::Error>>;

type Observer<O> = Arc<dyn Fn(&Poll<O>) + Send + Sync>;

/// A waiter on `O` without an input.
///
/// ```
/// # use generated::dynamodb::Client;
/// # use std::time::Duration;
/// # async fn wait(client: Client) -> Result<(), Box<dyn std::error::Error>> {
/// let last = client
///     .wait_until_table_exists()
///     .customize(|waiter| waiter.delay(Duration::from_secs(1), Duration::from_secs(20)))
///     .table_name("Orders")
///     .wait(Duration::from_secs(300))
///     .await?;
/// println!("{:?}", last?.output.table);
/// # Ok(())
/// # }
/// ```
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

    /// The minimum and maximum pause between two polls, replacing the model's.
    pub fn delay(mut self, min: Duration, max: Duration) -> Self {
        self.delays = (min, max.max(min));
        self
    }

    /// Sets a callback for the outcome of each poll, for example to show progress.
    pub fn observe(mut self, tell: impl Fn(&Poll<O>) + Send + Sync + 'static) -> Self {
        self.observer = Some(Arc::new(tell));
        self
    }

    /// Configures the call of each poll.
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
    ) -> Next<O> {
        if let Some(tell) = &self.observer {
            tell(&poll);
        }
        let output = poll.as_ref().map(|reply| &reply.output);
        match wait.polling.judge(input, output, elapsed) {
            Decision::Again(pause) => {
                wait.answered = Some(poll);
                Next::Again(pause)
            }
            Decision::Success => Next::Done(poll),
            Decision::Failure(message) => Next::Failed(poll, message),
            Decision::Expired => Next::Error(WaitErrorKind::Expired(poll)),
            Decision::GivenUp => {
                let answered = wait.answered.take();
                Next::Error(WaitErrorKind::Expired(answered.unwrap_or(poll)))
            }
            Decision::Unexpected => match poll {
                Err(error) => Next::Error(WaitErrorKind::Call(error)),
                Ok(_) => Next::Done(poll),
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

    /// The call of a poll, limited to the time left.
    fn call_within(&self, left: Duration) -> Call<M, O> {
        let call = self.call.clone();
        let own = call.timeout().filter(|own| *own < left);
        call.call_timeout(own.unwrap_or(left))
    }
}

/// A wait in progress.
struct Wait<O: Operation> {
    polling: Polling,
    /// The last poll that was answered.
    answered: Option<Poll<O>>,
}

/// The next step after a poll, with the poll.
enum Next<O: Operation> {
    /// The failure state of the waiter, with the reason.
    Failed(Poll<O>, Option<String>),
    Again(Duration),
    Done(Poll<O>),
    Error(WaitErrorKind<O>),
}

/// The success of a wait: the last poll, which may be an expected error, as in "until it does not
/// exist".
type WaitResult<O> = Result<Poll<O>, WaitError<O>>;

impl<M: Mode, O: Operation> Waiter<M, O> {
    /// Polls until the model says that the wait is over, or no further poll fits into `limit`. A
    /// poll in progress when the limit passes is abandoned. `Duration::MAX` is no limit; with
    /// zero nothing is sent.
    pub fn wait(
        self,
        input: O::Input,
        limit: Duration,
    ) -> M::Return<Result<Poll<O>, WaitError<O>>> {
        M::start(self.poll_until_over(input, limit))
    }

    async fn poll_until_over(self, input: O::Input, limit: Duration) -> WaitResult<O> {
        let Ok(platform) = self.call.client().shared().platform() else {
            return self.once(self.call.clone().into_reply(input).await);
        };
        let mut wait = self.begin(platform, limit);
        let started = platform.clock.monotonic();
        let elapsed = || platform.clock.monotonic().saturating_sub(started);
        loop {
            let call = self.call_within(limit.saturating_sub(elapsed()));
            let poll = call.into_reply(input.clone()).await;
            match self.judge(&mut wait, &input, poll, elapsed()) {
                Next::Again(pause) => M::sleep(&**platform.clock, pause).await,
                Next::Done(poll) => return Ok(poll),
                Next::Error(kind) => return Err(self.error(kind)),
                Next::Failed(poll, why) => {
                    return Err(self.error(WaitErrorKind::Failure(poll)).saying(why));
                }
            }
        }
    }

    /// On a target that cannot wait, the call fails as well, and its error names the reason.
    fn once(&self, poll: Poll<O>) -> WaitResult<O> {
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
