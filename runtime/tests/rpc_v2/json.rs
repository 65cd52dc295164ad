//! JSON of `rpcv2Json`, which represents some values differently from other protocols.

use tinsmith::Timestamp;
use tinsmith::rt::codec::Limits;
use tinsmith::rt::protocol::{Protocol, RPC_V2_JSON, ServiceProtocol};
use tinsmith::rt::value::Field;

use crate::fixture::{LETTERS, SEND, SendInput, request, send_input};

fn decode(body: &str) -> Result<SendInput, String> {
    let headers = [
        ("smithy-protocol", "rpc-v2-json"),
        ("content-type", "application/json"),
    ];
    let request = request("/service/Letters/operation/Send", &headers, body.as_bytes());
    let mut input = SendInput::blank();
    let decoded = RPC_V2_JSON.decode_request(&SEND, &request, &mut input, &Limits::default());
    match decoded {
        Ok(_) => Ok(input),
        Err(refusal) => Err(refusal.error.to_string()),
    }
}

#[test]
fn a_request_has_the_media_type_of_json() {
    let request = RPC_V2_JSON
        .encode_request(&LETTERS, &SEND, &send_input("a"))
        .unwrap();
    assert_eq!(request.uri(), "/service/Letters/operation/Send");
    assert_eq!(request.headers()["smithy-protocol"], "rpc-v2-json");
    assert_eq!(request.headers()["content-type"], "application/json");
    assert_eq!(request.headers()["accept"], "application/json");
    assert_eq!(request.body(), r#"{"to":"a"}"#);
}

#[test]
fn big_numbers_are_strings() {
    let input = SendInput {
        weight: Some("0.100000000000000000000001".parse().unwrap()),
        number: Some("-9223372036854775809".parse().unwrap()),
        ..send_input("a")
    };
    let body =
        r#"{"to":"a","weight":"0.100000000000000000000001","number":"-9223372036854775809"}"#;
    let request = RPC_V2_JSON.encode_request(&LETTERS, &SEND, &input).unwrap();
    assert_eq!(request.body(), body);
    assert!(decode(body).unwrap() == input);
}

#[test]
fn timestamps_are_seconds_and_ignore_traits() {
    let input = SendInput {
        at: Some(Timestamp::new(946_845_296, 0)),
        ..send_input("a")
    };
    let body = r#"{"to":"a","at":946845296}"#;
    let request = RPC_V2_JSON.encode_request(&LETTERS, &SEND, &input).unwrap();
    assert_eq!(request.body(), body);
    assert!(decode(body).unwrap() == input);
}

#[test]
fn an_invalid_big_number_is_an_error() {
    for (body, expected) in [
        (
            r#"{"weight":1.5}"#,
            "expected a string, found a number at weight (byte 10)",
        ),
        (
            r#"{"weight":"1.5 "}"#,
            "expected a decimal number, found `1.5 ` at weight (byte 16)",
        ),
        (
            r#"{"number":"1.5"}"#,
            "expected an integer, found `1.5` at number (byte 15)",
        ),
        (
            r#"{"number":""}"#,
            "expected an integer, found `` at number (byte 12)",
        ),
    ] {
        assert_eq!(decode(body).err().as_deref(), Some(expected));
    }
}
