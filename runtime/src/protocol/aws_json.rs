//! `awsJson1_0` and `awsJson1_1` (Smithy 2.0, "AWS JSON 1.0 protocol", "AWS JSON 1.1
//! protocol"): every request is a POST to `/`, and a header names the operation.

#[cfg(feature = "fake")]
mod service;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Response, Uri};

use super::{ErrorIdentity, EventFormat, Protocol, error_body, query_compatible};
use crate::codec::json::Json;
use crate::codec::{DecodeError, Decoded, EncodeError, Limits};
use crate::model::operation::{OperationSchema, ServiceSchema};
use crate::model::value::Structure;

const CODEC: Json = Json::AWS_JSON;
const TARGET: HeaderName = HeaderName::from_static("x-amz-target");

#[cfg(feature = "aws-json-1-0")]
static CONTENT_TYPE_1_0: HeaderValue = HeaderValue::from_static("application/x-amz-json-1.0");
#[cfg(feature = "aws-json-1-1")]
static CONTENT_TYPE_1_1: HeaderValue = HeaderValue::from_static("application/x-amz-json-1.1");

/// Capacity for the protocol's headers and for those added later, so that the map does not grow.
const HEADERS: usize = 12;

/// The document without members.
const EMPTY: &[u8] = b"{}";

/// Either version of the protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AwsJson {
    version: Version,
    /// `aws.protocols#awsQueryCompatible`.
    query_compatible: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Version {
    #[cfg(feature = "aws-json-1-0")]
    V1_0,
    #[cfg(feature = "aws-json-1-1")]
    V1_1,
}

impl Version {
    fn content_type(self) -> &'static HeaderValue {
        match self {
            #[cfg(feature = "aws-json-1-0")]
            Self::V1_0 => &CONTENT_TYPE_1_0,
            #[cfg(feature = "aws-json-1-1")]
            Self::V1_1 => &CONTENT_TYPE_1_1,
        }
    }
}

impl AwsJson {
    /// `aws.protocols#awsJson1_0`.
    #[cfg(feature = "aws-json-1-0")]
    pub const V1_0: Self = Self {
        version: Version::V1_0,
        query_compatible: false,
    };

    /// `aws.protocols#awsJson1_1`.
    #[cfg(feature = "aws-json-1-1")]
    pub const V1_1: Self = Self {
        version: Version::V1_1,
        query_compatible: false,
    };

    /// The protocol of a service with `aws.protocols#awsQueryCompatible`: marks every request,
    /// and reads error codes from a header if the response has it.
    #[must_use]
    pub const fn query_compatible(self) -> Self {
        Self {
            query_compatible: true,
            ..self
        }
    }
}

impl Protocol for AwsJson {
    fn encode_request(
        &self,
        service: &ServiceSchema,
        operation: &OperationSchema,
        input: &dyn Structure,
    ) -> Result<Request<Bytes>, EncodeError> {
        let mut body = Vec::with_capacity(256);
        CODEC.encode(input, &mut body)?;
        let mut request = Request::new(Bytes::from(body));
        *request.method_mut() = Method::POST;
        *request.uri_mut() = Uri::from_static("/");
        *request.headers_mut() = HeaderMap::with_capacity(HEADERS);
        let headers = request.headers_mut();
        headers.insert(CONTENT_TYPE, self.version.content_type().clone());
        headers.insert(TARGET, target(service, operation)?);
        if self.query_compatible {
            query_compatible::mark(headers);
        }
        Ok(request)
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
        CODEC.decode(object(response.body()), output, limits)
    }

    fn identify_error(
        &self,
        operation: &OperationSchema,
        response: &Response<Bytes>,
    ) -> ErrorIdentity {
        let mut identity = error_body::identify(operation, response);
        let code = query_compatible::code(response.headers());
        if let Some(code) = code.filter(|_| self.query_compatible) {
            code.clone_into(&mut identity.code);
        }
        identity
    }

    fn decode_error(
        &self,
        _operation: &OperationSchema,
        response: &Response<Bytes>,
        error: &mut dyn Structure,
        limits: &Limits,
    ) -> Result<Decoded, DecodeError> {
        let mut decoded = CODEC.decode(object(response.body()), error, limits)?;
        error_body::adopt_message(response.body(), error, &mut decoded);
        Ok(decoded)
    }

    fn events(&self) -> Option<EventFormat> {
        Some(EventFormat {
            codec: &CODEC,
            content_type: "application/json",
            initial_messages: true,
            limits: Limits::default(),
        })
    }

    #[cfg(feature = "fake")]
    fn service(&self) -> Option<&dyn super::ServiceProtocol> {
        Some(self)
    }
}

/// The value of the header: `Service.Operation`.
fn target(
    service: &ServiceSchema,
    operation: &OperationSchema,
) -> Result<HeaderValue, EncodeError> {
    let (service, operation) = (service.id.name, operation.id.name);
    let mut name = Vec::with_capacity(service.len() + operation.len() + 1);
    name.extend_from_slice(service.as_bytes());
    name.push(b'.');
    name.extend_from_slice(operation.as_bytes());
    HeaderValue::from_maybe_shared(Bytes::from(name)).map_err(|_| {
        EncodeError::new(format!(
            "`{service}.{operation}` is not a valid header value"
        ))
    })
}

/// The body, or the document without members if the body was omitted.
fn object(body: &Bytes) -> &[u8] {
    if body.is_empty() { EMPTY } else { body }
}
