//! A program without a feature that its service needs does not compile, and the compiler says which
//! feature that is in one sentence, and nothing else.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use tests::command::{Outcome, cargo, run, tinsmith, workspace};

/// A service whose only authentication is `SigV4a`.
const SIGNED: &str = r#"$version: "2.0"
namespace example.signed
use aws.api#service
use aws.auth#sigv4a
use aws.protocols#awsJson1_0
@service(sdkId: "Signed")
@aws.auth#sigv4(name: "signed")
@sigv4a(name: "signed")
@auth([sigv4a])
@awsJson1_0
service Signed { version: "1", operations: [Get] }
operation Get {}
"#;

#[test]
fn a_protocol_is_named() {
    let outcome = check("protocol", &kept("tables"), &[]);
    assert_one(&outcome, "Tables", "aws-json-1-0", &["aws-json-1-0"]);
}

#[test]
fn checksums_of_messages_are_named() {
    let code = fixture("customized_messages");
    let outcome = check("messages", &code, &["aws-json-1-0"]);
    assert_one(&outcome, "SQS", "checksum", &["aws-json-1-0", "checksum"]);
}

#[test]
fn every_missing_feature_has_a_sentence() {
    let all = ["checksum", "event-stream", "rest-xml"];
    let outcome = check("objects", &kept("objects"), &["rest-xml"]);
    assert_eq!(errors(&outcome), 2, "{outcome}");
    assert_says(&outcome, "S3", "checksum", &all);
    assert_says(&outcome, "S3", "event-stream", &all);
    let outcome = check("objects", &kept("objects"), &["event-stream", "rest-xml"]);
    assert_one(&outcome, "S3", "checksum", &all);
    let outcome = check("objects", &kept("objects"), &["checksum", "rest-xml"]);
    assert_one(&outcome, "S3", "event-stream", &all);
    let outcome = check("objects", &kept("objects"), &["checksum", "event-stream"]);
    assert_one(&outcome, "S3", "rest-xml", &all);
}

#[test]
fn expressions_are_named() {
    let outcome = check("patterns", &fixture("patterns"), &["aws-json-1-0"]);
    assert_one(&outcome, "Test", "regex", &["aws-json-1-0", "regex"]);
}

#[test]
fn compression_is_named() {
    let outcome = check("compressed", &fixture("aws_query"), &["aws-query"]);
    assert_one(&outcome, "Test", "gzip", &["aws-query", "gzip"]);
}

#[test]
fn a_signature_for_several_regions_is_named() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("signed");
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join("signed.smithy"), SIGNED).expect("a model");
    let arguments = ["generate", "signed.smithy", "--out", "out"];
    let outcome = tinsmith(&folder, arguments);
    let line = "tinsmith = { version = \"0.1\", features = [\"aws-json-1-0\", \"sigv4a\"] }";
    assert!(format!("{outcome}").contains(line), "{outcome}");
    let outcome = check(
        "signed",
        &folder.join("out/signed/mod.rs"),
        &["aws-json-1-0"],
    );
    assert_one(&outcome, "Signed", "sigv4a", &["aws-json-1-0", "sigv4a"]);
}

fn kept(name: &str) -> PathBuf {
    let kept = workspace().join("tests/compatibility/v0_1");
    kept.join(name).join("mod.rs")
}

fn fixture(name: &str) -> PathBuf {
    let fixture = workspace().join("codegen/tests/fixtures").join(name);
    fixture.join("expected/mod.rs")
}

/// Checks a crate that has generated code, and the runtime with some features.
fn check(name: &str, code: &Path, features: &[&str]) -> Outcome {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("missing-{name}"));
    let manifest = format!(
        "[workspace]\n[package]\nname = \"missing-{name}\"\nedition = \"2024\"\n\
         [dependencies.tinsmith]\npath = \"{}/runtime\"\nfeatures = {features:?}\n",
        workspace().display()
    );
    let library = format!("#[path = \"{}\"]\npub mod service;\n", code.display());
    fs::create_dir_all(folder.join("src")).expect("a folder");
    fs::write(folder.join("Cargo.toml"), manifest).expect("a manifest");
    fs::write(folder.join("src/lib.rs"), library).expect("a library");
    fs::copy(workspace().join("Cargo.lock"), folder.join("Cargo.lock")).expect("a lock file");
    let own = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let target = own
        .parent()
        .expect("the target directory")
        .join("consumers");
    let mut check = cargo();
    check.args(["check", "--offline"]).current_dir(&folder);
    run(check.env("CARGO_TARGET_DIR", target))
}

/// The errors of the compiler, without the one that it could not compile.
fn errors(outcome: &Outcome) -> usize {
    let lines = outcome.stderr.lines();
    let errors =
        lines.filter(|line| line.starts_with("error") && !line.contains("could not compile"));
    errors.count()
}

fn assert_one(outcome: &Outcome, service: &str, feature: &str, all: &[&str]) {
    assert_eq!(errors(outcome), 1, "{outcome}");
    assert_says(outcome, service, feature, all);
}

fn assert_says(outcome: &Outcome, service: &str, feature: &str, all: &[&str]) {
    let sentence = format!(
        "`{service}` needs the feature `{feature}` of `tinsmith`: write \
         `tinsmith = {{ version = \"0.1\", features = {all:?} }}` in Cargo.toml"
    );
    assert!(outcome.stderr.contains(&sentence), "{outcome}");
}
