//! Requests that are explained or presigned instead of sent.

use std::time::Duration;

use tinsmith::client::Explained;
use tinsmith::credentials::{Anonymous, Token};
use tinsmith::{Config, Credentials};

use crate::rig::{bare, client, config, run};
use crate::script::{World, reply};
use crate::service::{Put, PutRegional, PutWithKeyInQuery, PutWithToken, put};
use crate::store::{Store, StoreInput};

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
fn an_explanation_has_endpoint_and_signature() {
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
fn tokens_and_keys_are_redacted_in_explanations() {
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
fn an_api_key_cannot_presign() {
    let client = client::<Put>(bare().api_key(Token::new("abc")), &World::default());
    let call = client.operation::<PutWithKeyInQuery>();
    assert!(run(call.presign(put("a"), Duration::from_secs(1))).is_err());
}

#[test]
fn unsigned_requests_are_explained_too() {
    let client = client::<Put>(config().credentials(Anonymous), &World::default());
    let it = run(client.operation::<Put>().explain(put("a"))).unwrap();
    assert!(it.signature.is_none());
    assert!(it.to_string().ends_with("not signed\n"), "{it}");
}

#[test]
fn sensitive_members_are_redacted_in_every_part_of_a_request() {
    let config = Config::builder()
        .region("eu-1")
        .credentials(Credentials::new("AKID", "secret"));
    let client = client::<Store>(config, &World::default());
    let input = StoreInput {
        bucket: "photos".to_owned(),
        key: "a".to_owned(),
        customer_key: Some("hush-hush".to_owned()),
        ticket: Some("pass-word".to_owned()),
        ..StoreInput::default()
    };
    let it = run(client.operation::<Store>().explain(input)).unwrap();
    assert_eq!(it.headers["x-amz-customer-key"], "REDACTED");
    let uri = "https://photos.store.test/a?x-id=Store&ticket=REDACTED";
    assert_eq!(it.uri, uri);
    let canonical = &it.signature.as_ref().unwrap().canonical_request;
    assert!(
        canonical.contains("\nx-amz-customer-key:REDACTED\n"),
        "{canonical}"
    );
    for shown in [it.to_string(), format!("{it:?}")] {
        assert!(
            !shown.contains("hush-hush") && !shown.contains("pass-word"),
            "{shown}"
        );
    }
}

#[test]
fn an_explanation_has_the_headers_of_the_request_that_is_sent() {
    let input = || StoreInput {
        bucket: "photos".to_owned(),
        key: "a".to_owned(),
        body: "in memory".into(),
        customer_key: Some("hush-hush".to_owned()),
        ticket: Some("pass-word".to_owned()),
        ..StoreInput::default()
    };
    let config = Config::builder()
        .region("eu-1")
        .credentials(Credentials::new("AKID", "secret"));
    let world = World::new([reply(200, "")]);
    let client = client::<Store>(config, &world);
    let explained = run(client.operation::<Store>().explain(input())).unwrap();
    run(client.operation::<Store>().send(input())).unwrap();
    let sent = world.sent().remove(0);
    let of_call = ["amz-sdk-invocation-id", "amz-sdk-request"];
    let mut names: Vec<&str> = sent
        .request
        .headers()
        .keys()
        .map(http::HeaderName::as_str)
        .collect();
    names.retain(|name| !of_call.contains(name));
    names.sort_unstable();
    let mut shown: Vec<&str> = explained
        .headers
        .keys()
        .map(http::HeaderName::as_str)
        .collect();
    shown.sort_unstable();
    assert_eq!(shown, names);
}
