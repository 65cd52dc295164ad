//! `awsQuery` (Smithy 2.0, "AWS query protocol") and `ec2Query` ("AWS EC2 query protocol"): every
//! request is a form, a POST to `/`. Responses are XML, with the members inside elements that name
//! the operation.

#[cfg(feature = "fake")]
mod service;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue, Method, Request, Response, Uri};

use super::{ErrorIdentity, EventFormat, Protocol, xml_error};
use crate::codec::query::{self, Query};
use crate::codec::xml::{self, Name, Xml};
use crate::codec::{DecodeError, Decoded, EncodeError, Limits, Part};
use crate::model::operation::{OperationSchema, ServiceSchema};
use crate::model::schema::{Schema, Trait};
use crate::model::value::Structure;

static FORM: HeaderValue = HeaderValue::from_static("application/x-www-form-urlencoded");

/// Capacity for the protocol's headers and for those added later, so that the map does not grow.
const HEADERS: usize = 12;

/// Either protocol of the family. They differ in the names in forms, the wrappers in documents and
/// the content of errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AwsQuery {
    dialect: Query,
}

impl AwsQuery {
    /// `aws.protocols#awsQuery`.
    #[cfg(feature = "aws-query")]
    pub const AWS: Self = Self {
        dialect: Query::Aws,
    };

    /// `aws.protocols#ec2Query`.
    #[cfg(feature = "ec2-query")]
    pub const EC2: Self = Self {
        dialect: Query::Ec2,
    };

    /// The code and status of `aws.protocols#awsQueryError`, which `ec2Query` ignores.
    fn query_error(self, error: &Schema) -> Option<(&'static str, u16)> {
        let mut traits = error.traits.iter().filter(|_| self.dialect == Query::Aws);
        traits.find_map(|it| match it {
            Trait::QueryError { code, status } => Some((*code, *status)),
            _ => None,
        })
    }

    /// The code of an error on the wire ("Error \"Code\" resolution").
    fn code(self, error: &Schema) -> &'static str {
        let own = self.query_error(error);
        own.map_or(error.id.name, |(code, _)| code)
    }
}

impl Protocol for AwsQuery {
    /// Encodes `Action=…&Version=…`, followed by the members of the input.
    fn encode_request(
        &self,
        service: &ServiceSchema,
        operation: &OperationSchema,
        input: &dyn Structure,
    ) -> Result<Request<Bytes>, EncodeError> {
        let mut body = Vec::with_capacity(256);
        body.extend_from_slice(b"Action=");
        body.extend_from_slice(operation.id.name.as_bytes());
        body.extend_from_slice(b"&Version=");
        query::escape(service.version, &mut body);
        self.dialect.encode(input, &mut body)?;
        let mut request = Request::new(Bytes::from(body));
        *request.method_mut() = Method::POST;
        *request.uri_mut() = Uri::from_static("/");
        *request.headers_mut() = HeaderMap::with_capacity(HEADERS);
        request.headers_mut().insert(CONTENT_TYPE, FORM.clone());
        Ok(request)
    }

    fn is_error(&self, response: &Response<Bytes>) -> bool {
        !response.status().is_success()
    }

    fn decode_output(
        &self,
        operation: &OperationSchema,
        response: &Response<Bytes>,
        output: &mut dyn Structure,
        limits: &Limits,
    ) -> Result<Decoded, DecodeError> {
        if response.body().is_empty() && output.schema().members.is_empty() {
            return Ok(Decoded::default());
        }
        let [root, result] = wrappers(operation);
        let wrappers: &[Name<'_>] = match self.dialect {
            Query::Aws => &[root, result],
            Query::Ec2 => &[root],
        };
        Xml::AWS.decode_within(response.body(), wrappers, output, Part::Whole, limits)
    }

    fn identify_error(
        &self,
        operation: &OperationSchema,
        response: &Response<Bytes>,
    ) -> ErrorIdentity {
        xml_error::identify(operation, response.body(), |error| self.code(error))
    }

    fn decode_error(
        &self,
        _operation: &OperationSchema,
        response: &Response<Bytes>,
        error: &mut dyn Structure,
        limits: &Limits,
    ) -> Result<Decoded, DecodeError> {
        xml_error::decode(response.body(), error, Part::Whole, limits)
    }

    fn request_id(&self, response: &Response<Bytes>) -> Option<String> {
        let body = response.body();
        xml_error::request_id(body).or_else(|| {
            let [id] = xml::texts(body, &["ResponseMetadata"], ["RequestId"]);
            id
        })
    }

    fn events(&self) -> Option<EventFormat> {
        None
    }

    #[cfg(feature = "fake")]
    fn service(&self) -> Option<&dyn super::ServiceProtocol> {
        Some(self)
    }
}

/// The wrapper elements of an output, with the root first; `ec2Query` has only the root.
fn wrappers(operation: &OperationSchema) -> [Name<'static>; 2] {
    let name = operation.id.name;
    [[name, "Response"], [name, "Result"]]
}
