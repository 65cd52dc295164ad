//! An operation as two pure functions: input to request, response to output.
//!
//! For programs that bring everything else themselves: no endpoint, no signature, no retry.
//! Quirks are applied unless they need one of these.

mod length;
mod stream;

use bytes::Bytes;
use http::{Request, Response};

use crate::call::error::{CallError, Context, Error};
use crate::call::exchange::{Answer, Outcome};
use crate::codec::{EncodeError, Limits};
use crate::io::body::Body;
use crate::io::transport::TransportError;
use crate::model::operation::{Operation, OperationSchema, Service, ServiceSchema};
use crate::model::quirk::QuirkContext;
use crate::model::value::{Field, Structure};
use crate::protocol::{Initial, Protocol};
use crate::util::future::block_on;

pub(crate) use length::check_length;
#[cfg(feature = "fake")]
pub(crate) use stream::attach;
pub(crate) use stream::{PendingStream, pending_stream, split, streams_events};

/// Encodes the request of `O`, unsigned and relative to the endpoint. Fails if the input has a
/// stream that is not in memory; use [`streamed_request`] for that.
pub fn request<O: Operation>(input: &O::Input) -> Result<Request<Bytes>, EncodeError> {
    match stream::pending_stream(input, O::SCHEMA.input_stream) {
        None => edited::<O>(input),
        Some(stream) => Err(stream.unusable("it is not in memory: use `wire::streamed_request`")),
    }
}

/// Encodes the request of `O` with any stream, unsigned and relative to the endpoint. Events are
/// not signed.
pub fn streamed_request<O: Operation>(input: &O::Input) -> Result<Request<Body>, EncodeError> {
    let request = edited::<O>(input)?;
    let Some(stream) = stream::pending_stream(input, O::SCHEMA.input_stream) else {
        return Ok(request.map(Body::from));
    };
    let (head, encoded) = request.into_parts();
    let body = stream.body(O::Service::SCHEMA.protocol, encoded, Initial::Request)?;
    Ok(Request::from_parts(head, body))
}

fn edited<O: Operation>(input: &O::Input) -> Result<Request<Bytes>, EncodeError> {
    let edited = O::SCHEMA.edits_input().then(|| {
        let mut edited = input.clone();
        O::SCHEMA.edit_input(&mut edited);
        edited
    });
    let input = edited.as_ref().unwrap_or(input);
    O::SCHEMA.check_input(input)?;
    let mut request = encode(O::Service::SCHEMA, O::SCHEMA, input)?;
    QuirkContext::without_call(O::SCHEMA).edit_request(input, &mut request)?;
    check_length(input, O::SCHEMA.input_stream, &request)?;
    Ok(request)
}

/// Encodes the request of an operation, relative to the endpoint: the protocol's request for
/// `input`, with a stream that is in memory.
pub(crate) fn encode(
    service: &ServiceSchema,
    operation: &OperationSchema,
    input: &dyn Structure,
) -> Result<Request<Bytes>, EncodeError> {
    let request = service.protocol.encode_request(service, operation, input)?;
    let Some(index) = operation.input_stream else {
        return Ok(request);
    };
    let (mut head, mut body) = request.into_parts();
    stream::attach(input, index, &mut head.headers, &mut body)?;
    Ok(Request::from_parts(head, body))
}

/// Decodes the output of `O`, or the error that the response carries. A stream in the output
/// reads from the response's body.
pub fn response<O: Operation>(response: Response<Bytes>) -> Result<O::Output, Error<O::Error>> {
    let mut output = <O::Output as Field>::blank();
    let outcome = outcome(O::Service::SCHEMA.protocol, O::SCHEMA, response);
    outcome.receive::<O>(&Limits::default(), None, &mut output)?;
    Ok(output)
}

fn outcome(
    protocol: &'static dyn Protocol,
    operation: &'static OperationSchema,
    mut response: Response<Bytes>,
) -> Outcome {
    let mut context = Context::unsent(operation.id);
    let result = match check(protocol, operation, &mut response) {
        Ok(stream) => Ok(Answer::new(protocol, operation, response, stream)),
        Err(error) => {
            context.response = Some(response);
            Err(CallError::Transport(error))
        }
    };
    Outcome { result, context }
}

/// Applies the operation's quirks to a response, and takes the stream out of a success.
fn check(
    protocol: &dyn Protocol,
    operation: &'static OperationSchema,
    response: &mut Response<Bytes>,
) -> Result<Option<Body>, TransportError> {
    operation.edit_response(response)?;
    if operation.output_stream.is_none() || protocol.is_error(response) {
        return Ok(None);
    }
    let body = Body::from(response.body().clone());
    let (schema, index) = (operation.output, operation.output_stream);
    let split = block_on(stream::split(schema, index, protocol, body));
    let (first, rest) = split.map_err(|incomplete| incomplete.error)?;
    *response.body_mut() = first;
    Ok(Some(rest))
}
