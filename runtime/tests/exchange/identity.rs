//! Credentials: which sources are asked, how often, and how the answers are used.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use tinsmith::config::ConfigBuilder;
use tinsmith::credentials::{
    Anonymous, Cached, Credentials, CredentialsError, EnvironmentCredentials, ProvideCredentials,
    Token, from_async_fn, from_fn,
};
use tinsmith::error::ErrorKind;
use tinsmith::rt::operation::Operation;

use crate::rig::{bare, client, config, in_both, put_with, run};
use crate::script::{START, World, error, ready, reply};
use crate::service::{
    Put, PutAsUser, PutError, PutInput, PutOpenly, PutOutput, PutPlain, PutRegional, PutWithKey,
    PutWithKeyInQuery, PutWithToken, put,
};

#[test]
fn expired_credentials_are_not_sent_again() {
    in_both(
        config,
        || vec![error(400, "ExpiredTokenException")],
        |rig, _| {
            let error = rig.put(put("a")).unwrap_err();
            assert_eq!(error.attempts(), 1);
            assert_eq!(error.code(), Some("ExpiredTokenException"));
        },
    );
}

/// A caching source whose answers are each valid for an hour.
fn remembered() -> Cached<impl ProvideCredentials> {
    let asked = AtomicU32::new(0);
    Cached::new(from_fn(move || {
        let count = asked.fetch_add(1, Ordering::SeqCst);
        let keys = Credentials::new(format!("AKID{count}"), "secret");
        Ok(keys.with_expires_at(START.plus(Duration::from_secs(3600))))
    }))
}

#[test]
fn keys_that_the_service_refuses_are_replaced_once() {
    for code in ["ExpiredToken", "ExpiredTokenException", "InvalidToken"] {
        in_both(
            || bare().credentials(remembered()),
            || vec![error(400, code), ready()],
            |rig, world| {
                rig.put(put("a")).unwrap();
                let sent = world.sent();
                assert!(sent[0].header("authorization").contains("AKID0/"));
                assert!(sent[1].header("authorization").contains("AKID1/"));
            },
        );
    }
    in_both(
        || bare().credentials(remembered()),
        || vec![error(400, "ExpiredToken"), error(400, "ExpiredToken")],
        |rig, _| {
            let error = rig.put(put("a")).unwrap_err();
            assert_eq!((error.attempts(), error.code()), (2, Some("ExpiredToken")));
        },
    );
}

#[test]
fn keys_are_not_replaced_for_a_call_that_has_no_attempt_left() {
    let world = World::new([error(400, "ExpiredToken"), ready()]);
    let config = bare().credentials(remembered());
    let client = client::<Put>(config, &world);
    let once = run(client.operation::<Put>().max_attempts(1).reply(put("a")));
    assert_eq!(once.unwrap_err().attempts(), 1);
    run(client.operation::<Put>().reply(put("a"))).unwrap();
    let sent = world.sent();
    assert!(sent[1].header("authorization").contains("AKID1/"));
}

#[test]
fn a_source_that_cannot_replace_refused_keys_says_why() {
    let asked = AtomicU32::new(0);
    let revoked = Cached::new(from_fn(move || {
        match asked.fetch_add(1, Ordering::SeqCst) {
            0 => Ok(Credentials::new("AKID", "secret")),
            _ => Err(CredentialsError::non_recoverable("log in again")),
        }
    }));
    let world = World::new([error(400, "ExpiredToken")]);
    let error = put_with(&world, bare().credentials(revoked), |call| call).unwrap_err();
    assert!(error.to_string().contains("log in again"), "{error}");
}

#[test]
fn the_source_is_asked_for_each_attempt() {
    in_both(
        || {
            let asked = AtomicU32::new(0);
            bare().credentials(from_fn(move || {
                let count = asked.fetch_add(1, Ordering::SeqCst);
                Ok(Credentials::new(format!("AKID{count}"), "secret"))
            }))
        },
        || vec![reply(500, ""), ready()],
        |rig, world| {
            rig.put(put("a")).unwrap();
            for (count, sent) in world.sent().iter().enumerate() {
                let expected =
                    format!("AWS4-HMAC-SHA256 Credential=AKID{count}/20300101/eu-test-1/vault/");
                assert!(sent.header("authorization").starts_with(&expected));
            }
        },
    );
}

#[test]
fn a_source_that_fails_ends_the_call_before_anything_is_sent() {
    in_both(
        || {
            bare().credentials(from_fn(|| {
                Err(CredentialsError::source("the safe is locked"))
            }))
        },
        Vec::new,
        |rig, _| {
            let error = rig.put(put("a")).unwrap_err();
            assert!(matches!(error.kind(), ErrorKind::Credentials(_)));
            assert!(error.to_string().contains("the safe is locked"), "{error}");
        },
    );
}

#[test]
fn a_source_that_never_answers_ends_with_the_call() {
    let world = World::default();
    let silent = bare().credentials(from_async_fn(std::future::pending));
    let limit = Duration::from_secs(3);
    let error = put_with(&world, silent, |call| call.call_timeout(limit)).unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Timeout(it) if *it == limit));
    assert_eq!(error.attempts(), 0);
}

#[test]
fn the_request_is_signed_at_the_time_when_the_source_has_answered() {
    let world = World::new([ready()]);
    let clock = world.clone();
    let slow = bare().credentials(from_async_fn(move || {
        let clock = clock.clone();
        async move {
            clock.pass(Duration::from_secs(2));
            Ok(Credentials::new("AKIDEXAMPLE", "secret"))
        }
    }));
    put_with(&world, slow, |call| call).unwrap();
    assert_eq!(world.sent()[0].header("x-amz-date"), "20300101T000002Z");
}

#[test]
fn the_anonymous_send_unsigned() {
    in_both(
        || bare().credentials(Anonymous),
        || vec![ready()],
        |rig, world| {
            rig.put(put("a")).unwrap();
            let sent = world.sent();
            assert_eq!(sent[0].header("authorization"), "");
            assert_eq!(sent[0].header("x-amz-date"), "");
        },
    );
}

#[test]
fn without_credentials_the_error_says_what_to_set() {
    let error = put_with(&World::default(), bare(), |call| call).unwrap_err();
    assert_eq!(
        error.to_string(),
        "Put: no credentials: set `credentials` in the client's configuration (`Anonymous` to \
         send unsigned requests), or start from `Config::from_env()`"
    );
}

#[test]
fn optional_signing_needs_no_credentials() {
    let world = World::new([ready()]);
    let client = client::<Put>(bare(), &world);
    run(client.operation::<PutOpenly>().send(put("a"))).unwrap();
    assert_eq!(world.sent()[0].header("authorization"), "");
}

#[test]
fn a_service_without_authentication_is_not_signed_for() {
    let world = World::new([ready()]);
    let client = client::<PutPlain>(config(), &world);
    run(client.operation::<PutPlain>().send(put("a"))).unwrap();
    let sent = world.sent();
    assert_eq!(sent[0].request.uri(), "https://vault.test/");
    assert_eq!(sent[0].header("authorization"), "");
}

#[test]
fn another_account_has_another_endpoint() {
    let world = World::new([reply(500, ""), reply(500, ""), ready()]);
    let accounts = Arc::new(AtomicU32::new(0));
    let source = from_fn(move || {
        let count = accounts.fetch_add(1, Ordering::SeqCst);
        Ok(Credentials::new("AKID", "secret").with_account_id((count / 2).to_string()))
    });
    let config = tinsmith::Config::builder()
        .region("here")
        .credentials(source);
    let client = client::<PutRegional>(config, &world);
    run(client.operation::<PutRegional>().send(put("a"))).unwrap();
    let sent = world.sent();
    let hosts = sent.iter().map(|it| it.request.uri().host().unwrap());
    assert!(hosts.eq(["0.here.test", "0.here.test", "1.here.test"]));
}

/// A header and the URI of the request of `O`.
#[track_caller]
fn sent<O>(config: ConfigBuilder<()>, header: &str) -> (String, String)
where
    O: Operation<Input = PutInput, Output = PutOutput, Error = PutError>,
{
    let world = World::new([ready()]);
    run(client::<O>(config, &world).operation::<O>().send(put("a"))).unwrap();
    let sent = world.sent();
    let header = sent[0].header(header).to_owned();
    (header, sent[0].request.uri().to_string())
}

#[test]
fn the_first_scheme_with_an_identity_is_taken() {
    let token = || bare().bearer_token(Token::new("abc"));
    let (header, _) = sent::<PutWithToken>(token(), "authorization");
    assert_eq!(header, "Bearer abc");
    let both = token().credentials(Credentials::new("AKID", "secret"));
    let (header, _) = sent::<PutWithToken>(both, "authorization");
    assert!(header.starts_with("AWS4-HMAC-SHA256 "), "{header}");
}

#[test]
fn a_fallback_is_used_without_another_token() {
    let fallback = || bare().fallback_bearer_token(Token::new("login"));
    let (header, _) = sent::<PutWithToken>(fallback(), "authorization");
    assert_eq!(header, "Bearer login");
    let in_code = fallback().bearer_token(Token::new("code"));
    let (header, _) = sent::<PutWithToken>(in_code, "authorization");
    assert_eq!(header, "Bearer code");
}

#[test]
fn the_users_preference_comes_before_the_models_order() {
    for name in ["httpBearerAuth", "smithy.api#httpBearerAuth"] {
        let both = config().bearer_token(Token::new("abc"));
        let both = both.auth_scheme_preference(["unknown", name]);
        let (header, _) = sent::<PutWithToken>(both, "authorization");
        assert_eq!(header, "Bearer abc");
    }
}

#[test]
fn a_source_without_an_identity_is_skipped() {
    let nothing = || EnvironmentCredentials::new(|_| None);
    let (header, _) = sent::<PutOpenly>(bare().credentials(nothing()), "authorization");
    assert_eq!(header, "");
    let with_token = bare()
        .credentials(nothing())
        .bearer_token(Token::new("abc"));
    let (header, _) = sent::<PutWithToken>(with_token, "authorization");
    assert_eq!(header, "Bearer abc");
}

#[test]
fn the_error_names_the_missing_setting_of_the_first_source() {
    let nothing = || bare().credentials(EnvironmentCredentials::new(|_| None));
    for error in [
        refusal::<Put>(nothing()),
        refusal::<PutWithToken>(nothing()),
    ] {
        assert!(error.contains("AWS_ACCESS_KEY_ID is not set"), "{error}");
    }
}

#[test]
fn an_incomplete_key_is_not_skipped() {
    let half =
        EnvironmentCredentials::new(|name| (name == "AWS_ACCESS_KEY_ID").then(|| "A".into()));
    let error = refusal::<PutOpenly>(bare().credentials(half));
    assert!(
        error.contains("AWS_SECRET_ACCESS_KEY is not set"),
        "{error}"
    );
}

/// The error of `O`, which is not sent.
#[track_caller]
fn refusal<O>(config: ConfigBuilder<()>) -> String
where
    O: Operation<Input = PutInput, Output = PutOutput, Error = PutError>,
{
    let client = client::<O>(config, &World::default());
    let refused = run(client.operation::<O>().send(put("a")));
    refused.unwrap_err().to_string()
}

#[test]
fn user_and_password_go_into_the_authorization() {
    let user = bare().basic_auth("Aladdin", "open sesame");
    let (header, _) = sent::<PutAsUser>(user, "authorization");
    assert_eq!(header, "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
}

#[test]
fn api_keys_go_into_the_header_or_query_of_the_model() {
    let key = || bare().api_key(Token::new("a b&c"));
    let (header, _) = sent::<PutWithKey>(key(), "x-key");
    assert_eq!(header, "Key a b&c");
    let (_, uri) = sent::<PutWithKeyInQuery>(key(), "x-key");
    assert_eq!(uri, "https://vault.test/?the%20key=a%20b%26c");
}

#[test]
fn without_a_token_the_error_says_what_to_set() {
    let error = refusal::<PutAsUser>(config());
    assert!(error.contains("set `basic_auth`"), "{error}");
}

#[test]
fn an_error_does_not_quote_a_token_that_is_not_a_valid_header() {
    let token = bare().bearer_token(Token::new("line\nbreak"));
    let client = client::<PutWithToken>(token, &World::default());
    let error = run(client.operation::<PutWithToken>().send(put("a"))).unwrap_err();
    let text = format!("{error} {error:?}");
    assert!(
        text.contains("the token has characters that a header must not have"),
        "{text}"
    );
    assert!(!text.contains("break"), "{text}");
}
