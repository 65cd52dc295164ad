//! The endpoint tests that official models carry, and those of the rules engine itself.

use std::io::{self, Write};
use std::path::PathBuf;

use serde_json::{Value, json};
use tests::endpoints::{Form, Report, corpora, files, models, run, run_file};
use tinsmith_codegen::compile::partitions::Partitions;

/// The corpora; without them, says what is left out.
fn corpora_for(what: &str) -> Option<PathBuf> {
    let corpora = corpora();
    if corpora.is_none() {
        // Not `eprintln!`, which the test harness swallows when a test passes.
        let _ = writeln!(
            io::stderr(),
            "LEFT OUT: {what}, for want of the corpora; set TINSMITH_CORPORA to their directory"
        );
    }
    corpora
}

#[track_caller]
fn assert_passes(report: &Report, count: usize) {
    assert!(report.failures.is_empty(), "{:#?}", report.failures);
    assert_eq!(report.passed, count);
}

#[test]
fn dynamodb_passes_its_tests() {
    let Some(corpora) = corpora_for("DynamoDB's endpoint tests") else {
        return;
    };
    let report = run_file(&corpora.join("models/dynamodb.json"), Form::Preferred).unwrap();
    assert_passes(&report, 370);
}

/// Runs the tests of all `paths`.
#[track_caller]
fn run_all(paths: &[PathBuf], form: Form) -> Report {
    let mut all = Report::default();
    for path in paths {
        let report =
            run_file(path, form).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        all.add(&path.display().to_string(), report);
    }
    all
}

#[test]
fn all_models_pass_their_tests() {
    if corpora_for("the endpoint tests of all models").is_some() {
        assert_passes(&run_all(&models(), Form::Preferred), 3473);
    }
}

#[test]
fn diagrams_pass_the_tests_of_their_models() {
    if corpora_for("the endpoint tests of binary decision diagrams").is_some() {
        assert_passes(&run_all(&models(), Form::Diagram), 1687);
    }
}

#[test]
fn rules_engine_and_aws_json_models_pass_their_tests() {
    let Some(corpora) = corpora_for("the tests of the rules engine and of AWS JSON models") else {
        return;
    };
    let files = files(&corpora.join("endpoint-rules"));
    assert_passes(&run_all(&files, Form::Preferred), 3403 + 210);
}

/// Asserts the value of an expression with parameters `Text`, `Missing`, `Flag` and `List`;
/// `None`: the condition that assigns it does not hold.
#[track_caller]
fn assert_value(expr: &Value, text: &str, expected: Option<&str>) {
    let mut assigned = expr.clone();
    assigned["assign"] = json!("Value");
    let rules = json!({
        "version": "1.1",
        "parameters": {
            "Text": {"type": "string", "required": true},
            "Missing": {"type": "string"},
            "Flag": {"type": "boolean", "required": true, "default": true},
            "List": {"type": "stringArray", "required": true, "default": ["a", "b", "c"]},
        },
        "rules": [
            {"type": "error", "conditions": [assigned], "error": "value: {Value}"},
            {"type": "error", "conditions": [], "error": "none"},
        ],
    });
    let expected = expected.map_or("none".to_owned(), |value| format!("value: {value}"));
    let tests = json!({"testCases": [{"params": {"Text": text}, "expect": {"error": expected}}]});
    let report = run(
        &rules,
        &tests,
        &Partitions::bundled().expect("the bundled facts"),
    )
    .expect("the rules of the test");
    assert_passes(&report, 1);
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "reads better with `json!` inside"
)]
fn call(function: &str, arguments: Value) -> Value {
    json!({"fn": function, "argv": arguments})
}

#[test]
fn coalesce_takes_the_first_value_there_is() {
    let expr = call(
        "coalesce",
        json!([{"ref": "Missing"}, {"ref": "Text"}, "other"]),
    );
    assert_value(&expr, "text", Some("text"));
    let missing = call("coalesce", json!([{"ref": "Missing"}, {"ref": "Missing"}]));
    assert_value(&missing, "", None);
}

#[test]
fn ite_chooses_by_its_condition() {
    let expr = call("ite", json!([{"ref": "Flag"}, "yes", "no"]));
    assert_value(&expr, "", Some("yes"));
    let negated = call(
        "ite",
        json!([call("not", json!([{"ref": "Flag"}])), "yes", "no"]),
    );
    assert_value(&negated, "", Some("no"));
}

#[test]
fn elements_are_counted_from_either_end() {
    let element = |path: &str| call("getAttr", json!([{"ref": "List"}, path]));
    assert_value(&element("[0]"), "", Some("a"));
    assert_value(&element("[-1]"), "", Some("c"));
    assert_value(&element("[3]"), "", None);
    assert_value(&element("[-4]"), "", None);
}

#[test]
fn parts_of_a_computed_text_can_be_taken() {
    let split = call("split", json!(["{Text}--z", "--", 0]));
    assert_value(&call("getAttr", json!([split, "[-2]"])), "x--y", Some("y"));
    let arn = call("aws.parseArn", json!(["arn:aws:s3:::{Text}/key"]));
    assert_value(
        &call("getAttr", json!([arn, "resourceId[1]"])),
        "bucket",
        Some("key"),
    );
    let url = call("parseURL", json!(["https://{Text}:8000/a"]));
    assert_value(
        &call("getAttr", json!([url, "authority"])),
        "host",
        Some("host:8000"),
    );
    let substring = call("substring", json!(["<{Text}>", 1, 3, false]));
    assert_value(&substring, "text", Some("te"));
}

#[test]
fn doubled_braces_stand_for_braces() {
    let expr = call("coalesce", json!(["{{{Text}}}", ""]));
    assert_value(&expr, "text", Some("{text}"));
}

#[test]
fn region_nobody_lists_goes_by_its_pattern() {
    let name = call(
        "getAttr",
        json!([call("aws.partition", json!([{"ref": "Text"}])), "name"]),
    );
    assert_value(&name, "cn-somewhere-9", Some("aws-cn"));
    assert_value(&name, "us-isob-west-7", Some("aws-iso-b"));
    assert_value(&name, "mars", Some("aws"));
}

#[test]
fn tree_that_applies_is_the_last_word() {
    let flag = call("not", json!([{"ref": "Flag"}]));
    let rules = json!({
        "version": "1.0",
        "parameters": {"Flag": {"type": "boolean", "required": true}},
        "rules": [
            {"type": "tree", "conditions": [], "rules": [
                {"type": "error", "conditions": [flag], "error": "inner"},
            ]},
            {"type": "error", "conditions": [], "error": "outer"},
        ],
    });
    let exhausted = "the model has no endpoint for these parameters";
    let tests = json!({"testCases": [
        {"params": {"Flag": false}, "expect": {"error": "inner"}},
        {"params": {"Flag": true}, "expect": {"error": exhausted}},
    ]});
    let report = run(
        &rules,
        &tests,
        &Partitions::bundled().expect("the bundled facts"),
    )
    .expect("the rules of the test");
    assert_passes(&report, 2);
}

#[test]
fn required_parameter_without_a_value_is_an_error() {
    let rules = json!({
        "version": "1.0",
        "parameters": {"Text": {"type": "string", "required": true}},
        "rules": [{"type": "error", "conditions": [], "error": "{Text}"}],
    });
    let expect = json!({"error": "the endpoint depends on `Text`, which is not set"});
    let tests = json!({"testCases": [{"params": {}, "expect": expect}]});
    let report = run(
        &rules,
        &tests,
        &Partitions::bundled().expect("the bundled facts"),
    )
    .expect("the rules of the test");
    assert_passes(&report, 1);
}
