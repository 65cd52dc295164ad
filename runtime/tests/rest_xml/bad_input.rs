//! Invalid documents, which clients and services refuse.

use bytes::Bytes;
use http::{Request, Response};
use tinsmith::rt::codec::Limits;
use tinsmith::rt::protocol::{Protocol, REST_XML, ServiceProtocol};
use tinsmith::rt::value::Field;

use crate::fixture::{POST, PostInput, PostOutput, REPLACE_LETTER, Replace};

/// Bodies of responses, the path of the error, and the start of its reason.
const RESPONSES: &[(&[u8], &str, &str)] = &[
    (b"x", "", "expected an element"),
    (b"{\"count\":1}", "", "expected an element"),
    (
        b"<PostOutput><count>1</count>",
        "",
        "expected `</PostOutput>`",
    ),
    (b"<PostOutput><count>1", "count", "expected `</count>`"),
    (
        b"<Error><Code>Oops</Code></Error>",
        "",
        "expected the root element `PostOutput`, found `Error`",
    ),
    (
        b"<PostOutput><count>one</count></PostOutput>",
        "count",
        "expected an integer",
    ),
    (
        b"<PostOutput><count>99999999999</count></PostOutput>",
        "count",
        "expected an integer",
    ),
    (
        b"<PostOutput><count><a/></count></PostOutput>",
        "count",
        "expected a text",
    ),
    (
        b"<PostOutput><count>&one;</count></PostOutput>",
        "count",
        "a reference to an entity",
    ),
    (b"<!DOCTYPE a><PostOutput/>", "", "document types"),
    (b"<PostOutput>\xC3</PostOutput>", "", "invalid UTF-8"),
    (b"<PostOutput/><PostOutput/>", "", "expected the end"),
];

#[test]
fn invalid_outputs_are_errors_with_their_path() {
    for (body, path, reason) in RESPONSES {
        let response = Response::new(Bytes::from_static(body));
        let mut output = PostOutput::blank();
        let decoded = REST_XML.decode_output(&POST, &response, &mut output, &Limits::default());
        let error = decoded.unwrap_err();
        assert_eq!(error.path, *path, "{}", body.escape_ascii());
        assert!(error.reason.starts_with(reason), "{error}");
    }
}

#[test]
fn the_path_in_a_payload_begins_with_its_member() {
    let body = b"<Letter stamps='x'><text>a</text></Letter>";
    let mut output = Replace::blank();
    let response = Response::new(Bytes::from_static(body));
    let decoded =
        REST_XML.decode_output(&REPLACE_LETTER, &response, &mut output, &Limits::default());
    assert_eq!(decoded.unwrap_err().path, "letter.stamps");
}

#[test]
fn nesting_is_limited() {
    let body = format!("<PostOutput>{}", "<a>".repeat(1_000_000));
    let mut output = PostOutput::blank();
    let response = Response::new(Bytes::from(body));
    let decoded = REST_XML.decode_output(&POST, &response, &mut output, &Limits::default());
    assert!(decoded.unwrap_err().reason.contains("nested deeper"));
}

#[test]
fn services_refuse_invalid_inputs() {
    let cases: [(&str, &'static str, u16); 4] = [
        ("application/xml", "<Post><Letter/></Post>", 400),
        ("application/xml", "<Post><Letter><text>", 400),
        ("application/xml", "<Other/>", 400),
        ("application/json", "<Post/>", 415),
    ];
    for (content_type, body, status) in cases {
        let request = Request::post("/boxes/b").header("content-type", content_type);
        let request = request.body(Bytes::from_static(body.as_bytes())).unwrap();
        let mut input = PostInput::blank();
        let decoded = REST_XML.decode_request(&POST, &request, &mut input, &Limits::default());
        assert_eq!(decoded.unwrap_err().status, status, "{body}");
    }
}
