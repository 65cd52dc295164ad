//! Cases of event streams (`smithy.test#eventStreamTests`), for clients and services.

mod client;
mod frames;
mod server;
mod stream;

pub(super) use client::check as client;
pub(super) use server::check as server;
pub use stream::{Failure, Streams, Typed};

use serde_json::Value;

use super::case::Case;

/// Compares what a case came to with whether it should fail, and with what.
fn judge(case: &Case, failure: Option<Failure>) -> Result<(), String> {
    let expected = &case.test["expectation"]["failure"];
    match (expected.is_null(), failure) {
        (true, None) => Ok(()),
        (true, Some(failure)) => Err(format!("expected no failure, found: {}", failure.text)),
        (false, None) => Err("expected a failure, found none".to_owned()),
        (false, Some(failure)) => match (expected["errorId"].as_str(), failure.error) {
            (None, _) => Ok(()),
            (Some(expected), Some(found)) if found == expected => Ok(()),
            (Some(expected), _) => Err(format!("expected {expected}, found: {}", failure.text)),
        },
    }
}

/// The events of a case that are sent in requests, or in responses.
fn events<'a>(case: &'a Case, sent_in: &str) -> Vec<&'a Value> {
    let events = case.test["events"].as_array().into_iter().flatten();
    events.filter(|event| event["type"] == sent_in).collect()
}

/// What the events hold; null where the model does not know one.
fn params<'a>(events: &[&'a Value]) -> Vec<&'a Value> {
    events.iter().map(|event| &event["params"]).collect()
}

/// A property of a case that need not be there.
fn given<'a>(case: &'a Case, name: &str) -> Option<&'a Value> {
    Some(&case.test[name]).filter(|it| !it.is_null())
}
