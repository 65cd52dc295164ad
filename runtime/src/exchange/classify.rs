//! What is known of a failed attempt, for retries to judge.

use bytes::Bytes;
use http::Response;

use super::Plan;
use crate::retry::{Failure, Retryable, retry_after};
use crate::schema::{Schema, Trait};

/// What an error of the service says; `clock_skewed` is whether our clock was found to be off.
///
/// A text without a code, such as a page in HTML, is of something in between, whose clock is not the
/// service's.
pub(super) fn response(
    plan: &Plan<'_>,
    response: &Response<Bytes>,
    clock_skewed: bool,
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
    Failure {
        status: Some(response.status().as_u16()),
        code: (!failure.code.is_empty()).then_some(failure.code.into()),
        modelled: modelled.and_then(|schema| retryable(schema)),
        transport: None,
        retry_after: retry_after(response.headers()),
        clock_skewed: clock_skewed && is_of_service,
    }
}

fn retryable(error: &Schema) -> Option<Retryable> {
    error.traits.iter().find_map(|it| match it {
        Trait::Retryable { throttling } => Some(Retryable {
            throttling: *throttling,
        }),
        _ => None,
    })
}
