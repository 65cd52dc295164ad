//! `SigV4`.

use std::{path::Path, time::Duration};

use http::Request;
use serde_json::Value;
use tinsmith::{
    auth::sigv4::{Payload, Presigned, SessionToken, Signer, SigningKeys, SigningSettings},
    credentials::Credentials,
};

use crate::case::{Case, parameters};
use crate::vector::{
    bytes_of, cases, credentials, header, json, parse, read, redact, suite, timestamp,
};

fn signer(case: &Case) -> Signer<'_> {
    let (region, service) = (case.text("region"), case.text("service"));
    Signer::new(&case.credentials, region, service, case.time()).with_settings(case.settings)
}

fn check_headers(folder: &Path) {
    let mut case = Case::read(folder);
    let explained = signer(&case).explain(&case.request).unwrap();
    case.check(&explained, folder, "header");
    let signature = read(folder, "header-signature.txt");
    assert_eq!(explained.signature, signature, "{}", case.name);
    let mut request = case.request.clone();
    signer(&case).sign(&mut request).unwrap();
    case.request = request;
    let expected = read(folder, "header-signed-request.txt");
    for (ours, theirs) in [
        ("authorization", "Authorization"),
        ("x-amz-date", "X-Amz-Date"),
    ] {
        assert_eq!(
            case.request.headers()[ours],
            header(&expected, theirs),
            "{}",
            case.name
        );
    }
    // Signing a signed request again changes nothing.
    let mut again = case.request.clone();
    signer(&case).sign(&mut again).unwrap();
    assert_eq!(again.headers(), case.request.headers(), "{}", case.name);
}

fn check_query(folder: &Path) {
    let case = Case::read(folder);
    let expires = case.expires();
    let explained = signer(&case)
        .explain_presigned(&case.request, expires)
        .unwrap();
    case.check(&explained, folder, "query");
    let signature = read(folder, "query-signature.txt");
    assert_eq!(explained.signature, signature, "{}", case.name);
    let presigned = signer(&case).presign(&case.request, expires).unwrap();
    let expected = parse(&read(folder, "query-signed-request.txt")).request;
    assert_eq!(presigned.uri.path(), expected.uri().path(), "{}", case.name);
    assert_eq!(
        parameters(&presigned.uri),
        parameters(expected.uri()),
        "{}",
        case.name
    );
}

#[test]
fn aws_c_auth() {
    let Some(suite) = suite("aws-c-auth/v4") else {
        return;
    };
    let cases = cases(&suite, "context.json");
    assert_eq!(cases.len(), 24);
    for folder in cases {
        check_headers(&folder);
        check_query(&folder);
    }
}

#[test]
fn smithy_kotlin() {
    let Some(suite) = suite("smithy-kotlin/v4") else {
        return;
    };
    let cases = cases(&suite, "header-signature.txt");
    assert_eq!(cases.len(), 2);
    for folder in cases {
        check_headers(&folder);
        check_query(&folder);
    }
}

/// The suite has no context, and does not publish the secret of the first of its two cases.
#[test]
fn smithy_rs() {
    let Some(suite) = suite("smithy-rs/v4") else {
        return;
    };
    let keys = Credentials::new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
    let time = timestamp("2021-05-11T15:40:45Z");
    for (case, region, service) in [
        ("double-encode-path", "us-east-1", "execute-api"),
        ("double-url-encode", "us-east-2", "lambda"),
    ] {
        let folder = suite.join(case);
        let request = parse(&read(&folder, "request.txt")).request;
        let explained = Signer::new(&keys, region, service, time)
            .explain(&request)
            .unwrap();
        let expected = read(&folder, "header-canonical-request.txt");
        assert_eq!(explained.canonical_request, expected.trim_end(), "{case}");
        if case == "double-url-encode" {
            let expected = read(&folder, "header-string-to-sign.txt");
            assert_eq!(explained.string_to_sign, expected.trim_end(), "{case}");
        }
    }
}

#[test]
fn smithy_java() {
    let Some(suite) = suite("smithy-java/v4") else {
        return;
    };
    let cases = cases(&suite, "context.json");
    assert_eq!(cases.len(), 16);
    for folder in cases {
        let context = json(&folder);
        let keys = credentials(&context["credentials"], "token");
        let text = |name: &str| context["properties"][name].as_str().unwrap();
        let (region, service) = (text("region"), text("service"));
        let mut request = parse(&read(&folder, "request.txt")).request;
        let content_sha256_header = !request.body().is_empty();
        let settings = SigningSettings {
            content_sha256_header,
            ..SigningSettings::DEFAULT
        };
        Signer::new(&keys, region, service, timestamp(text("timestamp")))
            .with_settings(settings)
            .sign(&mut request)
            .unwrap();
        let expected = read(&folder, "signed.txt");
        let expected = header(&expected, "Authorization");
        assert_eq!(
            request.headers()["authorization"],
            expected,
            "{}",
            folder.display()
        );
    }
}

#[test]
fn botocore() {
    let Some(suite) = suite("botocore-aws4_testsuite") else {
        return;
    };
    let cases = cases(&suite, ".req");
    assert_eq!(cases.len(), 20);
    for folder in cases {
        let name = folder.file_name().unwrap().to_str().unwrap().to_owned();
        let file = |kind: &str| read(&folder, &format!("{name}.{kind}"));
        let parsed = parse(&file("req"));
        let mut request = parsed.request;
        let mut keys = Credentials::new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
        // The suite contains tokens nowhere else.
        let canonical = file("creq");
        if canonical.contains("x-amz-security-token:") {
            keys = keys.with_session_token(header(&canonical, "x-amz-security-token"));
        }
        let settings = SigningSettings {
            double_encode_path: parsed.target_is_legal,
            ..SigningSettings::DEFAULT
        };
        let time = timestamp("2015-08-30T12:36:00Z");
        let signer = Signer::new(&keys, "us-east-1", "service", time).with_settings(settings);
        let explained = signer.explain(&request).unwrap();
        assert_eq!(explained.canonical_request, redact(&canonical), "{name}");
        assert_eq!(explained.string_to_sign, file("sts"), "{name}");
        signer.sign(&mut request).unwrap();
        assert_eq!(request.headers()["authorization"], file("authz"), "{name}");
    }
}

/// All cases share one cache of keys, so that the test also finds mixed-up entries.
#[test]
fn two_oracles() {
    let Some(suite) = suite("two-oracles") else {
        return;
    };
    let cases: Vec<Value> = serde_json::from_str(&read(&suite, "cases.json")).unwrap();
    assert_eq!(cases.len(), 178);
    let keys = SigningKeys::new();
    for (index, case) in cases.iter().enumerate() {
        check_oracle(index, case, &keys);
    }
}

fn check_oracle(index: usize, case: &Value, keys: &SigningKeys) {
    let text = |name: &str| case[name].as_str().unwrap();
    let flag = |name: &str| case[name].as_bool().unwrap();
    let mut request = Request::builder()
        .method(text("method"))
        .uri(text("target"));
    for (name, value) in case["headers"].as_object().unwrap() {
        request = request.header(name, value.as_str().unwrap());
    }
    let mut request = request.body(bytes_of(text("body_hex"))).unwrap();
    let settings = SigningSettings {
        normalize_path: flag("normalize_path"),
        double_encode_path: flag("double_uri_encode"),
        payload: match text("payload") {
            "signed" => Payload::Signed,
            _ => Payload::Unsigned,
        },
        content_sha256_header: flag("content_sha256_header"),
        presign_any_body: false,
        session_token: SessionToken::Signed,
    };
    let credentials = credentials(&case["credentials"], "session_token");
    let time = timestamp(text("timestamp"));
    let signer = Signer::new(&credentials, text("region"), text("service"), time)
        .with_settings(settings)
        .with_keys(keys);
    let (names, signature) = if let Some(expires) = case["expires"].as_u64() {
        let expires = Duration::from_secs(expires);
        in_query(&signer.presign(&request, expires).unwrap())
    } else {
        signer.sign(&mut request).unwrap();
        in_header(&request)
    };
    assert_eq!(names, text("signed_headers"), "case {index}");
    assert_eq!(
        signature,
        text("signature"),
        "case {index}: {}",
        text("target")
    );
}

/// The names of the signed headers, and the signature, of a presigned request.
fn in_query(presigned: &Presigned) -> (String, String) {
    let query = presigned.uri.query().unwrap();
    let value = |name: &str| {
        let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        pairs.find(|(key, _)| *key == name).unwrap().1
    };
    let names = value("X-Amz-SignedHeaders").replace("%3B", ";");
    (names, value("X-Amz-Signature").to_owned())
}

/// The names of the signed headers, and the signature, of a request signed in its headers.
fn in_header(request: &Request<Vec<u8>>) -> (String, String) {
    let value = request.headers()["authorization"].to_str().unwrap();
    let (_, rest) = value.split_once("SignedHeaders=").unwrap();
    let (names, signature) = rest.split_once(", Signature=").unwrap();
    (names.to_owned(), signature.to_owned())
}
