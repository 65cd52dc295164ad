//! JMESPath's compliance suite: what is parsed and resolved here finds in untyped data what the
//! suite says, but for what the generator refuses by name.
//!
//! The suite is found through `TINSMITH_CORPORA`, or `../shared/corpora` beside the workspace.

mod runtime;
mod types;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value as Json;
use tinsmith::rt::value::Value;
use tinsmith_codegen::compile::jmespath::{Known, expression};
use tinsmith_codegen::diagnostic::{Diagnostics, Source};
use tinsmith_codegen::load::load;
use tinsmith_codegen::load::select::{Choice, select};
use tinsmith_codegen::model::Model;

/// What of the language is left out: what the refusal says, why, and how many cases that are.
const LEFT_OUT: [(&str, &str, usize); 2] = [
    (
        "are of numbers",
        "texts compared by size are said to be wrong, and not just null",
        2,
    ),
    (
        "`*` is of",
        "the values of a list are said to be wrong, and not just null",
        1,
    ),
];

/// How many cases of the suite pass.
const PASSED: usize = 905;

/// What becomes of one case.
enum Outcome {
    Passed,
    LeftOut(&'static str),
    Failed(String),
}

fn directory(name: &str) -> Option<PathBuf> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpora");
    let corpora = std::env::var_os("TINSMITH_CORPORA").map_or(workspace, PathBuf::from);
    let directory = corpora.join("jmespath").join(name);
    if directory.is_dir() {
        return Some(directory);
    }
    eprintln!("left out: no JMESPath suite, since TINSMITH_CORPORA is not there");
    None
}

/// A model without anything: the data is untyped.
fn model() -> Model {
    let text = include_str!("../fixtures/unit/model.json");
    let mut diagnostics = Diagnostics::new();
    let sources = [Source::new("model.json", text)];
    let ast = load(&sources, &mut diagnostics);
    let choice = Choice {
        service: None,
        operations: &[],
    };
    select(&ast, &choice, &mut diagnostics).expect("the model of a fixture")
}

/// What of the language was left out.
fn left_out(fault: &str) -> Option<&'static str> {
    let mut reasons = LEFT_OUT.iter().map(|(said, ..)| *said);
    reasons.find(|said| fault.contains(said))
}

fn run(model: &Model, given: &Json, case: &Json) -> Outcome {
    let text = case["expression"].as_str().expect("an expression");
    let resolved = expression(model, &Known::Any, text);
    let error = case.get("error").and_then(Json::as_str);
    let ast = match (resolved, error) {
        (Err(_), Some("syntax" | "invalid-value" | "unknown-function")) => return Outcome::Passed,
        (Err(fault), expected) => {
            let otherwise = || match expected {
                Some(_) => Outcome::Passed,
                None => Outcome::Failed(fault.clone()),
            };
            return left_out(&fault).map_or_else(otherwise, Outcome::LeftOut);
        }
        (Ok((ast, _)), _) => ast,
    };
    let given = runtime::document(given);
    let found = runtime::expression(&ast).search(Value::Document(&given));
    let expected = match error {
        // Where JMESPath fails, a waiter has found nothing.
        Some("invalid-type") => tinsmith::Document::Null,
        Some(error) => return Outcome::Failed(format!("expected {error}, found {found:?}")),
        None => runtime::document(case.get("result").unwrap_or(&Json::Null)),
    };
    let is_bench = case.get("bench").is_some();
    if is_bench || runtime::is_same(&found, &expected) {
        Outcome::Passed
    } else {
        Outcome::Failed(format!("expected {expected:?}, found {found:?}"))
    }
}

fn suite(directory: &Path) {
    let model = model();
    let (mut passed, mut failed) = (0_usize, Vec::new());
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for entry in directory.read_dir().expect("a directory") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|it| it != "json") {
            continue;
        }
        let text = fs::read_to_string(&path).expect("text");
        let groups: Json = serde_json::from_str(&text).expect("JSON");
        for group in groups.as_array().into_iter().flatten() {
            for case in group["cases"].as_array().into_iter().flatten() {
                match run(&model, &group["given"], case) {
                    Outcome::Passed => passed += 1,
                    Outcome::LeftOut(kind) => *kinds.entry(kind).or_default() += 1,
                    Outcome::Failed(why) => {
                        failed.push(format!("{}: {case}: {why}", path.display()));
                    }
                }
            }
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
    let expected: BTreeMap<&str, usize> = LEFT_OUT
        .iter()
        .map(|(kind, _, count)| (*kind, *count))
        .collect();
    assert_eq!((passed, kinds), (PASSED, expected));
}

#[test]
fn the_suite_of_jmespath_passes() {
    if let Some(directory) = directory("jmespath.test") {
        suite(&directory);
    }
}

#[test]
fn the_suite_of_smithy_passes() {
    if let Some(directory) = directory("smithy-jmespath-compliance") {
        suite(&directory);
    }
}

#[test]
fn what_is_not_jmespath_is_refused_and_what_is_is_not() {
    let Some(directory) = directory("smithy-jmespath-parser/software/amazon/smithy/jmespath")
    else {
        return;
    };
    let model = model();
    let lines = |name: &str| fs::read_to_string(directory.join(name)).expect("text");
    let mut wrong = Vec::new();
    let text = |line: &str| {
        let line = line.strip_suffix(',').unwrap_or(line);
        serde_json::from_str::<String>(line).expect("a string in JSON")
    };
    for text in lines("valid").lines().map(text) {
        if let Err(fault) = expression(&model, &Known::Any, &text) {
            if left_out(&fault).is_none() {
                wrong.push(format!("{text}: {fault}"));
            }
        }
    }
    for text in lines("invalid").lines().map(text) {
        if expression(&model, &Known::Any, &text).is_ok() {
            wrong.push(format!("{text}: was not refused"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
