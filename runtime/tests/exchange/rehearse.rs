//! Requests that are shown or handed over, not sent.

use std::time::Duration;

use tinsmith::client::Explained;
use tinsmith::credentials::{Anonymous, Token};
use tinsmith::{Config, Credentials};

use crate::rig::{bare, client, config, run};
use crate::script::World;
use crate::service::{Put, PutRegional, PutWithKeyInQuery, PutWithToken, put};

fn secretive() -> Credentials {
    Credentials::new("AKID", "hush-hush").with_session_token("pass-word")
}

fn explained() -> Explained {
    let world = World::default();
    let config = Config::builder().region("here").credentials(secretive());
    let client = client::<PutRegional>(config, &world);
    run(client.operation::<PutRegional>().explain(put("a"))).unwrap()
}

#[test]
fn a_presigned_request_can_be_sent_by_anybody() {
    let client = client::<Put>(config(), &World::default());
    let minute = Duration::from_secs(60);
    let presigned = run(client.operation::<Put>().presign(put("a"), minute)).unwrap();
    assert_eq!(presigned.method, http::Method::POST);
    let uri = presigned.uri.to_string();
    assert!(uri.starts_with("https://vault.test/?"), "{uri}");
    for part in [
        "X-Amz-Date=20300101T000000Z",
        "X-Amz-Expires=60",
        "X-Amz-Signature=",
    ] {
        assert!(uri.contains(part), "{uri}");
    }
    assert_eq!(presigned.headers["x-amz-target"], "Vault_2020.Put");
}

#[test]
fn nobody_can_presign_without_credentials() {
    let client = client::<Put>(config().credentials(Anonymous), &World::default());
    let error = run(client
        .operation::<Put>()
        .presign(put("a"), Duration::from_secs(1)));
    assert_eq!(
        error.unwrap_err().to_string(),
        "Put: a request that is not signed cannot be presigned"
    );
}

#[test]
fn an_input_that_violates_the_model_is_not_presigned() {
    let client = client::<Put>(config(), &World::default());
    let call = client.operation::<Put>();
    assert!(run(call.presign(put(""), Duration::from_secs(1))).is_err());
}

#[test]
fn an_explanation_tells_endpoint_and_signature() {
    let it = explained();
    assert_eq!(it.uri, "https://here.test/");
    assert_eq!(it.endpoint_rules, [0, 1, 2]);
    let signature = it.signature.unwrap();
    assert!(signature.canonical_request.starts_with("POST\n/\n"));
    assert_eq!(signature.scope, "20300101/here/vault/aws4_request");
    assert_eq!(it.scheme, "sigv4");
}

#[test]
fn an_explanation_has_no_secrets() {
    let it = explained();
    assert_eq!(it.headers["x-amz-security-token"], "REDACTED");
    assert_eq!(it.headers["authorization"], "REDACTED");
    for shown in [it.to_string(), format!("{it:?}")] {
        assert!(
            !shown.contains("hush-hush") && !shown.contains("pass-word"),
            "{shown}"
        );
    }
}

#[test]
fn tokens_and_keys_are_explained_without_their_text() {
    let token = || Token::new("hush-hush");
    let client = client::<Put>(
        bare().bearer_token(token()).api_key(token()),
        &World::default(),
    );
    let bearer = run(client.operation::<PutWithToken>().explain(put("a"))).unwrap();
    assert_eq!(bearer.headers["authorization"], "REDACTED");
    let key = run(client.operation::<PutWithKeyInQuery>().explain(put("a"))).unwrap();
    assert_eq!(key.uri, "https://vault.test/?the%20key=REDACTED");
    assert_eq!(
        (bearer.scheme, key.scheme),
        ("httpBearerAuth", "httpApiKeyAuth")
    );
    for it in [bearer, key] {
        assert!(!it.to_string().contains("hush-hush"), "{it}");
    }
}

#[test]
fn a_key_that_does_not_expire_presigns_nothing() {
    let client = client::<Put>(bare().api_key(Token::new("abc")), &World::default());
    let call = client.operation::<PutWithKeyInQuery>();
    assert!(run(call.presign(put("a"), Duration::from_secs(1))).is_err());
}

#[test]
fn what_is_not_signed_is_explained_too() {
    let client = client::<Put>(config().credentials(Anonymous), &World::default());
    let it = run(client.operation::<Put>().explain(put("a"))).unwrap();
    assert!(it.signature.is_none());
    assert!(it.to_string().ends_with("not signed\n"), "{it}");
}
