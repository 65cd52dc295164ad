//! Event streams of clients: what they send, and what they make of an answer.

use bytes::Bytes;
use http::Response;
use tinsmith::ErrorKind;
use tinsmith::event_stream::frame::CONTENT_TYPE;
use tinsmith::rt::operation::{Operation, ServiceError};
use tinsmith::rt::value::Field;

use super::{Failure, Streams, events, frames, given, judge, params};
use crate::conformance::case::Case;
use crate::conformance::client::{Wire, chain};
use crate::conformance::message::Message;
use crate::conformance::{compare, expect, params as values};

/// Runs a case of `O`.
pub(in crate::conformance) fn check<O: Operation>(
    case: &Case,
    streams: &Streams<O>,
) -> Result<(), String> {
    let requests = events(case, "request");
    let mut input = O::Input::blank();
    values::fill_labels(&mut input, O::SCHEMA);
    values::fill(&mut input, &case.test["initialRequestParams"])?;
    if let Some(stream) = streams.input {
        stream(&mut input).fill(&params(&requests))?;
    }
    let wire = Wire::new(answer(case)?);
    let initial = Message(&case.test["initialRequest"]);
    let call = wire.client::<O>(case, initial).operation::<O>();
    let result = call.max_attempts(1).send(input);
    match (wire.sent(), &result) {
        (Some(sent), _) => {
            if given(case, "initialRequest").is_some() {
                expect::request(initial, &sent)?;
            }
            if !requests.is_empty() {
                frames::compare(&requests, sent.body())?;
            }
        }
        (None, Ok(_)) => return Err("nothing was sent".to_owned()),
        (None, Err(error)) => return Err(format!("nothing was sent: {}", chain(error))),
    }
    let says_nothing_of_responses = given(case, "initialResponse").is_none()
        && events(case, "response").is_empty()
        && given(case, "expectation").is_none();
    if says_nothing_of_responses {
        return Ok(());
    }
    judge(case, received(case, streams, result)?)
}

/// What a call came to, compared with what was expected of it.
fn received<O: Operation>(
    case: &Case,
    streams: &Streams<O>,
    result: Result<O::Output, tinsmith::Error<O::Error>>,
) -> Result<Option<Failure>, String> {
    let mut output = match result {
        Ok(output) => output,
        Err(error) => {
            let modelled = match error.kind() {
                ErrorKind::Service(error) => error.structure().map(|it| it.schema().id),
                _ => None,
            };
            return Ok(Some(Failure {
                error: modelled.map(|it| it.to_string()),
                text: chain(&error),
            }));
        }
    };
    if let Some(params) = given(case, "initialResponseParams") {
        let mut expected = O::Output::blank();
        values::fill(&mut expected, params)?;
        compare::structures(&expected, &output)?;
    }
    match streams.output {
        Some(stream) => stream(&mut output).compare(&params(&events(case, "response"))),
        None => Ok(None),
    }
}

/// The response: the initial one if the case has it, and the events unless that has a body.
fn answer(case: &Case) -> Result<Response<Bytes>, String> {
    let Some(initial) = given(case, "initialResponse") else {
        let events = frames::concat(&events(case, "response"))?;
        let response = Response::builder().header("content-type", CONTENT_TYPE);
        return response.body(events).map_err(|error| error.to_string());
    };
    let mut response = Message(initial).response()?;
    if Message(initial).text("body").is_none() {
        *response.body_mut() = frames::concat(&events(case, "response"))?;
    }
    Ok(response)
}
