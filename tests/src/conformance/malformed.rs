//! Requests that a service must refuse (`smithy.test#httpMalformedRequestTests`).

use bytes::Bytes;
use http::Response;
use regex_lite::Regex;
use serde_json::Value;
use tinsmith::rt::operation::Operation;
use tinsmith::rt::value::Field;

use super::case::Case;
use super::message::Message;
use super::server::{serve, spell};
use super::{body, headers};

/// Runs a case of `O` against the fake service.
pub(super) fn check<O: Operation>(case: &Case) -> Result<(), String> {
    let request = case.message().request()?;
    match serve::<O, _>(&request, |input| (format!("{input:?}"), O::Output::blank())) {
        (Some(input), _) => Err(format!("expected a refusal, found the input {input}")),
        (None, response) => refusal(&case.test["response"], &response)
            .map_err(|fault| format!("{fault}; the response is {}", spell(&response))),
    }
}

/// Compares a response with what is expected of a refusal.
fn refusal(expected: &Value, found: &Response<Bytes>) -> Result<(), String> {
    let status = found.status().as_u16();
    if expected["code"] != status {
        return Err(format!(
            "status: expected {}, found {status}",
            expected["code"]
        ));
    }
    headers::compare(Message(expected), found.headers(), &[])?;
    let (body, assertion) = (&expected["body"], &expected["body"]["assertion"]);
    let media_type = body["mediaType"].as_str();
    match (
        assertion["contents"].as_str(),
        assertion["messageRegex"].as_str(),
    ) {
        (Some(contents), _) => body::compare(contents.as_bytes(), found.body(), media_type, &[]),
        (None, Some(pattern)) => message(pattern, found.body()),
        (None, None) => Ok(()),
    }
}

/// Compares the field `message` of a JSON body.
fn message(pattern: &str, body: &[u8]) -> Result<(), String> {
    let pattern = Regex::new(pattern).map_err(|error| format!("the case's pattern: {error}"))?;
    let body: Value = serde_json::from_slice(body).unwrap_or_default();
    let message = body["message"].as_str().or(body["Message"].as_str());
    match message {
        Some(message) if pattern.is_match(message) => Ok(()),
        _ => Err(format!("message: expected `{pattern}`, found {message:?}")),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn assert_refusal(expected: &Value, as_expected: bool) {
        let response = Response::builder()
            .status(400)
            .header("x-amzn-errortype", "A");
        let response = response.body(Bytes::from_static(br#"{"message":"no 1"}"#));
        let compared = refusal(expected, &response.expect("a response"));
        assert_eq!(compared.is_ok(), as_expected, "{expected}: {compared:?}");
    }

    #[test]
    fn status_headers_and_body_count() {
        let json =
            |assertion: Value| json!({"mediaType": "application/json", "assertion": assertion});
        for (property, value, as_expected) in [
            ("code", json!(400), true),
            ("code", json!(415), false),
            ("headers", json!({"X-Amzn-ErrorType": "A"}), true),
            ("headers", json!({"X-Amzn-ErrorType": "B"}), false),
            (
                "body",
                json(json!({"contents": r#"{ "message": "no 1" }"#})),
                true,
            ),
            ("body", json(json!({"contents": "{}"})), false),
            ("body", json(json!({"messageRegex": "no [0-9]$"})), true),
            ("body", json(json!({"messageRegex": "yes"})), false),
        ] {
            let mut expected = json!({"code": 400});
            expected[property] = value;
            assert_refusal(&expected, as_expected);
        }
    }
}
