//! Files that must be refused, each with a diagnostic in the line in which the reference
//! implementation has its own.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::support::{corpus, json, load_files, models};

/// Where our diagnostics stand in other lines than those of the reference implementation,
/// and why. All these files are refused.
const OTHER_LINES: &[(&str, &str)] = &[
    (
        "loader/invalid/parse-errors/invalid-newline-after-shape-type.smithy",
        "what is left of a statement after its syntax error is not reported again",
    ),
    (
        "loader/invalid/version/properties-v2-only.smithy",
        "we point at the property, the reference at the end of the shape",
    ),
    (
        "errorfiles/loader/invalid-list-mixins.smithy",
        "that a mixin is faulty is reported on the mixin, not on all that use it",
    ),
    (
        "errorfiles/loader/invalid-map-mixins.smithy",
        "that a mixin is faulty is reported on the mixin, not on all that use it",
    ),
    (
        "errorfiles/loader/mixins-detects-cycles1.json",
        "we point at the reference that closes the cycle, not at the shape it is in",
    ),
    (
        "errorfiles/loader/mixins-detects-cycles3.json",
        "a cycle is reported where it closes, not on every shape of it",
    ),
    (
        "errorfiles/loader/mixins-detects-missing-transitive.json",
        "we point at the reference to what is missing, not at the shape it is in",
    ),
];

/// What the reference implementation refuses and we do not, and why.
const ACCEPTED: &[(&str, &str)] = &[
    (
        "errorfiles/loader/validators-must-be-arrays.json",
        "metadata for validators, which only the reference implementation has",
    ),
    (
        "errorfiles/validators/linters/emit-each-selector-requires-selectors.json",
        "metadata for validators, which only the reference implementation has",
    ),
    (
        "errorfiles/validators/severityOverrides/missing-severity.smithy",
        "metadata for validators, which only the reference implementation has",
    ),
    (
        "errorfiles/validators/severityOverrides/should-be-array-of-objects.smithy",
        "metadata for validators, which only the reference implementation has",
    ),
    (
        "errorfiles/validators/severityOverrides/should-be-array.smithy",
        "metadata for validators, which only the reference implementation has",
    ),
    (
        "errorfiles/validators/unreferenced-shapes/invalid-root-selector.smithy",
        "metadata for validators, which only the reference implementation has",
    ),
    (
        "errorfiles/validators/external-documentation/external-documentation-bad-url.json",
        "whether a link is one is for those who read it",
    ),
    (
        "errorfiles/validators/requestCompression/absent-encodings.smithy",
        "without encodings nothing is compressed",
    ),
    (
        "errorfiles/validators/xml-name.json",
        "patterns are not checked in traits",
    ),
    (
        "errorfiles/validators/auth/auth-trait-must-target-auth-definitions.json",
        "selectors are not evaluated",
    ),
];

/// A file, and the lines of the errors that the reference implementation reports.
struct Case {
    name: String,
    path: PathBuf,
    lines: BTreeSet<usize>,
}

/// The files of a folder for which `counts` has an event of the reference implementation.
fn cases(folder: &str, counts: impl Fn(&Value) -> bool) -> Vec<Case> {
    let Some(corpus) = corpus("idl-loader") else {
        return Vec::new();
    };
    let mut cases = Vec::new();
    for path in models(&corpus.join(folder)) {
        let name = path.strip_prefix(&corpus).expect("a file of the corpus");
        let name = name.display().to_string();
        let events = json(&corpus.join(format!("_reference/{name}.events.json")));
        let events = events.as_array().expect("events").iter();
        let lines = events.filter(|event| counts(event));
        let lines = lines.filter_map(|event| usize::try_from(event["line"].as_u64()?).ok());
        let lines = lines.collect();
        cases.push(Case { name, path, lines });
    }
    cases.retain(|case| !case.lines.is_empty());
    cases
}

/// Whether there is an error in every line that the reference implementation names.
fn agrees(case: &Case) -> bool {
    let ours = load_files(&[&case.path]).error_lines();
    case.lines.iter().all(|line| ours.contains(line))
}

fn listed(list: &[(&str, &str)], case: &Case) -> bool {
    list.iter()
        .any(|(name, _)| Path::new(name) == Path::new(&case.name))
}

/// Every case agrees, or is in a list and is as the list says.
fn check(cases: &[Case]) {
    let mut faults = Vec::new();
    for case in cases {
        let refused = !load_files(&[&case.path]).error_lines().is_empty();
        let expected = if listed(ACCEPTED, case) {
            !refused
        } else if listed(OTHER_LINES, case) {
            refused && !agrees(case)
        } else {
            agrees(case)
        };
        if !expected {
            let loaded = load_files(&[&case.path]);
            let wanted = format!("{}: errors in lines {:?}", case.name, case.lines);
            faults.push(format!("{wanted}, not\n{}", loaded.diagnostics));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn what_the_loader_must_refuse_is_refused_in_the_same_line() {
    let cases = cases("loader/invalid", |event| event["severity"] == "ERROR");
    assert!(cases.is_empty() || cases.len() == 126, "{}", cases.len());
    check(&cases);
}

#[test]
fn an_unquoted_text_that_is_no_shape_is_refused() {
    let is_unquoted = |event: &Value| event["id"] == "SyntacticShapeIdTarget";
    let unquoted = cases("loader/invalid/metadata", is_unquoted);
    assert!(unquoted.iter().all(agrees));
}

#[test]
fn what_the_loader_refuses_among_other_faults_is_refused_in_the_same_line() {
    let is_loader = |event: &Value| event["severity"] == "ERROR" && event["id"] == "Model";
    check(&cases("errorfiles", is_loader));
}

#[test]
fn values_that_no_trait_allows_are_refused_in_the_same_line() {
    let is_value = |event: &Value| event["severity"] == "ERROR" && event["id"] == "TraitValue";
    check(&cases("errorfiles", is_value));
}

#[test]
fn what_the_reference_implementation_does_not_refuse_is_read_without_an_error() {
    let is_refusal = |event: &Value| event["severity"] == "ERROR" || event["severity"] == "DANGER";
    let Some(corpus) = corpus("idl-loader") else {
        return;
    };
    let refused = cases("errorfiles", is_refusal);
    for path in models(&corpus.join("errorfiles")) {
        if refused.iter().any(|case| case.path == path) {
            continue;
        }
        let loaded = load_files(&[&path]);
        assert!(!loaded.diagnostics.has_errors(), "{}", loaded.diagnostics);
    }
}
