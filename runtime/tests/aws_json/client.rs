//! The client's half: requests that it encodes, and responses that it decodes.

use bytes::Bytes;
use http::Response;
use tinsmith::rt::codec::Limits;
use tinsmith::rt::protocol::{
    AWS_JSON_1_0, AWS_JSON_1_0_QUERY_COMPATIBLE, AWS_JSON_1_1, ErrorIdentity, Protocol,
    ServiceProtocol,
};
use tinsmith::rt::value::Field;

use crate::fixture::{LETTERS, NoSuchAddress, Nothing, PING, SEND, SendOutput, send_input};

fn response(status: u16, headers: &[(&str, &str)], body: &str) -> Response<Bytes> {
    let mut response = Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    response
        .body(Bytes::copy_from_slice(body.as_bytes()))
        .unwrap()
}

fn identify(headers: &[(&str, &str)], body: &str) -> ErrorIdentity {
    AWS_JSON_1_0.identify_error(&SEND, &response(400, headers, body))
}

fn decode_error(body: &str) -> (NoSuchAddress, Vec<String>) {
    let mut error = NoSuchAddress::blank();
    let response = response(404, &[], body);
    let decoded = AWS_JSON_1_0.decode_error(&SEND, &response, &mut error, &Limits::default());
    (error, decoded.unwrap().corrected)
}

#[test]
fn a_request_names_its_operation_in_a_header() {
    let request = AWS_JSON_1_0
        .encode_request(&LETTERS, &SEND, &send_input("a"))
        .unwrap();
    assert_eq!(
        (request.method().as_str(), request.uri().path()),
        ("POST", "/")
    );
    assert_eq!(request.headers()["x-amz-target"], "Letters_20240101.Send");
    assert_eq!(
        request.headers()["content-type"],
        "application/x-amz-json-1.0"
    );
    assert_eq!(request.headers().get("x-amzn-query-mode"), None);
    assert_eq!(request.body(), r#"{"To":"a"}"#);
}

#[test]
fn version_1_1_has_its_own_content_type() {
    let request = AWS_JSON_1_1
        .encode_request(&LETTERS, &SEND, &send_input("a"))
        .unwrap();
    assert_eq!(
        request.headers()["content-type"],
        "application/x-amz-json-1.1"
    );
}

#[test]
fn a_request_without_input_is_an_empty_object() {
    let request = AWS_JSON_1_0
        .encode_request(&LETTERS, &PING, &Nothing {})
        .unwrap();
    assert_eq!(request.body(), "{}");
}

#[test]
fn a_request_to_a_query_compatible_service_is_marked() {
    let protocol = &AWS_JSON_1_0_QUERY_COMPATIBLE;
    let request = protocol
        .encode_request(&LETTERS, &PING, &Nothing {})
        .unwrap();
    assert_eq!(request.headers()["x-amzn-query-mode"], "true");
}

#[test]
fn an_output_may_have_no_body() {
    let mut output = SendOutput::blank();
    let empty = response(200, &[], "");
    let decoded = AWS_JSON_1_0.decode_output(&SEND, &empty, &mut output, &Limits::default());
    assert_eq!(decoded.unwrap().corrected, ["Id"]);
}

#[test]
fn every_status_but_successes_is_an_error() {
    for (status, failed) in [
        (200, false),
        (204, false),
        (301, true),
        (400, true),
        (500, true),
    ] {
        assert_eq!(
            AWS_JSON_1_0.is_error(&response(status, &[], "")),
            failed,
            "{status}"
        );
    }
}

#[test]
fn an_error_is_named_in_a_header_or_in_the_body() {
    let uri = "NoSuchAddress:http://internal.amazon.com/coral/com.amazon.coral.validate/";
    let id_with_uri = format!("other.ns#{uri}");
    for name in [
        "NoSuchAddress",
        uri,
        "test.letters#NoSuchAddress",
        &id_with_uri,
    ] {
        for failure in [
            identify(&[("X-Amzn-Errortype", name)], ""),
            identify(&[], &format!(r#"{{"__type":"{name}"}}"#)),
            identify(&[], &format!(r#"{{"code":"{name}"}}"#)),
        ] {
            assert_eq!(
                (failure.code.as_str(), failure.index),
                ("NoSuchAddress", Some(0))
            );
        }
    }
}

#[test]
fn nested_types_do_not_name_the_error() {
    let failure = identify(&[], r#"{"__type":"A","Details":[{"__type":"B"}],"code":4}"#);
    assert_eq!((failure.code.as_str(), failure.index), ("A", None));
}

#[test]
fn a_message_is_found_under_any_of_its_names() {
    for name in ["message", "Message", "errorMessage"] {
        let failure = identify(&[], &format!(r#"{{"__type":"A","{name}":"Hi"}}"#));
        assert_eq!(failure.message.as_deref(), Some("Hi"), "{name}");
    }
}

#[test]
fn an_error_name_is_read_even_before_garbage() {
    for body in [
        r#"{"__type":"A""#,
        r#"{"__type":"A","Limit":1e400}"#,
        r#"{"Limit":1e400,"__type":"A"}"#,
    ] {
        assert_eq!(identify(&[], body).code, "A", "{body}");
    }
}

#[test]
fn garbage_has_no_name() {
    for body in ["", "<html>", "[]", "null", r#"{"__type":1}"#, "\u{0}"] {
        let failure = identify(&[], body);
        assert_eq!(
            (failure.code.as_str(), failure.index),
            ("", None),
            "{body:?}"
        );
    }
}

#[test]
fn a_query_compatible_service_gives_the_code_in_a_header() {
    let headers = [("x-amzn-query-error", "Custom;Sender")];
    let response = response(400, &headers, r#"{"__type":"test.letters#NoSuchAddress"}"#);
    let failure = AWS_JSON_1_0_QUERY_COMPATIBLE.identify_error(&SEND, &response);
    assert_eq!((failure.code.as_str(), failure.index), ("Custom", Some(0)));
    assert_eq!(
        AWS_JSON_1_0.identify_error(&SEND, &response).code,
        "NoSuchAddress"
    );
}

#[test]
fn only_a_query_compatible_service_sends_the_code_in_a_header() {
    let error = NoSuchAddress::blank();
    let header = |protocol: &dyn ServiceProtocol| {
        let response = protocol.encode_error(&LETTERS, &SEND, &error).unwrap();
        response.headers().get("x-amzn-query-error").cloned()
    };
    assert_eq!(
        header(&AWS_JSON_1_0_QUERY_COMPATIBLE).unwrap(),
        "Letters.NoAddress;Sender"
    );
    assert_eq!(header(&AWS_JSON_1_0), None);
}

#[test]
fn the_members_of_an_error_are_read() {
    let (error, corrected) = decode_error(r#"{"__type":"X","message":"No","Address":"a"}"#);
    assert_eq!(
        (error.message.as_str(), error.address.as_deref()),
        ("No", Some("a"))
    );
    assert!(corrected.is_empty());
}

#[test]
fn the_message_of_an_error_is_read_under_any_of_its_names() {
    let (error, corrected) = decode_error(r#"{"Message":"No"}"#);
    assert_eq!(error.message, "No");
    assert!(corrected.is_empty());
}

#[test]
fn an_error_may_have_no_body() {
    let (error, corrected) = decode_error("");
    assert_eq!(
        (error.message.as_str(), corrected),
        ("", vec!["message".to_owned()])
    );
}
