//! Errors: identified, decoded and encoded, wrapped and unwrapped.

use bytes::Bytes;
use http::{Response, StatusCode};
use tinsmith::rt::codec::Limits;
use tinsmith::rt::operation::Unmodelled;
use tinsmith::rt::protocol::{
    ErrorIdentity, Protocol, REST_XML, REST_XML_UNWRAPPED, ServiceProtocol,
};
use tinsmith::rt::value::Field;

use crate::fixture::{Broken, NoBox, POST, SERVICE, UNWRAPPED};

fn response(body: &'static str) -> Response<Bytes> {
    let mut response = Response::new(Bytes::from_static(body.as_bytes()));
    *response.status_mut() = StatusCode::NOT_FOUND;
    response
}

fn identify(body: &'static str) -> ErrorIdentity {
    REST_XML.identify_error(&POST, &response(body))
}

fn no_box() -> NoBox {
    NoBox {
        message: "gone".to_owned(),
        number: Some(4),
        retry: Some(9),
    }
}

const WRAPPED: &str = "<?xml version='1.0'?>\n<ErrorResponse xmlns='urn:x'>\n <Error>\n  <Type>Sender</Type>\
    <Code>NoBox</Code><Message>gone</Message><Number>4</Number></Error><RequestId>r-1</RequestId></ErrorResponse>";
const ALONE: &str = "<Error><Code>NoBox</Code><Message>gone</Message><Number>4</Number>\
    <RequestId>r-1</RequestId><HostId>h</HostId></Error>";
const EC2: &str = "<Response><Errors><Error><Code>NoBox</Code><Message>gone</Message><Number>4</Number>\
    </Error></Errors><RequestID>r-1</RequestID></Response>";

#[test]
fn errors_are_read_in_any_wrapping() {
    for body in [WRAPPED, ALONE, EC2] {
        let mut response = response(body);
        response.headers_mut().insert("x-retry", 9.into());
        let failure = REST_XML.identify_error(&POST, &response);
        assert_eq!(failure.code, "NoBox", "{body}");
        assert_eq!(failure.message.as_deref(), Some("gone"), "{body}");
        assert_eq!(failure.index, Some(1), "{body}");
        assert_eq!(
            REST_XML.request_id(&response).as_deref(),
            Some("r-1"),
            "{body}"
        );
        let mut read = NoBox::blank();
        let decoded = REST_XML.decode_error(&POST, &response, &mut read, &Limits::default());
        assert!(decoded.unwrap().corrected.is_empty(), "{body}");
        assert_eq!(read, no_box(), "{body}");
    }
}

#[test]
fn an_unknown_code_is_an_unmodelled_error() {
    let failure = identify("<Error><Code>Other</Code><Message>m &lt;</Message></Error>");
    assert_eq!(failure.code, "Other");
    assert_eq!(failure.message.as_deref(), Some("m <"));
    assert_eq!(failure.index, None);
}

#[test]
fn an_error_without_a_body_is_named_after_its_status() {
    let failure = identify("");
    assert_eq!(failure.code, "NotFound");
    assert_eq!(failure.index, None);
}

#[test]
fn garbage_has_no_code() {
    let bodies = [
        "no xml",
        "{\"code\":\"NoBox\"}",
        "<html><body><h1>503</h1><Code>NoBox</Code></body></html>",
        "<Error><Other><Code>NoBox</Code></Other></Error>",
        "<!DOCTYPE a [<!ENTITY b \"NoBox\">]><Error><Code>&b;</Code></Error>",
        "<Error><Code>&b;</Code></Error>",
        "<Error><Code><Code>NoBox</Code></Code></Error>",
    ];
    for body in bodies {
        assert_eq!(identify(body).code, "", "{body}");
        assert_eq!(identify(body).index, None, "{body}");
    }
    let not_text = Response::new(Bytes::from_static(b"<Error><Code>\xFF</Code></Error>"));
    assert_eq!(REST_XML.identify_error(&POST, &not_text).code, "");
}

#[test]
fn a_truncated_error_keeps_its_code() {
    assert_eq!(
        identify("<ErrorResponse><Error><Code>NoBox</Code><Mess").index,
        Some(1)
    );
}

#[test]
fn errors_are_wrapped_by_default() {
    let expected = "<ErrorResponse><Error><Type>Sender</Type><Code>NoBox</Code>\
         <message>gone</message><Number>4</Number></Error></ErrorResponse>";
    let response = REST_XML.encode_error(&SERVICE, &POST, &no_box()).unwrap();
    assert_eq!(response.status(), 404);
    assert_eq!(response.headers()["x-retry"], "9");
    assert_eq!(response.headers()["content-type"], "application/xml");
    assert_eq!(response.body(), expected.as_bytes());

    let response = REST_XML_UNWRAPPED
        .encode_error(&UNWRAPPED, &POST, &Broken {})
        .unwrap();
    assert_eq!(response.status(), 500);
    let expected = "<Error><Type>Receiver</Type><Code>Broken</Code></Error>";
    assert_eq!(response.body(), expected.as_bytes());
}

#[test]
fn unmodelled_errors_are_read_back() {
    let error = Unmodelled::new("<Odd>").with_message("it & that");
    for protocol in [REST_XML, REST_XML_UNWRAPPED] {
        let response = protocol.encode_unmodelled(&error, StatusCode::BAD_GATEWAY);
        assert_eq!(response.status(), 502);
        let failure = protocol.identify_error(&POST, &response);
        assert_eq!(failure.code, error.code);
        assert_eq!(failure.message, error.message);
    }
}
