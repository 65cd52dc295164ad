//! `awsQuery` (Smithy 2.0, "AWS query protocol"): every operation is a form that is posted to `/`;
//! what comes back is XML.

use bytes::Bytes;
use http::{Request, Response, StatusCode};

use super::{EventFormat, Failure, Protocol, Refusal, query_request, query_response, xml_error};
use crate::codec::query::Query;
use crate::codec::xml::Name;
use crate::codec::{DecodeError, Decoded, EncodeError, Limits, Part};
use crate::operation::{OperationSchema, ServiceSchema, Unmodelled};
use crate::schema::{Fault, Schema, Trait, prelude};
use crate::value::{Structure, Unit};

const CONTENT_TYPE: &str = "text/xml";
const ERROR: &[Name<'static>] = &[["ErrorResponse", ""], xml_error::ERROR];

/// `aws.protocols#awsQuery`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AwsQuery;

impl Protocol for AwsQuery {
    fn encode_request(
        &self,
        service: &ServiceSchema,
        operation: &OperationSchema,
        input: &dyn Structure,
    ) -> Result<Request<Bytes>, EncodeError> {
        query_request::encode(Query::Aws, service, operation, input)
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
        query_response::decode(&wrappers(operation), response, output, limits)
    }

    fn identify_failure(&self, operation: &OperationSchema, response: &Response<Bytes>) -> Failure {
        xml_error::identify(operation, response.body(), code)
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
        query_request::decode(Query::Aws, request, input, limits)
    }

    fn encode_output(
        &self,
        service: &ServiceSchema,
        operation: &OperationSchema,
        output: &dyn Structure,
    ) -> Result<Response<Bytes>, EncodeError> {
        let [root, result] = wrappers(operation);
        let wrappers = if operation.output.id == prelude::UNIT.id {
            &[root][..]
        } else {
            &[root, result]
        };
        let head = (StatusCode::OK, CONTENT_TYPE);
        query_response::encode(service.xml_namespace, wrappers, &[], output, head)
    }

    fn encode_error(
        &self,
        _service: &ServiceSchema,
        _operation: &OperationSchema,
        error: &dyn Structure,
    ) -> Result<Response<Bytes>, EncodeError> {
        let schema = error.schema();
        let lead = [("Type", xml_error::fault(schema)), ("Code", code(schema))];
        query_response::encode(None, ERROR, &lead, error, (status(schema), CONTENT_TYPE))
    }

    fn encode_unmodelled(&self, error: &Unmodelled, status: StatusCode) -> Response<Bytes> {
        let message = error.message.as_deref().unwrap_or_default();
        let fault = Fault::of_status(status).party();
        let lead = [
            ("Type", fault),
            ("Code", error.code.as_str()),
            ("Message", message),
        ];
        let encoded = query_response::encode(None, ERROR, &lead, &Unit, (status, CONTENT_TYPE));
        // Texts can always be encoded.
        encoded.unwrap_or_default()
    }

    fn events(&self) -> Option<EventFormat> {
        None
    }
}

fn wrappers(operation: &OperationSchema) -> [Name<'static>; 2] {
    let name = operation.id.name;
    [[name, "Response"], [name, "Result"]]
}

/// `aws.protocols#awsQueryError`.
fn query_error(error: &Schema) -> Option<(&'static str, u16)> {
    error.traits.iter().find_map(|it| match it {
        Trait::QueryError { code, status } => Some((*code, *status)),
        _ => None,
    })
}

/// What names an error ("Error \"Code\" resolution").
fn code(error: &Schema) -> &'static str {
    query_error(error).map_or(error.id.name, |(code, _)| code)
}

/// The status of an error ("Error HTTP response status code resolution").
fn status(error: &Schema) -> StatusCode {
    let own = query_error(error).and_then(|(_, status)| StatusCode::from_u16(status).ok());
    own.unwrap_or_else(|| query_response::status(error))
}
