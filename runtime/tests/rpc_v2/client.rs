//! The client's half: requests that it encodes, and responses that it decodes.

use tinsmith::rt::codec::Limits;
use tinsmith::rt::protocol::{
    ErrorIdentity, Protocol, RPC_V2_CBOR, RPC_V2_CBOR_QUERY_COMPATIBLE, RPC_V2_JSON,
};
use tinsmith::rt::value::Field;

use crate::fixture::{
    CBOR, CHAT, LETTERS, NoSuchAddress, Nothing, PING, SEND, SendOutput, response, send_input,
};

fn identify(headers: &[(&str, &str)], body: &[u8]) -> ErrorIdentity {
    RPC_V2_CBOR.identify_error(&SEND, &response(400, headers, body))
}

fn decode_error(body: &[u8]) -> (NoSuchAddress, Vec<String>) {
    let mut error = NoSuchAddress::blank();
    let response = response(404, &[CBOR], body);
    let decoded = RPC_V2_CBOR.decode_error(&SEND, &response, &mut error, &Limits::default());
    (error, decoded.unwrap().corrected)
}

#[test]
fn a_request_names_its_operation_in_the_path() {
    let request = RPC_V2_CBOR
        .encode_request(&LETTERS, &SEND, &send_input("a"))
        .unwrap();
    assert_eq!(request.method(), "POST");
    assert_eq!(request.uri(), "/service/Letters/operation/Send");
    let header = |name| request.headers().get(name).map(|it| it.to_str().unwrap());
    assert_eq!(header("smithy-protocol"), Some("rpc-v2-cbor"));
    assert_eq!(header("content-type"), Some("application/cbor"));
    assert_eq!(header("accept"), Some("application/cbor"));
    assert_eq!(header("x-amz-target"), None);
    assert_eq!(header("x-amzn-query-mode"), None);
    assert_eq!(request.body().as_ref(), b"\xbf\x62to\x61a\xff");
}

#[test]
fn a_request_without_input_has_no_body() {
    for (protocol, accept) in [
        (&RPC_V2_CBOR, "application/cbor"),
        (&RPC_V2_JSON, "application/json"),
    ] {
        let request = protocol
            .encode_request(&LETTERS, &PING, &Nothing {})
            .unwrap();
        assert!(request.body().is_empty());
        assert_eq!(request.headers().get("content-type"), None);
        assert_eq!(request.headers()["accept"], accept);
    }
}

#[test]
fn a_request_with_events_is_a_stream_of_messages() {
    let input = SendOutput { id: "a".to_owned() };
    let request = RPC_V2_CBOR.encode_request(&LETTERS, &CHAT, &input).unwrap();
    let event_stream = "application/vnd.amazon.eventstream";
    assert_eq!(request.headers()["content-type"], event_stream);
    assert_eq!(request.headers()["accept"], event_stream);
    assert_eq!(request.body().as_ref(), b"\xbf\x62id\x61a\xff");
    let events = RPC_V2_CBOR.events().unwrap();
    assert_eq!(events.content_type, "application/cbor");
    assert!(events.initial_messages);
}

#[test]
fn a_request_to_a_query_compatible_service_is_marked() {
    let protocol = &RPC_V2_CBOR_QUERY_COMPATIBLE;
    let request = protocol
        .encode_request(&LETTERS, &PING, &Nothing {})
        .unwrap();
    assert_eq!(request.headers()["x-amzn-query-mode"], "true");
}

#[test]
fn an_output_is_read() {
    let mut output = SendOutput::blank();
    let response = response(200, &[CBOR], b"\xa1\x62id\x61a");
    let decoded = RPC_V2_CBOR.decode_output(&SEND, &response, &mut output, &Limits::default());
    assert!(decoded.unwrap().corrected.is_empty());
    assert_eq!(output.id, "a");
}

#[test]
fn an_output_may_have_no_body() {
    let mut output = SendOutput::blank();
    let empty = response(200, &[CBOR], b"");
    let decoded = RPC_V2_CBOR.decode_output(&SEND, &empty, &mut output, &Limits::default());
    assert_eq!(decoded.unwrap().corrected, ["id"]);
}

#[test]
fn a_response_of_another_protocol_is_not_read() {
    for headers in [&[][..], &[("smithy-protocol", "rpc-v2-json")]] {
        let mut output = SendOutput::blank();
        let response = response(200, headers, b"\xa1\x62id\x61a");
        let decoded = RPC_V2_CBOR.decode_output(&SEND, &response, &mut output, &Limits::default());
        let error = decoded.unwrap_err().to_string();
        assert!(
            error.contains("expected a response of the protocol rpc-v2-cbor"),
            "{error}"
        );
        let named = b"\xa1\x66__type\x66Broken";
        assert_eq!(identify(headers, named).index, None);
    }
}

#[test]
fn every_status_but_200_is_an_error() {
    for (status, failed) in [
        (200, false),
        (201, true),
        (204, true),
        (400, true),
        (500, true),
    ] {
        let response = response(status, &[CBOR], b"");
        assert_eq!(RPC_V2_CBOR.is_error(&response), failed, "{status}");
    }
}

#[test]
fn an_error_is_named_in_the_body_only() {
    let named = b"\xa2\x66__type\x78\x1atest.letters#NoSuchAddress\x67message\x62No";
    let header = ("x-amzn-errortype", "Broken");
    let failure = identify(&[CBOR, header], named);
    assert_eq!(failure.code, "NoSuchAddress");
    assert_eq!(failure.index, Some(1));
    assert_eq!(failure.message.as_deref(), Some("No"));
    let failure = identify(&[CBOR], b"\xa1\x66__type\x66Broken");
    assert_eq!((failure.code.as_str(), failure.index), ("Broken", Some(0)));
    for ignored in [&b"\xa1\x64code\x66Broken"[..], b"\xa1\x64Code\x66Broken"] {
        assert_eq!(identify(&[CBOR], ignored).index, None);
    }
}

#[test]
fn garbage_has_no_name() {
    for body in [
        &b""[..],
        b"<html>",
        b"\x80",
        b"\xf6",
        b"\xa1\x66__type\x01",
        b"\xa1\x66__type\x66Brok",
        b"\xff",
    ] {
        let failure = identify(&[CBOR], body);
        assert_eq!(
            (failure.code.as_str(), failure.index),
            ("", None),
            "{body:?}"
        );
    }
}

#[test]
fn a_query_compatible_service_gives_the_code_in_a_header() {
    let headers = [CBOR, ("x-amzn-query-error", "Custom;Sender")];
    let response = response(400, &headers, b"\xa1\x66__type\x6dNoSuchAddress");
    let failure = RPC_V2_CBOR_QUERY_COMPATIBLE.identify_error(&SEND, &response);
    assert_eq!((failure.code.as_str(), failure.index), ("Custom", Some(1)));
    let failure = RPC_V2_CBOR.identify_error(&SEND, &response);
    assert_eq!(failure.code, "NoSuchAddress");
}

#[test]
fn the_message_of_an_error_is_read_under_either_name() {
    let (error, corrected) = decode_error(b"\xa2\x67message\x62No\x67address\x61a");
    assert_eq!(
        (error.message.as_str(), error.address.as_deref()),
        ("No", Some("a"))
    );
    assert!(corrected.is_empty());
    let (error, corrected) = decode_error(b"\xa1\x67Message\x62No");
    assert_eq!(error.message, "No");
    assert!(corrected.is_empty());
}

#[test]
fn an_error_may_have_no_body() {
    let (error, corrected) = decode_error(b"");
    assert_eq!(
        (error.message.as_str(), corrected),
        ("", vec!["message".to_owned()])
    );
}
