//! `restJson1` (Smithy 2.0, "AWS restJson1 protocol"): HTTP bindings around JSON documents.

#[cfg(feature = "fake")]
mod service;

use bytes::Bytes;
use http::{Request, Response};

use super::binding::{self, Format};
use super::{ErrorIdentity, EventFormat, Protocol, error_body};
use crate::codec::json::Json;
use crate::codec::{DecodeError, Decoded, EncodeError, Limits};
use crate::model::operation::{OperationSchema, ServiceSchema};
use crate::model::value::Structure;

const CODEC: Json = Json::REST_JSON;
const CONTENT: &str = "application/json";
const FORMAT: Format<'static> = Format {
    codec: &CODEC,
    content_type: CONTENT,
    empty: "{}",
};

/// `aws.protocols#restJson1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RestJson;

impl Protocol for RestJson {
    fn encode_request(
        &self,
        _service: &ServiceSchema,
        operation: &OperationSchema,
        input: &dyn Structure,
    ) -> Result<Request<Bytes>, EncodeError> {
        binding::encode_request(FORMAT, operation, input)
    }

    fn is_error(&self, response: &Response<Bytes>) -> bool {
        !response.status().is_success()
    }

    fn decode_output(
        &self,
        _operation: &OperationSchema,
        response: &Response<Bytes>,
        output: &mut dyn Structure,
        limits: &Limits,
    ) -> Result<Decoded, DecodeError> {
        binding::decode_response(FORMAT, response, output, limits)
    }

    fn identify_error(
        &self,
        operation: &OperationSchema,
        response: &Response<Bytes>,
    ) -> ErrorIdentity {
        error_body::identify(operation, response)
    }

    fn decode_error(
        &self,
        _operation: &OperationSchema,
        response: &Response<Bytes>,
        error: &mut dyn Structure,
        limits: &Limits,
    ) -> Result<Decoded, DecodeError> {
        let mut decoded = binding::decode_response(FORMAT, response, error, limits)?;
        error_body::adopt_message(response.body(), error, &mut decoded);
        Ok(decoded)
    }

    fn events(&self) -> Option<EventFormat> {
        Some(EventFormat {
            codec: &CODEC,
            content_type: CONTENT,
            initial_messages: false,
            limits: Limits::default(),
        })
    }

    #[cfg(feature = "fake")]
    fn service(&self) -> Option<&dyn super::ServiceProtocol> {
        Some(self)
    }
}
