//! `aws.protocols#awsQueryCompatible`: services that spoke `awsQuery` before and whose error
//! codes must stay what they were (AWS protocols, "awsQueryCompatible trait").

use http::{HeaderMap, HeaderName, HeaderValue};

const MODE: HeaderName = HeaderName::from_static("x-amzn-query-mode");
const ERROR: HeaderName = HeaderName::from_static("x-amzn-query-error");

/// Says in a request that the codes are wanted.
pub(super) fn mark(headers: &mut HeaderMap) {
    headers.insert(MODE, HeaderValue::from_static("true"));
}

/// The error's code in a response, which has it as `Code;Fault`.
pub(super) fn code(headers: &HeaderMap) -> Option<&str> {
    let (code, _fault) = headers.get(ERROR)?.to_str().ok()?.split_once(';')?;
    (!code.is_empty()).then_some(code)
}

/// Gives the code of an error in a response, if it had another under `awsQuery`.
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
