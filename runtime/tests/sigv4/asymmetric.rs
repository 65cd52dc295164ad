//! `SigV4a`. Signatures are verified, not compared, since other implementations use random nonces.

use std::path::Path;

use http::Request;
use p256::EncodedPoint;
use p256::ecdsa::signature::Verifier as _;
use p256::ecdsa::{DerSignature, VerifyingKey};
use serde_json::Value;
use tinsmith::auth::sigv4::{Explanation, Signer, SigningError, SigningKeys};
use tinsmith::{Credentials, Timestamp};

use crate::case::{Case, parameters};
use crate::vector::{bytes_of, cases, header, parse, read, suite};

fn signer(case: &Case) -> Signer<'_> {
    let (region_set, service) = (case.text("region"), case.text("service"));
    let signer = Signer::asymmetric(&case.credentials, region_set, service, case.time());
    signer.with_settings(case.settings)
}

/// The public half of the key that a case is signed with.
fn public_key(folder: &Path) -> VerifyingKey {
    let key: Value = serde_json::from_str(&read(folder, "public-key.json")).unwrap();
    let coordinate = |name: &str| {
        let bytes = bytes_of(key[name].as_str().unwrap());
        <[u8; 32]>::try_from(bytes).unwrap().into()
    };
    let (x, y) = (coordinate("X"), coordinate("Y"));
    let point = EncodedPoint::from_affine_coordinates(&x, &y, false);
    VerifyingKey::from_encoded_point(&point).unwrap()
}

fn verify(case: &Case, folder: &Path, explained: &Explanation) {
    let signature = DerSignature::from_bytes(&bytes_of(&explained.signature)).unwrap();
    let text = explained.string_to_sign.as_bytes();
    let verified = public_key(folder).verify(text, &signature);
    assert!(verified.is_ok(), "{}", case.name);
}

fn check_headers(folder: &Path) {
    let case = Case::read(folder);
    let explained = signer(&case).explain(&case.request).unwrap();
    case.check(&explained, folder, "header");
    verify(&case, folder, &explained);
    let mut request = case.request.clone();
    signer(&case).sign(&mut request).unwrap();
    let expected = read(folder, "header-signed-request.txt");
    let (start, _) = header(&expected, "Authorization").rsplit_once('=').unwrap();
    assert_eq!(
        request.headers()["authorization"],
        format!("{start}={}", explained.signature),
        "{}",
        case.name
    );
    assert_eq!(request.headers()["x-amz-region-set"], case.text("region"));
    // Signing a signed request again changes nothing.
    let mut again = request.clone();
    signer(&case).sign(&mut again).unwrap();
    assert_eq!(again.headers(), request.headers(), "{}", case.name);
}

fn check_query(folder: &Path) {
    let case = Case::read(folder);
    let signer = signer(&case);
    let explained = signer
        .explain_presigned(&case.request, case.expires())
        .unwrap();
    case.check(&explained, folder, "query");
    verify(&case, folder, &explained);
    let presigned = signer.presign(&case.request, case.expires()).unwrap();
    let expected = parse(&read(folder, "query-signed-request.txt")).request;
    assert_eq!(presigned.uri.path(), expected.uri().path(), "{}", case.name);
    let ours = parameters(&presigned.uri);
    let theirs = parameters(expected.uri());
    let is_signature = |it: &&str| it.starts_with("X-Amz-Signature=");
    let signature = ours.iter().copied().find(is_signature).unwrap();
    assert!(signature.ends_with(&explained.signature), "{}", case.name);
    let ours = ours.iter().filter(|it| !is_signature(it));
    let theirs = theirs.iter().filter(|it| !is_signature(it));
    assert!(ours.eq(theirs), "{}", case.name);
}

#[test]
fn aws_c_auth() {
    let Some(suite) = suite("aws-c-auth/v4a") else {
        return;
    };
    // Another case, `get-vanilla-query-order-key`, lacks its expected result.
    let cases = cases(&suite, "public-key.json");
    assert_eq!(cases.len(), 24);
    for folder in cases {
        check_headers(&folder);
        check_query(&folder);
    }
}

#[test]
fn a_remembered_key_signs_the_same() {
    let (keys, memory) = (Credentials::new("AKID", "secret"), SigningKeys::new());
    let request = Request::get("https://example.test/").body("").unwrap();
    let signer = Signer::asymmetric(&keys, "eu-*,us-east-1", "service", Timestamp::EPOCH);
    let expected = signer.explain(&request).unwrap();
    assert!(
        expected
            .canonical_request
            .contains("\nx-amz-region-set:eu-*,us-east-1\n")
    );
    for _ in 0..2 {
        let remembering = signer.with_keys(&memory).explain(&request).unwrap();
        assert_eq!(remembering, expected);
    }
}

#[test]
fn messages_of_events_are_refused() {
    let keys = Credentials::new("AKID", "secret");
    let mut request = Request::post("https://example.test/").body("").unwrap();
    let signer = Signer::asymmetric(&keys, "*", "service", Timestamp::EPOCH);
    let refused = signer.sign_events(&mut request).unwrap_err();
    assert_eq!(refused, SigningError::Events);
    assert!(request.headers().is_empty());
}
