//! Cases in the form of botocore's protocol tests: suites, each with a model of its own.

use std::path::Path;
use std::sync::Arc;

use bytes::Bytes;
use serde_json::{Map, Value, json};
use tinsmith_codegen::{Source, read_text};

use super::case::{Case, Kind, Message, Named, base64, headers, text};
use super::set::Set;

/// The endpoint where a suite names none.
const ENDPOINT: &str = "https://example.com";

/// The suites of a file; none where it has something else.
pub(super) fn read(file: &Path) -> Result<Vec<Set>, String> {
    let fault = |fault: String| format!("{}: {fault}", file.display());
    let suites = read_text(file).map_err(|error| fault(error.to_string()))?;
    let suites: Value = serde_json::from_str(&suites).map_err(|error| fault(error.to_string()))?;
    let suites = suites.as_array().into_iter().flatten();
    let suites = suites.filter(|it| it["cases"].is_array() && it["metadata"].is_object());
    let sets = suites.enumerate();
    sets.map(|(index, it)| set(file, index, it).map_err(fault))
        .collect()
}

fn set(file: &Path, index: usize, suite: &Value) -> Result<Set, String> {
    let name = format!("{} {index}", file.display());
    let protocol = text(&suite["metadata"]["protocol"]);
    let cases = suite["cases"].as_array().into_iter().flatten();
    let cases: Result<Vec<Case>, String> = cases.map(|it| case(suite, it)).collect();
    Ok(Set {
        model: vec![model(suite)],
        name,
        protocol,
        cases: cases?,
    })
}

/// The model that a suite implies: the operations are those that its cases are of.
fn model(suite: &Value) -> Arc<Source> {
    let mut operations = Map::new();
    for case in suite["cases"].as_array().into_iter().flatten() {
        let given = &case["given"];
        operations.insert(text(&given["name"]), given.clone());
    }
    let mut metadata = suite["metadata"].clone();
    // Tests go without what every model has.
    for (name, value) in [
        ("endpointPrefix", "suite"),
        ("serviceId", "Suite"),
        ("serviceFullName", "Suite"),
        ("signatureVersion", "v4"),
        ("uid", "suite"),
    ] {
        if metadata[name].is_null() {
            metadata[name] = value.into();
        }
    }
    let model = json!({
        "version": "2.0",
        "metadata": metadata,
        "operations": operations,
        "shapes": suite["shapes"],
    });
    Source::new("service-2.json", model.to_string())
}

fn case(suite: &Value, case: &Value) -> Result<Case, String> {
    let (kind, value, message) = match () {
        () if case["serialized"].is_object() => {
            (Kind::Request, &case["params"], request(suite, case)?)
        }
        () if case["errorCode"].is_string() => {
            (Kind::Error, &case["error"], response(suite, case)?)
        }
        () => (Kind::Response, &case["result"], response(suite, case)?),
    };
    let owned = |value: &Value| value.as_str().map(str::to_owned);
    let errors = case["given"]["errors"].as_array();
    Ok(Case {
        id: text(&case["id"]),
        kind,
        operation: text(&case["given"]["name"]),
        value: value.clone(),
        message,
        error: Named {
            shape: errors.and_then(|it| owned(&it.first()?["shape"])),
            code: owned(&case["errorCode"]),
            message: owned(&case["errorMessage"]),
        },
    })
}

fn request(suite: &Value, case: &Value) -> Result<Message, String> {
    let expected = &case["serialized"];
    let endpoint = suite["clientEndpoint"].as_str().unwrap_or(ENDPOINT);
    let endpoint = endpoint.strip_prefix("https://").unwrap_or(endpoint);
    let forbidden = expected["forbidHeaders"].as_array().into_iter().flatten();
    Ok(Message {
        method: text(&expected["method"]),
        host: before_slash(expected["host"].as_str().unwrap_or(endpoint)),
        endpoint: endpoint.to_owned(),
        target: text(&expected["uri"]),
        headers: headers(&expected["headers"]),
        forbidden: Some(forbidden.map(text).collect()),
        body: body(suite, &expected["body"])?,
        ..Message::default()
    })
}

fn before_slash(endpoint: &str) -> String {
    endpoint.split('/').next().unwrap_or_default().to_owned()
}

fn response(suite: &Value, case: &Value) -> Result<Message, String> {
    let response = &case["response"];
    let status = response["status_code"].as_u64();
    let status = status.and_then(|it| it.try_into().ok());
    Ok(Message {
        status: status.ok_or("a response without a status")?,
        headers: headers(&response["headers"]),
        body: body(suite, &response["body"])?,
        ..Message::default()
    })
}

/// The body, which is base64 where it is CBOR; none where the case says nothing of it.
fn body(suite: &Value, body: &Value) -> Result<Option<Bytes>, String> {
    let Some(body) = body.as_str() else {
        return Ok(None);
    };
    if suite["metadata"]["protocol"] == "smithy-rpc-v2-cbor" {
        return base64(body).map(Some);
    }
    Ok(Some(body.to_owned().into()))
}
