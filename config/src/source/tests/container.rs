//! Containers: the suites of Ruby, PHP and smithy-rs, and what goes wrong.

use super::*;
use crate::corpora::corpus;
use crate::source::container::FromContainer;

const KEYS: &str = r#"{"AccessKeyId": "AKID", "SecretAccessKey": "s", "Token": "t",
    "Expiration": "2021-12-25T14:30:00Z", "AccountId": "123456789012"}"#;

fn source(variables: &Json) -> Result<FromContainer, Failure> {
    FromContainer::of(&settings(variables, ""))
}

fn of_relative() -> FromContainer {
    let variables = serde_json::json!({"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/keys"});
    source(&variables).unwrap()
}

#[test]
fn requests_are_those_of_the_suite() {
    let Some(cases) = corpus("credentials/container/request-tests.json") else {
        return;
    };
    for case in cases.as_array().unwrap() {
        let expected = &case["expect"];
        match (source(&case["env"]), expected["type"].as_str().unwrap()) {
            (Err(failure), "error") => {
                assert_eq!(failure.kind, FailureKind::NonRecoverable, "{case}");
                assert!(
                    failure.what.contains("without https it may only name"),
                    "{case}"
                );
            }
            (Ok(mut source), "success") => {
                let mut step = source.next(NOW, Event::Start);
                if let Step::Read(_) = step {
                    let token = case["token_file"]["content"].as_str().unwrap();
                    step = source.next(NOW, Event::File(Ok(token.into())));
                }
                let request = request(step);
                let expected = &expected["request"];
                assert_eq!(request.uri().to_string(), expected["uri"].as_str().unwrap());
                assert_eq!(request.method(), expected["method"].as_str().unwrap());
                let token = request.headers().get("authorization");
                let token = token.map(|token| token.to_str().unwrap());
                assert_eq!(
                    token,
                    expected["headers"]["Authorization"].as_str(),
                    "{case}"
                );
            }
            (found, _) => panic!("{found:?}: {case}"),
        }
    }
}

#[test]
fn endpoints_are_those_of_smithy_rs() {
    let Some(suite) = corpus("credentials/smithy-rs/ecs-tests.json") else {
        return;
    };
    for case in suite["tests"].as_array().unwrap() {
        match (source(&case["env"]), case["result"]["Ok"].as_str()) {
            (Ok(mut source), Some(uri)) => {
                let request = request(source.next(NOW, Event::Start));
                assert_eq!(request.uri().to_string(), uri, "{case}");
            }
            (Err(failure), None) => {
                let expected = match case["docs"].as_str().unwrap() {
                    "invalid full uri" => "it has no host",
                    _ => "is set",
                };
                assert!(failure.what.contains(expected), "{failure}: {case}");
            }
            (found, _) => panic!("{found:?}: {case}"),
        }
    }
}

#[test]
fn errors_are_those_of_the_suite() {
    let Some(cases) = corpus("credentials/container/response-tests.json") else {
        return;
    };
    for case in cases.as_array().unwrap() {
        let (mut source, given) = (of_relative(), &case["response"]);
        let status = given["status"].as_u64().unwrap().try_into().unwrap();
        let body = given["body"].as_str().unwrap_or_default();
        let mut step = tell(&mut source, Event::Start);
        while let Step::Send(..) = step {
            step = tell(&mut source, response(status, body));
        }
        let failure = failure(step);
        assert!(
            failure.what.contains(&format!("answered with {status}")),
            "{failure}"
        );
        if let Some(code) = case["expect"]["metadata"]["Code"].as_str() {
            assert!(failure.what.contains(code), "{failure}");
        }
    }
}

#[test]
fn keys_have_an_account_and_an_end() {
    let mut source = of_relative();
    request(source.next(NOW, Event::Start));
    let keys = found(source.next(NOW, response(200, KEYS)));
    assert_eq!(keys.account_id(), Some("123456789012"));
    assert_eq!(
        keys.expires_at(),
        Some(NOW.plus(std::time::Duration::from_secs(3600)))
    );
    assert!(keys.is_statically_stable());
}

#[test]
fn what_may_pass_is_tried_three_times() {
    for event in [
        silence as fn() -> Event,
        || response(500, ""),
        || response(200, "<html>"),
    ] {
        let mut source = of_relative();
        request(source.next(NOW, Event::Start));
        for _ in 0..2 {
            assert!(matches!(source.next(NOW, event()), Step::Sleep(_)));
            request(source.next(NOW, Event::Elapsed));
        }
        assert!(is_transient(&failure(source.next(NOW, event()))));
    }
}

#[test]
fn a_token_of_two_lines_is_not_sent() {
    let variables = serde_json::json!({
        "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/keys",
        "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": "/token",
    });
    let mut source = source(&variables).unwrap();
    assert!(matches!(source.next(NOW, Event::Start), Step::Read(_)));
    let failure = failure(source.next(NOW, Event::File(Ok(b"hush\r\nx: y".to_vec()))));
    assert!(failure.what.contains("line breaks perhaps"), "{failure}");
    assert!(!failure.what.contains("hush"), "{failure}");
}
