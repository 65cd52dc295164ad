//! The half of a protocol that services speak: requests read, responses written.
//!
//! The fake service is built on it. Clients do without, so it is behind the feature `fake`.

use bytes::Bytes;
use http::{Request, Response, StatusCode};

use crate::model::codec::{DecodeError, Decoded, EncodeError, Limits};
use crate::model::operation::{OperationSchema, ServiceSchema, Unmodelled};
use crate::model::value::Structure;

/// A protocol in the other direction; [`Protocol::service`](super::Protocol::service) has it.
pub trait ServiceProtocol: Send + Sync {
    /// The operation that a request asks for.
    fn route(
        &self,
        service: &ServiceSchema,
        request: &Request<Bytes>,
    ) -> Option<&'static OperationSchema>;

    /// Why a request asks for no operation of the service.
    fn refuse_unrouted(&self, _service: &ServiceSchema, _request: &Request<Bytes>) -> Refusal {
        Refusal {
            code: "UnknownOperationException",
            status: StatusCode::BAD_REQUEST,
            error: DecodeError::new("the request names no operation that is known"),
        }
    }

    /// Decodes a request into `input`; a missing required member is an error. Members that
    /// stream are left as they are.
    fn decode_request(
        &self,
        operation: &OperationSchema,
        request: &Request<Bytes>,
        input: &mut dyn Structure,
        limits: &Limits,
    ) -> Result<Decoded, Refusal>;

    /// Encodes the response to a request.
    fn encode_output(
        &self,
        service: &ServiceSchema,
        operation: &OperationSchema,
        output: &dyn Structure,
    ) -> Result<Response<Bytes>, EncodeError>;

    /// Encodes a modelled error.
    fn encode_error(
        &self,
        service: &ServiceSchema,
        operation: &OperationSchema,
        error: &dyn Structure,
    ) -> Result<Response<Bytes>, EncodeError>;

    /// Encodes an error that the model does not list.
    fn encode_unmodelled(&self, error: &Unmodelled, status: StatusCode) -> Response<Bytes>;
}

/// Why a service does not take a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The error's name.
    pub code: &'static str,
    /// The response's status.
    pub status: StatusCode,
    /// What is wrong.
    pub error: DecodeError,
}

impl From<DecodeError> for Refusal {
    /// A body or binding that cannot be read.
    fn from(error: DecodeError) -> Self {
        Self {
            code: "SerializationException",
            status: StatusCode::BAD_REQUEST,
            error,
        }
    }
}
