//! The interface of protocols, which map operations to HTTP: the client's half and the service's.
//! The protocols are in `protocol`.

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
pub use service::{Rejection, ServiceProtocol};

/// The client's half of a Smithy protocol.
pub trait Protocol: Debug + Send + Sync {
    /// Encodes `input`. The URI is relative to the endpoint and starts with `/`.
    ///
    /// The body does not contain a streaming member. With an event stream, the body is the
    /// payload of the initial request, for protocols that have one.
    fn encode_request(
        &self,
        service: &ServiceSchema,
        operation: &OperationSchema,
        input: &dyn Structure,
    ) -> Result<Request<Bytes>, EncodeError>;

    /// Whether the response is an error.
    fn is_error(&self, response: &Response<Bytes>) -> bool;

    /// Decodes the output of a successful response into `output`. Leaves streaming members
    /// unchanged. With an event stream, the body is the payload of the initial response, for
    /// protocols that have one.
    fn decode_output(
        &self,
        operation: &OperationSchema,
        response: &Response<Bytes>,
        output: &mut dyn Structure,
        limits: &Limits,
    ) -> Result<Decoded, DecodeError>;

    /// Identifies the error of a response. Never fails: an unreadable body gives an empty code.
    fn identify_error(
        &self,
        operation: &OperationSchema,
        response: &Response<Bytes>,
    ) -> ErrorIdentity;

    /// Decodes the members of a modelled error into `error`.
    fn decode_error(
        &self,
        operation: &OperationSchema,
        response: &Response<Bytes>,
        error: &mut dyn Structure,
        limits: &Limits,
    ) -> Result<Decoded, DecodeError>;

    /// The request ID, if the protocol puts it into the body.
    fn request_id(&self, _response: &Response<Bytes>) -> Option<String> {
        None
    }

    /// The encoding of events; `None` for protocols without event streams.
    fn events(&self) -> Option<EventFormat>;

    /// The service's half, for the fake service.
    #[cfg(feature = "fake")]
    fn service(&self) -> Option<&dyn ServiceProtocol> {
        None
    }
}

/// The identity of an error response.
#[derive(Clone, Debug, Default)]
pub struct ErrorIdentity {
    /// The error's name without namespace; empty if unknown.
    pub code: String,
    /// The service's error message.
    pub message: Option<String>,
    /// The index in [`OperationSchema::errors`], if the error is modelled.
    pub index: Option<usize>,
}
