//! Messages against what a case says of them, and the messages that it gives.

use bytes::Bytes;
use http::header::CONTENT_LENGTH;
use http::request::Builder;
use http::{HeaderMap, Method, Request, Response};

use super::body;
use super::case::Case;

/// The host of cases that name none.
const HOST: &str = "example.com";

/// Where the client of a case sends to: host, perhaps with a path.
pub(super) fn host(case: &Case) -> &str {
    case.text("host").unwrap_or(HOST)
}

/// Compares a request as the client sent it.
pub(super) fn request(case: &Case, found: &Request<Bytes>) -> Result<(), String> {
    let uri = found.uri();
    same("method", case.text("method"), found.method().as_str())?;
    same("uri", case.text("uri"), uri.path())?;
    let host = host(case);
    let host = host.split_once('/').map_or(host, |(host, _)| host);
    let resolved = case.text("resolvedHost").unwrap_or(host);
    let authority = uri.authority().map_or("", |it| it.as_str());
    same("host", Some(resolved), authority)?;
    query(case, uri.query().unwrap_or_default())?;
    let mut sent = found.headers().clone();
    // What an HTTP client adds to a body of known length (RFC 9110, section 8.6).
    let has_content = [Method::POST, Method::PUT, Method::PATCH].contains(found.method());
    if has_content || !found.body().is_empty() {
        sent.entry(CONTENT_LENGTH)
            .or_insert(found.body().len().into());
    }
    headers(case, &sent)?;
    content(case, found.body())
}

/// Compares a response as the service sent it.
pub(super) fn response(case: &Case, found: &Response<Bytes>) -> Result<(), String> {
    let code = case.test["code"].to_string();
    same("status", Some(&code), found.status().as_str())?;
    let mut sent = found.headers().clone();
    sent.entry(CONTENT_LENGTH)
        .or_insert(found.body().len().into());
    headers(case, &sent)?;
    content(case, found.body())
}

/// The request that a case gives; what it leaves open is as in `usual`.
pub(super) fn given_request(case: &Case, usual: Request<Bytes>) -> Result<Request<Bytes>, String> {
    let fault = |error: http::Error| format!("the case's own request: {error}");
    let (mut parts, mut body) = usual.into_parts();
    let pairs = case.texts("queryParams").collect::<Vec<_>>().join("&");
    let query = match parts.uri.query() {
        Some(query) if pairs.is_empty() => query,
        _ => &pairs,
    };
    let separator = if query.is_empty() { "" } else { "?" };
    let path = case.text("uri").unwrap_or_else(|| parts.uri.path());
    let given = Request::builder().uri(format!("{path}{separator}{query}"));
    let given = case.text("method").into_iter().fold(given, Builder::method);
    let given = case
        .headers()
        .fold(given, |given, (name, value)| given.header(name, value));
    let given = given.body(()).map_err(fault)?;
    parts.uri = given.uri().clone();
    parts.method = given.method().clone();
    parts.headers.extend(given.into_parts().0.headers);
    if let Some(text) = case.text("body") {
        body = Bytes::from(text.to_owned());
    }
    Ok(Request::from_parts(parts, body))
}

/// The response that a case gives.
pub(super) fn given_response(case: &Case) -> Result<Response<Bytes>, String> {
    let code = case.test["code"]
        .as_u64()
        .and_then(|code| u16::try_from(code).ok());
    let mut response = Response::builder().status(code.unwrap_or(200));
    for (name, value) in case.headers() {
        response = response.header(name, value);
    }
    let body = case.text("body").unwrap_or_default().to_owned();
    response
        .body(Bytes::from(body))
        .map_err(|error| format!("the case's own response: {error}"))
}

fn same(what: &str, expected: Option<&str>, found: &str) -> Result<(), String> {
    match expected {
        Some(expected) if expected != found => {
            Err(format!("{what}: expected `{expected}`, found `{found}`"))
        }
        _ => Ok(()),
    }
}

fn query(case: &Case, query: &str) -> Result<(), String> {
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

fn headers(case: &Case, found: &HeaderMap) -> Result<(), String> {
    for (name, value) in case.headers() {
        let values = found
            .get_all(name)
            .iter()
            .map(|it| String::from_utf8_lossy(it.as_bytes()));
        let joined = values.collect::<Vec<_>>().join(", ");
        if !found.contains_key(name) {
            return Err(format!("header {name}: expected `{value}`, found none"));
        }
        same(&format!("header {name}"), Some(value), &joined)?;
    }
    for name in case.texts("requireHeaders") {
        if !found.contains_key(name) {
            return Err(format!("header {name}: expected one, found none"));
        }
    }
    for name in case.texts("forbidHeaders") {
        if let Some(value) = found.get(name) {
            return Err(format!("header {name}: expected none, found {value:?}"));
        }
    }
    Ok(())
}

/// A case without a body says nothing about it.
fn content(case: &Case, found: &[u8]) -> Result<(), String> {
    match case.text("body") {
        Some(expected) => body::compare(expected, found, case.text("bodyMediaType")),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::case::{Kind, Side};
    use super::*;

    fn case(test: Value) -> Case {
        Case {
            service: String::new(),
            operation: String::new(),
            protocol: String::new(),
            error: None,
            kind: Kind::Request,
            side: Side::Client,
            test,
        }
    }

    /// What a request like no other differs in from a case with this property.
    fn fault(property: &str, value: Value) -> Option<String> {
        let sent = Request::builder()
            .method("PUT")
            .uri("https://a.example.com/p?x=1&y&x=2")
            .header("x-list", "1")
            .header("x-list", "2")
            .body(Bytes::from_static(b"{}"));
        let mut test = json!({"resolvedHost": "a.example.com"});
        test[property] = value;
        request(&case(test), &sent.expect("a request")).err()
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
            ("headers", json!({"X-List": "1, 2", "content-length": "2"})),
            ("requireHeaders", json!(["X-List"])),
            ("forbidHeaders", json!(["X-Other"])),
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
            ("headers", json!({"X-List": "1"})),
            ("headers", json!({"X-Other": ""})),
            ("requireHeaders", json!(["X-Other"])),
            ("forbidHeaders", json!(["X-List"])),
            ("body", json!("")),
        ] {
            assert!(fault(property, value).is_some(), "{property}");
        }
    }

    #[test]
    fn what_a_case_leaves_open_is_as_usual() {
        let usual = Request::builder().uri("/usual?a=1").header("x-a", "usual");
        let usual = usual.header("x-b", "usual").body(Bytes::from("usual"));
        let given = json!({"uri": "/given", "method": "PUT", "headers": {"x-a": "given"}});
        let request = given_request(&case(given), usual.expect("a request")).expect("a request");
        assert_eq!(request.uri(), "/given?a=1");
        assert_eq!(request.method(), "PUT");
        assert_eq!(request.headers()["x-a"], "given");
        assert_eq!(request.headers()["x-b"], "usual");
        assert_eq!(request.body(), "usual");
    }
}
