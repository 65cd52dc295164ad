//! Invalid requests and responses.

use http::StatusCode;
use tinsmith::rt::codec::Limits;
use tinsmith::rt::protocol::{Protocol, RPC_V2_CBOR, RPC_V2_JSON, RpcV2, ServiceProtocol};
use tinsmith::rt::value::Field;

use crate::fixture::{
    CBOR, CBOR_BODY, CHAT, NoSuchAddress, SEND, SendInput, SendOutput, request, response,
};

const PATH: &str = "/service/Letters/operation/Send";
const JSON: (&str, &str) = ("smithy-protocol", "rpc-v2-json");
const JSON_BODY: (&str, &str) = ("content-type", "application/json");

fn refusal(protocol: &RpcV2, headers: &[(&str, &str)], body: &[u8]) -> (u16, String) {
    let request = request(PATH, headers, body);
    let mut input = SendInput::blank();
    let decoded = protocol.decode_request(&SEND, &request, &mut input, &Limits::default());
    let refusal = decoded.unwrap_err();
    (refusal.status.as_u16(), refusal.error.to_string())
}

#[test]
fn a_body_that_cannot_be_read_is_refused() {
    let deep = [b"\xa1\x61x".as_slice(), &[0x81; 200]].concat();
    for (body, expected) in [
        (&b""[..], "a required member is missing at to (byte 1)"),
        (b"\xa0", "a required member is missing at to (byte 1)"),
        (
            b"\xa1\x62to\xf6",
            "a required member is missing at to (byte 5)",
        ),
        (
            b"\xa1\x62to\x01",
            "expected a text, found an integer at to (byte 4)",
        ),
        (
            b"\xa1\x62to\x61",
            "a length of 1, but the data has only 0 more bytes at to (byte 4)",
        ),
        (b"\xa1\x62to\x61\xff", "invalid UTF-8 at to (byte 5)"),
        (b"\xbf\x62to\x61a", "the data ends within a value (byte 4)"),
        (
            b"\xbb\xff\xff\xff\xff\xff\xff\xff\xff",
            "a length of 18446744073709551615, but the data has only 0 more bytes (byte 0)",
        ),
        (b"\x80", "expected a map, found a list (byte 0)"),
        (
            b"null",
            "a length of 14, but the data has only 3 more bytes (byte 0)",
        ),
        (
            &deep,
            "values are nested deeper than the limit allows (byte 130)",
        ),
    ] {
        let (status, error) = refusal(&RPC_V2_CBOR, &[CBOR, CBOR_BODY], body);
        assert_eq!((status, error.as_str()), (400, expected), "{body:?}");
    }
}

#[test]
fn json_that_cannot_be_read_is_refused() {
    for (body, expected) in [
        ("", "a required member is missing at to (byte 2)"),
        (
            "{\"to\":1}",
            "expected a string, found a number at to (byte 6)",
        ),
        (
            "{\"to\":\"a\"",
            "expected `,` or `}`, found the end of the data (byte 9)",
        ),
        ("[]", "expected an object, found a list (byte 0)"),
    ] {
        let (status, error) = refusal(&RPC_V2_JSON, &[JSON, JSON_BODY], body.as_bytes());
        assert_eq!((status, error.as_str()), (400, expected), "{body}");
    }
}

#[test]
fn a_body_of_another_type_is_refused() {
    let body = b"\xa1\x62to\x61a";
    for headers in [
        &[CBOR][..],
        &[CBOR, JSON_BODY],
        &[CBOR, ("content-type", "application/cbor2")],
    ] {
        assert_eq!(refusal(&RPC_V2_CBOR, headers, body).0, 415, "{headers:?}");
    }
    let request = request(PATH, &[CBOR, CBOR_BODY], b"\xa0");
    let mut input = SendOutput::blank();
    let decoded = RPC_V2_CBOR.decode_request(&CHAT, &request, &mut input, &Limits::default());
    let refusal = decoded.unwrap_err();
    assert_eq!(refusal.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert_eq!(refusal.code, "UnsupportedMediaTypeException");
}

#[test]
fn a_type_may_have_parameters() {
    let headers = [CBOR, ("content-type", "application/cbor; charset=utf-8")];
    let request = request(PATH, &headers, b"\xa1\x62to\x61a");
    let mut input = SendInput::blank();
    let decoded = RPC_V2_CBOR.decode_request(&SEND, &request, &mut input, &Limits::default());
    assert!(decoded.is_ok());
}

#[test]
fn a_request_that_names_its_operation_twice_is_refused() {
    for name in ["x-amz-target", "x-amzn-target"] {
        let headers = [CBOR, CBOR_BODY, (name, "Letters.Send")];
        let (status, error) = refusal(&RPC_V2_CBOR, &headers, b"\xa1\x62to\x61a");
        assert_eq!(status, 400);
        assert_eq!(
            error,
            format!("the header {name} belongs to another protocol")
        );
    }
}

#[test]
fn garbage_in_responses_is_an_error() {
    for body in [
        &b"<html></html>"[..],
        b"\xa1\x62id",
        b"\xa1\x62id\x01",
        b"\xa0\x00",
        b"\xff",
    ] {
        let mut output = SendOutput::blank();
        let ok = response(200, &[CBOR], body);
        let decoded = RPC_V2_CBOR.decode_output(&SEND, &ok, &mut output, &Limits::default());
        assert!(decoded.is_err(), "{body:?}");
        let mut error = NoSuchAddress::blank();
        let failed = response(404, &[CBOR], body);
        let decoded = RPC_V2_CBOR.decode_error(&SEND, &failed, &mut error, &Limits::default());
        assert_eq!(decoded.is_err(), body != b"\xa1\x62id\x01", "{body:?}");
    }
}
