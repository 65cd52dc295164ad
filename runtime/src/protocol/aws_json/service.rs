//! Decodes requests and encodes responses, for the fake service.

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{Request, Response, StatusCode};

use super::{AwsJson, CODEC, TARGET, Version, object};
use crate::codec::{Decoded, EncodeError, Limits};
use crate::model::operation::{OperationSchema, ServiceSchema, Unmodelled};
use crate::model::schema::ShapeId;
use crate::model::schema::prelude::UNIT;
use crate::model::value::Structure;
use crate::protocol::{Rejection, ServiceProtocol, error_body, query_compatible};

impl ServiceProtocol for AwsJson {
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
    ) -> Result<Decoded, Rejection> {
        Ok(CODEC.decode(object(request.body()), input, &limits.strict())?)
    }

    fn encode_output(
        &self,
        _service: &ServiceSchema,
        operation: &OperationSchema,
        output: &dyn Structure,
    ) -> Result<Response<Bytes>, EncodeError> {
        let mut body = Vec::new();
        if operation.output.id != UNIT.id {
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
}

impl AwsJson {
    fn respond(self, status: StatusCode, body: Vec<u8>) -> Response<Bytes> {
        let mut response = Response::new(body.into());
        *response.status_mut() = status;
        let content_type = self.version.content_type().clone();
        response.headers_mut().insert(CONTENT_TYPE, content_type);
        response
    }

    /// The name of an error, to which services of version 1.0 add the namespace.
    fn error_tag(self, id: ShapeId) -> String {
        match self.version {
            #[cfg(feature = "aws-json-1-0")]
            Version::V1_0 => id.to_string(),
            #[cfg(feature = "aws-json-1-1")]
            Version::V1_1 => id.name.to_owned(),
        }
    }
}
