//! Decodes requests and encodes responses, for the fake service.

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderValue, Request, Response, StatusCode};

use super::{CONTENT, FORMAT, RestJson};
use crate::codec::{Decoded, EncodeError, Limits};
use crate::model::operation::{OperationSchema, ServiceSchema, Unmodelled};
use crate::model::value::Structure;
use crate::protocol::binding::service as binding;
use crate::protocol::{Rejection, ServiceProtocol, error_body};

impl ServiceProtocol for RestJson {
    fn route(
        &self,
        service: &ServiceSchema,
        request: &Request<Bytes>,
    ) -> Option<&'static OperationSchema> {
        binding::route(service, request)
    }

    fn refuse_unrouted(&self, service: &ServiceSchema, request: &Request<Bytes>) -> Rejection {
        binding::refuse_unrouted(service, request)
    }

    fn decode_request(
        &self,
        operation: &OperationSchema,
        request: &Request<Bytes>,
        input: &mut dyn Structure,
        limits: &Limits,
    ) -> Result<Decoded, Rejection> {
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
}

/// Names the error in the header that clients read first, if the name is a valid header value.
fn name_error(response: &mut Response<Bytes>, name: &str) {
    if let Ok(name) = HeaderValue::from_str(name) {
        response.headers_mut().insert(error_body::ERROR_TYPE, name);
    }
}
