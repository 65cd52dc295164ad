//! The standard retry mode against the AWS SDKs' shared cases.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{
    env, fs,
    path::{Path, PathBuf},
    time::Duration,
};

use http::HeaderMap;
use tinsmith::retry::{Attempts, Decision, Failure, Quota, RetryConfig, StopReason, retry_after};
use yaml_rust2::{Yaml, YamlLoader};

#[test]
fn standard_v1() {
    check_suite("standard-v1", &RetryConfig::standard_v1(), 6);
}

#[test]
fn standard_v2_1() {
    check_suite("standard-v2.1", &RetryConfig::standard(), 14);
}

fn check_suite(name: &str, config: &RetryConfig, size: usize) {
    let root = env::var_os("TINSMITH_CORPORA").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpora"),
        PathBuf::from,
    );
    let suite = root.join("retry").join(name);
    let Ok(entries) = fs::read_dir(&suite) else {
        println!("left out: no {}, set TINSMITH_CORPORA", suite.display());
        return;
    };
    let cases: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    assert_eq!(cases.len(), size);
    for case in cases {
        let text = fs::read_to_string(&case).unwrap();
        let yaml = YamlLoader::load_from_str(&text).unwrap();
        check_case(&case.display().to_string(), &yaml[0], config.clone());
    }
}

fn check_case(name: &str, case: &Yaml, config: RetryConfig) {
    let given = &case["given"];
    let config = configured(config, given);
    // The suites call the random factor of the backoff its exponential base.
    let random = number(&given["exponential_base"]).unwrap();
    let long_polling = given["long_polling"].as_bool().unwrap_or(false);
    let quota = Quota::new(&config);
    let call = || Attempts::new(&config, &quota, None, long_polling);
    let mut attempts = call();
    for step in case["responses"].as_vec().unwrap() {
        let expected = &step["expected"];
        let outcome = expected["outcome"].as_str().unwrap();
        if outcome == "success" {
            attempts.succeeded();
            attempts = call();
        } else {
            let decision = attempts.failed(&failure(&step["response"]), random);
            assert_eq!(decision, decided(outcome, &expected["delay"]), "{name}");
        }
        if let Some(tokens) = expected["retry_quota"].as_i64() {
            assert_eq!(i64::from(quota.available()), tokens, "{name}");
        }
    }
}

fn configured(mut config: RetryConfig, given: &Yaml) -> RetryConfig {
    if let Some(attempts) = given["max_attempts"].as_i64() {
        config = config.with_max_attempts(attempts.try_into().unwrap());
    }
    if let Some(tokens) = given["initial_retry_tokens"].as_i64() {
        config = config.with_quota(tokens.try_into().unwrap());
    }
    if let Some(seconds) = number(&given["max_backoff_time"]) {
        config = config.with_max_backoff(Duration::from_secs_f64(seconds));
    }
    config
}

fn failure(response: &Yaml) -> Failure<'_> {
    let mut headers = HeaderMap::new();
    if let Some(value) = response["headers"]["x-amz-retry-after"].as_str() {
        headers.insert("x-amz-retry-after", value.parse().unwrap());
    }
    let status = response["status_code"].as_i64().unwrap();
    Failure {
        status: Some(status.try_into().unwrap()),
        code: response["error_code"].as_str().map(Into::into),
        retry_after: retry_after(&headers),
        ..Failure::default()
    }
}

/// The decision of a case. Without a delay, the suites mean giving up without waiting.
fn decided(outcome: &str, delay: &Yaml) -> Decision {
    let after = Duration::from_secs_f64(number(delay).unwrap_or(0.0));
    let reason = match outcome {
        "retry_request" => return Decision::Retry { after },
        "max_attempts_exceeded" => StopReason::MaxAttempts,
        "retry_quota_exceeded" => StopReason::Quota,
        "fail_request" => StopReason::NotRetryable,
        _ => panic!("unknown outcome {outcome}"),
    };
    Decision::Stop { reason, after }
}

fn number(yaml: &Yaml) -> Option<f64> {
    let integer = || i32::try_from(yaml.as_i64()?).ok().map(f64::from);
    yaml.as_f64().or_else(integer)
}
