//! The headers that identify the call of a request and number its attempts, as in the AWS SDKs.

use http::{HeaderMap, HeaderName, HeaderValue};

use crate::io::entropy::uuid_text;

const INVOCATION_ID: HeaderName = HeaderName::from_static("amz-sdk-invocation-id");
const SDK_REQUEST: HeaderName = HeaderName::from_static("amz-sdk-request");

/// Sets the headers; the call's UUID is made of `invocation`.
#[inline]
pub(super) fn set(headers: &mut HeaderMap, invocation: (u64, u64), attempt: u32, max: u32) {
    let (high, low) = invocation;
    let invocation = HeaderValue::from_bytes(&uuid_text(high, low));
    let invocation = invocation.unwrap_or(const { HeaderValue::from_static("") });
    headers.insert(INVOCATION_ID, invocation);
    headers.insert(SDK_REQUEST, attempt_header(attempt, max));
}

/// `attempt=1; max=3`; the most common value is a constant.
fn attempt_header(attempt: u32, max: u32) -> HeaderValue {
    match (attempt, max) {
        (1, 3) => HeaderValue::from_static("attempt=1; max=3"),
        (1, 4) => HeaderValue::from_static("attempt=1; max=4"),
        _ => HeaderValue::try_from(format!("attempt={attempt}; max={max}"))
            .unwrap_or(HeaderValue::from_static("")),
    }
}
