//! Event streams of services: what the fake service reads, and what it answers.

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderValue, Request};
use tinsmith::event_stream::frame;
use tinsmith::rt::operation::{Operation, Service};
use tinsmith::rt::value::Field;

use super::{Failure, Streams, events, frames, given, judge, params};
use crate::conformance::case::Case;
use crate::conformance::message::Message;
use crate::conformance::server::{MADE_UP, serve, spell, with_length};
use crate::conformance::{compare, expect, params as values};

/// Runs a case of `O`.
pub(in crate::conformance) fn check<O: Operation>(
    case: &Case,
    streams: &Streams<O>,
) -> Result<(), String> {
    let (known, input, output) = (case.clone(), streams.input, streams.output);
    let (read, response) = serve::<O, _>(&request::<O>(case)?, move |received| {
        let read = read::<O>(&known, input, received);
        match answer::<O>(&known, output) {
            Ok(output) => (read, output),
            Err(fault) => (Err(fault), O::Output::blank()),
        }
    });
    let Some(read) = read else {
        let text = format!("expected an input, found {}", spell(&response));
        return judge(case, Some(Failure { error: None, text }));
    };
    judge(case, read?)?;
    if let Some(initial) = given(case, "initialResponse") {
        expect::response(Message(initial), &with_length(response.clone()), &MADE_UP)?;
    }
    match events(case, "response") {
        sent if sent.is_empty() => Ok(()),
        sent => frames::compare(&sent, response.body()),
    }
}

/// What the service reads, compared with what was expected of it.
fn read<O: Operation>(
    case: &Case,
    stream: Option<fn(&mut O::Input) -> &mut dyn super::Typed>,
    mut input: O::Input,
) -> Result<Option<Failure>, String> {
    if let Some(params) = given(case, "initialRequestParams") {
        let mut expected = O::Input::blank();
        values::fill(&mut expected, params)?;
        compare::structures(&expected, &input)?;
    }
    match stream {
        Some(stream) => stream(&mut input).compare(&params(&events(case, "request"))),
        None => Ok(None),
    }
}

fn answer<O: Operation>(
    case: &Case,
    stream: Option<fn(&mut O::Output) -> &mut dyn super::Typed>,
) -> Result<O::Output, String> {
    let mut output = O::Output::blank();
    values::fill(&mut output, &case.test["initialResponseParams"])?;
    if let Some(stream) = stream {
        stream(&mut output).fill(&params(&events(case, "response")))?;
    }
    Ok(output)
}

/// The request with its events; where the case has no initial one, the least that clients send.
fn request<O: Operation>(case: &Case) -> Result<Request<Bytes>, String> {
    let mut request = match given(case, "initialRequest") {
        Some(initial) => Message(initial).request()?,
        None => least::<O>()?,
    };
    // A case that has events, but nothing to begin with, has no other headers.
    if given(case, "initialRequest").is_none() && !events(case, "request").is_empty() {
        request.headers_mut().clear();
    }
    let headers = request.headers_mut();
    headers
        .entry(CONTENT_TYPE)
        .or_insert(HeaderValue::from_static(frame::CONTENT_TYPE));
    *request.body_mut() = frames::concat(&events(case, "request"))?;
    Ok(request)
}

/// A request with no more than paths need.
fn least<O: Operation>() -> Result<Request<Bytes>, String> {
    let service = O::Service::SCHEMA;
    let mut input = O::Input::blank();
    values::fill_labels(&mut input, O::SCHEMA);
    let request = service.protocol.encode_request(service, O::SCHEMA, &input);
    request.map_err(|error| format!("an empty request: {error}"))
}
