//! Decodes requests and encodes responses, for the fake service.

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderName, HeaderValue, Method, Request, Response, StatusCode};

use super::{PROTOCOL, RpcV2, TYPE};
use crate::codec::{DecodeError, Decoded, EncodeError, Limits};
use crate::model::operation::{OperationSchema, ServiceSchema, Unmodelled};
use crate::model::path::Excerpt;
use crate::model::value::Structure;
use crate::protocol::{Rejection, ServiceProtocol, query_compatible};
use crate::types::Document;

/// The headers that name the operation in older protocols. Different readers would find different
/// operations in a request with such a header.
const TARGETS: [HeaderName; 2] = [
    HeaderName::from_static("x-amz-target"),
    HeaderName::from_static("x-amzn-target"),
];

/// The settings in which services of the protocols differ.
#[derive(Debug)]
pub(in crate::protocol) struct Format {
    /// Whether the path may contain the namespace of the service.
    pub(in crate::protocol) absolute_services: bool,
    /// Encodes a structure with an additional string member.
    pub(in crate::protocol) encode_tagged: EncodeTagged,
    pub(in crate::protocol) encode_document: fn(&Document, &mut Vec<u8>),
}

type EncodeTagged = fn((&str, &str), &dyn Structure, &mut Vec<u8>) -> Result<(), EncodeError>;

impl ServiceProtocol for RpcV2 {
    fn route(
        &self,
        service: &ServiceSchema,
        request: &Request<Bytes>,
    ) -> Option<&'static OperationSchema> {
        if request.method() != Method::POST || !self.is_named(request.headers()) {
            return None;
        }
        let mut segments = request.uri().path().rsplit('/');
        let name = segments.next()?;
        let rest = [segments.next()?, segments.next()?, segments.next()?];
        let ["operation", to, "service"] = rest else {
            return None;
        };
        let absolute = to.rsplit_once('.');
        let to = match absolute.filter(|_| self.format.service.absolute_services) {
            Some((namespace, to)) if namespace == service.id.namespace => to,
            _ => to,
        };
        let mut operations = service.operations.iter().copied();
        operations.find(|it| to == service.id.name && name == it.id.name)
    }

    fn decode_request(
        &self,
        operation: &OperationSchema,
        request: &Request<Bytes>,
        input: &mut dyn Structure,
        limits: &Limits,
    ) -> Result<Decoded, Rejection> {
        self.check_request(operation, request)?;
        Ok(self.decode(request.body(), input, &limits.strict())?)
    }

    fn encode_output(
        &self,
        _service: &ServiceSchema,
        operation: &OperationSchema,
        output: &dyn Structure,
    ) -> Result<Response<Bytes>, EncodeError> {
        let mut response = Response::new(self.encode(output)?);
        let streams = operation.output_stream.is_some();
        self.describe(response.headers_mut(), operation.output, streams);
        Ok(response)
    }

    fn encode_error(
        &self,
        _service: &ServiceSchema,
        _operation: &OperationSchema,
        error: &dyn Structure,
    ) -> Result<Response<Bytes>, EncodeError> {
        let schema = error.schema();
        let mut body = Vec::new();
        let id = schema.id.to_string();
        (self.format.service.encode_tagged)((TYPE, &id), error, &mut body)?;
        let mut response = self.refuse(schema.error_status(), body);
        if self.query_compatible {
            query_compatible::name_error(response.headers_mut(), schema);
        }
        Ok(response)
    }

    fn encode_unmodelled(&self, error: &Unmodelled, status: StatusCode) -> Response<Bytes> {
        let message = error.message.as_deref().map(|it| ("message", it));
        let members = [(TYPE, error.code.as_str())].into_iter().chain(message);
        let mut body = Vec::new();
        (self.format.service.encode_document)(&members.collect(), &mut body);
        self.refuse(status, body)
    }
}

impl RpcV2 {
    /// An error response.
    fn refuse(self, status: StatusCode, body: Vec<u8>) -> Response<Bytes> {
        let mut response = Response::new(Bytes::from(body));
        *response.status_mut() = status;
        let headers = response.headers_mut();
        headers.insert(PROTOCOL, HeaderValue::from_static(self.format.protocol));
        let content_type = HeaderValue::from_static(self.format.content_type);
        headers.insert(CONTENT_TYPE, content_type);
        response
    }

    fn check_request(
        self,
        operation: &OperationSchema,
        request: &Request<Bytes>,
    ) -> Result<(), Rejection> {
        let headers = request.headers();
        if let Some(name) = TARGETS.iter().find(|it| headers.contains_key(*it)) {
            let reason = format!("the header {name} belongs to another protocol");
            return Err(DecodeError::new(reason).into());
        }
        let streams = operation.input_stream.is_some();
        let expected = self.content_type(operation.input, streams);
        let expected = expected.unwrap_or(self.format.content_type);
        let given = headers.get(CONTENT_TYPE);
        let given = given.map_or("", |it| it.to_str().unwrap_or_default());
        if request.body().is_empty() || media_type(given) == expected {
            return Ok(());
        }
        Err(Rejection {
            code: "UnsupportedMediaTypeException",
            status: StatusCode::UNSUPPORTED_MEDIA_TYPE,
            error: DecodeError::new(format!("expected {expected}, found {}", Excerpt(given))),
        })
    }
}

/// The media type without parameters: `application/cbor` for `application/cbor; a=b`.
fn media_type(value: &str) -> &str {
    value.split_once(';').map_or(value, |(it, _)| it).trim()
}
