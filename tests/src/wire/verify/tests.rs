//! The verifier against the examples of the documents, and against requests that are wrong.

use super::*;
use crate::wire::server::message::Head;

const HOUR: u64 = 3600;

/// 2013-05-24T00:00:00Z.
const THEN: u64 = 1_369_353_600;

const GET: &str = "GET /test.txt HTTP/1.1\r\n\
    Host: examplebucket.s3.amazonaws.com\r\n\
    Range: bytes=0-9\r\n\
    x-amz-content-sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\r\n\
    x-amz-date: 20130524T000000Z\r\n\
    Authorization: AWS4-HMAC-SHA256 \
    Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,\
    SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,\
    Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41\r\n\r\n";

const PRESIGNED: &str = "GET /test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256\
    &X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request\
    &X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host\
    &X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404 HTTP/1.1\r\n\
    Host: examplebucket.s3.amazonaws.com\r\n\r\n";

fn verdict(head: &str, body: &str, now: u64) -> Result<(), String> {
    let rules = Rules {
        service: "s3",
        region: "us-east-1",
        style: Style::S3,
        keys: Keys {
            id: "AKIAIOSFODNN7EXAMPLE",
            secret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
            token: None,
        },
        protocol: Protocol::S3,
    };
    let request = Request {
        head: Head::parse(head.as_bytes().to_vec())?,
        raw_body: body.into(),
        body: body.into(),
    };
    rules.verify_at(&request, now)
}

#[test]
fn the_example_with_a_header_is_accepted() {
    assert_eq!(verdict(GET, "", THEN), Ok(()));
}

#[test]
fn the_example_with_a_query_is_accepted_for_a_day() {
    assert_eq!(verdict(PRESIGNED, "", THEN + 23 * HOUR), Ok(()));
    assert!(verdict(PRESIGNED, "", THEN + 25 * HOUR).is_err());
}

#[test]
fn a_changed_request_is_refused() {
    for (from, to, what) in [
        ("GET /", "PUT /", "content-length"),
        ("GET /", "HEAD /", "another request"),
        ("/test.txt", "/test.tx", "another request"),
        ("/test.txt", "/./test.txt", "another request"),
        ("/test.txt", "/test.txt?acl", "another request"),
        ("examplebucket.", "other.", "another request"),
        ("bytes=0-9", "bytes=0-8", "another request"),
        (
            "x-amz-date: ",
            "x-amz-acl: a\r\nx-amz-date: ",
            "x-amz-acl is not signed",
        ),
        (
            "x-amz-date: ",
            "content-type: a\r\nx-amz-date: ",
            "content-type is not signed",
        ),
        ("us-east-1", "us-east-2", "signed for"),
        ("/s3/", "/sqs/", "signed for"),
        ("Range: bytes=0-9\r\n", "", "was not sent"),
        (
            "x-amz-content-sha256: e3",
            "x-amz-content-sha256: e4",
            "another body",
        ),
        (
            "Authorization: ",
            "x-amz-security-token: t\r\nAuthorization: ",
            "session token",
        ),
        ("host;range", "range;host", "not sorted"),
    ] {
        let changed = GET.replacen(from, to, 1);
        assert_ne!(changed, GET);
        let refusal = verdict(&changed, "", THEN).expect_err(&changed);
        assert!(refusal.contains(what), "{changed}\n{refusal}");
    }
    assert!(verdict(GET, "a body", THEN).is_err());
    assert!(verdict(GET, "", THEN + HOUR).is_err());
}

#[test]
fn a_query_that_is_ambiguous_is_refused() {
    let changed = PRESIGNED.replacen("?X", "?a=b+c&X", 1);
    let refusal = verdict(&changed, "", THEN).expect_err("ambiguous");
    assert!(refusal.contains("plus"), "{refusal}");
}

#[test]
fn checksums_are_those_of_the_catalogue() {
    let check = |name: &str| sum(name, b"123456789").expect("it is a checksum");
    assert_eq!(check("x-amz-checksum-crc32"), "y/Q5Jg==");
    assert_eq!(check("x-amz-checksum-crc32c"), "4waSgw==");
    assert_eq!(check("x-amz-checksum-crc64nvme"), "rosUhgp5mIg=");
}

#[test]
fn chunks_are_taken_apart_to_the_last_byte() {
    let whole = b"3\r\nabc\r\n0\r\nx-amz-checksum-crc32:NSRBwg==\r\n\r\n";
    assert_eq!(chunks::decode(whole).expect("whole").bytes, b"abc");
    for wrong in [&whole[..whole.len() - 1], &b"4\r\nabc\r\n0\r\n\r\n"[..]] {
        assert!(chunks::decode(wrong).is_err());
    }
}
