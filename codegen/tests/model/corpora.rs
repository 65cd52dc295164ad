//! The official models: every one loads, and all that its service reaches can be read.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;
use tinsmith_codegen::diagnostic::{Diagnostics, Source};
use tinsmith_codegen::load::load;
use tinsmith_codegen::load::select::{Choice, check_all, select, services};
use tinsmith_codegen::model::{Model, Node, ShapeId, ShapeKind};

fn corpora() -> PathBuf {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpora");
    std::env::var_os("TINSMITH_CORPORA").map_or(workspace, PathBuf::from)
}

/// The official models, or nothing with a line that says what was left out.
fn official_models() -> Vec<PathBuf> {
    let Ok(files) = corpora().join("models").read_dir() else {
        eprintln!("left out: no official models, since TINSMITH_CORPORA is not there");
        return Vec::new();
    };
    let paths = files.map(|file| file.expect("a readable directory").path());
    let mut models: Vec<_> = paths
        .filter(|path| path.extension().is_some_and(|end| end == "json"))
        .collect();
    models.sort();
    models
}

fn official_model(name: &str) -> Option<Arc<Source>> {
    let path = official_models()
        .into_iter()
        .find(|path| path.ends_with(name))?;
    Some(read(&path))
}

fn read(path: &Path) -> Arc<Source> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let text = std::fs::read_to_string(path).expect("a readable model");
    Source::new(name, text)
}

fn choose(source: Arc<Source>, operations: &[&str]) -> Model {
    let operations: Vec<_> = operations.iter().map(ToString::to_string).collect();
    let mut diagnostics = Diagnostics::new();
    let sources = [source];
    let ast = load(&sources, &mut diagnostics);
    let choice = Choice {
        service: None,
        operations: &operations,
    };
    let model = select(&ast, &choice, &mut diagnostics);
    model.unwrap_or_else(|| panic!("{diagnostics}"))
}

#[test]
fn every_model_is_read_without_a_word() {
    for path in official_models() {
        let sources = [read(&path)];
        let mut diagnostics = Diagnostics::new();
        let ast = load(&sources, &mut diagnostics);
        assert_eq!(services(&ast).len(), 1, "{}", path.display());
        check_all(&ast, &mut diagnostics);
        let model = select(&ast, &Choice::default(), &mut diagnostics);
        assert!(model.is_some(), "{diagnostics}");
        assert!(diagnostics.is_empty(), "{diagnostics}");
    }
}

#[test]
fn the_closure_of_one_operation_is_small() {
    let Some(source) = official_model("dynamodb.json") else {
        return;
    };
    let model = choose(source, &["ExportTableToPointInTime"]);
    let operations: Vec<_> = model.operations().map(|shape| shape.id.name()).collect();
    assert_eq!(operations, ["ExportTableToPointInTime"]);
    let input = ShapeId::parse("com.amazonaws.dynamodb#ExportTableToPointInTimeInput").unwrap();
    let input = model.get(&input).unwrap();
    assert_eq!(input.members().len(), 11);
    assert!(input.member("TableArn").unwrap().traits.required());
    assert!(
        input
            .member("ClientToken")
            .unwrap()
            .traits
            .idempotency_token()
    );
    let absent = ShapeId::parse("com.amazonaws.dynamodb#PutItemInput").unwrap();
    assert!(model.get(&absent).is_none());
}

#[test]
fn traits_of_a_service_are_read() {
    let Some(source) = official_model("dynamodb.json") else {
        return;
    };
    let model = choose(source, &["DescribeTable"]);
    let traits = &model.service().traits;
    assert_eq!(traits.aws_service().unwrap().sdk_id, "DynamoDB");
    assert_eq!(traits.sigv4().unwrap().name, "dynamodb");
    assert!(traits.aws_json_1_0().is_some());
    assert!(traits.endpoint_rule_set().unwrap().text().starts_with('{'));
    let describe = model.operations().next().unwrap();
    let waiters = describe.traits.waitable().unwrap();
    assert_eq!(waiters["TableExists"].acceptors.len(), 2);
    assert_eq!(waiters["TableExists"].min_delay, 20);
    let parameter = describe.traits.operation_context_params();
    assert!(parameter.is_none());
}

#[test]
fn enums_of_version_1_are_upgraded() {
    let Some(source) = official_model("ec2.json") else {
        return;
    };
    let model = choose(source, &["DescribeInstances"]);
    let id = ShapeId::parse("com.amazonaws.ec2#InstanceStateName").unwrap();
    let states = model.get(&id).unwrap();
    assert_eq!(states.kind.name(), "enum");
    let hyphenated = states.member("shutting_down").unwrap();
    let value = hyphenated.traits.enum_value().and_then(Node::as_str);
    assert_eq!(value, Some("shutting-down"));
}

/// What the reference implementation says of the same file.
fn facts(model: &Path) -> Value {
    let name = model.file_name().unwrap_or_default();
    let text = std::fs::read_to_string(corpora().join("model-facts").join(name));
    serde_json::from_str(&text.expect("a readable file of facts")).expect("facts in JSON")
}

#[test]
fn operations_are_those_of_the_reference_implementation() {
    for path in official_models() {
        let model = choose(read(&path), &[]);
        let service = &facts(&path)[model.service().id.as_str()];
        let expected = service["operations"].as_object().unwrap();
        assert_eq!(
            model.operations().len(),
            expected.len(),
            "{}",
            path.display()
        );
        for shape in model.operations() {
            let expected = &expected[shape.id.as_str()];
            let ShapeKind::Operation(operation) = &shape.kind else {
                panic!("{shape:?}");
            };
            assert_eq!(operation.input.as_str(), expected["input"], "{}", shape.id);
            assert_eq!(
                operation.output.as_str(),
                expected["output"],
                "{}",
                shape.id
            );
            if let Some(http) = shape.traits.http() {
                assert_eq!(http.method, expected["http"]["method"], "{}", shape.id);
                assert_eq!(http.uri, expected["http"]["uri"], "{}", shape.id);
                assert_eq!(http.code, expected["http"]["code"], "{}", shape.id);
            }
        }
    }
}

#[test]
fn members_are_never_null_where_the_reference_implementation_says_so() {
    for path in official_models() {
        let model = choose(read(&path), &[]);
        let facts = facts(&path);
        for shape in model.shapes() {
            let Some(expected) = facts["nullability"].get(shape.id.as_str()) else {
                continue;
            };
            for member in shape.members() {
                let default = member.traits.default_value();
                let given = default.is_some_and(|node| *node != Node::Null);
                let nullable = !member.traits.required() && !given;
                // S: nullable for a server, which knows neither `clientOptional` nor `input`.
                let letters = expected[&member.name].as_str().unwrap();
                assert_eq!(
                    nullable,
                    letters.contains('S'),
                    "{}${}",
                    shape.id,
                    member.name
                );
            }
        }
    }
}
