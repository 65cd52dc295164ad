//! Guarantees of the signer besides the right signature.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::time::Duration;

use http::{HeaderName, HeaderValue, Request, request::Builder};
use tinsmith::{
    Timestamp,
    auth::sigv4::{Payload, SessionToken, Signer, SigningError, SigningSettings},
    credentials::Credentials,
};

const NOW: Timestamp = Timestamp::new(1_440_938_160, 0);
const TOKEN: &str = "very/secret+token=";

fn keys() -> Credentials {
    Credentials::new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")
}

fn temporary() -> Credentials {
    keys().with_session_token(TOKEN)
}

fn signer(keys: &Credentials) -> Signer<'_> {
    Signer::new(keys, "us-east-1", "dynamodb", NOW)
}

fn post() -> Builder {
    Request::post("https://dynamodb.us-east-1.amazonaws.com/")
        .header("x-amz-target", "DynamoDB_20120810.ListTables")
        .header("content-type", "application/x-amz-json-1.0")
        .header("user-agent", "test")
}

fn hour() -> Duration {
    Duration::from_secs(3600)
}

#[test]
fn debug_output_of_a_signed_request_has_no_secret() {
    let mut request = post().body("{}").unwrap();
    signer(&temporary()).sign(&mut request).unwrap();
    let shown = format!("{request:?}");
    assert!(
        !shown.contains(TOKEN) && !shown.contains("Signature="),
        "{shown}"
    );
}

#[test]
fn debug_output_of_a_presigned_request_hides_its_url() {
    let keys = temporary();
    let presigned = signer(&keys).presign(&post().body("{}").unwrap(), hour());
    let shown = format!("{:?}", presigned.unwrap());
    assert!(shown.contains("DynamoDB_20120810.ListTables"), "{shown}");
    // Host and path may contain sensitive labels.
    for part in ["amazonaws.com", "X-Amz-Signature"] {
        assert!(!shown.contains(part), "{shown}");
    }
}

#[test]
fn explanations_hide_the_token_in_headers_and_queries() {
    let keys = temporary();
    let request = post().body("{}").unwrap();
    let in_headers = signer(&keys).explain(&request).unwrap();
    let in_query = signer(&keys).explain_presigned(&request, hour()).unwrap();
    for explained in [in_headers, in_query] {
        let shown = format!("{explained:?}").to_lowercase();
        assert!(shown.contains("redacted"), "{shown}");
        assert!(!shown.contains("very"), "{shown}");
    }
}

#[test]
fn an_explanation_has_the_signature_of_the_request() {
    let keys = temporary();
    let mut request = post().body("{}").unwrap();
    let explained = signer(&keys).explain(&request).unwrap();
    signer(&keys).sign(&mut request).unwrap();
    let sent = request.headers()["authorization"].to_str().unwrap();
    assert!(sent.ends_with(&explained.signature), "{sent}");
    assert!(sent.contains(&explained.scope), "{sent}");
    assert!(sent.contains(&explained.signed_headers), "{sent}");
}

#[test]
fn a_request_in_parts_is_signed_the_same() {
    let keys = keys();
    let mut whole = post().body("{}").unwrap();
    let (mut parts, body) = post().body("{}").unwrap().into_parts();
    signer(&keys).sign(&mut whole).unwrap();
    signer(&keys)
        .sign_parts(&mut parts, body.as_bytes())
        .unwrap();
    assert_eq!(whole.headers(), &parts.headers);
}

#[test]
fn signing_again_with_other_keys_removes_the_first_signature() {
    let (first, second) = (temporary(), keys());
    let mut twice = post().body("{}").unwrap();
    let mut once = twice.clone();
    signer(&first).sign(&mut twice).unwrap();
    signer(&second).sign(&mut twice).unwrap();
    signer(&second).sign(&mut once).unwrap();
    assert_eq!(twice.headers(), once.headers());
}

#[test]
fn a_request_that_cannot_be_signed_is_unchanged() {
    let keys = keys().with_session_token("line\nbreak");
    let mut request = post().body("{}").unwrap();
    let before = request.headers().clone();
    let error = signer(&keys).sign(&mut request).unwrap_err();
    assert_eq!(error, SigningError::NotAHeader("session token"));
    assert_eq!(request.headers(), &before);
}

#[test]
fn a_body_hash_computed_earlier_replaces_the_body() {
    // The SHA-256 of "{}".
    let hash = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";
    let settings = SigningSettings {
        payload: Payload::Precomputed(hash),
        ..SigningSettings::DEFAULT
    };
    let keys = keys();
    let with_body = signer(&keys).explain(&post().body("{}").unwrap()).unwrap();
    let without = post().body("").unwrap();
    let without = signer(&keys)
        .with_settings(settings)
        .explain(&without)
        .unwrap();
    assert_eq!(with_body, without);
}

#[test]
fn the_callers_own_content_hash_header_is_signed() {
    let request = post().header("x-amz-content-sha256", "UNSIGNED-PAYLOAD");
    let explained = signer(&keys()).explain(&request.body("").unwrap()).unwrap();
    let names = explained.signed_headers;
    assert!(names.contains("x-amz-content-sha256"), "{names}");
}

#[test]
fn a_request_that_cannot_be_signed_is_not_explained() {
    let keys = keys().with_session_token("two\nlines");
    let mut request = post().body("{}").unwrap();
    let fault = signer(&keys).sign(&mut request).unwrap_err();
    assert_eq!(signer(&keys).explain(&request), Err(fault));
}

#[test]
fn presigning_names_the_headers_to_send() {
    let keys = keys();
    let presigned = signer(&keys)
        .presign(&post().body("{}").unwrap(), hour())
        .unwrap();
    let mut names: Vec<_> = presigned.headers.keys().map(HeaderName::as_str).collect();
    names.sort_unstable();
    assert_eq!(names, ["content-type", "x-amz-target"]);
    assert_eq!(presigned.method, http::Method::POST);
    assert_eq!(
        presigned.payload_hash,
        "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
    );
}

#[test]
fn presigning_names_a_host_that_differs_from_the_uri() {
    let keys = keys();
    let host_of = |host| {
        let request = Request::get("https://example.com:443/").header("host", host);
        let presigned = signer(&keys).presign(&request.body("").unwrap(), hour());
        presigned.unwrap().headers.remove("host")
    };
    assert_eq!(host_of("front.example.org").unwrap(), "front.example.org");
    assert_eq!(host_of("example.com"), None);
}

#[test]
fn presigning_replaces_stale_parameters_in_any_encoding() {
    let keys = keys();
    let stale = "X%2DAmz-Signature=0&%58-Amz-Date=1&X-Amz-Expires=1&x-amz-date=2";
    let request = Request::get(format!("https://example.com/?{stale}"));
    let presigned = signer(&keys).presign(&request.body("").unwrap(), hour());
    let uri = presigned.unwrap().uri;
    let query = uri.query().unwrap();
    assert!(
        query.starts_with("x-amz-date=2&X-Amz-Algorithm="),
        "{query}"
    );
}

#[test]
fn presigning_keeps_the_query_and_host_of_the_request() {
    let keys = keys();
    let request = Request::get("https://example.com/a%20b?list-type=2")
        .body("")
        .unwrap();
    let uri = signer(&keys)
        .presign(&request, hour())
        .unwrap()
        .uri
        .to_string();
    assert!(
        uri.starts_with("https://example.com/a%20b?list-type=2&X-Amz-Algorithm="),
        "{uri}"
    );
}

#[test]
fn presigning_again_starts_afresh() {
    let (first, second) = (temporary(), keys());
    let request = Request::get("https://example.com/?acl").body("").unwrap();
    let presigned = signer(&first).presign(&request, hour()).unwrap();
    let again = Request::get(presigned.uri).body("").unwrap();
    let again = signer(&second).presign(&again, hour()).unwrap();
    let once = signer(&second).presign(&request, hour()).unwrap();
    assert_eq!(again.uri, once.uri);
}

#[test]
fn a_presigned_url_lives_a_second_to_a_week() {
    let keys = keys();
    let request = Request::get("https://example.com/").body("").unwrap();
    let presign = |seconds| signer(&keys).presign(&request, Duration::from_secs(seconds));
    assert!(presign(1).is_ok() && presign(604_800).is_ok());
    for seconds in [0, 604_801] {
        assert_eq!(presign(seconds).unwrap_err(), SigningError::Expires);
    }
}

#[test]
fn the_token_of_an_s3_session_has_a_name_of_its_own() {
    let keys = temporary();
    let settings = SigningSettings {
        session_token: SessionToken::S3Session,
        ..SigningSettings::S3
    };
    let mut request = post().body("{}").unwrap();
    let signer = signer(&keys).with_settings(settings);
    let presigned = signer.presign(&request, hour()).unwrap();
    let query = presigned.uri.query().unwrap();
    assert!(query.contains("X-Amz-S3session-Token=very%2F"), "{query}");
    signer.sign(&mut request).unwrap();
    assert_eq!(request.headers()["x-amz-s3session-token"], TOKEN);
    assert!(!request.headers().contains_key("x-amz-security-token"));
    let authorization = request.headers()["authorization"].to_str().unwrap();
    assert!(
        authorization.contains(";x-amz-s3session-token;"),
        "{authorization}"
    );
}

/// The example of "Authenticating Requests: Using Query Parameters" in the S3 API Reference.
#[test]
fn s3_is_presigned_without_the_body() {
    let keys = Credentials::new(
        "AKIAIOSFODNN7EXAMPLE",
        "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    );
    // 2013-05-24T00:00:00Z
    let signer = Signer::new(&keys, "us-east-1", "s3", Timestamp::new(1_369_353_600, 0))
        .with_settings(SigningSettings::S3);
    let day = Duration::from_secs(86_400);
    for body in ["", "any"] {
        let request = Request::get("https://examplebucket.s3.amazonaws.com/test.txt");
        let presigned = signer.presign(&request.body(body).unwrap(), day).unwrap();
        let uri = presigned.uri.to_string();
        let signature = "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404";
        assert!(
            uri.ends_with(&format!("X-Amz-Signature={signature}")),
            "{uri}"
        );
        assert_eq!(presigned.payload_hash, "UNSIGNED-PAYLOAD");
    }
}

#[test]
fn a_given_body_hash_is_presigned_for_s3_too() {
    let keys = keys();
    let settings = SigningSettings {
        payload: Payload::Precomputed("abc"),
        ..SigningSettings::S3
    };
    let request = Request::put("https://example.com/").body("").unwrap();
    let presigned = signer(&keys)
        .with_settings(settings)
        .presign(&request, hour());
    assert_eq!(presigned.unwrap().payload_hash, "abc");
}

#[test]
fn an_explanation_hides_sensitive_headers() {
    let keys = keys();
    let mut secret = HeaderValue::from_static("hush-hush");
    secret.set_sensitive(true);
    let request = post().header("x-secret", secret).body("{}").unwrap();
    let signed = signer(&keys).explain(&request).unwrap();
    let presigned = signer(&keys).explain_presigned(&request, hour()).unwrap();
    for it in [signed, presigned] {
        assert!(it.canonical_request.contains("\nx-secret:REDACTED\n"));
        assert!(!format!("{it:?}").contains("hush-hush"));
    }
}
