//! Cases for services: the fake service takes requests, the protocol encodes what it answers.

use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderName, Request, Response};
use tinsmith::fake::Fake;
use tinsmith::rt::operation::{Operation, Service, ServiceError};
use tinsmith::rt::protocol::ServiceProtocol;
use tinsmith::rt::schema::Member;
use tinsmith::rt::value::{Field, Structure, Value};

use super::case::Case;
use super::client::blank_error;
use super::message::{Message, drain};
use super::{compare, expect, params};

/// The header and XML elements around the name of a request, which is for the service to choose.
pub(super) const MADE_UP: [&str; 5] = [
    "x-amzn-requestid",
    "RequestId",
    "RequestID",
    "requestId",
    "ResponseMetadata",
];

const TARGET: HeaderName = HeaderName::from_static("x-amz-target");

pub(super) fn request<O: Operation>(case: &Case) -> Result<(), String> {
    let mut expected = O::Input::blank();
    params::fill(&mut expected, &case.test["params"])?;
    let request = completed::<O>(case.message(), &expected)?;
    let compare = move |input: O::Input| (same::<O>(&expected, &input), O::Output::blank());
    match serve::<O, _>(&request, compare) {
        (Some(compared), _) => compared,
        (None, response) => Err(format!("expected an input, found {}", spell(&response))),
    }
}

/// Compares inputs. Those that no request can tell apart are the same: a list without elements
/// in a query, say, and none.
fn same<O: Operation>(expected: &O::Input, found: &O::Input) -> Result<(), String> {
    let service = O::Service::SCHEMA;
    let encode = |input: &O::Input| {
        let request = service.protocol.encode_request(service, O::SCHEMA, input);
        let (parts, body) = request.ok()?.into_parts();
        Some((parts.method, parts.uri, parts.headers, body))
    };
    compare::structures(expected, found).or_else(|fault| {
        let expected = encode(expected);
        let same = expected.is_some() && expected == encode(found);
        if same { Ok(()) } else { Err(fault) }
    })
}

/// The request of a case: what it leaves open, although a service needs it, is as usual.
fn completed<O: Operation>(case: Message<'_>, input: &O::Input) -> Result<Request<Bytes>, String> {
    let service = O::Service::SCHEMA;
    let usual = service.protocol.encode_request(service, O::SCHEMA, input);
    let mut request = case.request()?;
    let Ok(usual) = usual else {
        return Ok(request);
    };
    if case.text("body").is_none() {
        *request.body_mut() = usual.body().clone();
        let headers = request.headers_mut();
        headers.remove(CONTENT_ENCODING);
        let encoding = usual.headers().get(CONTENT_ENCODING);
        headers.extend(encoding.map(|it| (CONTENT_ENCODING, it.clone())));
    }
    // The second one is where `awsJson` names the operation.
    for name in [CONTENT_TYPE, TARGET] {
        if let Some(value) = usual.headers().get(&name) {
            let headers = request.headers_mut();
            headers.entry(name).or_insert_with(|| value.clone());
        }
    }
    Ok(request)
}

pub(super) fn response<O: Operation>(case: &Case) -> Result<(), String> {
    let mut output = O::Output::blank();
    params::fill(&mut output, &case.test["params"])?;
    let service = O::Service::SCHEMA;
    let response = served::<O>()?.encode_output(service, O::SCHEMA, &output);
    let mut response = response.map_err(|error| format!("expected a response, found: {error}"))?;
    let output: &dyn Structure = &output;
    let stream = O::SCHEMA.output_stream.map(|index| output.get(index));
    if let Some(Value::Stream(stream)) = stream {
        let body = stream.open(service.protocol.events());
        *response.body_mut() = drain(body.unwrap_or_default())?;
    }
    expect::response(case.message(), &with_length(response), &MADE_UP)
}

pub(super) fn error<O: Operation>(case: &Case) -> Result<(), String> {
    let mut error = blank_error::<O>(case)?;
    let error = error.structure_mut().ok_or("an error without members")?;
    params::fill(error, &case.test["params"])?;
    let response = served::<O>()?.encode_error(O::Service::SCHEMA, O::SCHEMA, error);
    let response = response.map_err(|error| format!("expected a response, found: {error}"))?;
    let mut made_up = MADE_UP.to_vec();
    // So is what an error says that has no member for it.
    let is_message = |it: &Member| it.name.eq_ignore_ascii_case("message");
    if !error.schema().members.iter().any(is_message) {
        made_up.push("Message");
    }
    expect::response(case.message(), &with_length(response), &made_up)
}

/// The protocol as services speak it.
fn served<O: Operation>() -> Result<&'static dyn ServiceProtocol, String> {
    let protocol = O::Service::SCHEMA.protocol.service();
    protocol.ok_or_else(|| "the protocol is for clients only".to_owned())
}

/// What `answer` made of the input besides the output, if the fake service could read the
/// input, and the response.
pub(super) fn serve<O: Operation, T: Send + 'static>(
    request: &Request<Bytes>,
    answer: impl Fn(O::Input) -> (T, O::Output) + Send + Sync + 'static,
) -> (Option<T>, Response<Bytes>) {
    let seen = Arc::new(Mutex::new(None));
    let keep = Arc::clone(&seen);
    let fake = Fake::new().on::<O>(move |input| {
        let (made, output) = answer(input);
        *keep.lock().unwrap_or_else(PoisonError::into_inner) = Some(made);
        Ok(output)
    });
    let response = fake.handle(request);
    let seen = seen.lock().unwrap_or_else(PoisonError::into_inner).take();
    (seen, response)
}

/// A response as it travels.
pub(super) fn with_length(mut response: Response<Bytes>) -> Response<Bytes> {
    let length = response.body().len();
    let headers = response.headers_mut();
    headers.entry(CONTENT_LENGTH).or_insert(length.into());
    response
}

pub(super) fn spell(response: &Response<Bytes>) -> String {
    let body = String::from_utf8_lossy(response.body());
    format!("{} `{body}`", response.status())
}
