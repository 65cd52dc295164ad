//! Streams on the server side: the stream of an input is in memory before a closure is called,
//! the stream of an output is read while it is sent.

use bytes::Bytes;
use http::{Request, Response};

use super::encoding;
use crate::call::wire;
use crate::codec::{DecodeError, EncodeError, Limits};
use crate::io::body::{Body, Incomplete};
use crate::model::operation::{OperationSchema, ServiceSchema};
use crate::model::value::{Slot, Structure};
use crate::protocol::{EventFormat, Initial, Rejection, ServiceProtocol};
#[cfg(feature = "event-stream")]
use crate::stream::events::unsigned;
use crate::util::future::block_on;

/// Decodes a request, its stream included, compressed or not. Events are unwrapped from their
/// signed messages.
pub(super) fn decode_request(
    protocol: &dyn ServiceProtocol,
    service: &ServiceSchema,
    operation: &OperationSchema,
    request: &Request<Bytes>,
    input: &mut dyn Structure,
    limits: &Limits,
) -> Result<(), Rejection> {
    let request = &*encoding::decode(request)?;
    let Some(index) = operation.input_stream else {
        protocol.decode_request(operation, request, input, limits)?;
        return Ok(());
    };
    let body = request.body();
    #[cfg(feature = "event-stream")]
    let body = &if wire::streams_events(operation.input, Some(index)) {
        unsigned(body).map_err(|error| DecodeError::new(error.to_string()))?
    } else {
        body.clone()
    };
    let split = wire::split(
        operation.input,
        Some(index),
        service.protocol,
        body.clone().into(),
    );
    let (first, stream) = block_on(split)
        .map_err(|it: Incomplete| DecodeError::new(it.error.get_ref().to_string()))?;
    let request = request.clone().map(|_| first);
    protocol.decode_request(operation, &request, input, limits)?;
    if let Slot::Stream(slot) = input.slot(index) {
        let (events, limits) = (service.protocol.events(), *limits);
        slot.receive(stream, events.map(|it| EventFormat { limits, ..it }));
    }
    Ok(())
}

/// Encodes an output, its stream included.
pub(super) fn encode_output(
    protocol: &dyn ServiceProtocol,
    service: &ServiceSchema,
    operation: &OperationSchema,
    output: &dyn Structure,
) -> Result<Response<Body>, EncodeError> {
    let response = protocol.encode_output(service, operation, output)?;
    let Some(index) = operation.output_stream else {
        return Ok(response.map(Body::from));
    };
    let (mut head, mut encoded) = response.into_parts();
    wire::attach(output, index, &mut head.headers, &mut encoded)?;
    let body = match wire::pending_stream(output, Some(index)) {
        Some(stream) => stream.body(service.protocol, encoded, Initial::Response)?,
        None => encoded.into(),
    };
    Ok(Response::from_parts(head, body))
}
