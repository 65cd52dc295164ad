//! What is known of a failed attempt, for retries to judge.

use bytes::Bytes;
use http::Response;

use super::Plan;
use crate::auth::ClockSkew;
use crate::call::retry::{Failure, Retryable, retry_after};
use crate::model::schema::{Schema, Trait};
use crate::types::Timestamp;

/// What an error of the service says, which came when our clock said `ours`; `skew` is how far that
/// was found to be off.
///
/// A text without a code, such as a page in HTML, is of something in between, whose clock is not the
/// service's.
pub(super) fn response(
    plan: &Plan<'_>,
    response: &Response<Bytes>,
    skew: Option<ClockSkew>,
    ours: Timestamp,
) -> Failure<'static> {
    let failure = plan
        .shared
        .service
        .protocol
        .identify_failure(plan.operation, response);
    let modelled = failure
        .index
        .and_then(|index| plan.operation.errors.get(index));
    let is_of_service = response.body().is_empty() || !failure.code.is_empty();
    let mut failure = Failure {
        status: Some(response.status().as_u16()),
        code: (!failure.code.is_empty()).then_some(failure.code.into()),
        modelled: modelled.and_then(|schema| retryable(schema)),
        transport: None,
        retry_after: retry_after(response.headers()),
        clock_skewed: false,
    };
    let is_likely = |skew: ClockSkew| !failure.is_unexplained() || skew.is_likely(ours);
    failure.clock_skewed = is_of_service && skew.is_some_and(is_likely);
    failure
}

fn retryable(error: &Schema) -> Option<Retryable> {
    error.traits.iter().find_map(|it| match it {
        Trait::Retryable { throttling } => Some(Retryable {
            throttling: *throttling,
        }),
        _ => None,
    })
}
