//! `ec2Query` (Smithy 2.0, "AWS EC2 query protocol"): `awsQuery` with names, wrappers and errors of
//! its own.

use bytes::Bytes;
use http::{Request, Response, StatusCode};

use super::{EventFormat, Failure, Protocol, Refusal, query_request, query_response, xml_error};
use crate::codec::query::Query;
use crate::codec::xml::Name;
use crate::codec::{DecodeError, Decoded, EncodeError, Limits, Part};
use crate::operation::{OperationSchema, ServiceSchema, Unmodelled};
use crate::value::{Structure, Unit};

const CONTENT_TYPE: &str = "text/xml;charset=UTF-8";
const ERROR: &[Name<'static>] = &[["Response", ""], ["Errors", ""], xml_error::ERROR];

/// `aws.protocols#ec2Query`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ec2Query;

impl Protocol for Ec2Query {
    fn encode_request(
        &self,
        service: &ServiceSchema,
        operation: &OperationSchema,
        input: &dyn Structure,
    ) -> Result<Request<Bytes>, EncodeError> {
        query_request::encode(Query::Ec2, service, operation, input)
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
        query_response::decode(&[root(operation)], response, output, limits)
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
        xml_error::decode(response.body(), error, Part::Whole, limits)
    }

    fn request_id(&self, response: &Response<Bytes>) -> Option<String> {
        query_response::request_id(response)
    }

    fn route(
        &self,
        service: &ServiceSchema,
        request: &Request<Bytes>,
    ) -> Option<&'static OperationSchema> {
        query_request::route(service, request)
    }

    fn decode_request(
        &self,
        _operation: &OperationSchema,
        request: &Request<Bytes>,
        input: &mut dyn Structure,
        limits: &Limits,
    ) -> Result<Decoded, Refusal> {
        query_request::decode(Query::Ec2, request, input, limits)
    }

    fn encode_output(
        &self,
        service: &ServiceSchema,
        operation: &OperationSchema,
        output: &dyn Structure,
    ) -> Result<Response<Bytes>, EncodeError> {
        let head = (StatusCode::OK, CONTENT_TYPE);
        query_response::encode(service.xml_namespace, &[root(operation)], &[], output, head)
    }

    fn encode_error(
        &self,
        _service: &ServiceSchema,
        _operation: &OperationSchema,
        error: &dyn Structure,
    ) -> Result<Response<Bytes>, EncodeError> {
        let schema = error.schema();
        let lead = [("Code", schema.id.name)];
        query_response::encode(
            None,
            ERROR,
            &lead,
            error,
            (query_response::status(schema), CONTENT_TYPE),
        )
    }

    fn encode_unmodelled(&self, error: &Unmodelled, status: StatusCode) -> Response<Bytes> {
        let message = error.message.as_deref().unwrap_or_default();
        let lead = [("Code", error.code.as_str()), ("Message", message)];
        let encoded = query_response::encode(None, ERROR, &lead, &Unit, (status, CONTENT_TYPE));
        // Texts can always be encoded.
        encoded.unwrap_or_default()
    }

    fn events(&self) -> Option<EventFormat> {
        None
    }
}

fn root(operation: &OperationSchema) -> Name<'static> {
    [operation.id.name, "Response"]
}
