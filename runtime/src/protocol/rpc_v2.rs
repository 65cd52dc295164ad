//! The shared part of the Smithy RPC v2 protocols: every request is a POST to a path that names
//! the operation, and a header of requests and responses names the protocol.

#[cfg(feature = "fake")]
pub(super) mod service;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Response, StatusCode, Uri};

use super::{EVENT_STREAM, ErrorIdentity, EventFormat, Protocol, error_message, query_compatible};
use crate::codec::{Codec, DecodeError, Decoded, EncodeError, Limits, Part};
use crate::model::operation::{OperationSchema, ServiceSchema};
use crate::model::path::Excerpt;
use crate::model::schema::Schema;
use crate::model::schema::prelude::UNIT;
use crate::model::value::Structure;
use crate::types::Document;

const PROTOCOL: HeaderName = HeaderName::from_static("smithy-protocol");

/// Capacity for the protocol's headers and for those added later, so that the map does not grow.
const HEADERS: usize = 12;

/// A protocol of the Smithy RPC v2 family.
#[derive(Clone, Copy, Debug)]
pub struct RpcV2 {
    format: &'static Format,
    /// `aws.protocols#awsQueryCompatible`.
    query_compatible: bool,
}

/// The settings in which the protocols of the family differ.
#[derive(Debug)]
pub(super) struct Format {
    /// The protocol's name in the header.
    pub(super) protocol: &'static str,
    pub(super) content_type: &'static str,
    pub(super) codec: &'static dyn Codec,
    /// The document without members.
    pub(super) empty: &'static [u8],
    pub(super) decode_document: fn(&[u8], &Limits) -> Result<Document, DecodeError>,
    #[cfg(feature = "fake")]
    pub(super) service: service::Format,
}

/// The member that names an error.
const TYPE: &str = "__type";

impl RpcV2 {
    pub(super) const fn new(format: &'static Format) -> Self {
        Self {
            format,
            query_compatible: false,
        }
    }

    /// The protocol of a service with `aws.protocols#awsQueryCompatible`: marks every request,
    /// and reads error codes from a header if the response has it.
    #[must_use]
    pub const fn query_compatible(self) -> Self {
        Self {
            query_compatible: true,
            ..self
        }
    }

    /// Whether the headers of a message name this protocol.
    fn is_named(self, headers: &HeaderMap) -> bool {
        let named = headers.get(PROTOCOL);
        named.is_some_and(|it| it.as_bytes() == self.format.protocol.as_bytes())
    }

    /// Sets the header that names the protocol, and the `Content-Type` if there is a body. The
    /// body of an event stream (`streams`) consists of messages.
    fn describe(self, headers: &mut HeaderMap, schema: &Schema, streams: bool) {
        let protocol = HeaderValue::from_static(self.format.protocol);
        headers.insert(PROTOCOL, protocol);
        if let Some(content_type) = self.content_type(schema, streams) {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        }
    }

    /// The `Content-Type` of a body with `schema`; `None` for `smithy.api#Unit`, which has no
    /// body.
    fn content_type(self, schema: &Schema, streams: bool) -> Option<&'static str> {
        match (streams, schema.id == UNIT.id) {
            (true, _) => Some(EVENT_STREAM),
            (false, true) => None,
            (false, false) => Some(self.format.content_type),
        }
    }

    fn encode(self, value: &dyn Structure) -> Result<Bytes, EncodeError> {
        if value.schema().id == UNIT.id {
            return Ok(Bytes::new());
        }
        let mut body = Vec::with_capacity(256);
        self.format.codec.encode(value, Part::Whole, &mut body)?;
        Ok(body.into())
    }

    fn decode(
        self,
        body: &Bytes,
        value: &mut dyn Structure,
        limits: &Limits,
    ) -> Result<Decoded, DecodeError> {
        // A body without members may be omitted.
        let body = if body.is_empty() {
            self.format.empty
        } else {
            body
        };
        self.format.codec.decode(body, value, Part::Whole, limits)
    }

    /// The body of an error, or null if it cannot be decoded.
    fn error_body(self, response: &Response<Bytes>) -> Document {
        let body = (self.format.decode_document)(response.body(), &Limits::default());
        body.unwrap_or_default()
    }
}

impl Protocol for RpcV2 {
    fn encode_request(
        &self,
        service: &ServiceSchema,
        operation: &OperationSchema,
        input: &dyn Structure,
    ) -> Result<Request<Bytes>, EncodeError> {
        let mut request = Request::new(self.encode(input)?);
        *request.method_mut() = Method::POST;
        *request.uri_mut() = uri(service, operation)?;
        *request.headers_mut() = HeaderMap::with_capacity(HEADERS);
        let headers = request.headers_mut();
        self.describe(headers, operation.input, operation.input_stream.is_some());
        let accepted = match operation.output_stream {
            Some(_) => EVENT_STREAM,
            None => self.format.content_type,
        };
        headers.insert(ACCEPT, HeaderValue::from_static(accepted));
        if self.query_compatible {
            query_compatible::mark(headers);
        }
        Ok(request)
    }

    fn is_error(&self, response: &Response<Bytes>) -> bool {
        response.status() != StatusCode::OK
    }

    fn decode_output(
        &self,
        _operation: &OperationSchema,
        response: &Response<Bytes>,
        output: &mut dyn Structure,
        limits: &Limits,
    ) -> Result<Decoded, DecodeError> {
        if !self.is_named(response.headers()) {
            let expected = self.format.protocol;
            let found = response.headers().get(PROTOCOL);
            let found = found.map(|it| String::from_utf8_lossy(it.as_bytes()));
            return Err(DecodeError::new(format!(
                "expected a response of the protocol {expected}, but {PROTOCOL} is {}",
                Excerpt(found.as_deref().unwrap_or_default())
            )));
        }
        self.decode(response.body(), output, limits)
    }

    fn identify_error(
        &self,
        operation: &OperationSchema,
        response: &Response<Bytes>,
    ) -> ErrorIdentity {
        // The body of another protocol's response is ignored.
        if !self.is_named(response.headers()) {
            return ErrorIdentity::default();
        }
        let body = self.error_body(response);
        let named = body.get(TYPE).and_then(Document::as_str);
        let name = named.map_or("", |it| it.rsplit_once('#').map_or(it, |(_, name)| name));
        let code = query_compatible::code(response.headers()).filter(|_| self.query_compatible);
        ErrorIdentity {
            code: code.unwrap_or(name).to_owned(),
            message: message(&body).map(str::to_owned),
            index: operation.errors.iter().position(|it| it.id.name == name),
        }
    }

    fn decode_error(
        &self,
        _operation: &OperationSchema,
        response: &Response<Bytes>,
        error: &mut dyn Structure,
        limits: &Limits,
    ) -> Result<Decoded, DecodeError> {
        let mut decoded = self.decode(response.body(), error, limits)?;
        error_message::adopt(error, &mut decoded, || {
            message(&self.error_body(response)).map(str::to_owned)
        });
        Ok(decoded)
    }

    fn events(&self) -> Option<EventFormat> {
        Some(EventFormat {
            codec: self.format.codec,
            content_type: self.format.content_type,
            initial_messages: true,
            limits: Limits::default(),
        })
    }

    #[cfg(feature = "fake")]
    fn service(&self) -> Option<&dyn super::ServiceProtocol> {
        Some(self)
    }
}

/// The message in an error's body, under either name.
fn message(body: &Document) -> Option<&str> {
    let mut texts = ["message", "Message"].into_iter();
    texts.find_map(|name| body.get(name)?.as_str())
}

/// The URI `/service/{service}/operation/{operation}`.
fn uri(service: &ServiceSchema, operation: &OperationSchema) -> Result<Uri, EncodeError> {
    let path = [
        "/service/",
        service.id.name,
        "/operation/",
        operation.id.name,
    ]
    .concat();
    Uri::from_maybe_shared(Bytes::from(path)).map_err(|error| EncodeError::new(error.to_string()))
}
