//! Checks the media types of requests.

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, Request, StatusCode};

use crate::codec::{DecodeError, Part};
use crate::model::operation::OperationSchema;
use crate::model::path::Excerpt;
use crate::model::schema::{Kind, Schema, prelude};
use crate::protocol::Rejection;
use crate::protocol::binding::{Format, media_type, payload, payload_member};

/// The media type that a body must have.
enum Expected {
    /// Any type, or none.
    Anything,
    Nothing,
    Type(&'static str),
}

impl Expected {
    fn from_schema(format: Format<'_>, schema: &'static Schema, part: Part) -> Self {
        if let Some((_, member)) = payload_member(schema) {
            return match (member.target.kind, media_type(member)) {
                (Kind::Blob, None) => Self::Anything,
                _ if member.is_streaming() => Self::Anything,
                _ => Self::Type(payload::payload_media_type(format, member)),
            };
        }
        let is_unit = schema.id == prelude::UNIT.id;
        let has_document = schema.members.iter().any(|member| part.takes(member));
        if has_document || (schema.members.is_empty() && !is_unit) {
            return Self::Type(format.content_type);
        }
        if part == Part::Response && !is_unit && !format.empty.is_empty() {
            return Self::Type(format.content_type);
        }
        Self::Nothing
    }
}

/// Errors if the `Content-Type` of a body is not the operation's.
pub(super) fn check_content_type(
    format: Format<'_>,
    operation: &OperationSchema,
    request: &Request<Bytes>,
) -> Result<(), Rejection> {
    if request.body().is_empty() {
        return Ok(());
    }
    let given = request.headers().get(CONTENT_TYPE);
    let (fits, expected) = match Expected::from_schema(format, operation.input, Part::Body) {
        Expected::Anything => return Ok(()),
        Expected::Nothing => (given.is_none(), "no body"),
        Expected::Type(expected) => (given.is_some_and(|it| has_type(it, expected)), expected),
    };
    if fits {
        return Ok(());
    }
    Err(rejection(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "UnsupportedMediaTypeException",
        format!("expected {expected}, found {}", shown(given)),
    ))
}

/// Errors if the request does not accept the media type of the operation's response.
pub(super) fn check_accept(
    format: Format<'_>,
    operation: &OperationSchema,
    headers: &HeaderMap,
) -> Result<(), Rejection> {
    let mut accepted = headers.get_all(ACCEPT).iter().peekable();
    let Some(&first) = accepted.peek() else {
        return Ok(());
    };
    let Expected::Type(response) = Expected::from_schema(format, operation.output, Part::Response)
    else {
        return Ok(());
    };
    let mut ranges = accepted.flat_map(|it| it.to_str().unwrap_or_default().split(','));
    if ranges.any(|range| covers(range, response)) {
        return Ok(());
    }
    Err(rejection(
        StatusCode::NOT_ACCEPTABLE,
        "NotAcceptableException",
        format!(
            "the response is {response}, but the request accepts {}",
            shown(Some(first))
        ),
    ))
}

/// Whether a media range, such as `application/*`, contains a type (RFC 9110, section 12.5.1).
fn covers(range: &str, media_type: &str) -> bool {
    let range = without_parameters(range);
    match range.split_once('/') {
        Some(("*", "*")) => true,
        Some((kind, "*")) => {
            let parts = media_type.split_once('/');
            parts.is_some_and(|(found, _)| found.eq_ignore_ascii_case(kind))
        }
        _ => range.eq_ignore_ascii_case(without_parameters(media_type)),
    }
}

/// Whether a header names the type `expected`, with any parameters.
fn has_type(value: &HeaderValue, expected: &str) -> bool {
    let given = without_parameters(value.to_str().unwrap_or_default());
    given.eq_ignore_ascii_case(without_parameters(expected))
}

/// The media type without parameters: `text/plain` for `text/plain; charset=utf-8`.
fn without_parameters(media_type: &str) -> &str {
    let (before, _) = media_type.split_once(';').unwrap_or((media_type, ""));
    before.trim()
}

fn shown(value: Option<&HeaderValue>) -> String {
    match value {
        Some(value) => Excerpt(&String::from_utf8_lossy(value.as_bytes())).to_string(),
        None => "no content-type".to_owned(),
    }
}

fn rejection(status: StatusCode, code: &'static str, reason: String) -> Rejection {
    Rejection {
        code,
        status,
        error: DecodeError::new(reason),
    }
}
