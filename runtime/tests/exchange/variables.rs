//! Environment variables, and errors for their invalid values.

use std::path::PathBuf;
use std::time::Duration;
use std::{env, fs};

use http::HeaderMap;
use tinsmith::config::{ConfigBuilder, Environment};
use tinsmith::error::ErrorKind;
use tinsmith::retry::RetryConfig;

use crate::rig::{client, config, put_with, run};
use crate::script::{World, error, ready, reply};
use crate::service::{Put, put};

type Variables = Vec<(String, String)>;

fn variables(pairs: &[(&str, &str)]) -> Variables {
    let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    pairs.iter().map(owned).collect()
}

fn environment(pairs: Variables) -> Environment {
    Environment::from_fn(move |name| {
        let found = pairs.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.clone())
    })
}

/// A configuration with these environment variables.
fn with(pairs: &[(&str, &str)]) -> ConfigBuilder<()> {
    config().environment(environment(variables(pairs)))
}

/// The error of a call with this configuration.
fn refusal(config: ConfigBuilder<()>) -> String {
    let world = World::default();
    let error = put_with(&world, config, |call| call).unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Config(_)), "{error}");
    assert!(world.sent().is_empty());
    error.to_string()
}

#[test]
fn a_value_that_is_not_allowed_is_an_error_that_names_it() {
    let flag = "`true` and `false`";
    let checksums = "`when_supported` and `when_required`";
    for (name, value, allowed) in [
        ("AWS_USE_FIPS_ENDPOINT", "yes", flag),
        ("AWS_USE_DUALSTACK_ENDPOINT", "1", flag),
        ("AWS_DISABLE_HOST_PREFIX_INJECTION", "on", flag),
        ("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "t", flag),
        ("AWS_DISABLE_REQUEST_COMPRESSION", "no", flag),
        (
            "AWS_ENABLE_ENDPOINT_DISCOVERY",
            "maybe",
            "`true`, `false` and `auto`",
        ),
        (
            "AWS_ACCOUNT_ID_ENDPOINT_MODE",
            "prefered",
            "`preferred`, `disabled` and `required`",
        ),
        (
            "AWS_RETRY_MODE",
            "adaptiv",
            "`standard`, `adaptive` and `legacy`",
        ),
        ("AWS_NEW_RETRIES_2026", "1", flag),
        ("AWS_MAX_ATTEMPTS", "0", "whole numbers from 1 on"),
        ("AWS_MAX_ATTEMPTS", "abc", "whole numbers from 1 on"),
        (
            "AWS_REQUEST_CHECKSUM_CALCULATION",
            "when-supported",
            checksums,
        ),
        ("AWS_RESPONSE_CHECKSUM_VALIDATION", "always", checksums),
        (
            "AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES",
            "10485761",
            "whole numbers from 0 to 10485760",
        ),
    ] {
        let expected = format!("Put: {name} is {value:?}; allowed are {allowed}");
        assert_eq!(refusal(with(&[(name, value)])), expected);
    }
}

#[test]
fn all_invalid_values_are_reported_at_once_with_their_origins() {
    let pairs = variables(&[("AWS_USE_FIPS_ENDPOINT", "yes"), ("AWS_RETRY_MODE", "fast")]);
    let environment = environment(pairs).with_origins(|name| {
        let is_in_file = name == "AWS_RETRY_MODE";
        is_in_file.then(|| "~/.aws/config:7: `retry_mode`".to_owned())
    });
    assert_eq!(
        refusal(config().environment(environment)),
        "Put: AWS_USE_FIPS_ENDPOINT is \"yes\"; allowed are `true` and `false`; \
         ~/.aws/config:7: `retry_mode` is \"fast\"; allowed are `standard`, `adaptive` and `legacy`"
    );
}

#[test]
fn code_overrides_the_environment() {
    let config = with(&[("AWS_USE_FIPS_ENDPOINT", "yes")]).use_fips(false);
    put_with(&World::new([ready()]), config, |call| call).unwrap();
}

#[test]
fn the_number_of_attempts_and_the_mode_are_read() {
    let answers = || (0..9).map(|_| error(400, "ThrottlingException"));
    let failing = |pairs: &[(&str, &str)]| {
        let world = World::new(answers());
        let error = put_with(&world, with(pairs), |call| call).unwrap_err();
        (error.attempts(), world.slept().len())
    };
    assert_eq!(failing(&[("AWS_MAX_ATTEMPTS", "2")]), (2, 1));
    let adaptive = [("AWS_MAX_ATTEMPTS", "1"), ("AWS_RETRY_MODE", "Adaptive")];
    let world = World::new(answers());
    let client = client::<Put>(with(&adaptive), &world);
    for _ in 0..2 {
        run(client.operation::<Put>().send(put("a"))).unwrap_err();
    }
    assert_eq!(world.slept(), [Duration::from_secs(2)]);
}

#[test]
fn the_retries_before_those_of_2026_can_be_selected() {
    let first_pause = |pairs: &[(&str, &str)]| {
        let world = World::new((0..9).map(|_| error(500, "InternalFailure")));
        put_with(&world, with(pairs), |call| call).unwrap_err();
        world.slept()[0].as_millis()
    };
    let pause = first_pause(&[]);
    assert_eq!(first_pause(&[("AWS_NEW_RETRIES_2026", "true")]), pause);
    assert_eq!(
        first_pause(&[("AWS_NEW_RETRIES_2026", "False")]),
        20 * pause
    );
    let in_code = with(&[("AWS_NEW_RETRIES_2026", "false")]).retry(RetryConfig::never());
    let world = World::new([error(500, "InternalFailure")]);
    put_with(&world, in_code, |call| call).unwrap_err();
    assert!(world.slept().is_empty());
}

/// The header `name` of a request with this configuration.
fn sent(config: ConfigBuilder<()>, name: &str) -> String {
    let world = World::new([reply(200, "{}")]);
    // The result does not matter.
    let _ = put_with(&world, config, |call| call);
    world.sent()[0].header(name).to_owned()
}

#[test]
fn application_and_execution_environment_are_named() {
    let user_agent = sent(
        with(&[
            ("AWS_SDK_UA_APP_ID", "1234("),
            ("AWS_EXECUTION_ENV", "AWS_Lambda_rust"),
        ]),
        "user-agent",
    );
    let end = "lang/rust exec-env/AWS_Lambda_rust app/1234-";
    assert!(user_agent.ends_with(end), "{user_agent}");
    let in_code = with(&[("AWS_SDK_UA_APP_ID", "env")]).app_name("code");
    assert!(sent(in_code, "user-agent").ends_with("app/code"));
}

/// A file of the corpora; prints a message and returns `None` if it is absent.
fn corpus(path: &str) -> Option<serde_json::Value> {
    let root = env::var_os("TINSMITH_CORPORA").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/corpora")),
        PathBuf::from,
    );
    let file = root.join(path);
    let Ok(text) = fs::read_to_string(&file) else {
        println!("left out: no {}, set TINSMITH_CORPORA", file.display());
        return None;
    };
    Some(serde_json::from_str(&text).unwrap())
}

/// Parts of the suite's `user-agent` that ours writes differently or lacks, with the reason.
const OTHER_PARTS: [(&str, &str); 5] = [
    (
        "aws-sdk-{language}/{version}",
        "Tinsmith is not an SDK of AWS",
    ),
    ("os/linux#", "the version of the system is not read"),
    (
        "lang/{language}#",
        "programs do not know the version of their compiler",
    ),
    ("m/A", "features are not counted"),
    (
        "lib/foobar",
        "frameworks have no setting; `app_name` is for programs",
    ),
];

#[test]
fn programs_are_named_as_in_the_suite() {
    let Some(cases) = corpus("config/user-agent/user_agent_tests.json") else {
        return;
    };
    let mut left = Vec::new();
    for case in cases.as_array().unwrap() {
        let pairs = case["given"]["environmentVariables"].as_object().unwrap();
        let pairs = pairs
            .iter()
            .map(|(name, value)| (name.clone(), value.as_str().unwrap().to_owned()));
        let user_agent = sent(
            config().environment(environment(pairs.collect())),
            "user-agent",
        );
        let expected = &case["expectedRequestHeaders"]["user-agent"];
        let mut at = 0;
        for list in ["containsInExactOrder", "containsInAnyOrder", "contains"] {
            for part in expected[list].as_array().into_iter().flatten() {
                let part = part.as_str().unwrap();
                if OTHER_PARTS.iter().any(|(other, _)| part.starts_with(other)) {
                    left.push(part.to_owned());
                    continue;
                }
                let found = user_agent
                    .find(part)
                    .unwrap_or_else(|| panic!("{part}: {user_agent}"));
                assert!(
                    list != "containsInExactOrder" || found >= at,
                    "{part}: {user_agent}"
                );
                at = found;
            }
        }
    }
    assert_eq!(left.len(), OTHER_PARTS.len(), "{left:?}");
}

#[test]
fn the_trace_of_an_invocation_is_forwarded() {
    let Some(cases) = corpus("profile/smithy-rs/recursion-detection.json") else {
        return;
    };
    for case in cases.as_array().unwrap() {
        let pairs = case["env"].as_object().unwrap().iter();
        let pairs = pairs.map(|(name, value)| (name.clone(), value.as_str().unwrap().to_owned()));
        let mut config = config().environment(environment(pairs.collect()));
        for (name, value) in &headers(&case["requestHeadersBefore"]) {
            config = config.header(name.clone(), value.clone());
        }
        let expected = headers(&case["requestHeadersAfter"]);
        let expected = expected.get("x-amzn-trace-id");
        let expected = expected.map_or("", |value| value.to_str().unwrap());
        assert_eq!(sent(config, "x-amzn-trace-id"), expected, "{case}");
    }
}

/// Parses lines `name: value`.
fn headers(lines: &serde_json::Value) -> HeaderMap {
    let lines = lines.as_array().unwrap().iter();
    let pairs = lines.map(|line| {
        let (name, value) = line.as_str().unwrap().split_once(": ").unwrap();
        (name.parse().unwrap(), value.parse().unwrap())
    });
    pairs
        .map(|(name, value): (http::HeaderName, _)| (name, value))
        .collect()
}
