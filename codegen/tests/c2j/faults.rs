//! What is said of wrong files: the fault, its place, and the way out.

use std::sync::Arc;

use tinsmith_codegen::Source;

use crate::support::model;

fn faults(sources: &[Arc<Source>]) -> String {
    model(sources).1.to_string()
}

/// A service file, one line for each of the parts.
fn service(metadata: &str, operation: &str, shapes: &str) -> Arc<Source> {
    let text = format!(
        "{{\"metadata\": {{\"serviceId\": \"Old\", \"endpointPrefix\": \"old\", {metadata}}},\n\
         \"operations\": {{\"Look\": {{\"name\": \"Look\", {operation}}}}},\n\
         \"shapes\": {{{shapes}}}}}"
    );
    Source::new("old/service-2.json", text)
}

const QUERY: &str = r#""signatureVersion": "v4", "protocol": "query""#;
const HTTP: &str = r#""http": {"method": "POST", "requestUri": "/"}"#;

fn check(source: Arc<Source>, said: &str) {
    let faults = faults(&[source]);
    assert!(faults.contains(said), "{faults}");
}

#[test]
fn unknown_properties_are_named_by_path() {
    let shapes = r#""In": {"type": "structure", "members": {"A": {"shape": "In", "odd": 1}}}"#;
    let operation = format!(r#"{HTTP}, "input": {{"shape": "In"}}, "strange": true"#);
    let faults = faults(&[service(
        &format!(r#"{QUERY}, "new": 1"#),
        &operation,
        shapes,
    )]);
    for said in [
        "warning: unknown property `new` is ignored\n  --> old/service-2.json:1:107 (metadata)",
        "warning: unknown property `strange` is ignored\n  --> old/service-2.json:2:114 (operations.Look)",
        "warning: unknown property `odd` is ignored\n  --> old/service-2.json:3:73 (shapes.In.members.A)",
    ] {
        assert!(faults.contains(said), "{faults}");
    }
}

#[test]
fn faults_of_the_model_point_into_the_file() {
    let operation = format!(r#"{HTTP}, "input": {{"shape": "Missing"}}"#);
    let said = "old/service-2.json:2:107";
    check(service(QUERY, &operation, ""), said);
}

#[test]
fn unknown_protocols_types_locations_and_formats_are_errors() {
    let unknown = r#""signatureVersion": "v4", "protocol": "soap""#;
    check(service(unknown, HTTP, ""), "error: unknown protocol `soap`");
    let typed = r#""In": {"type": "tuple"}"#;
    check(service(QUERY, HTTP, typed), "error: unknown type `tuple`");
    let located =
        r#""In": {"type": "structure", "members": {"A": {"shape": "In", "location": "moon"}}}"#;
    let rest = r#""signatureVersion": "v4", "protocol": "rest-json""#;
    check(
        service(rest, HTTP, located),
        "error: unknown location `moon`",
    );
    let format = r#""In": {"type": "timestamp", "timestampFormat": "stardate"}"#;
    check(
        service(QUERY, HTTP, format),
        "error: unknown timestamp format `stardate`",
    );
}

#[test]
fn the_protocol_json_needs_a_version_and_a_prefix() {
    let json = r#""protocol": "json", "targetPrefix": "Old""#;
    check(
        service(json, HTTP, ""),
        "the protocol `json` needs a `jsonVersion`",
    );
    let json = r#""protocol": "json", "jsonVersion": "1.1""#;
    check(
        service(json, HTTP, ""),
        "the protocol needs a `targetPrefix`",
    );
}

#[test]
fn references_to_nothing_are_errors() {
    let operation = format!(r#"{HTTP}, "input": {{}}"#);
    check(
        service(QUERY, &operation, ""),
        "error: property `shape` is missing",
    );
    check(
        service(QUERY, HTTP, r#""In": {"members": {}}"#),
        "error: property `type` is missing",
    );
}

#[test]
fn a_service_without_its_parts_is_an_error() {
    let bare = Source::new(
        "a.json",
        r#"{"metadata": {}, "operations": {}, "shapes": {}}"#,
    );
    check(bare, "error: property `serviceId` is missing");
    let mistyped = Source::new(
        "a.json",
        r#"{"metadata": 1, "operations": [], "shapes": "x"}"#,
    );
    check(mistyped, "error: expected an object, found a number");
}

#[test]
fn paginators_of_several_tokens_are_left_out() {
    let pages =
        r#"{"pagination": {"Look": {"input_token": ["A", "B"], "output_token": "C || D"}}}"#;
    let pages = Source::new("old/paginators-1.json", pages);
    let faults = faults(&[service(QUERY, HTTP, ""), pages]);
    assert!(
        faults.contains("`input_token` is not one member"),
        "{faults}"
    );
    assert!(
        faults.contains("`output_token` is not one member"),
        "{faults}"
    );
}

#[test]
fn paginators_of_unknown_operations_are_errors() {
    let pages = r#"{"pagination": {"Lock": {"input_token": "A", "output_token": "B"}}}"#;
    let pages = Source::new("old/paginators-1.json", pages);
    let faults = faults(&[service(QUERY, HTTP, ""), pages]);
    assert!(faults.contains("old/paginators-1.json:1:17"), "{faults}");
    assert!(faults.contains("did you mean `Look`?"), "{faults}");
}

#[test]
fn waiters_of_unknown_operations_are_errors() {
    let waiters = r#"{"version": 2, "waiters": {"W": {"operation": "Lok", "delay": 1,
        "maxAttempts": 1, "acceptors": []}}}"#;
    let waiters = Source::new("old/waiters-2.json", waiters);
    let faults = faults(&[service(QUERY, HTTP, ""), waiters]);
    assert!(faults.contains("there is no operation `Lok`"), "{faults}");
    assert!(faults.contains("did you mean `Look`?"), "{faults}");
    assert!(faults.contains("old/waiters-2.json:1:"), "{faults}");
}

#[test]
fn acceptors_that_smithy_has_no_words_for_are_left_out() {
    let waiters = r#"{"version": 2, "waiters": {"W": {"operation": "Look", "delay": 1, "maxAttempts": 1,
        "acceptors": [{"state": "success", "matcher": "status", "expected": 301},
        {"state": "retry", "matcher": "status", "expected": 200}]}}}"#;
    let waiters = Source::new("old/waiters-2.json", waiters);
    let faults = faults(&[service(QUERY, HTTP, ""), waiters]);
    assert!(
        faults.contains("no waiter matches `status` with 301"),
        "{faults}"
    );
}

#[test]
fn a_file_without_its_service_file_is_an_error() {
    let pages = Source::new("old/paginators-1.json", r#"{"pagination": {}}"#);
    check(
        pages,
        "the service file that this file belongs to is missing",
    );
}

#[test]
fn of_two_services_each_has_the_files_of_its_folder() {
    let other = r#"{"metadata": {"serviceId": "New", "protocol": "query"}, "operations": {}, "shapes": {}}"#;
    let sources = [
        service(QUERY, HTTP, ""),
        Source::new("new/service-2.json", other),
        Source::new("paginators-1.json", r#"{"pagination": {}}"#),
    ];
    let faults = faults(&sources);
    assert!(faults.contains("paginators-1.json:1:1"), "{faults}");
    assert!(
        faults.contains("have a folder for each service"),
        "{faults}"
    );
}

#[test]
fn broken_json_is_an_error_with_its_place() {
    let broken = Source::new(
        "old/service-2.json",
        "{\"metadata\": {},\n \"operations\": {]",
    );
    check(broken, "old/service-2.json:2:");
}
