//! Responses that a client cannot decode, and errors that it can only identify.

use bytes::Bytes;
use http::Response;
use tinsmith::rt::codec::Limits;
use tinsmith::rt::protocol::{Protocol, REST_JSON_1};
use tinsmith::rt::value::Field;

use crate::fixture::{NoShelf, PUT, PutOutput};

fn response(headers: &[(&str, &[u8])], body: &[u8]) -> Response<Bytes> {
    let mut response = Response::builder();
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    response.body(Bytes::copy_from_slice(body)).unwrap()
}

#[test]
fn an_invalid_output_is_an_error_with_its_path() {
    let cases: &[(&[u8], &str)] = &[
        (b"<html>", "expected an object, found '<' (byte 0)"),
        (
            b"{\"count\":",
            "expected a number, found the end of the data at count (byte 9)",
        ),
        (
            b"{\"count\":\"1\"}",
            "expected a number, found a string at count (byte 9)",
        ),
        (
            b"{\"count\":1e400}",
            "1e400 is out of the range of an integer (-2147483648 to 2147483647) at count (byte 14)",
        ),
        (b"\xff", "invalid UTF-8 (byte 0)"),
    ];
    for (body, expected) in cases {
        let mut output = PutOutput::blank();
        let response = response(&[("etag", b"t")], body);
        let decoded = REST_JSON_1.decode_output(&PUT, &response, &mut output, &Limits::default());
        assert_eq!(decoded.unwrap_err().to_string(), *expected);
    }
}

#[test]
fn a_bad_header_of_an_error_is_an_error() {
    let mut error = NoShelf::blank();
    let response = response(&[("x-retry", b"soon")], br#"{"message":"m"}"#);
    let decoded = REST_JSON_1.decode_error(&PUT, &response, &mut error, &Limits::default());
    assert_eq!(
        decoded.unwrap_err().to_string(),
        "expected an integer (-2147483648 to 2147483647), found \"soon\" at retry"
    );
}

#[test]
fn garbage_has_no_name() {
    let deep = b"[".repeat(10_000);
    for body in [
        b"".as_slice(),
        b"<html>",
        b"[]",
        b"null",
        b"{\"code\":1}",
        b"\xff",
        &deep,
    ] {
        let failure = REST_JSON_1.identify_error(&PUT, &response(&[], body));
        assert_eq!((failure.code.as_str(), failure.index), ("", None));
    }
}

#[test]
fn an_unknown_error_keeps_its_name() {
    let failure =
        REST_JSON_1.identify_error(&PUT, &response(&[("x-amzn-errortype", b"a#New:x")], b""));
    assert_eq!((failure.code.as_str(), failure.index), ("New", None));
}
