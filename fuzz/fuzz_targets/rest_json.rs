//! Any message of `restJson1` is an error or a value that is read back as it was written, for
//! structures with every binding.

#![no_main]

#[path = "../../runtime/tests/rest_json/fixture.rs"]
#[allow(dead_code, reason = "the round trip needs no member by name")]
mod fixture;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Request, Response, Uri};
use libfuzzer_sys::fuzz_target;
use tinsmith::rt::codec::Limits;
use tinsmith::rt::protocol::{Protocol, REST_JSON_1, ServiceProtocol};
use tinsmith::rt::value::Field;

use fixture::{BOXES, NoShelf, PUT, PutInput, PutOutput, STRUCTURE_OPERATION, StructureCarrier};

/// Which headers are bound, so that values are not wasted on others.
const NAMES: [&str; 11] = [
    "x-weight",
    "x-names",
    "x-dates",
    "x-stamps",
    "x-json",
    "x-meta-a",
    "x-secret",
    "etag",
    "x-retry",
    "x-amzn-errortype",
    "content-type",
];

type Message<'a> = (&'a str, &'a str, Vec<(u8, &'a [u8])>, &'a [u8]);

fuzz_target!(|message: Message<'_>| {
    let (path, query, fields, body) = message;
    let mut headers = HeaderMap::new();
    headers.insert("content-type", HeaderValue::from_static("application/json"));
    for (name, value) in fields {
        let name = NAMES[usize::from(name) % NAMES.len()];
        if let Ok(value) = HeaderValue::from_bytes(value) {
            headers.append(HeaderName::from_static(name), value);
        }
    }
    let body = Bytes::copy_from_slice(body);
    if let Ok(uri) = Uri::try_from(format!("/shelves/{path}?put&v=2&{query}")) {
        request(uri, headers.clone(), body.clone());
    }
    response(headers, body);
});

fn request(uri: Uri, headers: HeaderMap, body: Bytes) {
    let mut request = Request::new(body);
    *request.method_mut() = http::Method::PUT;
    *request.uri_mut() = uri;
    *request.headers_mut() = headers;
    let routed = REST_JSON_1.route(&BOXES, &request).map(|it| it.id);
    let (Some(_), Some(first)) = (routed, read(&request)) else {
        return;
    };
    // A slash at the end of a path does not count, not even in a label.
    if first.key.ends_with('/') {
        return;
    }
    // A moment may be out of the years that its format can spell.
    let Ok(written) = REST_JSON_1.encode_request(&BOXES, &PUT, &first) else {
        return;
    };
    let second = read(&written).unwrap_or_else(|| panic!("{written:?} cannot be read"));
    let again = REST_JSON_1.encode_request(&BOXES, &PUT, &second);
    let again = again.unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(written.uri(), again.uri());
    assert_eq!(written.headers(), again.headers());
    assert_eq!(written.body(), again.body());
}

fn read(request: &Request<Bytes>) -> Option<PutInput> {
    let mut input = PutInput::blank();
    let limits = Limits::default();
    let decoded = REST_JSON_1.decode_request(&PUT, request, &mut input, &limits);
    decoded.is_ok().then_some(input)
}

fn response(headers: HeaderMap, body: Bytes) {
    let mut response = Response::new(body);
    *response.headers_mut() = headers;
    let limits = Limits::default();
    let _ = REST_JSON_1.identify_error(&PUT, &response);
    let _ = REST_JSON_1.decode_error(&PUT, &response, &mut NoShelf::blank(), &limits);
    let mut carrier = StructureCarrier::blank();
    let _ = REST_JSON_1.decode_output(&STRUCTURE_OPERATION, &response, &mut carrier, &limits);
    let mut first = PutOutput::blank();
    if REST_JSON_1
        .decode_output(&PUT, &response, &mut first, &limits)
        .is_err()
    {
        return;
    }
    let Ok(written) = REST_JSON_1.encode_output(&BOXES, &PUT, &first) else {
        return;
    };
    let mut second = PutOutput::blank();
    let decoded = REST_JSON_1.decode_output(&PUT, &written, &mut second, &limits);
    assert!(decoded.is_ok(), "{decoded:?} of {written:?}");
    assert_eq!(first, second);
}
