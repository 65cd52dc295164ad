//! Payloads: bodies that consist of a single member.

use bytes::Bytes;
use http::Request;
use tinsmith::rt::codec::Limits;
use tinsmith::rt::operation::OperationSchema;
use tinsmith::rt::protocol::{Protocol, REST_JSON_1, ServiceProtocol};
use tinsmith::rt::value::{Field, Structure};
use tinsmith::{Blob, ByteStream, Document};

use crate::fixture::*;

/// The type and body of a request. Also checks that a service decodes the same input.
fn sent<T: Structure + Field + PartialEq>(
    operation: &'static OperationSchema,
    input: &T,
) -> (Option<String>, Bytes) {
    let request = REST_JSON_1
        .encode_request(&BOXES, operation, input)
        .unwrap();
    let content_type = request.headers().get("content-type");
    let content_type = content_type.map(|it| it.to_str().unwrap().to_owned());
    (content_type, request.into_body())
}

fn read<T: Structure + Field>(operation: &OperationSchema, content_type: &str, body: &str) -> T {
    let request = Request::builder()
        .method("POST")
        .uri(operation_path(operation))
        .header("content-type", content_type)
        .body(Bytes::copy_from_slice(body.as_bytes()))
        .unwrap();
    let mut value = T::blank();
    REST_JSON_1
        .decode_request(operation, &request, &mut value, &Limits::default())
        .unwrap();
    value
}

fn operation_path(operation: &OperationSchema) -> String {
    format!("/{}", operation.id.name.to_lowercase())
}

/// Sends `held`, checks type and body, and reads it back in both directions.
macro_rules! carries {
    ($carrier:ident, $operation:ident, $held:expr, $content_type:literal, $body:literal) => {
        let value = $carrier {
            held: Some($held),
            kind: None,
        };
        let (content_type, body) = sent(&$operation, &value);
        assert_eq!(content_type.as_deref(), Some($content_type));
        assert_eq!(body, $body);
        let back: $carrier = read(&$operation, $content_type, $body);
        assert_eq!(back.held, value.held);
        let response = REST_JSON_1
            .encode_output(&BOXES, &$operation, &value)
            .unwrap();
        assert_eq!(response.headers()["content-type"], $content_type);
        let mut output = $carrier::blank();
        REST_JSON_1
            .decode_output(&$operation, &response, &mut output, &Limits::default())
            .unwrap();
        assert_eq!(output.held, value.held);
    };
}

#[test]
fn each_type_of_payload_has_its_media_type() {
    carries!(
        BlobCarrier,
        BLOB_OPERATION,
        Blob::from("\0x"),
        "application/octet-stream",
        "\0x"
    );
    carries!(
        JpegCarrier,
        JPEG_OPERATION,
        Blob::from("x"),
        "image/jpeg",
        "x"
    );
    carries!(
        TextCarrier,
        TEXT_OPERATION,
        "t\"".to_owned(),
        "text/plain",
        "t\""
    );
    carries!(
        EnumCarrier,
        ENUM_OPERATION,
        Colour::Red,
        "text/plain",
        "RED"
    );
    carries!(
        UnionCarrier,
        UNION_OPERATION,
        Shape::Side(1),
        "application/json",
        r#"{"side":1}"#
    );
    carries!(
        DocumentCarrier,
        DOCUMENT_OPERATION,
        Document::from("d"),
        "application/json",
        r#""d""#
    );
    carries!(
        StructureCarrier,
        STRUCTURE_OPERATION,
        Inner { size: 2 },
        "application/json",
        r#"{"size":2}"#
    );
    carries!(
        ListCarrier,
        LIST_OPERATION,
        vec![1, 2],
        "application/json",
        "[1,2]"
    );
}

/// Asserts the type and body of a request without its payload.
macro_rules! unset {
    ($carrier:ident, $operation:ident) => {
        sent(
            &$operation,
            &$carrier {
                held: None,
                kind: None,
            },
        )
    };
}

#[test]
fn an_absent_payload_has_no_body_unless_it_is_a_structure() {
    let nothing = (None, Bytes::new());
    assert_eq!(unset!(BlobCarrier, BLOB_OPERATION), nothing);
    assert_eq!(unset!(TextCarrier, TEXT_OPERATION), nothing);
    assert_eq!(unset!(UnionCarrier, UNION_OPERATION), nothing);
    assert_eq!(unset!(DocumentCarrier, DOCUMENT_OPERATION), nothing);
    let empty = (Some("application/json".to_owned()), Bytes::from("{}"));
    assert_eq!(unset!(StructureCarrier, STRUCTURE_OPERATION), empty);
}

#[test]
fn a_response_without_its_payload_has_no_body() {
    let value = StructureCarrier {
        held: None,
        kind: None,
    };
    let response = REST_JSON_1
        .encode_output(&BOXES, &STRUCTURE_OPERATION, &value)
        .unwrap();
    assert!(response.body().is_empty());
    assert_eq!(response.headers().get("content-type"), None);
    let mut output = StructureCarrier::blank();
    let decoded = REST_JSON_1
        .decode_output(
            &STRUCTURE_OPERATION,
            &response,
            &mut output,
            &Limits::default(),
        )
        .unwrap();
    assert_eq!((output.held, decoded.corrected), (None, Vec::new()));
}

#[test]
fn a_member_bound_to_content_type_sets_the_media_type() {
    let value = BlobCarrier {
        held: Some(Blob::from("x")),
        kind: Some("image/png".to_owned()),
    };
    let (content_type, _) = sent(&BLOB_OPERATION, &value);
    assert_eq!(content_type.as_deref(), Some("image/png"));
    let back: BlobCarrier = read(&BLOB_OPERATION, "image/png", "x");
    assert_eq!(back.kind, value.kind);
}

#[test]
fn a_stream_has_only_its_media_type_in_the_request() {
    let value = StreamCarrier {
        held: ByteStream::default(),
        kind: None,
    };
    let (content_type, body) = sent(&STREAM_OPERATION, &value);
    assert_eq!(content_type.as_deref(), Some("application/octet-stream"));
    assert!(body.is_empty());
}

#[test]
fn absent_members_of_a_payload_have_their_path() {
    let response = http::Response::new(Bytes::from("{}"));
    let mut output = StructureCarrier::blank();
    let decoded = REST_JSON_1
        .decode_output(
            &STRUCTURE_OPERATION,
            &response,
            &mut output,
            &Limits::default(),
        )
        .unwrap();
    assert_eq!(decoded.corrected, ["held.size"]);
}
