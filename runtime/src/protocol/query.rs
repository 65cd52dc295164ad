//! `awsQuery` (Smithy 2.0, "AWS query protocol") and `ec2Query` ("AWS EC2 query protocol"): every
//! operation is a form that is posted to `/`; what comes back is XML, with the members inside of
//! elements that name the operation.

#[cfg(feature = "fake")]
mod service;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue, Method, Request, Response, Uri};

use super::{EventFormat, Failure, Protocol, xml_error};
use crate::codec::query::{self, Query};
use crate::codec::xml::{self, Name, Xml};
use crate::codec::{DecodeError, Decoded, EncodeError, Limits, Part};
use crate::model::operation::{OperationSchema, ServiceSchema};
use crate::model::schema::{Schema, Trait};
use crate::model::value::Structure;

static FORM: HeaderValue = HeaderValue::from_static("application/x-www-form-urlencoded");

/// Room for the protocol's headers and for those that are added on the way, so that the map
/// does not grow.
const HEADERS: usize = 12;

/// Either protocol of the family: what differs are the names in forms, the wrappers in
/// documents and what services say of errors.
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

    /// `aws.protocols#awsQueryError`, which is nothing to `ec2Query`: code and status.
    fn query_error(self, error: &Schema) -> Option<(&'static str, u16)> {
        let mut traits = error.traits.iter().filter(|_| self.dialect == Query::Aws);
        traits.find_map(|it| match it {
            Trait::QueryError { code, status } => Some((*code, *status)),
            _ => None,
        })
    }

    /// What names an error ("Error \"Code\" resolution").
    fn code(self, error: &Schema) -> &'static str {
        let own = self.query_error(error);
        own.map_or(error.id.name, |(code, _)| code)
    }
}

impl Protocol for AwsQuery {
    /// `Action=…&Version=…`, followed by the members of the input.
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

    fn identify_failure(&self, operation: &OperationSchema, response: &Response<Bytes>) -> Failure {
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

/// The elements around the members of an output, the root first; `ec2Query` has no other.
fn wrappers(operation: &OperationSchema) -> [Name<'static>; 2] {
    let name = operation.id.name;
    [[name, "Response"], [name, "Result"]]
}
