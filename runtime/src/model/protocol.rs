//! What a protocol is: how an operation travels over HTTP, the client's half and the service's.
//! Protocols themselves are in `protocol`.

#[cfg(feature = "fake")]
mod service;

use std::fmt::Debug;

use bytes::Bytes;
use http::{Request, Response};

use crate::model::codec::{DecodeError, Decoded, EncodeError, Limits};
use crate::model::operation::{OperationSchema, ServiceSchema};
use crate::model::streaming::EventFormat;
use crate::model::value::Structure;

#[cfg(feature = "fake")]
pub use service::{Refusal, ServiceProtocol};

/// A protocol of the Smithy specification, as clients speak it.
pub trait Protocol: Debug + Send + Sync {
    /// Encodes `input`. The URI is relative to the endpoint and starts with `/`.
    ///
    /// A member that streams is not in the body: with an event stream, the body is the
    /// payload of the initial request, for protocols that have one.
    fn encode_request(
        &self,
        service: &ServiceSchema,
        operation: &OperationSchema,
        input: &dyn Structure,
    ) -> Result<Request<Bytes>, EncodeError>;

    /// Whether the response is an error.
    fn is_failure(&self, response: &Response<Bytes>) -> bool;

    /// Decodes the output of a successful response into `output`. Members that stream are left
    /// as they are; with an event stream the body is the payload of the initial response, for
    /// protocols that have one.
    fn decode_output(
        &self,
        operation: &OperationSchema,
        response: &Response<Bytes>,
        output: &mut dyn Structure,
        limits: &Limits,
    ) -> Result<Decoded, DecodeError>;

    /// Names the error that a response carries, whatever its body is: garbage gives an
    /// empty code.
    fn identify_failure(&self, operation: &OperationSchema, response: &Response<Bytes>) -> Failure;

    /// Decodes the members of a modelled error into `error`.
    fn decode_error(
        &self,
        operation: &OperationSchema,
        response: &Response<Bytes>,
        error: &mut dyn Structure,
        limits: &Limits,
    ) -> Result<Decoded, DecodeError>;

    /// The service's name for the request, where the protocol has it in the body.
    fn request_id(&self, _response: &Response<Bytes>) -> Option<String> {
        None
    }

    /// How events are spelled, for protocols that can stream them.
    fn events(&self) -> Option<EventFormat>;

    /// The other direction, for the fake service.
    #[cfg(feature = "fake")]
    fn service(&self) -> Option<&dyn ServiceProtocol> {
        None
    }
}

/// What a response says of the error that it carries.
#[derive(Clone, Debug, Default)]
pub struct Failure {
    /// The error's name without namespace, or empty.
    pub code: String,
    /// The service's explanation.
    pub message: Option<String>,
    /// The position in [`OperationSchema::errors`], where the error is modelled.
    pub index: Option<usize>,
}
