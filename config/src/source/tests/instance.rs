//! Instances: the suite that Java, Ruby and PHP share, the endpoints of smithy-rs, and what goes
//! wrong.

use super::*;
use crate::corpora::corpus;
use crate::source::instance::{FromInstance, InstanceRegion};
use crate::source::metadata::Metadata;

const LIST: &str = "/latest/meta-data/iam/security-credentials-extended/";

fn metadata(variables: &Json, config: &str) -> Result<Metadata, Failure> {
    Metadata::of(&settings(variables, config))
}

/// Answers the question for a token, where it comes first.
fn with_token<T: Debug>(source: &mut dyn Source<T>) -> Step<T> {
    let step = tell(source, Event::Start);
    match &step {
        Step::Send(request, _) if request.method() == "PUT" => tell(source, response(200, "token")),
        _ => step,
    }
}

#[test]
fn credentials_are_those_of_the_suite() {
    let Some(cases) = corpus("credentials/smithy-java/imds-v21-tests.json") else {
        return;
    };
    for case in cases.as_array().unwrap() {
        let mut variables = case["config"]["envVars"].clone();
        let name = &case["config"]["ec2InstanceProfileName"];
        if name.is_string() {
            variables = serde_json::json!({"AWS_EC2_INSTANCE_PROFILE_NAME": name});
        }
        let settings = settings(&variables, "");
        let metadata = Metadata::of(&settings);
        let mut expected = case["expectations"].as_array().unwrap().iter();
        for outcome in case["outcomes"].as_array().unwrap() {
            let source = metadata
                .clone()
                .and_then(|it| FromInstance::new(it, &settings));
            let step = match source {
                Ok(mut source) => play(&mut source, &mut expected),
                Err(failure) => Step::Done(Err(failure)),
            };
            match outcome["result"].as_str().unwrap() {
                "credentials" => {
                    assert_eq!(
                        found(step).account_id(),
                        outcome["accountId"].as_str(),
                        "{case}"
                    );
                }
                "invalid profile" => {
                    assert!(failure(step).what.contains("has no role called"), "{case}");
                }
                "no credentials" => {
                    assert_eq!(failure(step).kind, FailureKind::Absent, "{case}");
                }
                other => panic!("{other}"),
            }
        }
        assert!(expected.next().is_none(), "{case}");
    }
}

/// Answers as a case says, which must be asked in its order.
fn play<'c>(source: &mut FromInstance, expected: &mut impl Iterator<Item = &'c Json>) -> Step {
    let mut step = with_token(source);
    while let Step::Send(request, _) = step {
        let expected = expected.next().unwrap();
        let path = expected["get"].as_str().unwrap();
        let asked = request.uri().path().trim_end_matches('/');
        assert_eq!(asked, path.trim_end_matches('/'));
        let answer = &expected["response"];
        let body = match &answer["body"] {
            Json::String(text) => text.clone(),
            Json::Null => String::new(),
            other => other.to_string(),
        };
        let status = answer["status"].as_u64().unwrap().try_into().unwrap();
        step = tell(source, response(status, &body));
    }
    step
}

#[test]
fn endpoints_are_those_of_smithy_rs() {
    let Some(suite) = corpus("credentials/smithy-rs/imds-config/imds-endpoint-tests.json") else {
        return;
    };
    let mut count = 0;
    for case in suite["tests"].as_array().unwrap() {
        // What is set in code there is a setting of its own here: none.
        let in_code = ["endpoint_override", "mode_override"];
        if in_code.iter().any(|key| case.get(key).is_some()) {
            continue;
        }
        let config = case["fs"]["config"].as_str().unwrap_or_default();
        match (
            metadata(&case["env"], config),
            case["result"]["Ok"].as_str(),
        ) {
            (Ok(metadata), Some(uri)) => {
                let request = request(metadata.get("/x").next(NOW, Event::Start));
                assert_eq!(request.uri().to_string(), uri, "{case}");
                assert_eq!(request.method(), "PUT");
            }
            (Err(failure), None) => assert_eq!(failure.kind, FailureKind::NonRecoverable),
            (found, _) => panic!("{found:?}: {case}"),
        }
        count += 1;
    }
    assert!(count >= 11, "{count}");
}

fn instance() -> (Metadata, FromInstance) {
    let settings = settings(&Json::Null, "");
    let metadata = Metadata::of(&settings).unwrap();
    (
        metadata.clone(),
        FromInstance::new(metadata, &settings).unwrap(),
    )
}

#[test]
fn a_role_that_is_gone_is_asked_for_again() {
    let (_, mut source) = instance();
    assert_eq!(request(with_token(&mut source)).uri().path(), LIST);
    let asked = request(tell(&mut source, response(200, "old\n")));
    assert_eq!(asked.uri().path(), format!("{LIST}old"));
    assert_eq!(
        request(tell(&mut source, response(404, ""))).uri().path(),
        LIST
    );
    let asked = request(tell(&mut source, response(200, "new")));
    assert_eq!(asked.uri().path(), format!("{LIST}new"));
}

#[test]
fn a_token_is_asked_for_once_and_renewed_when_it_is_refused() {
    let (_, mut source) = instance();
    let asked = request(with_token(&mut source));
    assert_eq!(asked.headers()["x-aws-ec2-metadata-token"], "token");
    let renewed = request(tell(&mut source, response(401, "")));
    assert_eq!(renewed.method(), "PUT");
    let again = request(tell(&mut source, response(200, "other")));
    assert_eq!(again.headers()["x-aws-ec2-metadata-token"], "other");
    let failure = failure(tell(&mut source, response(401, "")));
    assert!(failure.what.contains("401"), "{failure}");
}

#[test]
fn a_service_that_is_silent_is_absent_and_not_asked_again_for_minutes() {
    let (metadata, mut source) = instance();
    request(tell(&mut source, Event::Start));
    let first = failure(tell(&mut source, silence()));
    assert_eq!(first.kind, FailureKind::Absent);
    assert!(
        first.what.contains("--http-put-response-hop-limit 2"),
        "{first}"
    );
    let mut again = metadata.get("/x");
    assert_eq!(failure(again.next(NOW, Event::Start)), first);
    let later = NOW.plus(std::time::Duration::from_secs(300));
    request(again.next(later, Event::Start));
}

#[test]
fn a_service_that_fails_is_asked_four_times() {
    let (_, mut source) = instance();
    with_token(&mut source);
    for _ in 0..3 {
        assert!(matches!(
            source.next(NOW, response(500, "")),
            Step::Sleep(_)
        ));
        request(source.next(NOW, Event::Elapsed));
    }
    assert!(is_transient(&failure(source.next(NOW, response(500, "")))));
}

#[test]
fn what_is_no_answer_is_told() {
    for (body, expected) in [
        ("<html>", "no JSON object"),
        (
            r#"{"Code": "AssumeRoleUnauthorizedAccess"}"#,
            "trust policy",
        ),
        (r#"{"Code": "Failed\n"}"#, "the code Failed\\n"),
        (
            r#"{"Code": "Success", "AccessKeyId": "A"}"#,
            "`SecretAccessKey`",
        ),
    ] {
        let (_, mut source) = instance();
        with_token(&mut source);
        request(tell(&mut source, response(200, "role")));
        let failure = failure(tell(&mut source, response(200, body)));
        assert!(failure.what.contains(expected), "{failure}");
    }
}

#[test]
fn the_region_is_asked_for() {
    let (metadata, _) = instance();
    let mut source = InstanceRegion::new(&metadata);
    let asked = request(with_token(&mut source));
    assert_eq!(asked.uri().path(), "/latest/meta-data/placement/region");
    assert_eq!(
        found(tell(&mut source, response(200, "eu-test-1\n"))),
        "eu-test-1"
    );
}

#[test]
fn a_blank_name_of_a_role_is_an_error() {
    let settings = settings(
        &serde_json::json!({"AWS_EC2_INSTANCE_PROFILE_NAME": " "}),
        "",
    );
    let metadata = Metadata::of(&settings).unwrap();
    let failure = FromInstance::new(metadata, &settings).err().unwrap();
    assert!(failure.what.contains("is blank"), "{failure}");
}

#[test]
fn the_patience_is_the_users() {
    let config = "[default]\nmetadata_service_timeout = 7\n";
    let variables = serde_json::json!({"AWS_METADATA_SERVICE_NUM_ATTEMPTS": "2"});
    let metadata = metadata(&variables, config).unwrap();
    let limit = |step| match step {
        Step::Send(_, limit) => limit.as_secs(),
        _ => panic!("nothing is sent"),
    };
    let mut source = metadata.get("/x");
    assert_eq!(limit(source.next(NOW, Event::Start)), 7);
    // A service that is silent is asked as often as the user says.
    assert!(matches!(source.next(NOW, silence()), Step::Sleep(_)));
    assert_eq!(limit(source.next(NOW, Event::Elapsed)), 7);
    let failure = failure(source.next(NOW, silence()));
    assert!(failure.what.contains("within 7s"), "{failure}");
    // One that fails is, too.
    let mut source = metadata.get("/x");
    let later = NOW.plus(std::time::Duration::from_secs(600));
    request(source.next(later, Event::Start));
    assert!(matches!(
        source.next(later, response(500, "")),
        Step::Sleep(_)
    ));
    request(source.next(later, Event::Elapsed));
    let step = source.next(later, response(500, ""));
    assert!(matches!(step, Step::Done(Err(_))));
}
