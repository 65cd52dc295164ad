//! How long a call and its attempts may take.

use std::time::Duration;

use super::Exchange;
use crate::clock::Now;
use crate::error::Failed;

/// When the whole call must be over.
#[derive(Clone, Copy)]
pub(super) struct Deadline {
    /// By the monotonic clock.
    at: Duration,
    limit: Duration,
}

/// By how much the timer that ends an attempt may be ahead of the clock.
pub(super) const LEEWAY: Duration = Duration::from_millis(50);

impl Exchange<'_> {
    /// The call begins: its own limit, if it has one, counts from `now`.
    pub(super) fn start_timing(&mut self, now: Now) {
        let settings = &self.plan.shared.settings;
        let limit = self.plan.overrides.call_timeout.or(settings.call_timeout);
        self.deadline = limit.map(|limit| Deadline {
            at: now.monotonic.saturating_add(limit),
            limit,
        });
    }

    /// What is left of the call's own limit, if it has one.
    pub(super) fn time_left(&self, now: Now) -> Result<Option<Duration>, Failed> {
        let left = self
            .deadline
            .map(|deadline| deadline.at.saturating_sub(now.monotonic));
        match left {
            Some(Duration::ZERO) => Err(self.out_of_time()),
            left => Ok(left),
        }
    }

    /// How long the next attempt may take: its own limit, or what is left of the call's.
    pub(super) fn attempt_timeout(&self, now: Now) -> Result<Option<Duration>, Failed> {
        let settings = &self.plan.shared.settings;
        let own = self.plan.overrides.attempt_timeout;
        let own = own.or(settings.attempt_timeout);
        let left = self.time_left(now)?;
        Ok(own.into_iter().chain(left).min())
    }

    pub(super) fn out_of_time(&self) -> Failed {
        Failed::Timeout(self.deadline.map_or(Duration::ZERO, |it| it.limit))
    }

    /// Whether there would be time left after a pause.
    pub(super) fn fits(&self, now: Now, pause: Duration) -> bool {
        self.deadline
            .is_none_or(|deadline| now.monotonic.saturating_add(pause) < deadline.at)
    }
}
