//! Finds the operation of a request, and the labels of its path (Smithy 2.0, "Specificity
//! routing").

use bytes::Bytes;
use http::{Request, StatusCode};

use super::query::Query;
use crate::codec::DecodeError;
use crate::model::operation::{Http, OperationSchema, PathPart, ServiceSchema};
use crate::protocol::Rejection;

/// The operation with the most specific pattern among the matching ones.
pub(in crate::protocol) fn route(
    service: &ServiceSchema,
    request: &Request<Bytes>,
) -> Option<&'static OperationSchema> {
    let query = Query::parse(request.uri().query().unwrap_or_default()).unwrap_or_default();
    let operations = service.operations.iter().copied();
    let matching = operations.filter_map(|operation| {
        let http = operation.http?;
        let matched = http.method == request.method().as_str()
            && labels(http.path, request.uri().path()).is_some()
            && http
                .query
                .iter()
                .all(|(name, value)| query.has(name, *value));
        matched.then(|| (rank(http), operation))
    });
    let best = matching.reduce(|best, next| if next.0 > best.0 { next } else { best });
    best.map(|(_, operation)| operation)
}

/// Explains why no operation matches: unknown path, or wrong method for a known path.
pub(in crate::protocol) fn refuse_unrouted(
    service: &ServiceSchema,
    request: &Request<Bytes>,
) -> Rejection {
    let (path, method) = (request.uri().path(), request.method());
    let mut patterns = service.operations.iter().filter_map(|it| it.http);
    let has_path =
        patterns.any(|it| it.method != method.as_str() && labels(it.path, path).is_some());
    let (status, code, reason) = if has_path {
        (
            StatusCode::METHOD_NOT_ALLOWED,
            "MethodNotAllowedException",
            "method",
        )
    } else {
        (StatusCode::NOT_FOUND, "UnknownOperationException", "path")
    };
    Rejection {
        code,
        status,
        error: DecodeError::new(format!("no operation matches the {reason} of the request")),
    }
}

/// The specificity of a pattern: its segments, then the number of required query parameters.
fn rank(http: &Http) -> (Vec<Segment>, usize) {
    let mut segments = Vec::new();
    for part in http.path {
        match part {
            PathPart::Text(text) => {
                let literals = text.split('/').filter(|segment| !segment.is_empty());
                segments.extend(literals.map(|_| Segment::Literal));
            }
            PathPart::Label(_) => segments.push(Segment::Label),
            PathPart::Greedy(_) | PathPart::Key(_) => segments.push(Segment::Greedy),
        }
    }
    (segments, http.query.len())
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Segment {
    Greedy,
    Label,
    Literal,
}

/// The escaped values of a pattern's labels in `path`, with the index of their members; `None` if
/// the pattern does not match.
pub(super) fn labels<'p>(pattern: &[PathPart], path: &'p str) -> Option<Vec<(usize, &'p str)>> {
    let mut found = Vec::new();
    capture(pattern, path, &mut found).then_some(found)
}

fn capture<'p>(pattern: &[PathPart], path: &'p str, found: &mut Vec<(usize, &'p str)>) -> bool {
    match pattern {
        [] => matches!(path, "" | "/"),
        [PathPart::Text(text)] => without_slash(text) == without_slash(path),
        [PathPart::Text(text), rest @ ..] => {
            let after = path.strip_prefix(text);
            after.is_some_and(|after| capture(rest, after, found))
        }
        [PathPart::Label(index), rest @ ..] => {
            let (segment, after) = path.split_at(path.find('/').unwrap_or(path.len()));
            found.push((*index, segment));
            !segment.is_empty() && capture(rest, after, found)
        }
        [PathPart::Greedy(index) | PathPart::Key(index)] => {
            found.push((*index, without_slash(path)));
            !without_slash(path).is_empty()
        }
        [PathPart::Greedy(index) | PathPart::Key(index), rest @ ..] => {
            let before = found.len();
            // Tries the longest match first.
            path.rmatch_indices('/').any(|(end, _)| {
                let (segments, after) = path.split_at(end);
                found.truncate(before);
                found.push((*index, segments));
                !segments.is_empty() && capture(rest, after, found)
            })
        }
    }
}

/// The path without a slash at the end, which is always optional.
fn without_slash(path: &str) -> &str {
    path.strip_suffix('/').unwrap_or(path)
}
