//! Messages against what a case says of them.

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, Request, Response};

use super::message::{Message, essence};
use super::{body, headers};

/// Compares a request as the client sent it.
pub(super) fn request(case: Message<'_>, found: &Request<Bytes>) -> Result<(), String> {
    let uri = found.uri();
    same("method", case.text("method"), found.method().as_str())?;
    same("uri", case.text("uri"), uri.path())?;
    let resolved = case.text("resolvedHost").unwrap_or(case.host_and_path().0);
    let authority = uri.authority().map_or("", |it| it.as_str());
    same("host", Some(resolved), authority)?;
    query(case, uri.query().unwrap_or_default())?;
    headers::compare(case, found.headers(), &[])?;
    content(case, found.headers(), found.body(), &[])
}

/// Compares a response as the service sent it. The headers and XML elements `made_up` are for
/// the service to choose.
pub(super) fn response(
    case: Message<'_>,
    found: &Response<Bytes>,
    made_up: &[&str],
) -> Result<(), String> {
    let code = case.0["code"].to_string();
    same("status", Some(&code), found.status().as_str())?;
    headers::compare(case, found.headers(), made_up)?;
    content(case, found.headers(), found.body(), made_up)
}

/// Compares a body. What a case says not even by a header is what the message itself says.
fn content(
    case: Message<'_>,
    headers: &HeaderMap,
    found: &[u8],
    made_up: &[&str],
) -> Result<(), String> {
    let Some(expected) = case.body()? else {
        return Ok(());
    };
    let header = headers.get(CONTENT_TYPE).and_then(|it| it.to_str().ok());
    let media_type = case.media_type().or(header.map(essence));
    body::compare(&expected, found, media_type, made_up)
}

fn same(what: &str, expected: Option<&str>, found: &str) -> Result<(), String> {
    match expected {
        Some(expected) if expected != found => {
            Err(format!("{what}: expected `{expected}`, found `{found}`"))
        }
        _ => Ok(()),
    }
}

fn query(case: Message<'_>, query: &str) -> Result<(), String> {
    let mut found: Vec<&str> = query.split('&').collect();
    let names: Vec<&str> = found.iter().map(|pair| name_of(pair)).collect();
    for pair in case.texts("queryParams") {
        let at = found.iter().position(|it| *it == pair);
        let at = at.ok_or_else(|| format!("query: expected `{pair}`, found `{query}`"))?;
        found.swap_remove(at);
    }
    for name in case.texts("requireQueryParams") {
        if !names.contains(&name) {
            return Err(format!("query: expected `{name}`, found `{query}`"));
        }
    }
    for name in case.texts("forbidQueryParams") {
        if names.contains(&name) {
            return Err(format!("query: expected no `{name}`, found `{query}`"));
        }
    }
    Ok(())
}

fn name_of(pair: &str) -> &str {
    pair.split_once('=').map_or(pair, |(name, _)| name)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    /// What a request like no other differs in from a case with this property.
    fn fault(property: &str, value: Value) -> Option<String> {
        let sent = Request::builder()
            .method("PUT")
            .uri("https://a.example.com/p?x=1&y&x=2")
            .header("x-list", "1")
            .body(Bytes::from_static(b"{}"));
        let mut test = json!({"resolvedHost": "a.example.com"});
        test[property] = value;
        request(Message(&test), &sent.expect("a request")).err()
    }

    #[test]
    fn a_request_that_is_as_expected_has_no_fault() {
        for (property, value) in [
            ("method", json!("PUT")),
            ("uri", json!("/p")),
            ("resolvedHost", json!("a.example.com")),
            ("queryParams", json!(["x=2", "y", "x=1"])),
            ("requireQueryParams", json!(["y"])),
            ("forbidQueryParams", json!(["z"])),
            ("headers", json!({"X-List": "1"})),
            ("body", json!("{}")),
        ] {
            assert_eq!(fault(property, value), None, "{property}");
        }
    }

    #[test]
    fn every_property_of_a_case_counts() {
        for (property, value) in [
            ("method", json!("POST")),
            ("uri", json!("/")),
            ("resolvedHost", json!("example.com")),
            ("queryParams", json!(["x=1", "x=1"])),
            ("requireQueryParams", json!(["z"])),
            ("forbidQueryParams", json!(["y"])),
            ("headers", json!({"X-Other": ""})),
            ("body", json!("")),
        ] {
            assert!(fault(property, value).is_some(), "{property}");
        }
    }
}
