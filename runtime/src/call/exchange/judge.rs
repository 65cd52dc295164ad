//! Decides after each attempt whether the call ends or is retried, and what the client learns.

use std::time::Duration;

use bytes::Bytes;
use http::Response;

use super::machine::Attempt;
use super::{Answer, Exchange, classify};
use crate::call::retry::{Decision, Failure, RetryKind, Retryable};
use crate::io::clock::Now;
use crate::protocol;

/// What follows a failed attempt, after a pause.
pub(super) enum Next {
    Retry(Duration),
    End(Duration),
}

impl Exchange<'_> {
    /// Records a success.
    #[cfg_attr(
        not(feature = "tracing"),
        expect(unused_variables, reason = "only traces show the answer")
    )]
    pub(super) fn succeeded(&mut self, now: Now, answer: &Answer) {
        self.attempts.answered(now.monotonic, None);
        self.attempts.succeeded();
        #[cfg(feature = "tracing")]
        tracing::debug!(
            operation = self.plan.operation.id.name,
            attempt = self.sent,
            status = answer.response.status().as_u16(),
            "answered"
        );
    }

    /// Classifies an error of the service for retries, and returns whether the error says that
    /// the endpoint is no longer valid.
    pub(super) fn failure<'e>(
        &self,
        now: Now,
        attempt: &Attempt,
        response: &Response<Bytes>,
        error: &'e protocol::ErrorIdentity,
    ) -> (Failure<'e>, bool) {
        let skew = attempt.new_skew(now, response.headers());
        let operation = self.plan.operation;
        let mut failure = classify::response(operation, response, error, skew, now.utc);
        let is_stale = self.plan.forgets_endpoint(&attempt.endpoint, &error.code);
        if is_stale {
            failure.modelled = Some(Retryable { throttling: false });
        }
        // Other errors may come from a proxy, whose clock is not the service's.
        if let (Some(skew), Some(RetryKind::ClockSkew)) = (skew, failure.kind()) {
            self.plan.learn_skew(skew);
        }
        (failure, is_stale)
    }

    pub(super) fn decide(&mut self, now: Now, failure: &Failure<'_>) -> Next {
        self.attempts.answered(now.monotonic, Some(failure));
        let decision = self.attempts.failed(failure, self.random.fraction());
        self.is_consumed = !self.is_repeatable && failure.kind().is_some();
        #[cfg(feature = "tracing")]
        tracing::debug!(
            operation = self.plan.operation.id.name,
            attempt = self.sent,
            ?failure,
            ?decision,
            "attempt failed"
        );
        match decision {
            Decision::Retry { after } if self.fits(now, after) => Next::Retry(after),
            Decision::Stop { after, .. } if self.fits(now, after) => Next::End(after),
            Decision::Retry { .. } | Decision::Stop { .. } => Next::End(Duration::ZERO),
        }
    }
}
