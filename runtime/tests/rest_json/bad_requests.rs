//! Requests that a service rejects, with the code and status of the rejection and the path of
//! the fault.

use bytes::Bytes;
use http::Request;
use tinsmith::rt::codec::Limits;
use tinsmith::rt::operation::OperationSchema;
use tinsmith::rt::protocol::{REST_JSON_1, Rejection, ServiceProtocol};
use tinsmith::rt::value::{Field, Structure};

use crate::fixture::*;

const TARGET: &str = "/shelves/s/keys/k?put&v=2";

fn request(uri: &str, headers: &[(&str, &[u8])], body: &[u8]) -> Request<Bytes> {
    let mut request = Request::builder().uri(uri);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(Bytes::copy_from_slice(body)).unwrap()
}

fn decode<T: Structure + Field>(
    operation: &OperationSchema,
    request: &Request<Bytes>,
) -> Result<T, Rejection> {
    let mut value = T::blank();
    REST_JSON_1.decode_request(operation, request, &mut value, &Limits::default())?;
    Ok(value)
}

/// The rejection of a request for `Put`, as text.
fn refused(uri: &str, headers: &[(&str, &[u8])], body: &[u8]) -> String {
    let refusal = decode::<PutInput>(&PUT, &request(uri, headers, body)).unwrap_err();
    assert_eq!(
        (refusal.code, refusal.status.as_u16()),
        ("SerializationException", 400)
    );
    refusal.error.to_string()
}

#[test]
fn an_invalid_body_is_refused_with_its_path() {
    let json: &[(&str, &[u8])] = &[("content-type", b"application/json")];
    let deep = [b"{\"x\":".repeat(200), b"1".to_vec(), b"}".repeat(200)].concat();
    let cases: &[(&[u8], &str)] = &[
        (
            b"{",
            "expected a key in quotes, found the end of the data (byte 1)",
        ),
        (b"[]", "expected an object, found a list (byte 0)"),
        (b"null", "expected an object, found null (byte 0)"),
        (
            b"{} {}",
            "expected the end of the data, found an object (byte 3)",
        ),
        (
            b"{\"Note\":1}",
            "expected a string, found a number at note (byte 8)",
        ),
        (b"{\"Note\":\"\xff\"}", "invalid UTF-8 (byte 9)"),
        (
            b"{\"when\":\"2020-01-01T00:00:00Z\"}",
            "expected a number, found a string at when (byte 8)",
        ),
        (
            b"{\"shape\":{}}",
            "the variant of a union is missing at shape (byte 11)",
        ),
        (
            b"{\"shape\":{\"side\":null}}",
            "the variant of a union is missing at shape (byte 22)",
        ),
        (
            b"{\"shape\":{\"side\":1,\"name\":\"\"}}",
            "more than one variant of a union at shape (byte 26)",
        ),
        (
            b"{\"shape\":{\"other\":1}}",
            "an unknown variant of a union at shape (byte 18)",
        ),
        (
            b"{\"shape\":{\"side\":99999999999}}",
            "99999999999 is out of the range of an integer (-2147483648 to 2147483647) at shape.side (byte 28)",
        ),
        (
            b"{\"shape\":{\"side\":1.5}}",
            "expected an integer, found 1.5 at shape.side (byte 20)",
        ),
        (
            &deep,
            "values are nested deeper than the limit allows (byte 641)",
        ),
    ];
    for (body, expected) in cases {
        assert_eq!(
            refused(TARGET, json, body),
            *expected,
            "{}",
            body.escape_ascii()
        );
    }
}

#[test]
fn the_last_of_repeated_members_wins() {
    let json: &[(&str, &[u8])] = &[("content-type", b"application/json")];
    let body = br#"{"Note":"a","Note":"b"}"#;
    let input: PutInput = decode(&PUT, &request(TARGET, json, body)).unwrap();
    assert_eq!(input.note.as_deref(), Some("b"));
}

#[test]
fn an_invalid_header_is_refused_with_its_member() {
    let cases: &[(&str, &[u8], &str)] = &[
        ("x-weight", b"", "expected a double, found \"\" at weight"),
        (
            "x-weight",
            b"nan",
            "expected a double, found \"nan\" at weight",
        ),
        (
            "x-weight",
            b"0x42",
            "expected a double, found \"0x42\" at weight",
        ),
        (
            "x-weight",
            b"1e999",
            "expected a double, found \"1e999\" at weight",
        ),
        (
            "x-weight",
            b"1 ",
            "expected a double, found \"1 \" at weight",
        ),
        (
            "x-names",
            b"\"a",
            "expected `\"`, found the end of the header at names[0]",
        ),
        (
            "x-names",
            b"a, \"b\"c",
            "expected `,` after `\"` at names[1]",
        ),
        ("x-names", b"\xff", "invalid UTF-8 at names[0]"),
        (
            "x-dates",
            b"Mon, 16 Dec 2019",
            "expected an http-date, like `Tue, 14 Nov 2023 22:13:20 GMT`, found `Mon, 16 Dec 2019` at dates[0]",
        ),
        (
            "x-stamps",
            b"2019-12-16T23:48:18+01:00",
            "expected a date-time, like `2023-11-14T22:13:20Z`, found `2019-12-16T23:48:18+01:00` at stamps[0]",
        ),
        ("x-json", b"xyz", "invalid base64: Invalid padding at json"),
        ("x-json", b"/w==", "invalid UTF-8 at json"),
        (
            "x-secret",
            b"\xff",
            "invalid value of a sensitive member, which is not shown at secret",
        ),
        ("x-meta-a", b"\xff", "invalid UTF-8 at meta[\"a\"]"),
    ];
    for (name, value, expected) in cases {
        assert_eq!(refused(TARGET, &[(name, value)], b""), *expected);
    }
}

#[test]
fn an_invalid_query_is_refused_with_its_member() {
    for (query, expected) in [
        (
            "size=1.5",
            "expected an integer (-2147483648 to 2147483647), found \"1.5\" at sizes[0]",
        ),
        (
            "size=1&size=",
            "expected an integer (-2147483648 to 2147483647), found \"\" at sizes[1]",
        ),
        (
            "size=2147483648",
            "expected an integer (-2147483648 to 2147483647), found \"2147483648\" at sizes[0]",
        ),
        (
            "since=1",
            "expected a date-time, like `2023-11-14T22:13:20Z`, found `1` at since",
        ),
        (
            "since=2019-12-16%2023:48:18Z",
            "expected a date-time, like `2023-11-14T22:13:20Z`, found `2019-12-16 23:48:18Z` at since",
        ),
        ("x=%4", "malformed escape in the query"),
        ("x=%zz", "malformed escape in the query"),
        ("%ff=1", "malformed escape in the query"),
    ] {
        let uri = format!("{TARGET}&{query}");
        assert_eq!(refused(&uri, &[], b""), expected, "{query}");
    }
}

#[test]
fn a_bad_path_is_refused() {
    for (uri, expected) in [
        ("/shelves/%f/keys/k?put&v=2", "malformed escape at shelf"),
        ("/shelves/%ff/keys/k?put&v=2", "malformed escape at shelf"),
        ("/other", "the path does not match that of the operation"),
    ] {
        assert_eq!(refused(uri, &[], b""), expected);
    }
}

/// The rejection of a body with this type, as text.
fn unsupported<T: Structure + Field>(
    operation: &OperationSchema,
    content_type: Option<&str>,
) -> Option<(&'static str, u16)> {
    let path = format!("/{}", operation.id.name.to_lowercase());
    let headers = content_type.map(|it| ("content-type", it.as_bytes()));
    let request = request(&path, headers.as_slice(), b"{}");
    let refusal = decode::<T>(operation, &request).err();
    refusal.map(|it| (it.code, it.status.as_u16()))
}

#[test]
fn a_body_of_another_type_is_refused() {
    let refusal = Some(("UnsupportedMediaTypeException", 415));
    let json = Some("application/json");
    let text = Some("text/plain");
    assert_eq!(unsupported::<UnionCarrier>(&UNION_OPERATION, text), refusal);
    assert_eq!(unsupported::<UnionCarrier>(&UNION_OPERATION, None), refusal);
    assert_eq!(unsupported::<TextCarrier>(&TEXT_OPERATION, json), refusal);
    assert_eq!(unsupported::<TextCarrier>(&TEXT_OPERATION, None), refusal);
    assert_eq!(unsupported::<JpegCarrier>(&JPEG_OPERATION, json), refusal);
    assert_eq!(unsupported::<Nothing>(&PING, json), refusal);
    assert_eq!(unsupported::<Empty>(&NOOP, text), refusal);
    assert_eq!(unsupported::<Nothing>(&PING, None), None);
    assert_eq!(unsupported::<Empty>(&NOOP, json), None);
    assert_eq!(
        unsupported::<TextCarrier>(&TEXT_OPERATION, Some("Text/plain; charset=utf-8")),
        None
    );
    assert_eq!(unsupported::<BlobCarrier>(&BLOB_OPERATION, text), None);
    assert_eq!(unsupported::<BlobCarrier>(&BLOB_OPERATION, None), None);
}

#[test]
fn a_request_that_does_not_accept_the_response_is_refused() {
    for (accept, refused) in [
        ("text/plain", false),
        ("text/*", false),
        ("Text/Plain", false),
        ("image/png, */*;q=0.1", false),
        ("application/json", true),
        ("application/*", true),
        ("", true),
    ] {
        let request = request("/text", &[("accept", accept.as_bytes())], b"");
        let refusal = decode::<TextCarrier>(&TEXT_OPERATION, &request).err();
        let refusal = refusal.map(|it| (it.code, it.status.as_u16()));
        assert_eq!(
            refusal,
            refused.then_some(("NotAcceptableException", 406)),
            "{accept}"
        );
    }
}

#[test]
fn an_invalid_text_payload_is_refused() {
    let request = request("/text", &[("content-type", b"text/plain")], b"a\xff");
    let refusal = decode::<TextCarrier>(&TEXT_OPERATION, &request)
        .err()
        .unwrap();
    assert_eq!(refusal.error.to_string(), "invalid UTF-8 at held (byte 1)");
}

#[test]
fn a_bad_payload_has_its_path() {
    let json: &[(&str, &[u8])] = &[("content-type", b"application/json")];
    let request = request("/structure", json, br#"{"size":"1"}"#);
    let refusal = decode::<StructureCarrier>(&STRUCTURE_OPERATION, &request)
        .err()
        .unwrap();
    assert_eq!(
        refusal.error.to_string(),
        "expected a number, found a string at held.size (byte 8)"
    );
}
