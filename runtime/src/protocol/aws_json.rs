//! `awsJson1_0` and `awsJson1_1` (Smithy 2.0, "AWS JSON 1.0 protocol", "AWS JSON 1.1
//! protocol"): every operation is a POST to `/` that a header names.

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Response, StatusCode, Uri};

use super::{EventFormat, Failure, Protocol, Refusal, error_body, query_compatible};
use crate::codec::json::Json;
use crate::codec::{DecodeError, Decoded, EncodeError, Limits};
use crate::operation::{OperationSchema, ServiceSchema, Unmodelled};
use crate::schema::ShapeId;
use crate::value::Structure;

const CODEC: Json = Json::AWS_JSON;
const TARGET: HeaderName = HeaderName::from_static("x-amz-target");

#[cfg(feature = "aws-json-1-0")]
static CONTENT_TYPE_1_0: HeaderValue = HeaderValue::from_static("application/x-amz-json-1.0");
#[cfg(feature = "aws-json-1-1")]
static CONTENT_TYPE_1_1: HeaderValue = HeaderValue::from_static("application/x-amz-json-1.1");

/// Room for the protocol's headers and for those that are added on the way, so that the map
/// does not grow.
const HEADERS: usize = 12;

/// The shape that stands for no input or no output.
const UNIT: ShapeId = ShapeId::new("smithy.api", "Unit");

/// What is sent where no member is.
const EMPTY: &[u8] = b"{}";

/// Either version of the protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AwsJson {
    version: Version,
    /// Whether a service names its errors with their namespaces.
    full_error_ids: bool,
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
        full_error_ids: true,
        query_compatible: false,
    };

    /// `aws.protocols#awsJson1_1`.
    #[cfg(feature = "aws-json-1-1")]
    pub const V1_1: Self = Self {
        version: Version::V1_1,
        full_error_ids: false,
        query_compatible: false,
    };

    /// The protocol of a service with `aws.protocols#awsQueryCompatible`: says so in every
    /// request, and reads error codes from a header where there is one.
    #[must_use]
    pub const fn query_compatible(self) -> Self {
        Self {
            query_compatible: true,
            ..self
        }
    }

    fn respond(self, status: StatusCode, body: Vec<u8>) -> Response<Bytes> {
        let mut response = Response::new(body.into());
        *response.status_mut() = status;
        let content_type = self.version.content_type().clone();
        response.headers_mut().insert(CONTENT_TYPE, content_type);
        response
    }

    fn error_tag(self, id: ShapeId) -> String {
        if self.full_error_ids {
            id.to_string()
        } else {
            id.name.to_owned()
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
        CODEC.decode(object(response.body()), output, limits)
    }

    fn identify_failure(&self, operation: &OperationSchema, response: &Response<Bytes>) -> Failure {
        let mut failure = error_body::identify(operation, response);
        let code = query_compatible::code(response.headers());
        if let Some(code) = code.filter(|_| self.query_compatible) {
            code.clone_into(&mut failure.code);
        }
        failure
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

    fn route(
        &self,
        service: &ServiceSchema,
        request: &Request<Bytes>,
    ) -> Option<&'static OperationSchema> {
        let target = request.headers().get(TARGET)?.to_str().ok()?;
        let (to, name) = target.split_once('.')?;
        let mut operations = service.operations.iter().copied();
        operations.find(|it| to == service.id.name && name == it.id.name)
    }

    fn decode_request(
        &self,
        _operation: &OperationSchema,
        request: &Request<Bytes>,
        input: &mut dyn Structure,
        limits: &Limits,
    ) -> Result<Decoded, Refusal> {
        Ok(CODEC.decode(object(request.body()), input, &limits.strict())?)
    }

    fn encode_output(
        &self,
        _service: &ServiceSchema,
        operation: &OperationSchema,
        output: &dyn Structure,
    ) -> Result<Response<Bytes>, EncodeError> {
        let mut body = Vec::new();
        if operation.output.id != UNIT {
            CODEC.encode(output, &mut body)?;
        }
        Ok(self.respond(StatusCode::OK, body))
    }

    fn encode_error(
        &self,
        _service: &ServiceSchema,
        _operation: &OperationSchema,
        error: &dyn Structure,
    ) -> Result<Response<Bytes>, EncodeError> {
        let schema = error.schema();
        let mut body = Vec::new();
        let tag = self.error_tag(schema.id);
        CODEC.encode_tagged(("__type", &tag), error, &mut body)?;
        let mut response = self.respond(schema.error_status(), body);
        if self.query_compatible {
            query_compatible::name_error(response.headers_mut(), schema);
        }
        Ok(response)
    }

    fn encode_unmodelled(&self, error: &Unmodelled, status: StatusCode) -> Response<Bytes> {
        self.respond(status, error_body::write(error))
    }

    fn events(&self) -> Option<EventFormat> {
        Some(EventFormat {
            codec: &CODEC,
            content_type: "application/json",
            initial_messages: true,
        })
    }
}

/// `Service.Operation`.
fn target(
    service: &ServiceSchema,
    operation: &OperationSchema,
) -> Result<HeaderValue, EncodeError> {
    let (service, operation) = (service.id.name, operation.id.name);
    let mut name = Vec::with_capacity(service.len() + operation.len() + 1);
    name.extend_from_slice(service.as_bytes());
    name.push(b'.');
    name.extend_from_slice(operation.as_bytes());
    HeaderValue::from_maybe_shared(Bytes::from(name)).map_err(|_| EncodeError {
        path: String::new(),
        reason: format!("{service}.{operation} cannot be a header's value"),
    })
}

/// Bodies may be left out where no member would be in them.
fn object(body: &Bytes) -> &[u8] {
    if body.is_empty() { EMPTY } else { body }
}
