//! Rule sets of the corpora that are there to be accepted or refused.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use tinsmith_codegen::compile::endpoint::{Possible, RuleError, lower};
use tinsmith_codegen::load::{self, whole};
use tinsmith_codegen::syntax::idl;
use tinsmith_codegen::{Diagnostics, Source};

/// What is wrong with these is not in the rules, but in tests of them or in what operations bind
/// (`refused_endpoint_parameters` of the fixtures).
const NOT_OF_RULES: [&str; 12] = [
    // A scheme that no client has.
    "beta-auth-scheme-missing-field",
    "eventbridge-tests-param-not-defined",
    "eventbridge-tests-param-type-mismatch",
    "eventbridge-tests-req-params-missing",
    "inconsistent-builtin-params",
    "inconsistent-input-param-types",
    "inconsistent-static-param-types",
    "invalid-builtins",
    "invalid-member-type",
    "invalid-test-missing-built-in-value",
    "invalid-test-missing-required-built-in",
    "non-default-builtin-values",
];

/// The specification wants one rule at least ("Rules engine specification", `rules`).
const WITHOUT_RULES: [&str; 3] = [
    "either-or-both-no-endpointRuleSet.a",
    "either-or-both-no-endpointRuleSet.b",
    "valid-model",
];

fn corpus() -> Option<PathBuf> {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/corpora");
    let corpora = std::env::var_os("TINSMITH_CORPORA").map_or(beside.into(), PathBuf::from);
    let corpus = corpora.join("endpoint-rules");
    if !corpus.is_dir() {
        println!("LEFT OUT: the rule sets of the corpora; set TINSMITH_CORPORA to their directory");
        return None;
    }
    Some(corpus)
}

/// The files below `folder` with the extension, in order.
fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut entries: Vec<_> = entries.map(|entry| entry.path()).collect();
    entries.sort();
    let below = entries.into_iter().flat_map(|path| {
        let is_wanted = path.extension().is_some_and(|it| it == extension);
        if path.is_dir() {
            files(&path, extension)
        } else {
            Vec::from_iter(is_wanted.then_some(path))
        }
    });
    below.collect()
}

fn errors_of(rules: &Value) -> Vec<RuleError> {
    lower(&rules.to_string(), &|_| Possible::Any)
        .err()
        .unwrap_or_default()
}

/// What is wrong with the rules in a model; `None` if it has no rules.
fn errors_in(path: &Path) -> Option<Vec<RuleError>> {
    let text = fs::read_to_string(path).expect("a model");
    let mut faults = Diagnostics::default();
    let sources = idl::translate(&[Source::new("model.smithy", text)], &mut faults);
    let ast = load::load(&sources, &mut faults);
    let model = whole::print(&ast, &mut faults);
    let model: Value = serde_json::from_str(&model).expect("JSON");
    let shapes = model["shapes"].as_object().expect("shapes");
    let traits = shapes.values().map(|shape| &shape["traits"]);
    let rules = traits.flat_map(|traits| {
        ["smithy.rules#endpointRuleSet", "smithy.rules#endpointBdd"].map(|name| &traits[name])
    });
    let rules: Vec<_> = rules.filter(|rules| !rules.is_null()).collect();
    (!rules.is_empty()).then(|| rules.into_iter().flat_map(errors_of).collect())
}

fn stem(path: &Path) -> String {
    path.file_stem()
        .expect("a name")
        .to_string_lossy()
        .into_owned()
}

/// Whether the reference finds an error.
fn is_refused(path: &Path) -> bool {
    let said = fs::read_to_string(path.with_extension("errors")).unwrap_or_default();
    said.contains("[ERROR]")
}

#[test]
fn what_the_reference_refuses_is_refused() {
    let Some(corpus) = corpus() else { return };
    let mut wrong = Vec::new();
    let mut count = 0;
    for path in files(&corpus, "json5") {
        let text = fs::read_to_string(&path).expect("rules");
        let lines = text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"));
        let text: String = lines.collect();
        let rules = serde_json::from_str(&text).expect("JSON but for the comments");
        count += 1;
        if errors_of(&rules).is_empty() {
            wrong.push(stem(&path));
        }
    }
    for path in files(&corpus, "smithy") {
        if is_refused(&path) && errors_in(&path).is_some_and(|errors| errors.is_empty()) {
            wrong.push(stem(&path));
        }
    }
    wrong.sort();
    assert_eq!(wrong, NOT_OF_RULES, "accepted");
    assert!(count >= 17, "{count} files");
}

#[test]
fn what_the_reference_accepts_is_accepted() {
    let Some(corpus) = corpus() else { return };
    let mut wrong = Vec::new();
    let mut count = 0;
    for path in files(&corpus, "smithy") {
        let errors = if is_refused(&path) {
            None
        } else {
            errors_in(&path)
        };
        count += usize::from(errors.is_some());
        let errors = errors.unwrap_or_default();
        if !errors.is_empty() && !WITHOUT_RULES.contains(&stem(&path).as_str()) {
            wrong.push(format!("{}: {errors:?}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "refused: {wrong:#?}");
    assert!(count > 40, "{count} models");
}
