//! Random configurations, as `tinsmith-config` and botocore understand them: which credentials they
//! lead to and by which requests, and settings. Differences need a reason (`reasons.rs`).
//!
//! `CONFIGURATIONS=200 SEED=7 cargo test -p tests --test configurations` runs others, and more.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod random;
mod reasons;
mod world;

use std::collections::BTreeMap;
use std::path::Path;
use std::{env, fs};

use generated::{dynamodb, sts};
use serde_json::{Map, Value, json};
use tests::servers::botocore;
use tinsmith::config::Environment;
use tinsmith::{Credentials, Timestamp};
use tinsmith_config::Loader;

use random::{Configuration, Random};
use world::World;

/// Between the beginning of the tokens' lives and their end.
const NOW: Timestamp = Timestamp::new(1_764_547_200, 0);

/// botocore's names of settings, and the variables that the runtime asks for.
const SETTINGS: [(&str, &str); 8] = [
    ("region", "AWS_REGION"),
    ("retry_mode", "AWS_RETRY_MODE"),
    ("max_attempts", "AWS_MAX_ATTEMPTS"),
    ("use_fips_endpoint", "AWS_USE_FIPS_ENDPOINT"),
    ("use_dualstack_endpoint", "AWS_USE_DUALSTACK_ENDPOINT"),
    ("sdk_ua_app_id", "AWS_SDK_UA_APP_ID"),
    (
        "request_checksum_calculation",
        "AWS_REQUEST_CHECKSUM_CALCULATION",
    ),
    ("ca_bundle", "AWS_CA_BUNDLE"),
];

fn number(variable: &str, default: u64) -> u64 {
    let value = env::var(variable).ok();
    value.map_or(default, |value| value.parse().unwrap())
}

#[test]
fn configurations_mean_what_botocore_makes_of_them() {
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR")).join("configurations");
    let mut random = Random(number("SEED", 20_261_201));
    let mut cases = Vec::new();
    for index in 0..number("CONFIGURATIONS", 25) {
        let home = scratch.join(index.to_string());
        let configuration = Configuration::new(&mut random, &home.to_string_lossy());
        write(&home, &configuration);
        cases.push((home, configuration));
    }
    let listed: Vec<Value> = cases
        .iter()
        .map(|(home, it)| {
            let variables: BTreeMap<_, _> = it.variables.iter().cloned().collect();
            json!({"home": home, "env": variables})
        })
        .collect();
    let list = scratch.join("cases.json");
    fs::write(&list, Value::from(listed).to_string()).unwrap();
    let Some(theirs) = botocore::configurations(&list) else {
        return;
    };
    assert_eq!(theirs.len(), cases.len());
    let (mut reasons, mut unexplained) = (BTreeMap::new(), Vec::new());
    let mut with_keys = 0;
    for ((home, case), theirs) in cases.iter().zip(&theirs) {
        let ours = ours(home, case);
        with_keys += usize::from(!ours["keys"].is_null() && !theirs["keys"].is_null());
        let errors = [&ours, theirs].map(|it| it["error"].to_string());
        for difference in differences(&ours, theirs) {
            match reasons::reason(case, &difference, &errors) {
                Some(reason) => *reasons.entry(reason).or_insert(0) += 1,
                None => unexplained.push(format!("{difference:#?}\n{errors:?}\n{}", shown(case))),
            }
        }
    }
    println!(
        "{} configurations, {with_keys} with credentials; differences: {reasons:#?}",
        cases.len()
    );
    assert!(with_keys > cases.len() / 4, "too few have credentials");

    assert!(unexplained.is_empty(), "{}", unexplained.join("\n\n"));
}

fn shown(case: &Configuration) -> String {
    format!(
        "{:#?}\n--- config\n{}--- credentials\n{}",
        case.variables, case.config, case.credentials
    )
}

/// Writes the files of a configuration, and those that it names.
fn write(home: &Path, configuration: &Configuration) {
    let cache = home.join(".aws/sso/cache");
    fs::create_dir_all(&cache).unwrap();
    let token = json!({"accessToken": "portal", "expiresAt": "2999-01-01T00:00:00Z"}).to_string();
    // The SHA-1 of `corp` and of `https://corp`.
    for name in CACHES {
        fs::write(cache.join(name), &token).unwrap();
    }
    let keys = r#"{"Version": 1, "AccessKeyId": "process", "SecretAccessKey": "s"}"#;
    for (path, contents) in [
        (".aws/config", configuration.config.as_str()),
        (".aws/credentials", &configuration.credentials),
        ("keys.json", keys),
        ("token", "web-token"),
    ] {
        fs::write(home.join(path), contents).unwrap();
    }
}

const CACHES: [&str; 2] = [
    "ee0bfd2552fbd840c02cc48b6e823320543c450f.json",
    "17da54e8ec4ee05390f1915bb3ef5fea7ebd238e.json",
];

/// What one of the two makes of a part of a configuration, and the other.
#[derive(Debug)]
pub(crate) struct Difference {
    pub(crate) part: String,
    pub(crate) ours: Value,
    pub(crate) theirs: Value,
}

fn loader(home: &Path, case: &Configuration) -> Loader {
    let mut variables: BTreeMap<_, _> = case.variables.iter().cloned().collect();
    variables.insert("HOME".to_owned(), home.to_string_lossy().into_owned());
    let environment = Environment::from_fn(move |name| variables.get(name).cloned());
    tinsmith_config::load().environment(environment)
}

/// What we make of a configuration, as the script prints it.
fn ours(home: &Path, case: &Configuration) -> Value {
    let world = World::default();
    let report = loader(home, case).report_blocking(world.clone(), NOW);
    let mut settings = Map::new();
    for (name, variable) in SETTINGS {
        let found = report.settings().find(|(it, _, _)| *it == variable);
        settings.insert(name.to_owned(), found.map(|(_, value, _)| value).into());
    }
    settings.insert("url of dynamodb".to_owned(), url_of_dynamodb(home, case));
    settings.insert("url of sts".to_owned(), url_of_sts(home, case));
    let asked = world.asked();
    match report.credentials() {
        Some(keys) => json!({"keys": shown_keys(keys), "asked": asked, "settings": settings}),
        None => json!({"keys": null, "error": report.to_string(), "asked": asked,
            "settings": settings}),
    }
}

fn shown_keys(keys: &Credentials) -> Value {
    json!([
        keys.access_key_id(),
        keys.secret_access_key(),
        keys.session_token()
    ])
}

fn url_of_dynamodb(home: &Path, case: &Configuration) -> Value {
    let config = loader(home, case).blocking_transport(World::default());
    let client = dynamodb::Client::new(config.credentials(Credentials::new("a", "s")).build());
    let input = dynamodb::DescribeEndpointsRequest::builder().build();
    url(client
        .operation::<dynamodb::DescribeEndpoints>()
        .explain(input))
}

fn url_of_sts(home: &Path, case: &Configuration) -> Value {
    let config = loader(home, case).blocking_transport(World::default());
    let client = sts::Client::new(config.credentials(Credentials::new("a", "s")).build());
    let input = sts::GetCallerIdentityRequest::builder().build();
    url(client.operation::<sts::GetCallerIdentity>().explain(input))
}

fn url<E: std::fmt::Display>(explained: Result<tinsmith::client::Explained, E>) -> Value {
    match explained {
        Ok(explained) => explained.uri.to_string().trim_end_matches('/').into(),
        Err(error) => json!({"error": error.to_string()}),
    }
}

fn differences(ours: &Value, theirs: &Value) -> Vec<Difference> {
    let mut found = Vec::new();
    let mut compare = |part: &str, ours: &Value, theirs: &Value| {
        if ours != theirs {
            let (ours, theirs) = (ours.clone(), theirs.clone());
            let part = part.to_owned();
            found.push(Difference { part, ours, theirs });
        }
    };
    // Where both fail, with whatever words, or have nothing, they agree.
    compare("keys", &ours["keys"], &theirs["keys"]);
    if !ours["keys"].is_null() {
        compare("requests", &ours["asked"], &theirs["asked"]);
    }
    for (name, theirs) in theirs["settings"].as_object().into_iter().flatten() {
        let ours = &ours["settings"][name];
        let is_same = ours.get("error").is_some() && theirs.get("error").is_some();
        let text = |value: &Value| match value {
            Value::String(text) => Value::from(text.to_ascii_lowercase()),
            Value::Null | Value::Object(_) => value.clone(),
            other => other.to_string().into(),
        };
        if !is_same {
            compare(name, &text(ours), &text(theirs));
        }
    }
    found
}
