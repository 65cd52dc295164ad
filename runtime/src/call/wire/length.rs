//! Compares the length that a header announces with the length of the body (RFC 9110, 8.6).

use bytes::Bytes;
use http::Request;
use http::header::{CONTENT_LENGTH, HeaderMap, HeaderValue};

use super::stream::pending_stream;
use crate::codec::EncodeError;
use crate::model::schema::{Binding, Schema};
use crate::model::value::Structure;

/// Fails if the headers announce another length than the body of `request` has, or the stream at
/// `index` of `input` that replaces it.
pub(crate) fn check_length(
    input: &dyn Structure,
    index: Option<usize>,
    request: &Request<Bytes>,
) -> Result<(), EncodeError> {
    let Some(announced) = request.headers().get(CONTENT_LENGTH) else {
        return Ok(());
    };
    let length = match pending_stream(input, index) {
        Some(stream) => stream.length(),
        None => u64::try_from(request.body().len()).ok(),
    };
    match length {
        Some(length) => compare(announced, length, input.schema()),
        None => Ok(()),
    }
}

/// Announces `length`. Fails if the headers already announce another one.
pub(super) fn announce(
    headers: &mut HeaderMap,
    length: u64,
    schema: &Schema,
) -> Result<(), EncodeError> {
    if let Some(announced) = headers.get(CONTENT_LENGTH) {
        return compare(announced, length, schema);
    }
    headers.insert(CONTENT_LENGTH, length.into());
    Ok(())
}

/// The error names the member of `schema` that is bound to the header.
fn compare(announced: &HeaderValue, length: u64, schema: &Schema) -> Result<(), EncodeError> {
    let announced = announced.to_str().unwrap_or_default();
    if announced.parse() == Ok(length) {
        return Ok(());
    }
    let is_bound = |binding| match binding {
        Binding::Header(name) => name.eq_ignore_ascii_case(CONTENT_LENGTH.as_str()),
        _ => false,
    };
    let member = schema.members.iter().find(|it| is_bound(it.binding()));
    Err(EncodeError {
        path: member.map_or("content-length", |it| it.name).to_owned(),
        reason: format!(
            "it says {announced:?}, but the body has {length} bytes; leave it out, the length of \
             the body is sent anyway"
        ),
    })
}
