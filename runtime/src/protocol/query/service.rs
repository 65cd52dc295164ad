//! Decodes forms and encodes documents, for the fake service.

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderValue, Request, Response, StatusCode};

use super::{AwsQuery, wrappers};
use crate::codec::query::{Pairs, Query};
use crate::codec::xml::{Name, Xml};
use crate::codec::{Decoded, EncodeError, Limits, Part};
use crate::model::operation::{OperationSchema, ServiceSchema, Unmodelled};
use crate::model::schema::{Fault, Schema, XmlNamespace, prelude};
use crate::model::value::{Structure, Unit};
use crate::protocol::{Rejection, ServiceProtocol, xml_error};

impl ServiceProtocol for AwsQuery {
    /// Finds the operation that the parameter `Action` names.
    fn route(
        &self,
        service: &ServiceSchema,
        request: &Request<Bytes>,
    ) -> Option<&'static OperationSchema> {
        let action = Pairs::new(form(request)).find("Action")?;
        let mut operations = service.operations.iter().copied();
        operations.find(|it| it.id.name == action)
    }

    fn decode_request(
        &self,
        _operation: &OperationSchema,
        request: &Request<Bytes>,
        input: &mut dyn Structure,
        limits: &Limits,
    ) -> Result<Decoded, Rejection> {
        let form = form(request);
        Ok(self.dialect.decode(form, input, &limits.strict())?)
    }

    fn encode_output(
        &self,
        service: &ServiceSchema,
        operation: &OperationSchema,
        output: &dyn Structure,
    ) -> Result<Response<Bytes>, EncodeError> {
        let [root, result] = wrappers(operation);
        let is_unit = operation.output.id == prelude::UNIT.id;
        let wrappers: &[Name<'_>] = match self.dialect {
            Query::Aws if !is_unit => &[root, result],
            Query::Aws | Query::Ec2 => &[root],
        };
        let document = Document {
            namespace: service.xml_namespace,
            wrappers,
            lead: &[],
        };
        self.respond(StatusCode::OK, &document, output)
    }

    fn encode_error(
        &self,
        _service: &ServiceSchema,
        _operation: &OperationSchema,
        error: &dyn Structure,
    ) -> Result<Response<Bytes>, EncodeError> {
        let schema = error.schema();
        let lead = [("Code", self.code(schema))];
        self.refuse(self.status(schema), fault(schema).party(), &lead, error)
    }

    fn encode_unmodelled(&self, error: &Unmodelled, status: StatusCode) -> Response<Bytes> {
        let message = error.message.as_deref().unwrap_or_default();
        let lead = [("Code", error.code.as_str()), ("Message", message)];
        let response = self.refuse(status, Fault::from_status(status).party(), &lead, &Unit);
        // Texts can always be encoded.
        response.unwrap_or_default()
    }
}

/// The parts of a document around its members.
struct Document<'a> {
    namespace: Option<XmlNamespace>,
    /// The elements around the members, with the root first.
    wrappers: &'a [Name<'a>],
    /// The elements before the members: names and texts.
    lead: &'a [(&'a str, &'a str)],
}

impl AwsQuery {
    fn respond(
        self,
        status: StatusCode,
        document: &Document<'_>,
        members: &dyn Structure,
    ) -> Result<Response<Bytes>, EncodeError> {
        let xml = Xml::AWS.with_namespace(document.namespace);
        let mut body = Vec::new();
        xml.encode_within(
            document.wrappers,
            document.lead,
            members,
            Part::Whole,
            &mut body,
        )?;
        let mut response = Response::new(Bytes::from(body));
        *response.status_mut() = status;
        let content_type = HeaderValue::from_static(match self.dialect {
            Query::Aws => "text/xml",
            Query::Ec2 => "text/xml;charset=UTF-8",
        });
        response.headers_mut().insert(CONTENT_TYPE, content_type);
        Ok(response)
    }

    /// The status of an error ("Error HTTP response status code resolution"). These protocols
    /// ignore `httpError`.
    fn status(self, error: &Schema) -> StatusCode {
        let own = self.query_error(error);
        let own = own.and_then(|(_, status)| StatusCode::from_u16(status).ok());
        own.unwrap_or_else(|| fault(error).status())
    }

    /// The response for an error with the elements `details` before its `members`; `awsQuery`
    /// also adds the `fault`.
    fn refuse(
        self,
        status: StatusCode,
        fault: &str,
        details: &[(&str, &str)],
        members: &dyn Structure,
    ) -> Result<Response<Bytes>, EncodeError> {
        let (wrappers, fault): (&[Name<'_>], _) = match self.dialect {
            Query::Aws => (&[["ErrorResponse", ""], xml_error::ERROR], Some(fault)),
            Query::Ec2 => (&[["Response", ""], ["Errors", ""], xml_error::ERROR], None),
        };
        let mut lead = Vec::with_capacity(3);
        lead.extend(fault.map(|it| ("Type", it)));
        lead.extend_from_slice(details);
        let document = Document {
            namespace: None,
            wrappers,
            lead: &lead,
        };
        self.respond(status, &document, members)
    }
}

fn fault(error: &Schema) -> Fault {
    error.fault().unwrap_or(Fault::Client)
}

/// The form of a request: its body, or its query string if it has no body.
fn form(request: &Request<Bytes>) -> &[u8] {
    match request.uri().query() {
        Some(query) if request.body().is_empty() => query.as_bytes(),
        _ => request.body(),
    }
}
