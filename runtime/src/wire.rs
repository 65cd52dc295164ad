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
    match decode::<O>(&response, &Limits::default()) {
        Ok((output, _)) => Ok(output),
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

/// The output and what was corrected in it, or what the response failed with.
pub(crate) fn decode<O: Operation>(
    response: &Response<Bytes>,
    limits: &Limits,
) -> Result<(O::Output, Decoded), Refusal<O::Error>> {
    let protocol = O::Service::SCHEMA.protocol;
    if protocol.is_failure(response) {
        return Err(failure::<O>(protocol, response, limits));
    }
    let mut output = <O::Output as Field>::blank();
    match protocol.decode_output(O::SCHEMA, response, &mut output, limits) {
        Ok(decoded) => Ok((output, decoded)),
        Err(error) => Err(Refusal {
            kind: ErrorKind::Decode(error),
            code: None,
        }),
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
