//! The recorded lookups of other SDKs: environment, files and traffic in, credentials out. Each runs
//! in both modes.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod cases;
mod modular;
mod world;

use std::path::Path;

use serde_json::Value as Json;
use tinsmith_config::{Loader, Provider, Report};

use cases::{ERRORS, REGIONS};
use world::{NOW, World, block_on, corpora, json};

/// Runs the case in a directory and compares what comes of it.
fn check(directory: &Path, choose: impl Fn(Loader) -> Loader) {
    let case = json(&directory.join("test-case.json")).unwrap();
    let name = directory.file_name().unwrap().to_str().unwrap();
    for is_async in [false, true] {
        let world = World::of(directory);
        let mut loader = choose(world.loader());
        if let Some((_, region)) = REGIONS.iter().find(|(case, _)| *case == name) {
            loader = loader.region(*region);
        }
        let report = if is_async {
            block_on(loader.report(world.clone(), NOW))
        } else {
            loader.report_blocking(world.clone(), NOW)
        };
        compare(name, &case["result"], &report, &world);
    }
}

fn compare(name: &str, expected: &Json, report: &Report, world: &World) {
    let Some(keys) = report.credentials() else {
        let text = report.to_string();
        let theirs = expected["ErrorContains"].as_str();
        let theirs = theirs.unwrap_or_else(|| panic!("{name}: {text}\n{:?}", world.unknown()));
        let ours = ERRORS.iter().find(|(case, _)| *case == name);
        let (_, ours) = ours.unwrap_or_else(|| panic!("{name}: {theirs} is {text}"));
        assert!(text.contains(ours), "{name}: {text}");
        return;
    };
    let expected = &expected["Ok"];
    let expiry = keys.expires_at().map(tinsmith::Timestamp::seconds);
    assert_eq!(
        Some(keys.access_key_id()),
        expected["access_key_id"].as_str(),
        "{name}"
    );
    assert_eq!(
        Some(keys.secret_access_key()),
        expected["secret_access_key"].as_str(),
        "{name}"
    );
    assert_eq!(
        keys.session_token(),
        expected["session_token"].as_str(),
        "{name}"
    );
    // Kotlin spells it in its own way.
    let account = expected.get("account_id").unwrap_or(&expected["accountId"]);
    assert_eq!(keys.account_id(), account.as_str(), "{name}");
    assert_eq!(expiry, expected["expiry"].as_i64(), "{name}");
    let text = report.to_string();
    for secret in [Some(keys.secret_access_key()), keys.session_token()] {
        assert!(
            !secret.is_some_and(|it| text.contains(it)),
            "{name}: {text}"
        );
    }
}

/// Runs all cases below a directory of the corpora.
fn check_all(path: &str, least: usize, choose: impl Fn(Loader) -> Loader) {
    let directory = corpora().join(path);
    let Ok(entries) = std::fs::read_dir(&directory) else {
        println!("left out: no {}, set TINSMITH_CORPORA", directory.display());
        return;
    };
    let mut cases: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    assert!(cases.len() >= least, "{path}: {}", cases.len());
    for case in cases {
        check(&case, &choose);
    }
}

#[test]
fn the_default_chain() {
    check_all(
        "credentials/smithy-rs/default-credential-provider-chain",
        29,
        |loader| loader,
    );
}

#[test]
fn profiles() {
    check_all("credentials/smithy-rs/profile-provider", 18, |loader| {
        loader.only([Provider::Profile])
    });
}

#[test]
fn the_default_chain_of_kotlin() {
    check_all(
        "credentials/aws-sdk-kotlin/default-provider-chain",
        2,
        |loader| loader,
    );
}
