//! Recorded errors of services give the same code, message and request ID as in another client.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

use bytes::Bytes;
use http::Response;
use serde_json::Value;
use tinsmith::rt::operation::OperationSchema;
use tinsmith::rt::protocol::{AWS_JSON_1_1, AWS_QUERY, EC2_QUERY, Protocol, REST_XML_UNWRAPPED};
use tinsmith::rt::schema::ShapeId;
use tinsmith::rt::schema::prelude::UNIT;

/// An operation without modelled errors.
static ANY: OperationSchema = OperationSchema::new(ShapeId::new("test", "Any"), &UNIT, &UNIT);

fn directory(path: &str) -> PathBuf {
    let root = std::env::var_os("TINSMITH_CORPORA").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/corpora")),
        PathBuf::from,
    );
    root.join("response-parsing").join(path)
}

fn protocol_of(file: &Path) -> &'static dyn Protocol {
    let name = file.file_stem().unwrap_or_default().to_string_lossy();
    match (name.split('-').next(), file.extension()) {
        (_, Some(extension)) if extension == "json" => &AWS_JSON_1_1,
        (Some("ec2"), _) => &EC2_QUERY,
        (Some("s3"), _) => &REST_XML_UNWRAPPED,
        _ => &AWS_QUERY,
    }
}

/// Checks the errors in `folder` whose files end in `extension`; returns how many there are.
fn check(folder: &str, extension: &str, expected: &str) -> usize {
    let Ok(files) = fs::read_dir(directory(folder)) else {
        println!("left out: no {}", directory(folder).display());
        return usize::MAX;
    };
    let files = files.map(|file| file.unwrap().path());
    let files = files.filter(|file| file.extension().is_some_and(|it| it == extension));
    let mut count = 0;
    for file in files {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        let json = fs::read(directory(expected).join(format!("{name}.json"))).unwrap();
        let expected: Value = serde_json::from_slice(&json).unwrap();
        let mut response = Response::new(Bytes::from(fs::read(&file).unwrap()));
        *response.status_mut() = http::StatusCode::BAD_REQUEST;
        let protocol = protocol_of(&file);
        let failure = protocol.identify_error(&ANY, &response);
        let text = |it: &Value| it.as_str().map(str::to_owned);
        let error = &expected["Error"];
        assert_eq!(Some(failure.code), text(&error["Code"]), "{name}");
        assert_eq!(failure.message, text(&error["Message"]), "{name}");
        if let Some(id) = text(&expected["ResponseMetadata"]["RequestId"]) {
            assert_eq!(protocol.request_id(&response), Some(id), "{name}");
        }
        count += 1;
    }
    count
}

#[test]
fn recorded_errors_in_xml_are_understood() {
    assert!(check("xml/errors", "xml", "xml/errors") >= 10);
}

#[test]
fn recorded_errors_in_json_are_understood() {
    assert!(check("json/errors", "json", "json/expected") >= 4);
}
