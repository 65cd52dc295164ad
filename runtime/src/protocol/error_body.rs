//! JSON bodies of errors, which contain the name and the message of an error under several
//! names (Smithy 2.0, AWS JSON and restJson1 protocols, "Operation error serialization").

use bytes::Bytes;
use http::{HeaderName, Response};

use super::{ErrorIdentity, error_message};
use crate::codec::Decoded;
use crate::codec::json::texts;
use crate::model::operation::OperationSchema;
use crate::model::value::Structure;

/// The header that names an error.
pub(super) const ERROR_TYPE: HeaderName = HeaderName::from_static("x-amzn-errortype");

/// The parts of a body that all errors have.
#[derive(Default)]
pub(super) struct ErrorBody {
    /// The error's name as sent.
    pub(super) code: Option<String>,
    pub(super) message: Option<String>,
}

/// Identifies the error of a response by a header, or else by the body.
pub(super) fn identify(operation: &OperationSchema, response: &Response<Bytes>) -> ErrorIdentity {
    let body = read(response.body());
    let header = response.headers().get(ERROR_TYPE);
    let header = header.and_then(|it| it.to_str().ok()).map(str::to_owned);
    let named = header.or(body.code).unwrap_or_default();
    let name = shape_name(&named);
    ErrorIdentity {
        code: name.to_owned(),
        message: body.message,
        index: operation.errors.iter().position(|it| it.id.name == name),
    }
}

/// Reads a body, which need not be valid JSON.
pub(super) fn read(body: &[u8]) -> ErrorBody {
    let first = |[a, b, c]: [Option<String>; 3]| a.or(b).or(c);
    ErrorBody {
        code: first(texts(body, ["__type", "code", "Code"])),
        message: first(texts(body, ["message", "Message", "errorMessage"])),
    }
}

/// The shape name of an error code: `FooError` for `ns#FooError:http://…`.
pub(super) fn shape_name(code: &str) -> &str {
    let before = code.split_once(':').map_or(code, |(before, _)| before);
    before.split_once('#').map_or(before, |(_, name)| name)
}

/// The body of an error that the model does not list.
#[cfg(feature = "fake")]
pub(super) fn write(error: &crate::model::operation::Unmodelled) -> Vec<u8> {
    let message = error.message.as_deref().map(|it| ("message", it));
    let members = [("__type", error.code.as_str())].into_iter().chain(message);
    let mut body = Vec::new();
    crate::codec::json::encode_document(&members.collect(), &mut body);
    body
}

/// Fills the message of an error from any of its names in `body`, if it is empty.
pub(super) fn adopt_message(body: &[u8], error: &mut dyn Structure, decoded: &mut Decoded) {
    error_message::adopt(error, decoded, || read(body).message);
}
