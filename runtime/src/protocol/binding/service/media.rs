//! Media types that services refuse.

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, Request, StatusCode};

use crate::codec::{DecodeError, Part};
use crate::model::operation::OperationSchema;
use crate::model::path::Excerpt;
use crate::model::schema::{Kind, Schema, prelude};
use crate::protocol::Refusal;
use crate::protocol::binding::{Format, media_type, payload, payload_member};

/// What a body may be.
enum Expected {
    /// Of any type, or of none.
    Anything,
    Nothing,
    Type(&'static str),
}

impl Expected {
    fn of(format: Format<'_>, schema: &'static Schema, part: Part) -> Self {
        if let Some((_, member)) = payload_member(schema) {
            return match (member.target.kind, media_type(member)) {
                (Kind::Blob, None) => Self::Anything,
                _ if member.is_streaming() => Self::Anything,
                _ => Self::Type(payload::media_type_of(format, member)),
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

/// Refuses a body that is not said to be of the type that the operation takes.
pub(super) fn check_content_type(
    format: Format<'_>,
    operation: &OperationSchema,
    request: &Request<Bytes>,
) -> Result<(), Refusal> {
    if request.body().is_empty() {
        return Ok(());
    }
    let given = request.headers().get(CONTENT_TYPE);
    let (fits, expected) = match Expected::of(format, operation.input, Part::Body) {
        Expected::Anything => return Ok(()),
        Expected::Nothing => (given.is_none(), "no body"),
        Expected::Type(expected) => (given.is_some_and(|it| is_of(it, expected)), expected),
    };
    if fits {
        return Ok(());
    }
    Err(refusal(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "UnsupportedMediaTypeException",
        format!("expected {expected}, found {}", shown(given)),
    ))
}

/// Refuses a request whose sender would not take the operation's response.
pub(super) fn check_accept(
    format: Format<'_>,
    operation: &OperationSchema,
    headers: &HeaderMap,
) -> Result<(), Refusal> {
    let mut accepted = headers.get_all(ACCEPT).iter().peekable();
    let Some(&first) = accepted.peek() else {
        return Ok(());
    };
    let Expected::Type(response) = Expected::of(format, operation.output, Part::Response) else {
        return Ok(());
    };
    let mut ranges = accepted.flat_map(|it| it.to_str().unwrap_or_default().split(','));
    if ranges.any(|range| covers(range, response)) {
        return Ok(());
    }
    Err(refusal(
        StatusCode::NOT_ACCEPTABLE,
        "NotAcceptableException",
        format!(
            "the response is {response}, but {} is accepted",
            shown(Some(first))
        ),
    ))
}

/// Whether a media range, `application/*` for one, has a type in it (RFC 9110, section 12.5.1).
fn covers(range: &str, media_type: &str) -> bool {
    let range = without_parameters(range);
    match range.split_once('/') {
        Some(("*", "*")) => true,
        Some((kind, "*")) => {
            let of = media_type.split_once('/');
            of.is_some_and(|(of, _)| of.eq_ignore_ascii_case(kind))
        }
        _ => range.eq_ignore_ascii_case(without_parameters(media_type)),
    }
}

/// Whether a header names the type `expected`, whatever the parameters.
fn is_of(value: &HeaderValue, expected: &str) -> bool {
    let given = without_parameters(value.to_str().unwrap_or_default());
    given.eq_ignore_ascii_case(without_parameters(expected))
}

/// `text/plain` of `text/plain; charset=utf-8`.
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

fn refusal(status: StatusCode, code: &'static str, reason: String) -> Refusal {
    Refusal {
        code,
        status,
        error: DecodeError::new(reason),
    }
}
