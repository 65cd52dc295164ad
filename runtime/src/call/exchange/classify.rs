//! Extracts the facts about a failed attempt that retries need.

use bytes::Bytes;
use http::Response;

use crate::auth::ClockSkew;
use crate::call::retry::{Failure, Retryable, retry_after};
use crate::model::operation::OperationSchema;
use crate::model::schema::{Schema, Trait};
use crate::protocol;
use crate::types::Timestamp;

/// The facts about `error`, which `response` carries. It arrived when the local clock showed
/// `ours`; `skew` is the measured skew of that clock.
///
/// A text without a code, such as an HTML page, comes from an intermediary, whose clock is not
/// the service's.
pub(super) fn response<'e>(
    operation: &OperationSchema,
    response: &Response<Bytes>,
    error: &'e protocol::ErrorIdentity,
    skew: Option<ClockSkew>,
    ours: Timestamp,
) -> Failure<'e> {
    let modelled = error.index.and_then(|index| operation.errors.get(index));
    let is_of_service = response.body().is_empty() || !error.code.is_empty();
    let mut failure = Failure {
        status: Some(response.status().as_u16()),
        code: (!error.code.is_empty()).then_some(error.code.as_str().into()),
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
