//! XML bodies of errors (Smithy 2.0, "AWS restXml protocol", "AWS query protocol", "AWS EC2
//! query protocol": "Error response serialization"): an element `Error`, alone or inside of
//! `ErrorResponse` or of `Response` and `Errors`.
//!
//! Services are not particular about the wrapping, so neither is reading.

use super::{Failure, error_message};
use crate::codec::xml::{self, Name, Xml};
use crate::codec::{DecodeError, Decoded, Limits, Part};
use crate::model::operation::OperationSchema;
use crate::model::schema::Schema;
use crate::model::value::Structure;

/// The element with the error's members.
pub(super) const ERROR: Name<'static> = ["Error", ""];

const INSIDE: &[&str] = &["Errors", "Error"];

/// Names the error that `body` carries, whatever it is; `code_of` says what an error is called
/// on the wire.
pub(super) fn identify(
    operation: &OperationSchema,
    body: &[u8],
    code_of: impl Fn(&'static Schema) -> &'static str,
) -> Failure {
    let [code, message] = xml::texts(body, INSIDE, ["Code", "Message"]);
    let code = code.unwrap_or_default();
    let mut errors = operation.errors.iter();
    Failure {
        index: errors.position(|error| code_of(error) == code),
        code,
        message,
    }
}

/// The identifier of the request, which stands inside of `Error` or beside it.
pub(super) fn request_id(body: &[u8]) -> Option<String> {
    let [id] = xml::texts(body, INSIDE, ["RequestId"]);
    id
}

/// Fills the members of a modelled error, its message also from `Message` where the model
/// spells the member otherwise.
pub(super) fn decode(
    body: &[u8],
    error: &mut dyn Structure,
    part: Part,
    limits: &Limits,
) -> Result<Decoded, DecodeError> {
    let wrappers: &[Name<'_>] = match xml::root_name(body) {
        Some("Error") => &[ERROR],
        Some("Response") => &[["Response", ""], ["Errors", ""], ERROR],
        _ => &[["Error", "Response"], ERROR],
    };
    let mut decoded = Xml::AWS.decode_within(body, wrappers, error, part, limits)?;
    error_message::adopt(error, &mut decoded, || {
        let [message] = xml::texts(body, INSIDE, ["Message"]);
        message
    });
    Ok(decoded)
}
