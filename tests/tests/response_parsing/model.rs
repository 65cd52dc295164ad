//! A model with recordings for cases, and with no other operations than those recorded.

use std::fs;
use std::path::PathBuf;

use serde_json::{Map, Value, json};

use super::params;

/// The shapes of a model.
pub(crate) type Shapes = Map<String, Value>;

/// The model with a case for each recording whose operation it still has.
pub(crate) fn with_cases(model: &str, recordings: &[(String, PathBuf)]) -> String {
    let mut model: Value = serde_json::from_str(model).expect("the model is JSON");
    let shapes = model["shapes"]
        .as_object_mut()
        .expect("the model has shapes");
    let mut operations = Vec::new();
    for (operation, file) in recordings {
        let Some(id) = operation_called(shapes, operation) else {
            println!(
                "left out: {}, of which the model knows no more",
                file.display()
            );
            continue;
        };
        let case = case(shapes, &id, file);
        without_input(&mut shapes[&id], &case);
        operations.push(json!({ "target": id }));
    }
    let mut services = shapes.values_mut();
    let service = services.find(|it| it["type"] == "service");
    let service = service.expect("the model has a service");
    service["operations"] = Value::Array(operations);
    service["resources"] = json!([]);
    model.to_string()
}

/// Leaves the operation its output and its case: nothing is asked for.
fn without_input(operation: &mut Value, case: &Value) {
    let mut traits = json!({ "smithy.test#httpResponseTests": [case] });
    if let Some(http) = operation["traits"].get("smithy.api#http") {
        traits["smithy.api#http"] = json!({ "method": http["method"], "uri": "/" });
    }
    operation["traits"] = traits;
    operation["input"] = json!({ "target": "smithy.api#Unit" });
}

fn operation_called(shapes: &Shapes, name: &str) -> Option<String> {
    let called = |id: &str| {
        let own = id.split_once('#').map_or(id, |(_, own)| own);
        own.eq_ignore_ascii_case(name)
    };
    let mut operations = shapes
        .iter()
        .filter(|(_, shape)| shape["type"] == "operation");
    operations
        .find(|(id, _)| called(id))
        .map(|(id, _)| id.clone())
}

fn case(shapes: &Shapes, operation: &str, file: &PathBuf) -> Value {
    let output = shapes[operation]["output"]["target"].as_str();
    let body = fs::read_to_string(file).expect("the recording is readable");
    let read = fs::read_to_string(file.with_extension("json")).expect("its reading is there");
    let mut read: Value = serde_json::from_str(&read).expect("its reading is JSON");
    if let Some(members) = read.as_object_mut() {
        members.remove("ResponseMetadata");
    }
    json!({
        "id": file.file_stem().unwrap_or_default().to_string_lossy(),
        "protocol": protocol(shapes),
        "code": 200,
        "body": body,
        "params": output.map(|output| params::of(shapes, output, &read)),
    })
}

fn protocol(shapes: &Shapes) -> Option<&str> {
    let mut services = shapes.values().filter(|it| it["type"] == "service");
    let traits = services.next()?["traits"].as_object()?;
    let mut protocols = traits.keys().filter(|id| id.starts_with("aws.protocols#"));
    protocols.next().map(String::as_str)
}
