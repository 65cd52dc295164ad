//! `restXml` (Smithy 2.0, "AWS restXml protocol"): HTTP bindings around XML documents.

mod codec;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue, Request, Response, StatusCode};

use self::codec::{ErrorBody, Unwrapped};
use super::binding::{self, Format};
use super::{EventFormat, Failure, Protocol, Refusal, xml_error};
use crate::codec::xml::{Name, Xml};
use crate::codec::{Codec, DecodeError, Decoded, EncodeError, Limits, Part};
use crate::operation::{OperationSchema, ServiceSchema, Unmodelled};
use crate::schema::Fault;
use crate::value::{Structure, Unit};

const CODEC: Xml = Xml::AWS;
const CONTENT: &str = "application/xml";

/// `aws.protocols#restXml`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RestXml {
    /// The elements around an error's members, the root first.
    error_wrappers: &'static [Name<'static>],
}

impl RestXml {
    /// The protocol as it is by default: errors are wrapped in `ErrorResponse`.
    pub const WRAPPED: Self = Self {
        error_wrappers: &[["Error", "Response"], xml_error::ERROR],
    };

    /// The protocol with `noErrorWrapping`.
    pub const UNWRAPPED: Self = Self {
        error_wrappers: &[xml_error::ERROR],
    };

    fn error_body<'a>(self, lead: &'a [(&'a str, &'a str)]) -> ErrorBody<'a> {
        ErrorBody {
            wrappers: self.error_wrappers,
            lead,
        }
    }

    /// The response for an error with `members`; `lead` are the elements before them.
    fn error(
        self,
        status: StatusCode,
        lead: &[(&str, &str)],
        members: &dyn Structure,
    ) -> Result<Response<Bytes>, EncodeError> {
        let mut body = Vec::new();
        self.error_body(lead)
            .encode(members, Part::Response, &mut body)?;
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(CONTENT));
        binding::encode_headers(members, &mut headers)?;
        let mut response = Response::new(body.into());
        *response.status_mut() = status;
        *response.headers_mut() = headers;
        Ok(response)
    }
}

impl Protocol for RestXml {
    fn encode_request(
        &self,
        service: &ServiceSchema,
        operation: &OperationSchema,
        input: &dyn Structure,
    ) -> Result<Request<Bytes>, EncodeError> {
        let codec = CODEC.with_namespace(service.xml_namespace);
        binding::encode_request(format(&codec), operation, input)
    }

    fn is_failure(&self, response: &Response<Bytes>) -> bool {
        !response.status().is_success()
    }

    fn decode_output(
        &self,
        operation: &OperationSchema,
        response: &Response<Bytes>,
        output: &mut dyn Structure,
        limits: &Limits,
    ) -> Result<Decoded, DecodeError> {
        let codec: &dyn Codec = if operation.unwrapped_output {
            &Unwrapped(CODEC)
        } else {
            &CODEC
        };
        binding::decode_response(format(codec), response, output, limits)
    }

    fn identify_failure(&self, operation: &OperationSchema, response: &Response<Bytes>) -> Failure {
        xml_error::identify(operation, response.body(), |error| error.id.name)
    }

    fn decode_error(
        &self,
        _operation: &OperationSchema,
        response: &Response<Bytes>,
        error: &mut dyn Structure,
        limits: &Limits,
    ) -> Result<Decoded, DecodeError> {
        let codec = self.error_body(&[]);
        binding::decode_response(format(&codec), response, error, limits)
    }

    fn request_id(&self, response: &Response<Bytes>) -> Option<String> {
        xml_error::request_id(response.body())
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
        let lead = [("Type", xml_error::fault(schema)), ("Code", schema.id.name)];
        self.error(schema.error_status(), &lead, error)
    }

    fn encode_unmodelled(&self, error: &Unmodelled, status: StatusCode) -> Response<Bytes> {
        let fault = Fault::of_status(status).party();
        let mut lead = vec![("Type", fault), ("Code", error.code.as_str())];
        lead.extend(error.message.as_deref().map(|it| ("Message", it)));
        // Texts and no members: nothing that could fail.
        self.error(status, &lead, &Unit).unwrap_or_default()
    }

    fn events(&self) -> Option<EventFormat> {
        Some(EventFormat {
            codec: &CODEC,
            content_type: CONTENT,
            initial_messages: false,
        })
    }
}

fn format(codec: &dyn Codec) -> Format<'_> {
    Format {
        codec,
        content_type: CONTENT,
        empty: "",
    }
}
