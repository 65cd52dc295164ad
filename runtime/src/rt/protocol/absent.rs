//! A protocol whose feature is off. No program that names one compiles.

use bytes::Bytes;
use http::{Request, Response};

use crate::codec::{DecodeError, Decoded, EncodeError, Limits};
use crate::model::operation::{OperationSchema, ServiceSchema};
use crate::model::value::Structure;
use crate::protocol::{ErrorIdentity, EventFormat, Protocol};

const REASON: &str = "the feature of the protocol is off";

/// Stands for every protocol that the runtime was built without.
#[derive(Clone, Copy, Debug)]
pub struct Absent;

impl Protocol for Absent {
    fn encode_request(
        &self,
        _service: &ServiceSchema,
        _operation: &OperationSchema,
        _input: &dyn Structure,
    ) -> Result<Request<Bytes>, EncodeError> {
        Err(EncodeError::new(REASON))
    }

    fn is_error(&self, _response: &Response<Bytes>) -> bool {
        false
    }

    fn decode_output(
        &self,
        _operation: &OperationSchema,
        _response: &Response<Bytes>,
        _output: &mut dyn Structure,
        _limits: &Limits,
    ) -> Result<Decoded, DecodeError> {
        Err(DecodeError::new(REASON))
    }

    fn identify_error(&self, _: &OperationSchema, _: &Response<Bytes>) -> ErrorIdentity {
        ErrorIdentity::default()
    }

    fn decode_error(
        &self,
        _operation: &OperationSchema,
        _response: &Response<Bytes>,
        _error: &mut dyn Structure,
        _limits: &Limits,
    ) -> Result<Decoded, DecodeError> {
        Err(DecodeError::new(REASON))
    }

    fn events(&self) -> Option<EventFormat> {
        None
    }
}
