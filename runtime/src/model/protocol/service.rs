//! The service's half of a protocol: decodes requests and encodes responses.
//!
//! The fake service uses it. Clients do not need it, so it is behind the feature `fake`.

use bytes::Bytes;
use http::{Request, Response, StatusCode};

use crate::model::codec::{DecodeError, Decoded, EncodeError, Limits};
use crate::model::operation::{OperationSchema, ServiceSchema, Unmodelled};
use crate::model::value::Structure;

/// The service's half of a protocol, returned by [`Protocol::service`](super::Protocol::service).
pub trait ServiceProtocol: Send + Sync {
    /// The operation that a request calls.
    fn route(
        &self,
        service: &ServiceSchema,
        request: &Request<Bytes>,
    ) -> Option<&'static OperationSchema>;

    /// The rejection of a request that calls no operation of the service.
    fn refuse_unrouted(&self, _service: &ServiceSchema, _request: &Request<Bytes>) -> Rejection {
        Rejection {
            code: "UnknownOperationException",
            status: StatusCode::BAD_REQUEST,
            error: DecodeError::new("the request calls an unknown operation"),
        }
    }

    /// Decodes a request into `input`. Leaves streaming members unchanged. A missing required
    /// member is an error.
    fn decode_request(
        &self,
        operation: &OperationSchema,
        request: &Request<Bytes>,
        input: &mut dyn Structure,
        limits: &Limits,
    ) -> Result<Decoded, Rejection>;

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

/// The reason why a service rejects a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejection {
    /// The name of the error.
    pub code: &'static str,
    /// The status of the response.
    pub status: StatusCode,
    /// What is wrong with the request.
    pub error: DecodeError,
}

impl From<DecodeError> for Rejection {
    /// The rejection of a request whose body or binding cannot be decoded.
    fn from(error: DecodeError) -> Self {
        Self {
            code: "SerializationException",
            status: StatusCode::BAD_REQUEST,
            error,
        }
    }
}
