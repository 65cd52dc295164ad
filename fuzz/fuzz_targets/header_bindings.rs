//! Any headers are an error or members that are read back as they were written, for every kind
//! of member that a header can be bound to, in `restJson1` and `restXml`, leniently and strictly.

#![no_main]

#[path = "header_bindings/fixture.rs"]
mod fixture;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Response};
use libfuzzer_sys::fuzz_target;
use tinsmith::rt::codec::Limits;
use tinsmith::rt::protocol::{Protocol, REST_JSON_1, REST_XML, ServiceProtocol};
use tinsmith::rt::value::Field;

use fixture::{FAIL, Failed, HEADERS, Headers, LOOSE, Loose, NAMES, SERVICE};

/// A header: its name by number, or the end of one; its value, and how often that is repeated
/// in it; whether a comma is between two.
type Line<'a> = (u8, &'a str, &'a [u8], u16, bool);

fuzz_target!(|lines: Vec<Line<'_>>| {
    let mut headers = HeaderMap::new();
    for (name, end, value, times, comma) in lines {
        let name = match NAMES.get(usize::from(name) % (NAMES.len() + 1)) {
            Some(name) => Ok(HeaderName::from_static(name)),
            None => HeaderName::try_from(format!("x-meta-{end}")),
        };
        let times = if times % 16 == 0 {
            usize::from(times)
        } else {
            1
        };
        let value = vec![value; times].join(if comma { &b","[..] } else { &b""[..] });
        if let (Ok(name), Ok(value)) = (name, HeaderValue::from_bytes(&value)) {
            headers.append(name, value);
        }
    }
    let mut response = Response::new(Bytes::new());
    *response.headers_mut() = headers;
    for limits in [Limits::new(), Limits::new().strict()] {
        check(&REST_JSON_1, &response, &limits);
        check(&REST_XML, &response, &limits);
    }
});

fn check(
    protocol: &(impl Protocol + ServiceProtocol),
    response: &Response<Bytes>,
    limits: &Limits,
) {
    let _ = protocol.request_id(response);
    let _ = protocol.identify_error(&FAIL, response);
    let _ = protocol.decode_error(&FAIL, response, &mut Failed::blank(), limits);
    let _ = protocol.decode_output(&LOOSE, response, &mut Loose::blank(), limits);
    let mut first = Headers::blank();
    if protocol
        .decode_output(&HEADERS, response, &mut first, limits)
        .is_err()
    {
        return;
    }
    // A moment may be out of the years that its format can spell.
    let Ok(written) = protocol.encode_output(&SERVICE, &HEADERS, &first) else {
        return;
    };
    let mut second = Headers::blank();
    let decoded = protocol.decode_output(&HEADERS, &written, &mut second, limits);
    assert!(decoded.is_ok(), "{decoded:?} of {written:?}");
    // Not the values: a NaN is not equal to itself.
    assert_eq!(format!("{first:?}"), format!("{second:?}"), "{written:?}");
    let again = protocol.encode_output(&SERVICE, &HEADERS, &second);
    assert_eq!(
        again.map(|it| it.headers().clone()),
        Ok(written.headers().clone())
    );
}
