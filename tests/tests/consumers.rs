//! One small crate for each way to get a client, built outside the workspace as users build
//! theirs. `BLESS=1` writes their checked-in files anew.

use std::env;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use tests::command::{Outcome, cargo, run_outside, tinsmith, workspace};

const EXPORTED: &str =
    "ION of arn:aws:dynamodb:eu-central-1:123456789012:table/orders to exports\n";

fn consumer(name: &str) -> PathBuf {
    workspace().join("tests/consumers").join(name)
}

/// What all consumers are built into, so that they share what they depend on.
fn target() -> PathBuf {
    let own = Path::new(env!("CARGO_TARGET_TMPDIR"));
    own.parent()
        .expect("the target directory")
        .join("consumers")
}

/// Runs cargo for a consumer.
fn run_for(name: &str, arguments: &[&str]) -> Outcome {
    let mut cargo = cargo();
    cargo.args(arguments).env("CARGO_TARGET_DIR", target());
    run_outside(&consumer(name), &mut cargo)
}

fn blessing() -> bool {
    env::var_os("BLESS").is_some()
}

#[test]
fn a_client_from_a_build_script_works() {
    let outcome = run_for("build-script", &["run"]);
    assert_eq!(outcome.stdout, EXPORTED, "{outcome}");
}

#[test]
fn a_client_that_is_checked_in_works() {
    let outcome = run_for("checked-in", &["run"]);
    assert_eq!(outcome.stdout, EXPORTED, "{outcome}");
}

#[test]
fn a_client_from_the_macro_works_and_is_made_anew_when_its_model_changes() {
    let outcome = run_for("macro", &["run"]);
    assert_eq!(outcome.stdout, EXPORTED, "{outcome}");
    let watched = fs::read_to_string(target().join("debug/consumer-macro.d")).expect("a dep-info");
    assert!(watched.contains("models/dynamodb.json"), "{watched}");
}

#[test]
fn a_client_from_a_crate_of_clients_works() {
    let outcome = run_for("dependency", &["run"]);
    assert_eq!(outcome.stdout, EXPORTED, "{outcome}");
}

#[test]
fn the_generator_runs_when_the_model_changes_and_not_otherwise() {
    let build = || -> Outcome { run_for("build-script", &["build", "--verbose"]) };
    let ran = |outcome: &Outcome| {
        let mut lines = outcome.stderr.lines();
        lines.any(|line| line.contains("Running") && line.contains("consumer-build-script"))
    };
    assert_eq!(build().code, 0);
    let unchanged = build();
    assert!(!ran(&unchanged), "{unchanged}");
    let model = consumer("build-script").join("model/dynamodb.json");
    let model = File::options().append(true).open(model).expect("the model");
    model.set_modified(SystemTime::now()).expect("another time");
    let changed = build();
    assert!(ran(&changed), "{changed}");
}

#[test]
fn checked_in_code_is_up_to_date() {
    let mut arguments = vec!["generate", "../../../models/dynamodb.json", "--out", "src"];
    arguments.extend(["--operations", "ExportTableToPointInTime"]);
    if !blessing() {
        arguments.push("--check");
    }
    let outcome = tinsmith(&consumer("checked-in"), arguments);
    assert_eq!(outcome.code, 0, "run `cargo bless`\n{outcome}");
}

#[test]
fn a_vendored_slice_is_up_to_date() {
    let mut arguments = vec!["slice", "models/dynamodb.json"];
    arguments.extend(["--operations", "ExportTableToPointInTime"]);
    let outcome = tinsmith(workspace(), arguments);
    let kept = consumer("build-script").join("model/dynamodb.json");
    if blessing() {
        fs::write(&kept, &outcome.stdout).expect("the slice written");
    }
    let text = fs::read_to_string(kept).expect("the slice");
    assert!(
        text == outcome.stdout,
        "run `cargo bless`\n{}",
        outcome.stderr
    );
}

#[test]
fn a_missing_protocol_feature_is_named_by_the_compiler() {
    let outcome = run_for("checked-in", &["check", "--no-default-features"]);
    assert_ne!(outcome.code, 0, "{outcome}");
    assert!(outcome.stderr.contains("aws-json-1-0"), "{outcome}");
}
