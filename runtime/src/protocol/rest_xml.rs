//! `restXml` (Smithy 2.0, "AWS restXml protocol"): HTTP bindings around XML documents.

mod codec;
#[cfg(feature = "fake")]
mod service;

use bytes::Bytes;
use http::{Request, Response, StatusCode};

use self::codec::{ErrorBody, Unwrapped};
use super::binding::{self, Format};
use super::{ErrorIdentity, EventFormat, Protocol, xml_error};
use crate::codec::xml::Xml;
use crate::codec::{Codec, DecodeError, Decoded, EncodeError, Limits};
use crate::model::operation::{OperationSchema, ServiceSchema};
use crate::model::value::Structure;

const CODEC: Xml = Xml::AWS;
const CONTENT: &str = "application/xml";

/// `aws.protocols#restXml`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RestXml {
    /// Whether services wrap errors in `ErrorResponse`; clients accept both forms.
    #[cfg(feature = "fake")]
    wraps_errors: bool,
}

impl RestXml {
    /// The default protocol, with errors wrapped in `ErrorResponse`.
    pub const WRAPPED: Self = Self {
        #[cfg(feature = "fake")]
        wraps_errors: true,
    };

    /// The protocol with `noErrorWrapping`.
    pub const UNWRAPPED: Self = Self {
        #[cfg(feature = "fake")]
        wraps_errors: false,
    };
}

impl Protocol for RestXml {
    fn encode_request(
        &self,
        service: &ServiceSchema,
        operation: &OperationSchema,
        input: &dyn Structure,
    ) -> Result<Request<Bytes>, EncodeError> {
        let codec = CODEC.with_namespace(service.xml_namespace);
        binding::encode_request(format(&codec), operation, input)
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
        let codec: &dyn Codec = if operation.unwrapped_output {
            &Unwrapped(CODEC)
        } else {
            &CODEC
        };
        binding::decode_response(format(codec), response, output, limits)
    }

    fn identify_error(
        &self,
        operation: &OperationSchema,
        response: &Response<Bytes>,
    ) -> ErrorIdentity {
        if response.body().is_empty() {
            return unexplained(operation, response.status());
        }
        xml_error::identify(operation, response.body(), |error| error.id.name)
    }

    fn decode_error(
        &self,
        _operation: &OperationSchema,
        response: &Response<Bytes>,
        error: &mut dyn Structure,
        limits: &Limits,
    ) -> Result<Decoded, DecodeError> {
        binding::decode_response(format(&ErrorBody), response, error, limits)
    }

    fn request_id(&self, response: &Response<Bytes>) -> Option<String> {
        xml_error::request_id(response.body())
    }

    fn events(&self) -> Option<EventFormat> {
        Some(EventFormat {
            codec: &CODEC,
            content_type: CONTENT,
            initial_messages: false,
            limits: Limits::default(),
        })
    }

    #[cfg(feature = "fake")]
    fn service(&self) -> Option<&dyn super::ServiceProtocol> {
        Some(self)
    }
}

/// The identity of an error without a body, such as the response to a `HEAD` request. Its code is
/// the status in one word (`NotFound`), and it is the modelled error of that name.
fn unexplained(operation: &OperationSchema, status: StatusCode) -> ErrorIdentity {
    let reason = status.canonical_reason().unwrap_or_default();
    let code: String = reason.chars().filter(char::is_ascii_alphanumeric).collect();
    let mut errors = operation.errors.iter();
    ErrorIdentity {
        index: errors.position(|error| error.id.name == code),
        code,
        message: None,
    }
}

fn format(codec: &dyn Codec) -> Format<'_> {
    Format {
        codec,
        content_type: CONTENT,
        empty: "",
    }
}
