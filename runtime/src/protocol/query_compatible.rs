//! `aws.protocols#awsQueryCompatible`: services that used `awsQuery` before and must keep its
//! error codes (AWS protocols, "awsQueryCompatible trait").

use http::{HeaderMap, HeaderName, HeaderValue};

const MODE: HeaderName = HeaderName::from_static("x-amzn-query-mode");
const ERROR: HeaderName = HeaderName::from_static("x-amzn-query-error");

/// Marks a request, to ask for the codes of `awsQuery`.
pub(super) fn mark(headers: &mut HeaderMap) {
    headers.insert(MODE, HeaderValue::from_static("true"));
}

/// The error code in a response, from the header value `Code;Fault`.
pub(super) fn code(headers: &HeaderMap) -> Option<&str> {
    let (code, _fault) = headers.get(ERROR)?.to_str().ok()?.split_once(';')?;
    (!code.is_empty()).then_some(code)
}

/// Adds the code of an error to a response, if the error has its own code in `awsQuery`.
#[cfg(feature = "fake")]
pub(super) fn name_error(headers: &mut HeaderMap, error: &crate::model::schema::Schema) {
    use crate::model::schema::{Fault, Trait};

    let code = error.traits.iter().find_map(|it| match it {
        Trait::QueryError { code, .. } => Some(*code),
        _ => None,
    });
    let fault = error.fault().unwrap_or(Fault::Client).party();
    let value = code.and_then(|code| HeaderValue::try_from(format!("{code};{fault}")).ok());
    if let Some(value) = value {
        headers.insert(ERROR, value);
    }
}
