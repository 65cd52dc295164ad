//! How long a call and its attempts may take.

use std::time::Duration;

use http::Uri;

use super::machine::Phase;
use super::{Exchange, Plan};
use crate::call::error::Failed;
use crate::io::clock::Now;
use crate::io::transport::TransportError;

/// When the whole call must be over.
#[derive(Clone, Copy)]
pub(super) struct Deadline {
    /// By the monotonic clock.
    at: Duration,
    limit: Duration,
}

/// A limit this long counts as no limit: system clocks do not count further reliably, and users
/// write `Duration::MAX` for "no limit".
const FOREVER: Duration = Duration::from_secs(100 * 365 * 24 * 3600);

fn limited(limit: Option<Duration>) -> Option<Duration> {
    limit.filter(|limit| *limit < FOREVER)
}

/// By how much the timer that ends an attempt may be ahead of the clock.
pub(super) const LEEWAY: Duration = Duration::from_millis(50);

impl Plan<'_> {
    /// The limit of the call or of an attempt, whichever is shorter.
    /// Inlined, so that only programs that explain or presign compile it.
    #[inline]
    pub(crate) fn shortest_limit(&self) -> Option<Duration> {
        let limits = [self.call_limit(), self.attempt_limit()];
        limits.into_iter().flatten().min()
    }

    /// How long the call may take.
    fn call_limit(&self) -> Option<Duration> {
        let own = self.overrides.call_timeout;
        limited(own.or(self.shared.settings.call_timeout))
    }

    /// How long each attempt may take.
    pub(super) fn attempt_limit(&self) -> Option<Duration> {
        let own = self.overrides.attempt_timeout;
        limited(own.or(self.shared.settings.attempt_timeout))
    }
}

impl Exchange<'_> {
    /// The call begins: its own limit, if it has one, counts from `now`.
    pub(super) fn start_timing(&mut self, now: Now) {
        self.deadline = self.plan.call_limit().map(|limit| Deadline {
            at: now.monotonic.saturating_add(limit),
            limit,
        });
    }

    /// The time left of the call's own limit, if it has one.
    pub(super) fn time_left(&self, now: Now) -> Result<Option<Duration>, Failed> {
        let left = self
            .deadline
            .map(|deadline| deadline.at.saturating_sub(now.monotonic));
        match left {
            Some(Duration::ZERO) => Err(self.out_of_time()),
            left => Ok(left),
        }
    }

    /// The time left of the call's limit or of the limit of the attempt that began at `began`,
    /// whichever ends first.
    pub(super) fn attempt_time_left(
        &self,
        now: Now,
        began: Duration,
    ) -> Result<Option<Duration>, Failed> {
        let spent = now.monotonic.saturating_sub(began);
        let own = self.plan.attempt_limit();
        let own = own.map(|limit| limit.saturating_sub(spent));
        let left = self.time_left(now)?;
        Ok(own.into_iter().chain(left).min())
    }

    /// The error of the attempt under way when its limit passes. It is made here so that drivers
    /// need not keep the URI.
    #[cold]
    pub(crate) fn timed_out(&self, limit: Option<Duration>) -> TransportError {
        let error = TransportError::timeout(limit);
        match self.current().uri_under_way() {
            Some(uri) => error.with_origin(&uri),
            None => error,
        }
    }

    fn uri_under_way(&self) -> Option<Uri> {
        let Phase::Sent(attempt) = &self.phase else {
            return None;
        };
        let prefix = self.plan.host_prefix(&*self.input).ok()?;
        attempt.endpoint.uri(&prefix, "/").ok()
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
