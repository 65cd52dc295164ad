//! Requests and responses, encoded and decoded.

use http::Response;
use tinsmith::rt::codec::Limits;
use tinsmith::rt::protocol::{Protocol, REST_XML, ServiceProtocol};
use tinsmith::rt::value::{Field, Unit};

use crate::fixture::{
    Letter, PLACE, POST, PlaceOutput, PostInput, PostOutput, REPLACE_LETTER, Replace, SERVICE,
};

fn letter() -> Letter {
    Letter {
        text: "a & b".to_owned(),
        stamps: Some(2),
    }
}

#[test]
fn members_of_the_document_are_in_the_root_of_the_input() {
    let input = PostInput {
        box_: "b 1".to_owned(),
        tag: Some("t".to_owned()),
        letter: Some(letter()),
    };
    let request = REST_XML.encode_request(&SERVICE, &POST, &input).unwrap();
    assert_eq!(request.method(), "POST");
    assert_eq!(request.uri(), "/boxes/b%201");
    assert_eq!(request.headers()["content-type"], "application/xml");
    assert_eq!(request.headers()["x-tag"], "t");
    let body: &[u8] =
        b"<Post xmlns=\"urn:letters\"><Letter stamps=\"2\"><text>a &amp; b</text></Letter></Post>";
    assert_eq!(request.body(), body);

    let routed = REST_XML.route(&SERVICE, &request).unwrap();
    assert_eq!(routed.id, POST.id);
    let mut read = PostInput::blank();
    let decoded = REST_XML.decode_request(routed, &request, &mut read, &Limits::default());
    assert!(decoded.is_ok(), "{decoded:?}");
    assert_eq!(read, input);
}

#[test]
fn a_header_may_hold_any_bytes() {
    for (bytes, expected) in [
        ("caf\u{e9}".as_bytes(), "caf\u{e9}"),
        (b"caf\xe9", "caf\u{e9}"),
        (b"\xff\xfe", "\u{ff}\u{fe}"),
    ] {
        let response = Response::builder()
            .header("x-tag", bytes)
            .header("server", b"\xff".as_slice())
            .body("<PostOutput><count>1</count></PostOutput>".into());
        let mut output = PostOutput::blank();
        let decoded =
            REST_XML.decode_output(&POST, &response.unwrap(), &mut output, &Limits::default());
        assert!(decoded.is_ok(), "{decoded:?}");
        assert_eq!((output.tag.as_deref(), output.count), (Some(expected), 1));
    }
}

#[test]
fn a_payload_is_the_document() {
    let value = Replace {
        letter: Some(letter()),
    };
    let body: &[u8] = b"<Letter xmlns=\"urn:letters\" stamps=\"2\"><text>a &amp; b</text></Letter>";
    let request = REST_XML.encode_request(&SERVICE, &REPLACE_LETTER, &value);
    assert_eq!(request.unwrap().body(), body);
    let response = REST_XML
        .encode_output(&SERVICE, &REPLACE_LETTER, &value)
        .unwrap();
    assert_eq!(response.body(), body);
    let mut read = Replace::blank();
    let limits = Limits::default();
    let decoded = REST_XML.decode_output(&REPLACE_LETTER, &response, &mut read, &limits);
    assert!(decoded.is_ok(), "{decoded:?}");
    assert_eq!(read, value);
}

#[test]
fn an_absent_payload_has_no_body() {
    let value = Replace { letter: None };
    let request = REST_XML
        .encode_request(&SERVICE, &REPLACE_LETTER, &value)
        .unwrap();
    assert!(request.body().is_empty());
    assert!(request.headers().get("content-type").is_none());
}

#[test]
fn an_output_is_read_back() {
    let output = PostOutput {
        tag: Some("t".to_owned()),
        count: 3,
    };
    let response = REST_XML.encode_output(&SERVICE, &POST, &output).unwrap();
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["x-tag"], "t");
    let body: &[u8] = b"<PostOutput xmlns=\"urn:letters\"><count>3</count></PostOutput>";
    assert_eq!(response.body(), body);
    let mut read = PostOutput::blank();
    let decoded = REST_XML.decode_output(&POST, &response, &mut read, &Limits::default());
    assert!(decoded.unwrap().corrected.is_empty());
    assert_eq!(read, output);
}

#[test]
fn a_missing_body_leaves_required_members_to_be_corrected() {
    let mut read = PostOutput::blank();
    let response = Response::default();
    let decoded = REST_XML.decode_output(&POST, &response, &mut read, &Limits::default());
    assert_eq!(decoded.unwrap().corrected, ["count"]);
}

#[test]
fn the_root_of_an_unwrapped_output_is_its_only_member() {
    let output = PlaceOutput {
        place: Some("here".to_owned()),
    };
    let response = REST_XML.encode_output(&SERVICE, &PLACE, &output).unwrap();
    let body: &[u8] = b"<Place xmlns=\"urn:letters\">here</Place>";
    assert_eq!(response.body(), body);
    let mut read = PlaceOutput::blank();
    let decoded = REST_XML.decode_output(&PLACE, &response, &mut read, &Limits::default());
    assert!(decoded.is_ok(), "{decoded:?}");
    assert_eq!(read, output);
}

#[test]
fn an_operation_without_input_sends_no_body() {
    let request = REST_XML.encode_request(&SERVICE, &PLACE, &Unit).unwrap();
    assert!(request.body().is_empty());
}
