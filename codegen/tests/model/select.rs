//! Selecting a service, operations and their closure.

use tinsmith_codegen::load::select::Choice;
use tinsmith_codegen::model::{Model, ShapeKind};

use crate::support::{check, choose, v2};

/// Two operations, one of them bound through a nested resource.
const MODEL: &str = r#"
"ns#Library": {"type": "service", "version": "7", "operations": [{"target": "ns#ListBooks"}],
    "resources": [{"target": "ns#Shelf"}], "errors": [{"target": "ns#Closed"}]},
"ns#Shelf": {"type": "resource", "resources": [{"target": "ns#Book"}]},
"ns#Book": {"type": "resource", "identifiers": {"isbn": {"target": "ns#Isbn"}},
    "read": {"target": "ns#GetBook"}},
"ns#Isbn": {"type": "string"},
"ns#ListBooks": {"type": "operation", "output": {"target": "ns#Books"}},
"ns#Books": {"type": "structure", "members": {"next": {"target": "ns#Books"}}},
"ns#GetBook": {"type": "operation", "input": {"target": "ns#GetBookInput"}},
"ns#GetBookInput": {"type": "structure", "members": {"isbn": {"target": "ns#Isbn"}}},
"ns#Closed": {"type": "structure", "traits": {"smithy.api#error": "server"}},
"ns#Unused": {"type": "structure", "members": {"bad": {"target": "ns#Nowhere"}}}"#;

fn selected(service: Option<&str>, operations: &[&str]) -> Result<Model, String> {
    let operations: Vec<_> = operations.iter().map(ToString::to_string).collect();
    let operations = operations.as_slice();
    choose(
        &[&v2(MODEL)],
        &Choice {
            service,
            operations,
        },
    )
}

fn ids(model: &Model) -> Vec<&str> {
    model.shapes().map(|shape| shape.id.as_str()).collect()
}

#[test]
fn all_operations_are_selected_if_none_is_named() {
    let model = selected(None, &[]).unwrap();
    let operations: Vec<_> = model.operations().map(|shape| shape.id.name()).collect();
    assert_eq!(operations, ["GetBook", "ListBooks"]);
}

#[test]
fn a_closure_holds_what_is_reached_and_nothing_else() {
    let model = selected(None, &["ListBooks"]).unwrap();
    assert_eq!(
        ids(&model),
        [
            "ns#Books",
            "ns#Closed",
            "ns#Library",
            "ns#ListBooks",
            "smithy.api#Unit"
        ]
    );
}

#[test]
fn operations_are_found_through_resources() {
    let model = selected(None, &["GetBook"]).unwrap();
    assert_eq!(
        ids(&model),
        [
            "ns#Closed",
            "ns#GetBook",
            "ns#GetBookInput",
            "ns#Isbn",
            "ns#Library",
            "smithy.api#Unit"
        ]
    );
}

#[test]
fn an_operation_without_input_has_the_unit() {
    let model = selected(None, &["ListBooks"]).unwrap();
    let operation = model.operations().next().unwrap();
    let ShapeKind::Operation(operation) = &operation.kind else {
        panic!("{operation:?}");
    };
    let input = model.shape(&operation.input);
    assert!(input.traits.unit_type());
    assert!(input.members().is_empty());
}

#[test]
fn services_and_operations_may_be_named_by_id() {
    let model = selected(Some("ns#Library"), &["ns#ListBooks"]).unwrap();
    assert_eq!(model.service().id.name(), "Library");
    assert_eq!(model.operations().len(), 1);
}

#[test]
fn an_unknown_operation() {
    assert_eq!(
        selected(None, &["ListBook", "Nothing"]).unwrap_err(),
        "error: the service has no operation `ListBook`\n  --> ns#Library\n  \
         = help: did you mean `ListBooks`?\n\n\
         error: the service has no operation `Nothing`\n  --> ns#Library\n  \
         = help: its operations are `ns#GetBook`, `ns#ListBooks`\n"
    );
}

#[test]
fn an_unknown_service() {
    assert_eq!(
        selected(Some("Libary"), &[]).unwrap_err(),
        "error: no service `Libary` in the model\n  = help: did you mean `Library`?\n"
    );
    assert_eq!(
        selected(Some("Shop"), &[]).unwrap_err(),
        "error: no service `Shop` in the model\n  = help: the services are `ns#Library`\n"
    );
}

#[test]
fn a_model_without_services() {
    assert_eq!(
        choose(&[&v2("")], &Choice::default()).unwrap_err(),
        "error: the model has no service\n  = help: add the file that defines the service\n"
    );
}

#[test]
fn a_model_with_several_services() {
    let shapes = r#""a#One": {"type": "service"}, "b#One": {"type": "service"}"#;
    assert_eq!(
        choose(&[&v2(shapes)], &Choice::default()).unwrap_err(),
        "error: the model has several services\n  = help: name one of them: `a#One`, `b#One`\n"
    );
    let one = Choice {
        service: Some("One"),
        operations: &[],
    };
    assert_eq!(
        choose(&[&v2(shapes)], &one).unwrap_err(),
        "error: several services are called `One`\n  = help: give the shape id: `a#One`, `b#One`\n"
    );
}

#[test]
fn operations_of_the_same_name() {
    let shapes = r#""ns#S": {"type": "service", "operations": [{"target": "a#Op"}, {"target": "b#Op"}]},
"a#Op": {"type": "operation"}, "b#Op": {"type": "operation"}"#;
    let operations = ["Op".to_owned()];
    let choice = Choice {
        service: None,
        operations: &operations,
    };
    assert_eq!(
        choose(&[&v2(shapes)], &choice).unwrap_err(),
        "error: several operations are called `Op`\n  --> ns#S\n  \
         = help: give the shape id: `a#Op`, `b#Op`\n"
    );
}

#[test]
fn a_service_that_binds_what_is_no_operation() {
    let shapes = r#""ns#S": {"type": "service", "operations": [{"target": "smithy.api#String"}],
"resources": [{"target": "ns#S"}]}"#;
    assert_eq!(
        choose(&[&v2(shapes)], &Choice::default()).unwrap_err(),
        "error: `smithy.api#String` is a shape of type `string`, not an operation\n  \
         --> a.json:2:55 (ns#S)\n\n\
         error: `ns#S` is a shape of type `service`, not a resource\n  --> a.json:3:26 (ns#S)\n"
    );
}

#[test]
fn a_service_that_cannot_be_read_is_not_called_missing() {
    assert_eq!(
        choose(&["{"], &Choice::default()).unwrap_err(),
        "error: not a Smithy JSON model: EOF while parsing an object\n  --> a.json:1:1\n"
    );
}

#[test]
fn a_warning_does_not_stop_a_selection() {
    let shapes = r#""ns#S": {"type": "service", "traits": {"x#y": {}}}"#;
    assert!(choose(&[&v2(shapes)], &Choice::default()).is_ok());
}

#[test]
fn faults_outside_the_closure_do_not_stop_a_selection() {
    assert!(check(&[&v2(MODEL)]).contains("shape `ns#Nowhere` is not defined"));
    assert!(selected(None, &[]).is_ok());
}

#[test]
fn a_mixin_is_not_a_service() {
    let mixin = r#""ns#Common": {"type": "service", "traits": {"smithy.api#mixin": {}},
    "operations": [{"target": "ns#ListBooks"}]},
"ns#Other": {"type": "service", "version": "1", "mixins": [{"target": "ns#Common"}]},
"ns#ListBooks": {"type": "operation"}"#;
    let with_apply = r#""ns#Common": {"type": "service", "operations": [{"target": "ns#ListBooks"}]},
"ns#Other": {"type": "service", "version": "1", "mixins": [{"target": "ns#Common"}]},
"ns#ListBooks": {"type": "operation"}"#;
    let applied = r#""ns#Common": {"type": "apply", "traits": {"smithy.api#mixin": {}}}"#;
    for texts in [&[mixin][..], &[with_apply, applied]] {
        let texts: Vec<String> = texts.iter().map(|text| v2(text)).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let model = choose(&texts, &Choice::default()).unwrap();
        assert_eq!(model.service().id.as_str(), "ns#Other");
        assert_eq!(model.operations().count(), 1);
    }
    let alone = r#""ns#Common": {"type": "service", "traits": {"smithy.api#mixin": {}}}"#;
    let found = choose(&[&v2(alone)], &Choice::default()).unwrap_err();
    assert!(
        found.starts_with("error: the model has no service\n"),
        "{found}"
    );
}
