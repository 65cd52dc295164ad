//! `restJson1` (Smithy 2.0, "AWS restJson1 protocol"): HTTP bindings around JSON documents.

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderName, HeaderValue, Request, Response, StatusCode};

use super::binding::{self, Format};
use super::{EventFormat, Failure, Protocol, Refusal, error_body};
use crate::codec::json::Json;
use crate::codec::{DecodeError, Decoded, EncodeError, Limits};
use crate::operation::{OperationSchema, ServiceSchema, Unmodelled};
use crate::value::Structure;

const CODEC: Json = Json::REST_JSON;
const CONTENT: &str = "application/json";
const FORMAT: Format<'static> = Format {
    codec: &CODEC,
    content_type: CONTENT,
    empty: "{}",
};
const ERROR_TYPE: HeaderName = HeaderName::from_static("x-amzn-errortype");

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

    fn is_failure(&self, response: &Response<Bytes>) -> bool {
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

    fn identify_failure(&self, operation: &OperationSchema, response: &Response<Bytes>) -> Failure {
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

    fn route(
        &self,
        service: &ServiceSchema,
        request: &Request<Bytes>,
    ) -> Option<&'static OperationSchema> {
        binding::route(service, request)
    }

    fn refuse_unrouted(&self, service: &ServiceSchema, request: &Request<Bytes>) -> Refusal {
        binding::refuse_unrouted(service, request)
    }

    fn decode_request(
        &self,
        operation: &OperationSchema,
        request: &Request<Bytes>,
        input: &mut dyn Structure,
        limits: &Limits,
    ) -> Result<Decoded, Refusal> {
        binding::decode_request(FORMAT, operation, request, input, limits)
    }

    fn encode_output(
        &self,
        _service: &ServiceSchema,
        operation: &OperationSchema,
        output: &dyn Structure,
    ) -> Result<Response<Bytes>, EncodeError> {
        binding::encode_response(FORMAT, binding::success_status(operation), output)
    }

    fn encode_error(
        &self,
        _service: &ServiceSchema,
        _operation: &OperationSchema,
        error: &dyn Structure,
    ) -> Result<Response<Bytes>, EncodeError> {
        let schema = error.schema();
        let mut response = binding::encode_response(FORMAT, schema.error_status(), error)?;
        name_error(&mut response, schema.id.name);
        Ok(response)
    }

    fn encode_unmodelled(&self, error: &Unmodelled, status: StatusCode) -> Response<Bytes> {
        let mut response = Response::new(Bytes::from(error_body::write(error)));
        *response.status_mut() = status;
        let content_type = HeaderValue::from_static(CONTENT);
        response.headers_mut().insert(CONTENT_TYPE, content_type);
        name_error(&mut response, &error.code);
        response
    }

    fn events(&self) -> Option<EventFormat> {
        Some(EventFormat {
            codec: &CODEC,
            content_type: CONTENT,
            initial_messages: false,
        })
    }
}

/// Names the error where clients look for it first, if a header can carry the name.
fn name_error(response: &mut Response<Bytes>, name: &str) {
    if let Ok(name) = HeaderValue::from_str(name) {
        response.headers_mut().insert(ERROR_TYPE, name);
    }
}
