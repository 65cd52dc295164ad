//! Logins: the cases that botocore has for tokens, and what becomes of one.

use std::fmt::Write;

use serde_json::json;

use super::*;
use crate::clients::{sso, sso_oidc};
use crate::corpora::corpus;
use crate::plan::{self, Sso};
use crate::source::sso::FromSso;
use crate::source::token::{CachedToken, SsoToken};
use crate::source::{object, text, time};
use crate::step::{Call, Reply};

const CONFIG: &str = "[default]\nsso_session = admin\nsso_account_id = 123456789012\n\
    sso_role_name = Reader\n[sso-session admin]\nsso_region = us-west-2\n\
    sso_start_url = https://d-123.awsapps.com/start\n";

fn login() -> Sso {
    let settings = settings(&Json::Null, CONFIG);
    let profile = settings.profile().unwrap();
    plan::sso(settings.files(), profile).unwrap().unwrap()
}

fn error(code: &str) -> Event {
    refusal(code, &format!("{code}: because"))
}

#[test]
fn tokens_are_renewed_as_in_botocore() {
    let Some(cases) = corpus("credentials/botocore/sso-token-refresh-cases.json") else {
        return;
    };
    for case in cases.as_array().unwrap() {
        let now = time(case["currentTime"].as_str().unwrap()).unwrap();
        let mut source = CachedToken::new(login(), "/user");
        assert!(matches!(source.next(now, Event::Start), Step::Read(_)));
        let cached = case["cachedToken"].to_string().into_bytes();
        let mut step = source.next(now, Event::File(Ok(cached)));
        if let Step::Call(call) = &step {
            assert!(matches!(**call, Call::CreateToken(..)), "{case}");
            step = source.next(now, Event::Called(Ok(created(&case["refreshResponse"]))));
            let Step::Write(_, contents) = &step else {
                panic!("{case}");
            };
            check_written(contents, case);
            step = source.next(now, Event::Written);
        }
        let Some(expected) = case.get("expectedToken") else {
            let failure = failure(step);
            let end = "run `aws sso login --profile default`";
            assert!(failure.what.ends_with(end), "{failure}");
            assert!(!failure.what.contains("cachedtoken"), "{failure}");
            continue;
        };
        let token: SsoToken = found(step);
        assert_eq!(token.secret, expected["token"].as_str().unwrap(), "{case}");
        let end = time(expected["expiration"].as_str().unwrap()).unwrap();
        assert_eq!(token.expires_at, end, "{case}");
    }
}

fn created(response: &Json) -> Reply {
    let response = sso_oidc::CreateTokenResponse::builder()
        .set_access_token(response["accessToken"].as_str().map(str::to_owned))
        .set_refresh_token(response["refreshToken"].as_str().map(str::to_owned))
        .expires_in(response["expiresIn"].as_i64().unwrap().try_into().unwrap());
    Reply::CreateToken(response.build())
}

/// What is not renewed is kept: also the refresh token, which botocore drops.
fn check_written(contents: &[u8], case: &Json) {
    let written = object(contents).unwrap();
    for (name, value) in case["expectedTokenWriteback"].as_object().unwrap() {
        assert_eq!(text(&written, name), value.as_str(), "{name}: {case}");
    }
    assert!(text(&written, "refreshToken").is_some());
}

#[test]
fn which_configurations_are_logins_is_as_in_botocore() {
    let Some(cases) = corpus("credentials/botocore/sso-token-resolution-cases.json") else {
        return;
    };
    for case in cases.as_array().unwrap() {
        let mut config = String::new();
        for (subject, key) in [("profile", "profiles"), ("sso-session", "sso_sessions")] {
            for (name, values) in case["config"][key].as_object().unwrap() {
                writeln!(config, "[{subject} {name}]").unwrap();
                for (key, value) in values.as_object().unwrap() {
                    writeln!(config, "{key} = {}", value.as_str().unwrap()).unwrap();
                }
            }
        }
        let settings = settings(&Json::Null, &config);
        let profile = &settings.files().profiles["test"];
        let is_error = case.get("expectedException").is_some();
        match plan::sso(settings.files(), profile) {
            Ok(None) => assert!(!is_error, "{case}"),
            Ok(Some(_)) => panic!("{case}"),
            Err(error) => assert!(is_error, "{error}: {case}"),
        }
    }
}

#[test]
fn a_token_that_cannot_be_renewed_is_used_as_long_as_it_is_valid() {
    let mut cached = json!({"accessToken": "old", "expiresAt": "2021-12-25T13:33:00Z",
        "clientId": "c", "clientSecret": "s", "refreshToken": "r"});
    for (end, is_valid) in [
        ("2021-12-25T13:33:00Z", true),
        ("2021-12-25T13:29:00Z", false),
    ] {
        cached["expiresAt"] = end.into();
        let mut source = CachedToken::new(login(), "/user");
        source.next(NOW, Event::Start);
        let file = || Event::File(Ok(cached.to_string().into_bytes()));
        assert!(matches!(source.next(NOW, file()), Step::Call(_)));
        // Another program may have renewed it in the meantime.
        let step = source.next(NOW, error("InvalidGrantException"));
        assert!(matches!(step, Step::Read(_)));
        let mut step = source.next(NOW, file());
        let mut pauses = 0;
        while matches!(step, Step::Sleep(_)) {
            pauses += 1;
            assert!(matches!(source.next(NOW, Event::Elapsed), Step::Read(_)));
            step = source.next(NOW, file());
        }
        assert_eq!(pauses, if is_valid { 0 } else { 5 });
        if is_valid {
            assert_eq!(found(step).secret, "old");
        } else {
            assert_eq!(failure(step).kind, FailureKind::NonRecoverable);
        }
    }
}

#[test]
fn a_login_that_is_over_says_how_to_log_in() {
    let mut source = FromSso::new(login(), "/user").unwrap();
    assert!(matches!(source.next(NOW, Event::Start), Step::Read(_)));
    let cached = json!({"accessToken": "hush", "expiresAt": "2030-01-01T00:00:00Z"});
    let step = source.next(NOW, Event::File(Ok(cached.to_string().into_bytes())));
    let Step::Call(call) = step else {
        panic!("nothing is called");
    };
    let Call::GetRoleCredentials(input, region) = *call else {
        panic!("something else is called");
    };
    assert_eq!(
        (input.role_name.as_str(), region.as_str()),
        ("Reader", "us-west-2")
    );
    let failure = failure(source.next(NOW, error("UnauthorizedException")));
    assert_eq!(
        failure.what,
        "config:2: the login is over (UnauthorizedException: because); run `aws sso login \
         --profile default`"
    );
}

#[test]
fn keys_of_a_role_end_at_a_time_in_milliseconds() {
    let mut source = FromSso::new(login(), "/user").unwrap();
    source.next(NOW, Event::Start);
    let cached = json!({"accessToken": "hush", "expiresAt": "2030-01-01T00:00:00Z"});
    source.next(NOW, Event::File(Ok(cached.to_string().into_bytes())));
    let keys = sso::RoleCredentials::builder()
        .access_key_id("AKID")
        .secret_access_key("s")
        .session_token("t")
        .expiration(1_640_442_600_500)
        .build();
    let reply = sso::GetRoleCredentialsResponse::builder()
        .role_credentials(keys)
        .build();
    let keys = found(source.next(NOW, Event::Called(Ok(Reply::GetRoleCredentials(reply)))));
    assert_eq!(
        keys.expires_at(),
        Some(Timestamp::new(1_640_442_600, 500_000_000))
    );
    assert_eq!(keys.account_id(), Some("123456789012"));
}

#[test]
fn tokens_are_found_where_smithy_rs_finds_them() {
    let root = crate::corpora::root().join("credentials/smithy-rs/default-token-provider-chain");
    let Ok(cases) = std::fs::read_dir(&root) else {
        println!("left out: no {}, set TINSMITH_CORPORA", root.display());
        return;
    };
    let cases: Vec<_> = cases.map(|case| case.unwrap().path()).collect();
    assert!(cases.len() >= 3);
    for case in cases {
        let text = |path: &str| std::fs::read_to_string(case.join(path)).unwrap();
        let parsed = |path: &str| serde_json::from_str::<Json>(&text(path)).unwrap();
        let mut files = Files::default();
        files
            .add(
                Kind::Config,
                "config",
                &text(&["fs", "home", ".aws", "config"].join("/")),
            )
            .unwrap();
        let environment = parsed("env.json");
        let name = environment["AWS_PROFILE"].as_str().unwrap_or("default");
        let sso = plan::sso(&files, &files.profiles[name]).unwrap().unwrap();
        let mut source = CachedToken::new(sso, "/home");
        let Step::Read(path) = source.next(NOW, Event::Start) else {
            panic!("nothing is read");
        };
        let cached = text(&format!("fs{}", path.display()));
        let token = found(source.next(NOW, Event::File(Ok(cached.into_bytes()))));
        let expected = &parsed("test-case.json")["result"]["Ok"];
        assert_eq!(token.secret, expected["token"].as_str().unwrap());
        let end = time(expected["expiration"].as_str().unwrap());
        assert_eq!(Some(token.expires_at), end);
    }
}
