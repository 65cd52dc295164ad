//! Whether to retry, when, and at which cost to the quota.
//!
//! Data in, [`Decision`] out: a [`Failure`] is classified ([`RetryKind`]), pays from the
//! [`Quota`] that all calls of a client share, and waits by exponential backoff with jitter.
//! Nothing here has a clock, draws a random number, sleeps or sends.
//!
//! In the adaptive mode, attempts also wait for a rate that falls when the service throttles.
//!
//! The rules are those of the AWS SDKs' standard mode, in the version of 2026 ("2.1") and, on
//! request, in the version before ([`RetryConfig::standard_v1`]).
//!
//! ```
//! use std::time::Duration;
//! use tinsmith::retry::{Attempts, Decision, Failure, Quota, RetryConfig, StopReason};
//!
//! let config = RetryConfig::for_service("DynamoDB");
//! let quota = Quota::new(&config);
//! let mut attempts = Attempts::new(&config, &quota, None, false);
//!
//! let failure = Failure { status: Some(503), ..Failure::default() };
//! let after = Duration::from_millis(25);
//! assert_eq!(attempts.failed(&failure, 1.0), Decision::Retry { after });
//!
//! let failure = Failure { status: Some(404), ..Failure::default() };
//! let reason = StopReason::NotRetryable;
//! assert_eq!(attempts.failed(&failure, 1.0), Decision::Stop { reason, after: Duration::ZERO });
//! ```

mod classify;
mod config;
mod quota;
mod rate;

use std::time::Duration;

pub use classify::{Failure, RetryKind, Retryable, retry_after};
pub use config::RetryConfig;
pub use quota::Quota;

/// The tokens that a call earns which succeeds at its first attempt.
const REFUND: u32 = 1;

/// What to do after a failed attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Decision {
    /// Try again.
    Retry {
        /// The wait before the retry.
        after: Duration,
    },
    /// Give up and return the failure to the caller.
    Stop {
        /// The reason.
        reason: StopReason,
        /// The wait before returning: zero, except for long-polling operations without quota,
        /// whose callers would otherwise call again at once.
        after: Duration,
    },
}

/// The reason why a call is not retried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum StopReason {
    /// The same request would fail the same way.
    NotRetryable,
    /// The maximum number of attempts has been made.
    MaxAttempts,
    /// Too many recent calls of this client have failed.
    Quota,
}

/// The attempts of one call.
#[derive(Debug)]
pub struct Attempts<'a> {
    config: &'a RetryConfig,
    quota: &'a Quota,
    max: u32,
    long_polling: bool,
    retries: u32,
    paid: Option<u32>,
    /// Whether the next attempt has waited for its turn.
    has_waited: bool,
}

impl<'a> Attempts<'a> {
    /// A call before its first attempt. `max` is the call's own limit of attempts, which replaces
    /// the client's; `long_polling` says that the operation holds requests open until it has an
    /// answer.
    pub fn new(
        config: &'a RetryConfig,
        quota: &'a Quota,
        max: Option<u32>,
        long_polling: bool,
    ) -> Self {
        Self {
            config,
            quota,
            max: max.unwrap_or(config.max_attempts()).max(1),
            long_polling,
            retries: 0,
            paid: None,
            has_waited: false,
        }
    }

    /// The maximum number of attempts; at least one.
    pub fn max(&self) -> u32 {
        self.max
    }

    /// Takes a turn for the next attempt and returns the wait for it: zero except in the adaptive
    /// mode, and on a second call before [`answered`](Self::answered). Times are durations since
    /// a fixed moment.
    pub fn wait(&mut self, now: Duration) -> Duration {
        let has_waited = std::mem::replace(&mut self.has_waited, true);
        match &self.quota.rate {
            Some(rate) if !has_waited => rate.wait(now),
            _ => Duration::ZERO,
        }
    }

    /// Records that an attempt was answered, and its failure if it failed.
    pub fn answered(&mut self, now: Duration, failure: Option<&Failure<'_>>) {
        self.has_waited = false;
        if let Some(rate) = &self.quota.rate {
            let kind = failure.and_then(|failure| self.config.classify(failure));
            rate.answered(now, kind == Some(RetryKind::Throttling));
        }
    }

    /// Records that an attempt succeeded: returns tokens to the quota.
    pub fn succeeded(&mut self) {
        let refund = self.paid.take().unwrap_or(REFUND);
        self.quota.give_back(refund);
    }

    /// Decides after a failed attempt; `random`, from 0 to 1, is for the jitter.
    pub fn failed(&mut self, failure: &Failure<'_>, random: f64) -> Decision {
        let stop = |reason, after| Decision::Stop { reason, after };
        let Some(kind) = self.config.classify(failure) else {
            return stop(StopReason::NotRetryable, Duration::ZERO);
        };
        if self.retries + 1 >= self.max {
            return stop(StopReason::MaxAttempts, Duration::ZERO);
        }
        let after = self
            .config
            .delay(kind, self.retries, random, failure.retry_after);
        let cost = self.config.cost(kind);
        if !self.quota.take(cost) {
            let waits = self.long_polling && self.config.waits_when_long_polling();
            return stop(
                StopReason::Quota,
                if waits { after } else { Duration::ZERO },
            );
        }
        self.paid = Some(cost);
        self.retries += 1;
        Decision::Retry { after }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BUSY: Failure<'static> = Failure {
        status: Some(503),
        ..Failure::NONE
    };

    fn reason(decision: Decision) -> Option<StopReason> {
        match decision {
            Decision::Stop { reason, .. } => Some(reason),
            Decision::Retry { .. } => None,
        }
    }

    #[test]
    fn a_call_may_have_its_own_limit() {
        let config = RetryConfig::standard();
        let quota = Quota::new(&config);
        let mut attempts = Attempts::new(&config, &quota, Some(1), false);
        assert_eq!(
            reason(attempts.failed(&BUSY, 0.5)),
            Some(StopReason::MaxAttempts)
        );
    }

    #[test]
    fn a_limit_of_zero_still_means_one_attempt() {
        let config = RetryConfig::standard();
        let quota = Quota::new(&config);
        assert_eq!(Attempts::new(&config, &quota, Some(0), false).max(), 1);
    }

    #[test]
    fn calls_of_a_client_share_its_quota() {
        let config = RetryConfig::standard().with_quota(14);
        let quota = Quota::new(&config);
        let mut first = Attempts::new(&config, &quota, None, false);
        let mut second = Attempts::new(&config, &quota, None, false);
        assert_eq!(reason(first.failed(&BUSY, 0.5)), None);
        assert_eq!(reason(second.failed(&BUSY, 0.5)), Some(StopReason::Quota));
        first.succeeded();
        assert_eq!(reason(second.failed(&BUSY, 0.5)), None);
    }

    #[test]
    fn a_call_without_retries_gives_one_token_back() {
        let config = RetryConfig::standard().with_quota(20);
        let quota = Quota::new(&config);
        assert!(quota.take(10));
        Attempts::new(&config, &quota, None, false).succeeded();
        assert_eq!(quota.available(), 11);
    }
}
