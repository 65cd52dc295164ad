//! Settings and endpoint URLs against what botocore reads, and its suite.

use std::fmt::Write;
use std::fs;

use serde_json::Value as Json;

use super::*;
use crate::corpora::{corpus, root};
use crate::files::grammar::Kind;

fn settings(config: &str, variables: &Json, profile: &str) -> Settings {
    let mut files = Files::default();
    files.add(Kind::Config, "config", config).unwrap();
    let variables = variables.clone();
    let get = move |name: &str| Some(variables[name].as_str()?.to_owned());
    Settings::new(Arc::new(get), Arc::new(files), profile.to_owned())
}

fn text(found: Option<Found>) -> Option<String> {
    found.map(|found| found.value)
}

/// The endpoint that a client of `service` is given, as the runtime asks for it.
fn endpoint_url(settings: &Settings, service: &str) -> Option<String> {
    let flag = text(settings.get("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"));
    if flag.is_some_and(|flag| flag.eq_ignore_ascii_case("true")) {
        return None;
    }
    let own = settings.get(&format!("AWS_ENDPOINT_URL_{}", service.to_uppercase()));
    text(own).or_else(|| text(settings.get("AWS_ENDPOINT_URL")))
}

#[test]
fn endpoint_urls_are_those_of_the_suite() {
    let Some(suite) = corpus("config/endpoint-urls/profile-tests.json") else {
        return;
    };
    let suite = &suite["testSuites"][0];
    let cases = suite["endpointUrlTests"].as_array().unwrap();
    assert!(cases.len() >= 27, "{}", cases.len());
    let config = config_of(suite);
    for case in cases {
        let named = |table: &str, key: &str| &suite[table][case[key].as_str().unwrap()];
        let client = named("client_configs", "client_config");
        let variables = named("environments", "environment");
        let settings = settings(&config, variables, case["profile"].as_str().unwrap());
        let service = case["service"].as_str().unwrap();
        let is_ignored = client["ignore_configured_endpoint_urls"] == true;
        let configured = || endpoint_url(&settings, service).filter(|_| !is_ignored);
        let in_code = client["endpoint_url"].as_str().map(str::to_owned);
        let found = in_code.or_else(configured);
        let expected = case["output"]["endpointUrl"].as_str().unwrap();
        let is_default = expected.contains("fake-region-10.amazonaws.com");
        assert_eq!(
            found.as_deref(),
            Some(expected).filter(|_| !is_default),
            "{case}"
        );
    }
}

/// The suite's profiles and services as a file.
fn config_of(suite: &Json) -> String {
    let mut config = String::new();
    for (name, values) in suite["profiles"].as_object().unwrap() {
        writeln!(config, "[profile {name}]").unwrap();
        for (key, value) in values.as_object().unwrap() {
            writeln!(config, "{key} = {}", value.as_str().unwrap()).unwrap();
        }
    }
    for (name, services) in suite["services"].as_object().unwrap() {
        writeln!(config, "[services {name}]").unwrap();
        for (service, values) in services.as_object().unwrap() {
            writeln!(config, "{service} =").unwrap();
            for (key, value) in values.as_object().unwrap() {
                writeln!(config, "  {key} = {}", value.as_str().unwrap()).unwrap();
            }
        }
    }
    config
}

/// botocore's names of settings, and the variables that the runtime asks for.
const SETTINGS: [(&str, &str); 19] = [
    ("use_fips_endpoint", "AWS_USE_FIPS_ENDPOINT"),
    ("use_dualstack_endpoint", "AWS_USE_DUALSTACK_ENDPOINT"),
    (
        "ignore_configured_endpoint_urls",
        "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
    ),
    ("retry_mode", "AWS_RETRY_MODE"),
    ("max_attempts", "AWS_MAX_ATTEMPTS"),
    ("sdk_ua_app_id", "AWS_SDK_UA_APP_ID"),
    (
        "request_min_compression_size_bytes",
        "AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES",
    ),
    (
        "disable_request_compression",
        "AWS_DISABLE_REQUEST_COMPRESSION",
    ),
    ("sigv4a_signing_region_set", "AWS_SIGV4A_SIGNING_REGION_SET"),
    (
        "request_checksum_calculation",
        "AWS_REQUEST_CHECKSUM_CALCULATION",
    ),
    (
        "response_checksum_validation",
        "AWS_RESPONSE_CHECKSUM_VALIDATION",
    ),
    ("account_id_endpoint_mode", "AWS_ACCOUNT_ID_ENDPOINT_MODE"),
    ("auth_scheme_preference", "AWS_AUTH_SCHEME_PREFERENCE"),
    (
        "ec2_metadata_service_endpoint",
        "AWS_EC2_METADATA_SERVICE_ENDPOINT",
    ),
    (
        "ec2_metadata_service_endpoint_mode",
        "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE",
    ),
    ("ec2_metadata_v1_disabled", "AWS_EC2_METADATA_V1_DISABLED"),
    (
        "s3_disable_express_session_auth",
        "AWS_S3_DISABLE_EXPRESS_SESSION_AUTH",
    ),
    ("ca_bundle", "AWS_CA_BUNDLE"),
    ("defaults_mode", "AWS_DEFAULTS_MODE"),
];

#[test]
fn keys_of_s3_that_no_variable_has_are_settings_too() {
    let config = "[default]\ns3 =\n  addressing_style = path\n  use_accelerate_endpoint = true\n  \
        use_dualstack_endpoint = true\n";
    let settings = settings(config, &serde_json::json!({}), "default");
    let get = |name| settings.environment().get(name);
    assert_eq!(get("s3 addressing_style").as_deref(), Some("path"));
    assert_eq!(get("s3 use_accelerate_endpoint").as_deref(), Some("true"));
    assert_eq!(get("s3 use_dualstack_endpoint").as_deref(), Some("true"));
}

/// What `s3 =` has in botocore.
const OF_S3: [(&str, &str); 7] = [
    ("addressing_style", "s3 addressing_style"),
    ("use_accelerate_endpoint", "s3 use_accelerate_endpoint"),
    ("use_dualstack_endpoint", "s3 use_dualstack_endpoint"),
    ("payload_signing_enabled", "s3 payload_signing_enabled"),
    ("use_arn_region", "AWS_S3_USE_ARN_REGION"),
    (
        "us_east_1_regional_endpoint",
        "AWS_S3_US_EAST_1_REGIONAL_ENDPOINT",
    ),
    (
        "s3_disable_multiregion_access_points",
        "AWS_S3_DISABLE_MULTIREGION_ACCESS_POINTS",
    ),
];

const SERVICES: [&str; 5] = [
    "s3",
    "dynamodb",
    "sts",
    "elastic_beanstalk",
    "iot_data_plane",
];

#[test]
fn settings_are_those_that_botocore_reads() {
    let path = root().join("config/settings/botocore-settings.jsonl");
    let Ok(text) = fs::read_to_string(&path) else {
        println!("left out: no {}, set TINSMITH_CORPORA", path.display());
        return;
    };
    let mut count = 0;
    for line in text.lines() {
        let case: Json = serde_json::from_str(line).unwrap();
        let profile = case["env"]["AWS_PROFILE"].as_str();
        let profile = profile.or_else(|| case["env"]["AWS_DEFAULT_PROFILE"].as_str());
        let config = case["config"].as_str().unwrap();
        let settings = settings(config, &case["env"], profile.unwrap_or("default"));
        check(&settings, &case);
        count += 1;
    }
    assert!(count >= 280, "{count}");
}

fn check(settings: &Settings, case: &Json) {
    let expected = &case["expected"];
    for (key, variable) in SETTINGS {
        // Where nothing is configured, botocore has defaults of its own.
        if let Some(found) = text(settings.get(variable)) {
            assert!(is_same(&found, &expected[key]), "{key}: {found}: {case}");
        } else {
            let is_default = expected[key].is_null() || is_default(key, &expected[key]);
            assert!(is_default, "{key}: nothing: {case}");
        }
    }
    for (key, variable) in OF_S3 {
        match (text(settings.get(variable)), &expected["s3"][key]) {
            (Some(found), theirs) => assert!(is_same(&found, theirs), "{key}: {found}: {case}"),
            (None, theirs) => assert!(theirs.is_null(), "{key}: nothing: {case}"),
        }
    }
    for service in SERVICES {
        let found = endpoint_url(settings, service);
        let theirs = expected["endpoint_urls"][service].as_str();
        assert_eq!(found.as_deref(), theirs, "{service}: {case}");
    }
    let region = settings
        .profile()
        .and_then(|profile| profile.text("region"));
    assert_eq!(region, expected["region_in_profile"].as_str(), "{case}");
}

fn is_same(found: &str, theirs: &Json) -> bool {
    match theirs {
        Json::String(text) => text.eq_ignore_ascii_case(found.trim()),
        other => other.to_string().eq_ignore_ascii_case(found.trim()),
    }
}

fn is_default(key: &str, theirs: &Json) -> bool {
    let defaults: [(&str, Json); 8] = [
        ("retry_mode", "legacy".into()),
        ("defaults_mode", "legacy".into()),
        ("request_min_compression_size_bytes", 10240.into()),
        ("disable_request_compression", false.into()),
        ("ec2_metadata_v1_disabled", false.into()),
        ("request_checksum_calculation", "when_supported".into()),
        ("response_checksum_validation", "when_supported".into()),
        ("account_id_endpoint_mode", "preferred".into()),
    ];
    defaults
        .iter()
        .any(|(name, default)| *name == key && default == theirs)
}

#[test]
fn a_value_knows_where_it_comes_from() {
    let config = "[default]\nretry_mode = standard\ns3 =\n  use_arn_region = true\n";
    let settings = settings(
        config,
        &serde_json::json!({"AWS_REGION": "eu-test-1"}),
        "default",
    );
    let origin = |name| settings.get(name).unwrap().origin;
    assert_eq!(origin("AWS_REGION"), "AWS_REGION");
    assert_eq!(origin("AWS_RETRY_MODE"), "config:2: `retry_mode`");
    assert_eq!(
        origin("AWS_S3_USE_ARN_REGION"),
        "config:4: `s3 use_arn_region`"
    );
    let all: Vec<_> = settings.all().map(|(name, _)| name).collect();
    assert_eq!(
        all,
        ["AWS_REGION", "AWS_RETRY_MODE", "AWS_S3_USE_ARN_REGION"]
    );
}

#[test]
fn a_section_of_services_that_is_missing_is_a_fault() {
    let config = "[default]\nservices = local\n";
    let settings = settings(config, &serde_json::json!({}), "default");
    assert_eq!(
        settings.fault().as_deref(),
        Some("config:2: `services` names `local`, and there is no section `[services local]`")
    );
}
