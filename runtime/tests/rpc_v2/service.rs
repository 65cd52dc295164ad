//! The service's half: requests that it decodes, and responses that it encodes.

use http::{Method, StatusCode};
use tinsmith::rt::codec::Limits;
use tinsmith::rt::operation::Unmodelled;
use tinsmith::rt::protocol::{
    Protocol, RPC_V2_CBOR, RPC_V2_CBOR_QUERY_COMPATIBLE, RPC_V2_JSON, RpcV2, ServiceProtocol,
};
use tinsmith::rt::value::Field;

use crate::fixture::{
    Broken, CBOR, CBOR_BODY, CHAT, LETTERS, NoSuchAddress, Nothing, PING, SEND, SendInput,
    SendOutput, request, send_input,
};

fn route(protocol: &RpcV2, path: &str, headers: &[(&str, &str)]) -> Option<&'static str> {
    let request = request(path, headers, b"");
    protocol.route(&LETTERS, &request).map(|it| it.id.name)
}

#[test]
fn the_last_four_segments_of_the_path_name_the_operation() {
    for (path, expected) in [
        ("/service/Letters/operation/Send", Some("Send")),
        ("/v1/x/service/Letters/operation/Ping?a=b", Some("Ping")),
        ("/service/test.letters.Letters/operation/Send", Some("Send")),
        ("/service/other.Letters/operation/Send", None),
        ("/service/Other/operation/Send", None),
        ("/service/Letters/operation/test.letters.Send", None),
        ("/service/Letters/operation/Other", None),
        ("/service/Letters/operation/", None),
        ("/Letters/operation/Send", None),
        ("/services/Letters/operations/Send", None),
        ("/", None),
    ] {
        assert_eq!(route(&RPC_V2_CBOR, path, &[CBOR]), expected, "{path}");
    }
}

#[test]
fn rpc_v2_json_accepts_no_absolute_names() {
    let json = [("smithy-protocol", "rpc-v2-json")];
    let route = |path| route(&RPC_V2_JSON, path, &json);
    assert_eq!(route("/service/Letters/operation/Send"), Some("Send"));
    assert_eq!(route("/service/test.letters.Letters/operation/Send"), None);
}

#[test]
fn a_request_of_another_protocol_or_method_matches_no_operation() {
    let path = "/service/Letters/operation/Send";
    assert_eq!(route(&RPC_V2_CBOR, path, &[]), None);
    assert_eq!(
        route(&RPC_V2_CBOR, path, &[("smithy-protocol", "rpc-v2-json")]),
        None
    );
    let mut get = request(path, &[CBOR], b"");
    *get.method_mut() = Method::GET;
    assert!(RPC_V2_CBOR.route(&LETTERS, &get).is_none());
}

#[test]
fn a_request_is_read_as_it_was_written() {
    for protocol in [&RPC_V2_CBOR, &RPC_V2_JSON] {
        let input = SendInput {
            at: Some(tinsmith::Timestamp::new(5, 500_000_000)),
            weight: Some("1.50".parse().unwrap()),
            number: Some("-18446744073709551617".parse().unwrap()),
            ..send_input("a")
        };
        let request = protocol.encode_request(&LETTERS, &SEND, &input).unwrap();
        let operation = protocol.route(&LETTERS, &request).unwrap();
        assert_eq!(operation.id.name, "Send");
        let mut read = SendInput::blank();
        let decoded = protocol.decode_request(operation, &request, &mut read, &Limits::default());
        assert!(decoded.unwrap().corrected.is_empty());
        assert_eq!(read, input);
    }
}

#[test]
fn a_request_without_input_may_have_a_body_or_none() {
    for (headers, body) in [
        (&[CBOR][..], &b""[..]),
        (&[CBOR, CBOR_BODY], b""),
        (&[CBOR, CBOR_BODY], b"\xbf\xff"),
    ] {
        let request = request("/service/Letters/operation/Ping", headers, body);
        let decoded =
            RPC_V2_CBOR.decode_request(&PING, &request, &mut Nothing {}, &Limits::default());
        assert!(decoded.is_ok(), "{body:?}");
    }
}

#[test]
fn an_output_is_written() {
    let output = SendOutput { id: "a".to_owned() };
    let response = RPC_V2_CBOR.encode_output(&LETTERS, &SEND, &output).unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(response.headers()["smithy-protocol"], "rpc-v2-cbor");
    assert_eq!(response.headers()["content-type"], "application/cbor");
    assert_eq!(response.body().as_ref(), b"\xbf\x62id\x61a\xff");
}

#[test]
fn no_output_is_no_body() {
    let response = RPC_V2_CBOR
        .encode_output(&LETTERS, &PING, &Nothing {})
        .unwrap();
    assert_eq!(response.headers()["smithy-protocol"], "rpc-v2-cbor");
    assert_eq!(response.headers().get("content-type"), None);
    assert!(response.body().is_empty());
}

#[test]
fn an_output_with_events_is_a_stream_of_messages() {
    let output = SendOutput { id: "a".to_owned() };
    let response = RPC_V2_CBOR.encode_output(&LETTERS, &CHAT, &output).unwrap();
    assert_eq!(
        response.headers()["content-type"],
        "application/vnd.amazon.eventstream"
    );
}

#[test]
fn an_error_names_itself_in_the_body() {
    let error = NoSuchAddress {
        message: "No".to_owned(),
        address: None,
    };
    let response = RPC_V2_CBOR.encode_error(&LETTERS, &SEND, &error).unwrap();
    assert_eq!(response.status(), StatusCode::NOT_FOUND);
    assert_eq!(response.headers()["smithy-protocol"], "rpc-v2-cbor");
    assert_eq!(response.headers()["content-type"], "application/cbor");
    assert_eq!(response.headers().get("x-amzn-query-error"), None);
    let body = b"\xbf\x66__type\x78\x1atest.letters#NoSuchAddress\x67message\x62No\xff";
    assert_eq!(response.body().as_ref(), body);
    let failure = RPC_V2_CBOR.identify_error(&SEND, &response);
    assert_eq!(failure.index, Some(1));
}

#[test]
fn the_fault_of_an_error_is_its_status() {
    let response = RPC_V2_CBOR
        .encode_error(&LETTERS, &SEND, &Broken {})
        .unwrap();
    assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
}

#[test]
fn only_a_query_compatible_service_sends_the_code_in_a_header() {
    let protocol = &RPC_V2_CBOR_QUERY_COMPATIBLE;
    let error = NoSuchAddress::blank();
    let response = protocol.encode_error(&LETTERS, &SEND, &error).unwrap();
    assert_eq!(
        response.headers()["x-amzn-query-error"],
        "Letters.NoAddress;Sender"
    );
    let response = protocol.encode_error(&LETTERS, &SEND, &Broken {}).unwrap();
    assert_eq!(response.headers().get("x-amzn-query-error"), None);
}

#[test]
fn an_unmodelled_error_is_read_as_it_was_written() {
    for protocol in [&RPC_V2_CBOR, &RPC_V2_JSON] {
        let error = Unmodelled::new("Throttled").with_message("Wait");
        let answer = protocol.encode_unmodelled(&error, StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(answer.status(), StatusCode::TOO_MANY_REQUESTS);
        let failure = protocol.identify_error(&SEND, &answer);
        assert_eq!(failure.code, "Throttled");
        assert_eq!(failure.message.as_deref(), Some("Wait"));
        assert_eq!(failure.index, None);
    }
}
