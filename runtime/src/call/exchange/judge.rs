//! What becomes of an exchange by what its attempt came to: the end, or another attempt.

use std::time::Duration;

use bytes::Bytes;
use http::Response;

use super::timing::LEEWAY;
use super::{Answer, Exchange, Step, classify};
use crate::call::error::Failed;
use crate::call::retry::{Decision, Failure, RetryKind, Retryable};
use crate::io::body::Body;
use crate::io::clock::Now;
use crate::io::transport::{TransportError, TransportErrorKind};

/// What follows from a failed attempt.
enum Next {
    Retry(Duration),
    End(Duration),
}

impl<'a> Exchange<'a> {
    pub(super) fn check_response(
        &mut self,
        now: Now,
        mut response: Response<Bytes>,
        stream: Option<Body>,
    ) -> Result<Step<'a>, Failed> {
        match self.plan.operation.edit_response(&mut response) {
            Ok(()) => Ok(self.judge_response(now, response, stream)),
            Err(error) => {
                self.response = Some(response);
                self.judge_failure(now, error)
            }
        }
    }

    fn judge_response(
        &mut self,
        now: Now,
        response: Response<Bytes>,
        stream: Option<Body>,
    ) -> Step<'a> {
        #[cfg(feature = "http-digest")]
        if let Some(step) = self.meet_challenge(now, &response) {
            return step;
        }
        let (protocol, operation) = (self.plan.shared.service.protocol, self.plan.operation);
        let answer = Answer::new(protocol, operation, response, stream);
        let Some(error) = &answer.error else {
            self.attempts.succeeded();
            #[cfg(feature = "tracing")]
            tracing::debug!(
                operation = self.plan.operation.id.name,
                attempt = self.latest.number,
                status = answer.response.status().as_u16(),
                "answered"
            );
            return Step::Done(Ok(answer));
        };
        let skew = self.new_skew(now, answer.response.headers());
        let mut failure = classify::response(operation, &answer.response, error, skew, now.utc);
        if self.forgets_endpoint(failure.code.as_deref()) {
            failure.modelled = Some(Retryable { throttling: false });
        }
        // Other errors may come from a proxy, whose clock is not the service's.
        if let (Some(skew), Some(RetryKind::ClockSkew)) = (skew, failure.kind()) {
            self.plan.learn_skew(skew);
        }
        match self.decide(now, &failure) {
            Next::Retry(after) => {
                self.response = Some(answer.response);
                Step::Sleep(after)
            }
            Next::End(after) => self.end(Ok(answer), after),
        }
    }

    pub(super) fn judge_failure(
        &mut self,
        now: Now,
        error: TransportError,
    ) -> Result<Step<'a>, Failed> {
        if error.kind() == TransportErrorKind::Timeout && !self.fits(now, LEEWAY) {
            return Err(self.out_of_time());
        }
        let failure = Failure {
            status: self.response.as_ref().map(|it| it.status().as_u16()),
            transport: Some(error.kind()),
            ..Failure::NONE
        };
        match self.decide(now, &failure) {
            Next::Retry(after) => Ok(Step::Sleep(after)),
            Next::End(after) => Ok(self.end(Err(Failed::Transport(error)), after)),
        }
    }

    fn decide(&mut self, now: Now, failure: &Failure<'_>) -> Next {
        let decision = self.attempts.failed(failure, self.random.fraction());
        self.is_spent = !self.is_repeatable && failure.kind().is_some();
        #[cfg(feature = "tracing")]
        tracing::debug!(
            operation = self.plan.operation.id.name,
            attempt = self.latest.number,
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

    /// Ends the exchange; a long-polling call that may not be tried again pauses first.
    fn end(&mut self, result: Result<Answer, Failed>, after: Duration) -> Step<'a> {
        if after.is_zero() {
            return Step::Done(result);
        }
        self.ending = Some(result);
        Step::Sleep(after)
    }
}
