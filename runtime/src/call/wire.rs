//! An operation as two pure functions: input to request, response to output.
//!
//! For those who bring everything else themselves; no endpoint, no signature, no retry. What a
//! service wants beyond its model is done as far as it takes none of these.

mod length;
mod stream;

use bytes::Bytes;
use http::{Request, Response};

use crate::call::error::{Context, Error, ErrorKind, request_id_in_body};
use crate::codec::{DecodeError, Decoded, EncodeError, Limits, Missing};
use crate::io::body::Body;
use crate::model::operation::{
    Operation, OperationSchema, Service, ServiceError, ServiceSchema, Unmodelled,
};
use crate::model::quirk::QuirkContext;
use crate::model::value::{Field, Slot, Structure};
use crate::protocol::{EventFormat, Initial, Protocol};
use crate::util::future::block_on;

pub(crate) use length::check_length;
#[cfg(feature = "fake")]
pub(crate) use stream::put;
pub(crate) use stream::{Live, live, split, streams_events};

/// The request of `O`, unsigned and relative to the endpoint. Fails where the input has a stream
/// that is not in memory, which is for [`streamed_request`].
pub fn request<O: Operation>(input: &O::Input) -> Result<Request<Bytes>, EncodeError> {
    match stream::live(input, O::SCHEMA.input_stream) {
        None => edited::<O>(input),
        Some(live) => Err(live.unusable("it is not in memory: use `wire::streamed_request`")),
    }
}

/// The request of `O`, unsigned and relative to the endpoint, whatever its input streams. Events
/// are not signed.
pub fn streamed_request<O: Operation>(input: &O::Input) -> Result<Request<Body>, EncodeError> {
    let request = edited::<O>(input)?;
    let Some(live) = stream::live(input, O::SCHEMA.input_stream) else {
        return Ok(request.map(Body::from));
    };
    let (head, encoded) = request.into_parts();
    let body = live.body(O::Service::SCHEMA.protocol, encoded, Initial::Request)?;
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
    QuirkContext::of(O::SCHEMA).edit_request(input, &mut request)?;
    check_length(input, O::SCHEMA.input_stream, &request)?;
    Ok(request)
}

/// The request of an operation, relative to the endpoint: what the protocol makes of `input`,
/// and its stream as far as it is in memory.
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
    stream::put(input, index, &mut head.headers, &mut body)?;
    Ok(Request::from_parts(head, body))
}

/// The output of `O`, or the error that the response carries. A stream in the output reads from
/// the response's body.
pub fn response<O: Operation>(mut response: Response<Bytes>) -> Result<O::Output, Error<O::Error>> {
    let protocol = O::Service::SCHEMA.protocol;
    let mut stream = None;
    let mut context = Context::unsent(O::SCHEMA.id);
    if let Err(error) = O::SCHEMA.edit_response(&mut response) {
        context.response = Some(response);
        return Err(Error::new(ErrorKind::Transport(error), context));
    }
    if O::SCHEMA.output_stream.is_some() && !protocol.is_failure(&response) {
        let body = Body::from(response.body().clone());
        let (schema, index) = (O::SCHEMA.output, O::SCHEMA.output_stream);
        match block_on(stream::split(schema, index, protocol, body)) {
            Ok((first, rest)) => {
                *response.body_mut() = first;
                stream = Some(rest);
            }
            Err(incomplete) => {
                context.response = Some(response);
                return Err(Error::new(ErrorKind::Transport(incomplete.error), context));
            }
        }
    }
    let mut output = <O::Output as Field>::blank();
    let limits = Limits::default();
    match decode_into::<O>(&response, &limits, None, &mut output) {
        Ok(_) => {
            if let Some(stream) = stream {
                hand_over::<O>(stream, &limits, &mut output);
            }
            Ok(output)
        }
        Err(refusal) => {
            context.request_id = request_id_in_body(protocol, &response);
            context.response = Some(response);
            context.code = refusal.code;
            context.is_unnamed = refusal.is_unnamed;
            Err(Error::new(refusal.kind, context))
        }
    }
}

/// Why a response has no output.
pub(crate) struct Refusal<E> {
    pub(crate) kind: ErrorKind<E>,
    /// What the service calls a modelled error.
    pub(crate) code: Option<String>,
    /// Whether it is an error of the service without a name.
    pub(crate) is_unnamed: bool,
}

/// Fills `output`, which is blank, and tells what was corrected in it, or what the response
/// failed with; `input` is what it answers, where that is known. In place, because an output is
/// large and each function it passes through would move it.
pub(crate) fn decode_into<O: Operation>(
    response: &Response<Bytes>,
    limits: &Limits,
    input: Option<&O::Input>,
    output: &mut O::Output,
) -> Result<Decoded, Refusal<O::Error>> {
    let protocol = O::Service::SCHEMA.protocol;
    if protocol.is_failure(response) {
        return Err(failure::<O>(protocol, response, limits));
    }
    // A first message that never came cannot be corrected: its members were promised to be
    // there before the events.
    let events = streams_events(O::SCHEMA.output, O::SCHEMA.output_stream);
    let limits = &Limits {
        missing: if events {
            Missing::Refuse
        } else {
            limits.missing
        },
        ..*limits
    };
    let refused = |error: DecodeError| Refusal {
        kind: ErrorKind::Decode(error),
        code: None,
        is_unnamed: false,
    };
    let decoded = protocol
        .decode_output(O::SCHEMA, response, output, limits)
        .map_err(refused)?;
    let input = input.map(|input| input as &dyn Structure);
    O::SCHEMA.check_output(input, output).map_err(refused)?;
    Ok(decoded)
}

/// Puts a stream into the place that `output` has for it; `limits` are those of one event.
pub(crate) fn hand_over<O: Operation>(stream: Body, limits: &Limits, output: &mut O::Output) {
    let Some(index) = O::SCHEMA.output_stream else {
        return;
    };
    let output: &mut dyn Structure = output;
    if let Slot::Stream(slot) = output.slot(index) {
        let events = O::Service::SCHEMA.protocol.events();
        let limits = *limits;
        slot.receive(stream, events.map(|it| EventFormat { limits, ..it }));
    }
}

/// The modelled error where its members can be read; code and message otherwise, since an
/// error that is half understood says more than a decoding error.
fn failure<O: Operation>(
    protocol: &dyn Protocol,
    response: &Response<Bytes>,
    limits: &Limits,
) -> Refusal<O::Error> {
    let failure = protocol.identify_failure(O::SCHEMA, response);
    let modelled = failure
        .index
        .and_then(O::Error::modelled)
        .and_then(|mut error| {
            let structure = error.structure_mut()?;
            protocol
                .decode_error(O::SCHEMA, response, structure, limits)
                .ok()?;
            Some(error)
        });
    let is_unnamed = failure.code.is_empty();
    let Some(error) = modelled else {
        let error = O::Error::unmodelled(Unmodelled {
            code: failure.code,
            message: failure.message,
        });
        return Refusal {
            kind: ErrorKind::Service(error),
            code: None,
            is_unnamed,
        };
    };
    Refusal {
        kind: ErrorKind::Service(error),
        code: Some(failure.code),
        is_unnamed,
    }
}
