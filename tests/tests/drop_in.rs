//! What the command `drop-in` finds, and that every model of the corpora drops in.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};

use tests::command::{Outcome, run, workspace};
use tests::endpoints::corpora;

/// The command writes the packages that it compiles into one folder.
static PACKAGES: Mutex<()> = Mutex::new(());

fn drop_in(arguments: &[&str], paths: &[PathBuf]) -> Outcome {
    run(Command::new(env!("CARGO_BIN_EXE_drop-in"))
        .args(arguments)
        .args(paths))
}

fn fixture(name: &str) -> PathBuf {
    workspace().join(format!("codegen/tests/fixtures/{name}/model.json"))
}

/// A copy of a fixture under a name that tells it from others.
fn copied(folder: &Path, name: &str) -> PathBuf {
    let copy = folder.join(format!("{name}.json"));
    fs::create_dir_all(folder).expect("a folder");
    fs::copy(fixture(name), &copy).expect("a copy");
    copy
}

fn scratch(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

#[test]
fn every_model_of_the_corpora_is_generated() {
    if corpora().is_none() {
        println!("left out: the corpora are not there");
        return;
    }
    let outcome = drop_in(&["--jobs", "2"], &[]);
    let last = outcome.stdout.lines().last().unwrap_or_default();
    assert!(last.ends_with(" passed, 0 failed"), "{outcome}");
}

#[test]
fn code_with_odd_names_is_checked_and_documented_without_warnings() {
    let _packages = PACKAGES.lock().unwrap_or_else(PoisonError::into_inner);
    let model = copied(&scratch("drop-in-odd"), "odd_names");
    let outcome = drop_in(&["--check", "--doc"], &[model]);
    assert_eq!(outcome.code, 0, "{outcome}");
    assert!(
        outcome
            .stdout
            .contains("\nexample.test#Odd_Names  awsJson1_0"),
        "{outcome}"
    );
    assert!(
        outcome.stdout.ends_with("\n1 passed, 0 failed\n"),
        "{outcome}"
    );
}

#[test]
fn code_in_the_documentation_of_a_model_is_no_test() {
    let _packages = PACKAGES.lock().unwrap_or_else(PoisonError::into_inner);
    let model = copied(&scratch("drop-in-doctest"), "documentation_code");
    let outcome = drop_in(&["--doc", "--doctest"], &[model]);
    assert!(
        outcome.stdout.ends_with("\n1 passed, 0 failed\n"),
        "{outcome}"
    );
}

#[test]
fn a_model_that_is_refused_fails_alone_with_its_first_error() {
    let folder = scratch("drop-in-refused");
    copied(&folder, "unit");
    copied(&folder, "refused_enum");
    let outcome = drop_in(&[], &[folder]);
    assert_eq!(outcome.code, 1, "{outcome}");
    assert!(outcome.stdout.contains(": error: "), "{outcome}");
    assert!(
        outcome.stdout.ends_with("\n1 passed, 1 failed\n"),
        "{outcome}"
    );
}

#[test]
fn other_data_beside_models_is_passed_over() {
    let folder = scratch("drop-in-beside");
    copied(&folder, "unit");
    fs::write(folder.join("partitions.json"), "{\"partitions\": []}").unwrap();
    let outcome = drop_in(&[], &[folder]);
    assert!(
        outcome.stdout.ends_with("\n1 passed, 0 failed\n"),
        "{outcome}"
    );
}

#[test]
fn each_service_of_a_model_is_a_row() {
    let folder = scratch("drop-in-services");
    let model = folder.join("two.smithy");
    fs::create_dir_all(&folder).unwrap();
    let text = "$version: \"2\"\nnamespace example.test\nuse aws.protocols#restJson1\n\
                @restJson1\nservice One { version: \"1\" }\n\
                @restJson1\nservice Two { version: \"1\" }\n";
    fs::write(&model, text).unwrap();
    let outcome = drop_in(&[], &[model]);
    assert!(
        outcome.stdout.contains("\nexample.test#One  restJson1"),
        "{outcome}"
    );
    assert!(
        outcome.stdout.contains("\nexample.test#Two  restJson1"),
        "{outcome}"
    );
}

#[test]
fn an_unknown_option_is_refused_with_the_usage() {
    let outcome = drop_in(&["--chekc"], &[]);
    assert_eq!(outcome.code, 2, "{outcome}");
    assert!(
        outcome.stderr.contains("unknown option --chekc\nusage: "),
        "{outcome}"
    );
}
