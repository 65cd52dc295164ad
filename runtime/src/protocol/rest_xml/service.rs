//! Decodes requests and encodes responses, for the fake service.

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue, Request, Response, StatusCode};

use super::codec::Unwrapped;
use super::{CODEC, CONTENT, RestXml, format};
use crate::codec::xml::Name;
use crate::codec::{Codec, Decoded, EncodeError, Limits, Part};
use crate::model::operation::{OperationSchema, ServiceSchema, Unmodelled};
use crate::model::schema::Fault;
use crate::model::value::{Structure, Unit};
use crate::protocol::binding::service as binding;
use crate::protocol::{Rejection, ServiceProtocol, xml_error};

impl ServiceProtocol for RestXml {
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
        binding::decode_request(format(&CODEC), operation, request, input, limits)
    }

    fn encode_output(
        &self,
        service: &ServiceSchema,
        operation: &OperationSchema,
        output: &dyn Structure,
    ) -> Result<Response<Bytes>, EncodeError> {
        let wrapped = CODEC.with_namespace(service.xml_namespace);
        let unwrapped = Unwrapped(wrapped);
        let codec: &dyn Codec = if operation.unwrapped_output {
            &unwrapped
        } else {
            &wrapped
        };
        binding::encode_response(format(codec), binding::success_status(operation), output)
    }

    fn encode_error(
        &self,
        _service: &ServiceSchema,
        _operation: &OperationSchema,
        error: &dyn Structure,
    ) -> Result<Response<Bytes>, EncodeError> {
        let schema = error.schema();
        let fault = schema.fault().unwrap_or(Fault::Client).party();
        let lead = [("Type", fault), ("Code", schema.id.name)];
        self.refuse(schema.error_status(), &lead, error)
    }

    fn encode_unmodelled(&self, error: &Unmodelled, status: StatusCode) -> Response<Bytes> {
        let fault = Fault::from_status(status).party();
        let mut lead = vec![("Type", fault), ("Code", error.code.as_str())];
        lead.extend(error.message.as_deref().map(|it| ("Message", it)));
        // Encoding texts without members cannot fail.
        self.refuse(status, &lead, &Unit).unwrap_or_default()
    }
}

impl RestXml {
    /// The response for an error with the elements `lead` before its `members`.
    fn refuse(
        self,
        status: StatusCode,
        lead: &[(&str, &str)],
        members: &dyn Structure,
    ) -> Result<Response<Bytes>, EncodeError> {
        let wrappers: &[Name<'_>] = if self.wraps_errors {
            &[["ErrorResponse", ""], xml_error::ERROR]
        } else {
            &[xml_error::ERROR]
        };
        let mut body = Vec::new();
        CODEC.encode_within(wrappers, lead, members, Part::Response, &mut body)?;
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(CONTENT));
        binding::encode_headers(members, &mut headers)?;
        let mut response = Response::new(body.into());
        *response.status_mut() = status;
        *response.headers_mut() = headers;
        Ok(response)
    }
}
