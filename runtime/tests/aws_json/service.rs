//! The service's half: requests that it decodes, and responses that it encodes.

use bytes::Bytes;
use http::{Request, StatusCode};
use tinsmith::rt::codec::Limits;
use tinsmith::rt::operation::Unmodelled;
use tinsmith::rt::protocol::{AWS_JSON_1_0, AWS_JSON_1_1, Protocol, ServiceProtocol};
use tinsmith::rt::value::Field;

use crate::fixture::{LETTERS, NoSuchAddress, Nothing, PING, SEND, SendInput, SendOutput};

fn request(target: &str, body: &'static str) -> Request<Bytes> {
    let request = Request::post("/").header("x-amz-target", target);
    request.body(Bytes::from_static(body.as_bytes())).unwrap()
}

#[test]
fn a_request_is_routed_by_service_and_operation() {
    let routed = |target| {
        AWS_JSON_1_0
            .route(&LETTERS, &request(target, ""))
            .map(|it| it.id.name)
    };
    assert_eq!(routed("Letters_20240101.Ping"), Some("Ping"));
    assert_eq!(routed("Letters_20240101.Pong"), None);
    assert_eq!(routed("Other.Ping"), None);
    assert_eq!(routed("Ping"), None);
}

#[test]
fn a_request_may_have_no_body() {
    let mut input = Nothing::blank();
    let request = request("Letters_20240101.Ping", "");
    let decoded = AWS_JSON_1_0.decode_request(&PING, &request, &mut input, &Limits::default());
    assert!(decoded.is_ok());
}

#[test]
fn a_request_without_a_required_member_is_refused() {
    let mut input = SendInput::blank();
    let request = request("Letters_20240101.Send", "{}");
    let decoded = AWS_JSON_1_0.decode_request(&SEND, &request, &mut input, &Limits::default());
    assert_eq!(decoded.unwrap_err().error.path, "To");
}

#[test]
fn an_output_is_an_object() {
    let output = SendOutput { id: "1".to_owned() };
    let response = AWS_JSON_1_1
        .encode_output(&LETTERS, &SEND, &output)
        .unwrap();
    assert_eq!(
        response.headers()["content-type"],
        "application/x-amz-json-1.1"
    );
    assert_eq!(
        (response.status(), &response.body()[..]),
        (StatusCode::OK, &br#"{"Id":"1"}"#[..])
    );
}

#[test]
fn no_output_is_no_body() {
    let response = AWS_JSON_1_0
        .encode_output(&LETTERS, &PING, &Nothing {})
        .unwrap();
    assert!(response.body().is_empty());
    assert_eq!(
        response.headers()["content-type"],
        "application/x-amz-json-1.0"
    );
}

#[test]
fn an_error_is_named_with_its_namespace_in_version_1_0_only() {
    let error = NoSuchAddress {
        message: "No".to_owned(),
        address: None,
    };
    let response = AWS_JSON_1_0.encode_error(&LETTERS, &SEND, &error).unwrap();
    assert_eq!(response.status(), StatusCode::NOT_FOUND);
    assert_eq!(
        response.body(),
        r#"{"__type":"test.letters#NoSuchAddress","message":"No"}"#
    );
    let response = AWS_JSON_1_1.encode_error(&LETTERS, &SEND, &error).unwrap();
    assert_eq!(
        response.body(),
        r#"{"__type":"NoSuchAddress","message":"No"}"#
    );
}

#[test]
fn an_unmodelled_error_has_its_code_and_message() {
    let error = Unmodelled::new("AccessDenied").with_message("No");
    let response = AWS_JSON_1_0.encode_unmodelled(&error, StatusCode::FORBIDDEN);
    assert_eq!(response.status(), StatusCode::FORBIDDEN);
    let failure = AWS_JSON_1_0.identify_error(&SEND, &response);
    assert_eq!(
        (failure.code.as_str(), failure.message.as_deref()),
        ("AccessDenied", Some("No"))
    );
}
