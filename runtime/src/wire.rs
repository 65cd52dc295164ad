//! An operation as two pure functions: input to request, response to output.
//!
//! For those who bring everything else themselves; no endpoint, no signature, no retry.

use bytes::Bytes;
use http::{Request, Response};

use crate::codec::{Decoded, EncodeError, Limits};
use crate::error::{Context, Error, ErrorKind};
use crate::operation::{Operation, Service, ServiceError, Unmodelled};
use crate::protocol::Protocol;
use crate::value::Field;

/// The request of `O`, unsigned and relative to the endpoint.
pub fn request<O: Operation>(input: &O::Input) -> Result<Request<Bytes>, EncodeError> {
    let service = O::Service::SCHEMA;
    service.protocol.encode_request(service, O::SCHEMA, input)
}

/// The output of `O`, or the error that the response carries.
pub fn response<O: Operation>(response: Response<Bytes>) -> Result<O::Output, Error<O::Error>> {
    let mut context = Context::unsent(O::SCHEMA.id);
    let mut output = <O::Output as Field>::blank();
    match decode_into::<O>(&response, &Limits::default(), &mut output) {
        Ok(_) => Ok(output),
        Err(refusal) => {
            context.response = Some(response);
            context.code = refusal.code;
            Err(Error::new(refusal.kind, context))
        }
    }
}

/// Why a response has no output.
pub(crate) struct Refusal<E> {
    pub(crate) kind: ErrorKind<E>,
    /// What the service calls a modelled error.
    pub(crate) code: Option<String>,
}

/// Fills `output`, which is blank, and tells what was corrected in it, or what the response
/// failed with. In place, because an output is large and each function it passes through would
/// move it.
pub(crate) fn decode_into<O: Operation>(
    response: &Response<Bytes>,
    limits: &Limits,
    output: &mut O::Output,
) -> Result<Decoded, Refusal<O::Error>> {
    let protocol = O::Service::SCHEMA.protocol;
    if protocol.is_failure(response) {
        return Err(failure::<O>(protocol, response, limits));
    }
    protocol
        .decode_output(O::SCHEMA, response, output, limits)
        .map_err(|error| Refusal {
            kind: ErrorKind::Decode(error),
            code: None,
        })
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
    let Some(error) = modelled else {
        let error = O::Error::unmodelled(Unmodelled {
            code: failure.code,
            message: failure.message,
        });
        return Refusal {
            kind: ErrorKind::Service(error),
            code: None,
        };
    };
    Refusal {
        kind: ErrorKind::Service(error),
        code: Some(failure.code),
    }
}
