//! XML bodies of errors (Smithy 2.0, "AWS restXml protocol", "AWS query protocol", "AWS EC2
//! query protocol": "Error response serialization"): an element `Error`, alone or inside
//! `ErrorResponse`, or inside `Response` and `Errors`.
//!
//! Accepts every wrapping, since services do not follow their protocols strictly here.

use super::{ErrorIdentity, error_message};
use crate::codec::xml::{self, Name, Xml};
use crate::codec::{DecodeError, Decoded, Limits, Part};
use crate::model::operation::OperationSchema;
use crate::model::schema::Schema;
use crate::model::value::Structure;

/// The element that contains the error's members.
pub(super) const ERROR: Name<'static> = ["Error", ""];

const INSIDE: &[&str] = &["Errors", "Error"];

/// Identifies the error in `body`, which need not be valid XML; `code_of` returns the code of an
/// error on the wire.
pub(super) fn identify(
    operation: &OperationSchema,
    body: &[u8],
    code_of: impl Fn(&'static Schema) -> &'static str,
) -> ErrorIdentity {
    let [code, message] = xml::texts(body, INSIDE, ["Code", "Message"]);
    let code = code.unwrap_or_default();
    let mut errors = operation.errors.iter();
    ErrorIdentity {
        index: errors.position(|error| code_of(error) == code),
        code,
        message,
    }
}

/// The request ID, which is inside `Error` or beside it.
pub(super) fn request_id(body: &[u8]) -> Option<String> {
    let [id] = xml::texts(body, INSIDE, ["RequestId"]);
    id
}

/// Fills the members of a modelled error. Also reads its message from `Message` if the model has
/// another name for the member.
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
