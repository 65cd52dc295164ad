//! Time limits of a call and its attempts.

use std::time::Duration;

use super::{Exchange, Plan};
use crate::call::error::CallError;
use crate::io::clock::Now;

/// The time at which the whole call must be over.
#[derive(Clone, Copy)]
pub(super) struct Deadline {
    /// By the monotonic clock.
    at: Duration,
    limit: Duration,
}

/// A limit this long means no limit: system clocks do not count further reliably, and users write
/// `Duration::MAX` for no limit.
const FOREVER: Duration = Duration::from_secs(100 * 365 * 24 * 3600);

fn limited(limit: Option<Duration>) -> Option<Duration> {
    limit.filter(|limit| *limit < FOREVER)
}

/// How far the timer that ends an attempt may be ahead of the clock.
pub(super) const LEEWAY: Duration = Duration::from_millis(50);

impl Plan<'_> {
    /// The limit of the call or of an attempt, whichever is shorter. Inlined, so that only
    /// programs that explain or presign compile it.
    #[inline]
    pub(crate) fn shortest_limit(&self) -> Option<Duration> {
        let limits = [self.call_limit(), self.attempt_limit()];
        limits.into_iter().flatten().min()
    }

    /// The time limit of the call.
    fn call_limit(&self) -> Option<Duration> {
        let own = self.overrides.call_timeout;
        limited(own.or(self.shared.settings.call_timeout))
    }

    /// The time limit of each attempt.
    pub(super) fn attempt_limit(&self) -> Option<Duration> {
        let own = self.overrides.attempt_timeout;
        limited(own.or(self.shared.settings.attempt_timeout))
    }
}

impl Exchange<'_> {
    /// Starts the call: its own limit, if any, counts from `now`.
    pub(super) fn start_timing(&mut self, now: Now) {
        self.deadline = self.plan.call_limit().map(|limit| Deadline {
            at: now.monotonic.saturating_add(limit),
            limit,
        });
    }

    /// The time left of the call's own limit, if any.
    pub(super) fn time_left(&self, now: Now) -> Result<Option<Duration>, CallError> {
        let left = self
            .deadline
            .map(|deadline| deadline.at.saturating_sub(now.monotonic));
        match left {
            Some(Duration::ZERO) => Err(self.out_of_time()),
            left => Ok(left),
        }
    }

    /// The time left of the call's limit or of the limit of the attempt that started at `began`,
    /// whichever is shorter.
    pub(super) fn attempt_time_left(
        &self,
        now: Now,
        began: Duration,
    ) -> Result<Option<Duration>, CallError> {
        let spent = now.monotonic.saturating_sub(began);
        let own = self.plan.attempt_limit();
        let own = own.map(|limit| limit.saturating_sub(spent));
        let left = self.time_left(now)?;
        Ok(own.into_iter().chain(left).min())
    }

    pub(super) fn out_of_time(&self) -> CallError {
        CallError::Timeout(self.deadline.map_or(Duration::ZERO, |it| it.limit))
    }

    /// Returns whether time would be left after a pause.
    pub(super) fn fits(&self, now: Now, pause: Duration) -> bool {
        self.deadline
            .is_none_or(|deadline| now.monotonic.saturating_add(pause) < deadline.at)
    }
}
