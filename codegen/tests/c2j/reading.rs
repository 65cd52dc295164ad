//! What the words of the format mean, one behaviour at a time.

use std::sync::Arc;

use tinsmith_codegen::model::traits::{ErrorKind, Matcher, TimestampFormat};
use tinsmith_codegen::model::{Member, Model, Shape, ShapeKind};
use tinsmith_codegen::{Options, Source, generate};

use crate::support::model;

/// A service file with one operation, `Look`, whose input and output are `In` and `Out`.
fn file(metadata: &str, operation: &str, shapes: &str) -> Arc<Source> {
    let text = format!(
        r#"{{
        "metadata": {{"apiVersion": "1", "serviceId": "Old Place", "endpointPrefix": "old",
            "signatureVersion": "v4", {metadata}}},
        "operations": {{"Look": {{"name": "Look", "input": {{"shape": "In"}},
            "output": {{"shape": "Out"}}, {operation}}}}},
        "shapes": {{"Text": {{"type": "string"}}, {shapes}}}}}"#
    );
    Source::new("old/service-2.json", text)
}

fn read(metadata: &str, operation: &str, shapes: &str) -> Model {
    with(&[file(metadata, operation, shapes)])
}

/// The model, of which nothing is to be said.
fn with(sources: &[Arc<Source>]) -> Model {
    let (model, faults) = model(sources);
    assert!(faults.is_empty(), "{faults}");
    model.expect("a model")
}

const REST: &str = r#""protocol": "rest-json""#;
const XML: &str = r#""protocol": "rest-xml""#;
const HTTP: &str = r#""http": {"method": "GET", "requestUri": "/"}"#;
const EMPTY: &str = r#""Out": {"type": "structure", "members": {}}"#;

fn shape<'a>(model: &'a Model, name: &str) -> &'a Shape {
    let mut shapes = model.shapes();
    shapes
        .find(|shape| shape.id.name() == name)
        .expect("a shape")
}

fn member<'a>(model: &'a Model, shape_name: &str, name: &str) -> &'a Member {
    shape(model, shape_name).member(name).expect("a member")
}

/// An input with these members.
fn input(members: &str) -> String {
    format!(r#""In": {{"type": "structure", "members": {{{members}}}}}, {EMPTY}"#)
}

#[test]
fn the_service_is_called_as_requests_call_it() {
    let json = r#""protocol": "json", "jsonVersion": "1.0", "targetPrefix": "Old_2000""#;
    let model = read(json, HTTP, &input(""));
    assert_eq!(
        model.service().id.as_str(),
        "com.amazonaws.oldplace#Old_2000"
    );
    assert!(model.service().traits.aws_json_1_0().is_some());
    assert_eq!(
        model.service().traits.sigv4().expect("a scheme").name,
        "old"
    );
}

#[test]
fn of_a_prefix_with_a_namespace_the_last_is_the_service() {
    let json = r#""protocol": "json", "jsonVersion": "1.1",
        "targetPrefix": "com.example.v2000.Old_2000""#;
    let model = read(json, HTTP, &input(""));
    let id = model.service().id.as_str();
    assert_eq!(id, "com.amazonaws.oldplace#Old_2000");
}

#[test]
fn of_several_protocols_all_are_read() {
    let several = r#""protocol": "query", "protocols": ["smithy-rpc-v2-cbor", "query"],
        "targetPrefix": "Old", "awsQueryCompatible": {}"#;
    let model = read(several, HTTP, &input(""));
    let traits = &model.service().traits;
    assert!(traits.rpcv2_cbor().is_some() && traits.aws_query());
    assert!(traits.aws_query_compatible());
}

#[test]
fn labels_are_called_as_members() {
    let http =
        r#""http": {"method": "PUT", "requestUri": "/a/{Key+}/{lower}?x", "responseCode": 201}"#;
    let members = r#""Key": {"shape": "Text", "location": "uri", "locationName": "Key"},
        "Upper": {"shape": "Text", "location": "uri", "locationName": "lower"}"#;
    let model = read(REST, http, &input(members));
    let operation = shape(&model, "Look");
    let http = operation.traits.http().expect("a binding");
    assert_eq!((&*http.uri, http.code), ("/a/{Key+}/{Upper}?x", 201));
    assert!(member(&model, "In", "Upper").traits.http_label());
}

#[test]
fn locations_are_bindings() {
    let members = r#""Head": {"shape": "Text", "location": "header", "locationName": "x-head"},
        "Meta": {"shape": "Map", "location": "headers", "locationName": "x-meta-"},
        "Find": {"shape": "Text", "location": "querystring", "locationName": "find"},
        "All": {"shape": "Map", "location": "querystring"}"#;
    let map = r#", "Map": {"type": "map", "key": {"shape": "Text"}, "value": {"shape": "Text"}}"#;
    let model = read(REST, HTTP, &(input(members) + map));
    let traits = |name| &member(&model, "In", name).traits;
    assert_eq!(traits("Head").http_header(), Some("x-head"));
    assert_eq!(traits("Meta").http_prefix_headers(), Some("x-meta-"));
    assert_eq!(traits("Find").http_query(), Some("find"));
    assert!(traits("All").http_query_params());
}

#[test]
fn names_in_the_body_are_those_of_the_protocol() {
    let members = r#""Name": {"shape": "Text", "locationName": "name"}"#;
    let json = read(REST, HTTP, &input(members));
    assert_eq!(member(&json, "In", "Name").traits.json_name(), Some("name"));
    let xml = read(XML, HTTP, &input(members));
    assert_eq!(member(&xml, "In", "Name").traits.xml_name(), Some("name"));
    let ec2 = r#""Name": {"shape": "Text", "locationName": "name", "queryName": "Query"}"#;
    let ec2 = read(r#""protocol": "ec2""#, HTTP, &input(ec2));
    assert_eq!(
        member(&ec2, "In", "Name").traits.ec2_query_name(),
        Some("Query")
    );
}

#[test]
fn elements_of_flattened_lists_are_called_as_they_say() {
    let members = r#""Names": {"shape": "List"}"#;
    let list = r#", "List": {"type": "list", "flattened": true,
        "member": {"shape": "Text", "locationName": "Name"}}"#;
    let model = read(XML, HTTP, &(input(members) + list));
    let traits = &member(&model, "In", "Names").traits;
    assert!(traits.xml_flattened());
    assert_eq!(traits.xml_name(), Some("Name"));
}

#[test]
fn the_only_xml_namespace_is_the_services() {
    let side = r#""http": {"method": "POST", "requestUri": "/"},
        "documentation": "<p>Looks.</p>""#;
    let payload = r#""In": {"type": "structure", "payload": "Body", "members": {"Body": {
        "shape": "Inner", "locationName": "Root", "xmlNamespace": {"uri": "http://old/"}}}},
        "Inner": {"type": "structure", "members": {}}, "#;
    let model = read(XML, side, &format!("{payload}{EMPTY}"));
    let namespace = model.service().traits.xml_namespace().expect("a namespace");
    assert_eq!(namespace.uri, "http://old/");
    let body = &member(&model, "In", "Body").traits;
    assert_eq!((body.xml_name(), body.http_payload()), (Some("Root"), true));
    assert!(body.xml_namespace().is_none());
    assert_eq!(
        shape(&model, "Look").traits.documentation(),
        Some("<p>Looks.</p>")
    );
}

#[test]
fn a_member_that_streams_has_a_shape_of_its_own() {
    let body = r#""In": {"type": "structure", "payload": "Body", "members": {
        "Body": {"shape": "Bytes", "streaming": true}, "Sum": {"shape": "Bytes",
        "location": "header", "locationName": "x-sum"}}}, "Bytes": {"type": "blob"}, "#;
    let model = read(REST, HTTP, &format!("{body}{EMPTY}"));
    let target = |name| model.shape(&member(&model, "In", name).target);
    assert!(target("Body").traits.streaming());
    assert!(!target("Sum").traits.streaming());
}

#[test]
fn json_in_a_string_is_a_media_type() {
    let members = r#""Value": {"shape": "Text", "jsonvalue": true, "location": "header",
        "locationName": "x-value"}"#;
    let model = read(REST, HTTP, &input(members));
    let target = model.shape(&member(&model, "In", "Value").target);
    assert_eq!(target.traits.media_type(), Some("application/json"));
}

#[test]
fn structures_may_be_unions_documents_and_streams_of_events() {
    let members = r#""Any": {"shape": "Any"}, "One": {"shape": "One"}"#;
    let shapes = r#", "Any": {"type": "structure", "document": true, "members": {}},
        "One": {"type": "structure", "union": true, "members": {"A": {"shape": "Text"}}},
        "Out": {"type": "structure", "payload": "Events", "members": {"Events": {"shape": "Events"}}},
        "Events": {"type": "structure", "eventstream": true, "members": {"E": {"shape": "Event"}}},
        "Event": {"type": "structure", "event": true, "members": {
            "Data": {"shape": "Text", "eventpayload": true}}}"#;
    let input = format!(r#""In": {{"type": "structure", "members": {{{members}}}}}"#);
    let model = read(REST, HTTP, &(input + shapes));
    assert!(matches!(shape(&model, "Any").kind, ShapeKind::Document));
    assert!(matches!(shape(&model, "One").kind, ShapeKind::Union { .. }));
    assert!(shape(&model, "Events").traits.streaming());
    assert!(member(&model, "Event", "Data").traits.event_payload());
}

#[test]
fn limits_and_formats_are_constraints() {
    let members =
        r#""Word": {"shape": "Word"}, "Count": {"shape": "Count"}, "When": {"shape": "When"}"#;
    let shapes = r#", "Word": {"type": "string", "min": 1, "max": 9, "pattern": "[a-z]+", "sensitive": true},
        "Count": {"type": "integer", "box": true, "max": 5},
        "When": {"type": "timestamp", "timestampFormat": "rfc822"}"#;
    let model = read(REST, HTTP, &(input(members) + shapes));
    let word = &shape(&model, "Word").traits;
    let length = word.length().expect("a length");
    assert_eq!((length.min, length.max), (Some(1), Some(9)));
    assert_eq!((word.pattern(), word.sensitive()), (Some("^[a-z]+$"), true));
    let range = shape(&model, "Count").traits.range().expect("a range");
    assert_eq!(range.max.as_deref(), Some("5"));
    let format = shape(&model, "When").traits.timestamp_format();
    assert_eq!(format, Some(&TimestampFormat::HttpDate));
}

#[test]
fn values_of_enums_get_names_that_differ() {
    let shapes = r#", "Kind": {"type": "string", "enum": ["a:b", "a-b", "5m"]}"#;
    let model = read(
        REST,
        HTTP,
        &(input(r#""Kind": {"shape": "Kind"}"#) + shapes),
    );
    let names: Vec<_> = shape(&model, "Kind")
        .members()
        .iter()
        .map(|it| &*it.name)
        .collect();
    assert_eq!(names, ["a_b", "a_Minus_b", "VALUE_5m"]);
}

#[test]
fn errors_say_whose_fault_they_are() {
    let errors = r#""errors": [{"shape": "Mine"}, {"shape": "Yours"}], "http": {"method": "GET", "requestUri": "/"}"#;
    let shapes = r#", "Mine": {"type": "structure", "members": {}, "exception": true, "fault": true,
        "retryable": {"throttling": true}, "error": {"httpStatusCode": 503}},
        "Yours": {"type": "structure", "members": {}, "exception": true,
        "error": {"code": "Your.Fault", "httpStatusCode": 409, "senderFault": true}}"#;
    let model = read(r#""protocol": "query""#, errors, &(input("") + shapes));
    let (mine, yours) = (
        &shape(&model, "Mine").traits,
        &shape(&model, "Yours").traits,
    );
    assert_eq!(
        (mine.error(), yours.error()),
        (Some(&ErrorKind::Server), Some(&ErrorKind::Client))
    );
    assert_eq!(
        (mine.http_error(), yours.http_error()),
        (Some(&503), Some(&409))
    );
    assert!(mine.retryable().expect("a trait").throttling);
    assert_eq!(yours.aws_query_error().expect("a code").code, "Your.Fault");
}

#[test]
fn an_operation_without_authentication_says_so() {
    for word in [r#""authtype": "none""#, r#""auth": ["smithy.api#noAuth"]"#] {
        let model = read(REST, &format!("{word}, {HTTP}"), &input(""));
        let auth = shape(&model, "Look").traits.auth().expect("a list");
        assert!(auth.is_empty(), "{word}");
    }
}

#[test]
fn files_beside_the_service_file_are_traits() {
    let errors = r#""errors": [{"shape": "Gone"}], "http": {"method": "GET", "requestUri": "/"}"#;
    let shapes = r#", "Gone": {"type": "structure", "members": {}, "exception": true,
        "error": {"httpStatusCode": 404}}"#;
    let members = r#""Token": {"shape": "Text"}"#;
    let service = file(
        REST,
        errors,
        &(input(members) + shapes).replace(
            r#""Out": {"type": "structure", "members": {}}"#,
            r#""Out": {"type": "structure", "members": {"Next": {"shape": "Text"}}}"#,
        ),
    );
    let beside = |name: &str, text: &str| Source::new(format!("old/{name}"), text);
    let sources = [
        service,
        beside(
            "paginators-1.json",
            r#"{"pagination": {"Look": {"input_token": "Token", "output_token": "Next"}}}"#,
        ),
        beside(
            "waiters-2.json",
            r#"{"version": 2, "waiters": {"Seen": {"operation": "Look", "delay": 200,
            "maxAttempts": 3, "acceptors": [{"state": "retry", "matcher": "status", "expected": 404},
            {"state": "success", "matcher": "path", "argument": "length(Next)", "expected": 3}]}}}"#,
        ),
        beside(
            "service-2.sdk-extras.json",
            r#"{"version": 1.0, "merge": {"shapes": {"In": {"members": {
            "More": {"shape": "Text"}}}}}}"#,
        ),
        beside(
            "docs-2.json",
            r#"{"version": "2.0", "service": "<p>All</p>", "operations": {"Look": "<p>One</p>"},
            "shapes": {"Text": {"base": null, "refs": {"In$Token": "<p>Where</p>"}}}}"#,
        ),
    ];
    let model = with(&sources);
    let look = &shape(&model, "Look").traits;
    assert_eq!(
        look.paginated().expect("pages").output_token.as_deref(),
        Some("Next")
    );
    let seen = &look.waitable().expect("waiters")["Seen"];
    assert_eq!((seen.min_delay, seen.max_delay), (200, 200));
    assert_eq!(
        seen.acceptors[0].matcher,
        Matcher::ErrorType("Gone".to_owned())
    );
    let Matcher::Output(path) = &seen.acceptors[1].matcher else {
        panic!("a path");
    };
    assert_eq!(
        (&*path.path, &*path.expected),
        ("(length(Next)) == `3`", "true")
    );
    assert!(shape(&model, "In").member("More").is_some());
    assert_eq!(look.documentation(), Some("<p>One</p>"));
    let token = &member(&model, "In", "Token").traits;
    assert_eq!(token.documentation(), Some("<p>Where</p>"));
}

#[test]
fn one_file_may_have_it_all() {
    let source = file(REST, HTTP, &input(r#""Token": {"shape": "Text"}"#));
    let more = r#""pagination": {"Look": {"input_token": "Token", "output_token": "Next"}},
        "waiters": {"Seen": {"operation": "Look", "delay": 1, "maxAttempts": 1, "acceptors": [
            {"state": "success", "matcher": "status", "expected": 200}]}},
        "endpointRuleSet": {"version": "1.0", "parameters": {}, "rules": []}, "metadata""#;
    let text = source.text().replacen(r#""metadata""#, more, 1);
    let model = with(&[Source::new("old.json", text)]);
    let look = &shape(&model, "Look").traits;
    assert!(look.paginated().is_some() && look.waitable().is_some());
    assert!(model.service().traits.endpoint_rule_set().is_some());
}

#[test]
fn items_are_the_first_results_that_are_a_list() {
    let output = r#""Out": {"type": "structure", "members": {"Next": {"shape": "Text"},
        "Log": {"shape": "Text"}, "Lines": {"shape": "Lines"}}},
        "Lines": {"type": "list", "member": {"shape": "Text"}}"#;
    let shapes = input(r#""Token": {"shape": "Text"}"#);
    let shapes = shapes.replace(r#""Out": {"type": "structure", "members": {}}"#, output);
    let service = file(REST, HTTP, &shapes);
    let items = |results: &str| {
        let text = format!(
            r#"{{"pagination": {{"Look": {{"input_token": "Token", "output_token": "Next",
            "result_key": {results}}}}}}}"#
        );
        let model = with(&[service.clone(), Source::new("old/paginators-1.json", text)]);
        let look = &shape(&model, "Look").traits;
        look.paginated().expect("pages").items.clone()
    };
    assert_eq!(items(r#"["Log", "Lines"]"#).as_deref(), Some("Lines"));
    assert_eq!(items(r#""Log""#), None);
}

#[test]
fn lists_and_maps_may_have_gaps() {
    let members = r#""Gaps": {"shape": "Gaps"}, "Full": {"shape": "Full"}"#;
    let shapes = r#", "Gaps": {"type": "list", "member": {"shape": "Text"}, "sparse": true},
        "Full": {"type": "list", "member": {"shape": "Text"}, "sparse": false}"#;
    let model = read(REST, HTTP, &(input(members) + shapes));
    assert!(shape(&model, "Gaps").traits.sparse());
    assert!(!shape(&model, "Full").traits.sparse());
}

#[test]
fn a_shape_may_be_called_as_an_operation() {
    let members = r#""Look": {"shape": "Look"}"#;
    let shapes = r#", "Look": {"type": "boolean"}"#;
    let model = read(REST, HTTP, &(input(members) + shapes));
    let target = &member(&model, "In", "Look").target;
    assert_eq!(target.name(), "LookShape");
}

#[test]
fn code_is_generated() {
    let source = file(REST, HTTP, &input(r#""Name": {"shape": "Text"}"#));
    let generated = generate(&Options::new("old"), &[source]);
    let generated = generated.unwrap_or_else(|faults| panic!("{faults}"));
    assert_eq!(generated.operations()[0].1, "Look");
}
