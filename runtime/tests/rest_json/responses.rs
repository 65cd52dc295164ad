//! Responses: encoded by a service and decoded by a client.

use bytes::Bytes;
use http::{Response, StatusCode};
use tinsmith::rt::codec::Limits;
use tinsmith::rt::operation::Unmodelled;
use tinsmith::rt::protocol::{ErrorIdentity, Protocol, REST_JSON_1, ServiceProtocol};
use tinsmith::rt::value::{Field, Structure};

use crate::fixture::{
    BOXES, Broken, Colour, Empty, NOOP, NoShelf, Nothing, PING, PUT, PutInput, PutOutput,
};

fn response(status: u16, headers: &[(&str, &str)], body: &str) -> Response<Bytes> {
    let mut response = Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    response
        .body(Bytes::copy_from_slice(body.as_bytes()))
        .unwrap()
}

fn decode(response: &Response<Bytes>) -> (PutOutput, Vec<String>) {
    let mut output = PutOutput::blank();
    let decoded = REST_JSON_1.decode_output(&PUT, response, &mut output, &Limits::default());
    (output, decoded.unwrap().corrected)
}

fn identify(headers: &[(&str, &str)], body: &str) -> ErrorIdentity {
    REST_JSON_1.identify_error(&PUT, &response(400, headers, body))
}

#[test]
fn an_output_is_in_status_headers_and_body() {
    let output = PutOutput {
        status: Some(202),
        tag: "t".to_owned(),
        colour: Some(Colour::Red),
        count: Some(3),
    };
    let response = REST_JSON_1.encode_output(&BOXES, &PUT, &output).unwrap();
    assert_eq!(response.status(), StatusCode::ACCEPTED);
    assert_eq!(response.headers()["etag"], "t");
    assert_eq!(response.headers()["content-type"], "application/json");
    // A response has no query, so that `colour` is in the body.
    assert_eq!(response.body(), r#"{"colour":"RED","count":3}"#);
    assert_eq!(decode(&response), (output, Vec::new()));
}

/// Decodes headers as `PutInput`, which has header members of every type.
fn decode_headers(headers: &[(&str, &[u8])]) -> Result<PutInput, String> {
    let mut response = Response::builder();
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    let response = response.body(Bytes::new()).unwrap();
    let mut output = PutInput::blank();
    let decoded = REST_JSON_1.decode_output(&PUT, &response, &mut output, &Limits::default());
    decoded.map(|_| output).map_err(|error| error.to_string())
}

#[test]
fn a_header_that_no_member_is_bound_to_may_hold_any_bytes() {
    let headers: [(&str, &[u8]); 2] = [("server", b"caf\xe9"), ("x-weight", b"1.5")];
    assert_eq!(decode_headers(&headers).unwrap().weight, Some(1.5));
}

#[test]
fn a_text_in_a_header_is_utf_8_or_else_latin_1() {
    let read = decode_headers(&[
        ("x-secret", b"caf\xe9"),
        ("x-names", b"caf\xe9, \"\xfc, v\"; "),
    ]);
    assert!(read.is_err_and(|error| error.ends_with("at names[1]")));
    let read = decode_headers(&[
        ("x-secret", b"caf\xe9"),
        ("x-names", b"caf\xe9, \"\xfc, v\""),
        ("x-meta-a", "caf\u{e9} \u{1F600}".as_bytes()),
        ("x-meta-b", b"caf\xe9 \xff"),
    ])
    .unwrap();
    assert_eq!(read.secret.as_deref(), Some("caf\u{e9}"));
    let names = ["caf\u{e9}", "\u{fc}, v"].map(str::to_owned);
    assert_eq!(read.names, Some(names.to_vec()));
    let meta = read.meta.unwrap();
    assert_eq!(meta.get("a").unwrap(), "caf\u{e9} \u{1F600}");
    assert_eq!(meta.get("b").unwrap(), "caf\u{e9} \u{ff}");
}

#[test]
fn a_number_in_a_header_that_is_not_utf_8_is_an_error_that_names_the_member() {
    let error = decode_headers(&[("x-weight", b"1\xe9")]).unwrap_err();
    assert_eq!(error, "expected a double, found \"1\u{e9}\" at weight");
}

#[test]
fn the_name_of_an_error_is_in_the_body_where_the_header_is_not_text() {
    let mut response = response(400, &[], r#"{"__type":"NoShelf"}"#);
    let name = http::HeaderValue::from_bytes(b"\xff").unwrap();
    response.headers_mut().insert("x-amzn-errortype", name);
    let failure = REST_JSON_1.identify_error(&PUT, &response);
    assert_eq!(failure.code, "NoShelf");
}

#[test]
fn the_model_sets_the_status_unless_a_member_does() {
    let output = PutOutput::blank();
    let response = REST_JSON_1.encode_output(&BOXES, &PUT, &output).unwrap();
    assert_eq!(response.status(), StatusCode::CREATED);
    assert_eq!(decode(&response).0.status, Some(201));
}

#[test]
fn an_output_without_members_is_an_empty_document_and_no_output_has_no_body() {
    let outputs: [(_, &dyn Structure, _); 2] = [(&PING, &Nothing {}, ""), (&NOOP, &Empty {}, "{}")];
    for (operation, output, body) in outputs {
        let response = REST_JSON_1
            .encode_output(&BOXES, operation, output)
            .unwrap();
        assert_eq!(response.body(), body);
    }
}

#[test]
fn absent_required_members_are_corrected() {
    let (output, corrected) = decode(&response(200, &[], ""));
    assert_eq!(
        (output.tag.as_str(), corrected),
        ("", vec!["tag".to_owned()])
    );
}

#[test]
fn an_empty_header_is_not_a_number() {
    let mut error = NoShelf::blank();
    let response = response(404, &[("x-retry", "")], r#"{"message":"m"}"#);
    REST_JSON_1
        .decode_error(&PUT, &response, &mut error, &Limits::default())
        .unwrap();
    assert_eq!(error.retry, None);
}

#[test]
fn an_error_has_its_name_in_a_header() {
    let error = NoShelf {
        message: "m".to_owned(),
        retry: Some(1),
    };
    let response = REST_JSON_1.encode_error(&BOXES, &PUT, &error).unwrap();
    assert_eq!(response.status(), StatusCode::NOT_FOUND);
    assert_eq!(response.headers()["x-amzn-errortype"], "NoShelf");
    assert_eq!(response.headers()["x-retry"], "1");
    assert_eq!(response.body(), r#"{"message":"m"}"#);
    let failure = REST_JSON_1.identify_error(&PUT, &response);
    assert_eq!((failure.code.as_str(), failure.index), ("NoShelf", Some(0)));
    let mut read = NoShelf::blank();
    REST_JSON_1
        .decode_error(&PUT, &response, &mut read, &Limits::default())
        .unwrap();
    assert_eq!(read, error);
}

#[test]
fn an_error_without_members_has_the_status_of_its_fault() {
    let response = REST_JSON_1.encode_error(&BOXES, &PUT, &Broken {}).unwrap();
    assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(response.body(), "{}");
}

#[test]
fn an_error_is_named_in_a_header_or_in_the_body() {
    let with_uri = "NoShelf:http://example.com/";
    let with_both = "other.ns#NoShelf:http://example.com/";
    for name in ["NoShelf", with_uri, "test.boxes#NoShelf", with_both] {
        for failure in [
            identify(&[("X-Amzn-Errortype", name)], r#"{"code":"Other"}"#),
            identify(&[], &format!(r#"{{"__type":"{name}"}}"#)),
            identify(&[], &format!(r#"{{"code":"{name}"}}"#)),
        ] {
            assert_eq!((failure.code.as_str(), failure.index), ("NoShelf", Some(0)));
        }
    }
}

#[test]
fn the_message_of_an_error_is_read_under_any_of_its_names() {
    let mut error = NoShelf::blank();
    let decoded = REST_JSON_1
        .decode_error(
            &PUT,
            &response(404, &[], r#"{"Message":"m"}"#),
            &mut error,
            &Limits::default(),
        )
        .unwrap();
    assert_eq!(
        (error.message.as_str(), decoded.corrected),
        ("m", Vec::new())
    );
}

#[test]
fn an_unmodelled_error_has_its_code_and_message() {
    let error = Unmodelled::new("Other").with_message("m");
    let response = REST_JSON_1.encode_unmodelled(&error, StatusCode::CONFLICT);
    assert_eq!(response.status(), StatusCode::CONFLICT);
    let failure = REST_JSON_1.identify_error(&PUT, &response);
    assert_eq!(
        (
            failure.code.as_str(),
            failure.message.as_deref(),
            failure.index
        ),
        ("Other", Some("m"), None)
    );
}

#[test]
fn every_status_but_successes_is_an_error() {
    for (status, failed) in [
        (200, false),
        (204, false),
        (304, true),
        (400, true),
        (500, true),
    ] {
        assert_eq!(REST_JSON_1.is_error(&response(status, &[], "")), failed);
    }
}
