//! The models of the protocol tests, with the definitions of the traits that they use.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::support::{corpus, differences, json, load_files, models};

/// The models of two folders are what the reference implementation makes of them, without
/// one word. Definitions of traits are not compared: it leaves them out.
fn check(folders: [&str; 2], reference: &str) {
    let (Some(tests), Some(traits)) = (corpus("protocol-tests"), corpus("trait-definitions"))
    else {
        return;
    };
    let mut paths = models(&traits);
    paths.extend(
        folders
            .iter()
            .flat_map(|folder| models(&tests.join(folder))),
    );
    let paths: Vec<_> = paths.iter().map(PathBuf::as_path).collect();
    let loaded = load_files(&paths);
    assert!(!loaded.diagnostics.has_errors(), "{}", loaded.diagnostics);
    let libraries = shapes_of(&traits);
    let mut ours = loaded.ast;
    let shapes = ours["shapes"].as_object_mut().expect("shapes");
    shapes.retain(|id, _| !libraries.contains(id));
    let mut theirs = json(&tests.join("reference-ast").join(reference));
    sort_metadata(&mut ours);
    sort_metadata(&mut theirs);
    let differences = differences(&ours, &theirs);
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

/// Files come in an order of no meaning, and so do the parts of lists that they share.
fn sort_metadata(ast: &mut Value) {
    let metadata = ast["metadata"].as_object_mut().expect("metadata");
    for list in metadata.values_mut().filter_map(Value::as_array_mut) {
        list.sort_by_key(Value::to_string);
    }
}

fn shapes_of(folder: &Path) -> Vec<String> {
    let paths = models(folder);
    let paths: Vec<_> = paths.iter().map(PathBuf::as_path).collect();
    let loaded = load_files(&paths);
    let shapes = loaded.ast["shapes"].as_object().expect("shapes");
    shapes.keys().cloned().collect()
}

#[test]
fn models_of_aws_are_those_of_the_reference_implementation() {
    check(["aws", "validation-model"], "aws-protocol-tests.json");
}

#[test]
fn models_of_smithy_are_those_of_the_reference_implementation() {
    check(["smithy", "validation-model"], "smithy-protocol-tests.json");
}
