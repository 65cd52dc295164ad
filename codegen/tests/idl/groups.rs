//! The corpora's further groups: several files at once, recovery from errors, and what
//! other modules of Smithy use as test data.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::support::{Loaded, corpus, differences, load_all, load_files, models, read};

/// Loads files of a folder of the corpus, or says that it is not there.
fn load(folder: &str, files: &[&str]) -> Option<Loaded> {
    let folder = corpus("idl-loader")?.join(folder);
    let paths: Vec<PathBuf> = files.iter().map(|file| folder.join(file)).collect();
    let paths: Vec<&Path> = paths.iter().map(PathBuf::as_path).collect();
    Some(load_files(&paths))
}

/// The same, without one error.
fn clean(folder: &str, files: &[&str]) -> Option<Value> {
    let loaded = load(folder, files)?;
    assert!(!loaded.diagnostics.has_errors(), "{}", loaded.diagnostics);
    Some(loaded.ast)
}

fn assert_same(ours: &Value, theirs: &Value) {
    let differences = differences(ours, theirs);
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

fn shapes(ast: &Value) -> Vec<&str> {
    let shapes = ast["shapes"].as_object().expect("shapes");
    shapes.keys().map(String::as_str).collect()
}

#[test]
fn files_refer_to_shapes_of_files_that_come_later() {
    let folder = "loader/forwardrefs/resource";
    let Some(ours) = clean(folder, &["resource.smithy", "operation.smithy"]) else {
        return;
    };
    let theirs = clean(folder, &["result.json"]).expect("a model");
    assert_same(&ours, &theirs);
}

#[test]
fn shapes_of_several_namespaces_are_used() {
    let files = ["service.smithy", "nested.smithy", "other.smithy"];
    let Some(ast) = clean("loader/use-operations", &files) else {
        return;
    };
    let input = &ast["shapes"]["smithy.example#Local"]["input"]["target"];
    assert_eq!(input, "smithy.example.nested#A");
}

#[test]
fn definitions_that_agree_are_one() {
    let files = [
        "mixin-conflict-acceptable-1.smithy",
        "mixin-conflict-acceptable-2.smithy",
    ];
    let Some(ast) = clean("loader/mixins", &files) else {
        return;
    };
    assert_eq!(shapes(&ast), ["smithy.example#A", "smithy.example#B"]);
}

#[test]
fn definitions_that_differ_clash() {
    let files = [
        "mixin-conflict-acceptable-1.smithy",
        "mixin-conflict-error.smithy",
    ];
    let Some(loaded) = load("loader/mixins", &files) else {
        return;
    };
    let printed = loaded.diagnostics.to_string();
    assert!(
        printed.contains("the shape is defined twice, and differently"),
        "{printed}"
    );
    assert!(loaded.error_lines().contains(&7), "{printed}");
}

#[test]
fn traits_are_applied_to_a_mixed_in_member_of_another_namespace() {
    let files = ["mixed-member.smithy", "member-apply-other-namespace.smithy"];
    let Some(ast) = clean("loader/mixins", &files) else {
        return;
    };
    let mut applied = shapes(&ast).into_iter().filter(|id| id.contains('$'));
    let member = applied.next().expect("a member with traits");
    assert_eq!(ast["shapes"][member]["type"], "apply");
}

#[test]
fn all_other_mixins_load() {
    for file in [
        "multiple-inheritance-with-introduction.smithy",
        "mixins-can-override-traits.smithy",
    ] {
        clean("loader/mixins", &[file]);
    }
}

#[test]
fn models_of_version_1_are_upgraded() {
    let folder = "loader/upgrade/all-1.0";
    let Some(ours) = clean(folder, &["main.smithy"]) else {
        return;
    };
    let theirs = clean(folder, &["upgraded.smithy"]).expect("a model");
    assert_same(&ours, &theirs);
}

#[test]
fn reading_goes_on_after_a_syntax_error() {
    let cases = [
        ("to-docs.smithy", 1),
        ("to-dollar.smithy", 1),
        ("to-identifier.smithy", 1),
        ("to-trait.smithy", 2),
    ];
    for (file, kept) in cases {
        let Some(loaded) = load("loader/error-recovery", &[file]) else {
            return;
        };
        assert_eq!(loaded.errors(), 1, "{}", loaded.diagnostics);
        assert_eq!(shapes(&loaded.ast).len(), kept, "{file}: {}", loaded.ast);
    }
    let loaded = load("loader/error-recovery", &["in-metadata.smithy"]).expect("the group");
    assert_eq!(loaded.error_lines(), [3, 5, 7, 9]);
    let metadata = loaded.ast["metadata"].as_object().expect("metadata");
    let kept: Vec<_> = metadata.keys().map(String::as_str).collect();
    assert_eq!(kept, ["valid1", "valid2", "valid3", "valid4"]);
}

#[test]
fn targets_come_from_resources_of_other_namespaces() {
    let folder = "loader/private-resource-elision";
    let files = ["public-resource.smithy", "cross-namespace-public.smithy"];
    let Some(ast) = clean(folder, &files) else {
        return;
    };
    let target = &ast["shapes"]["smithy.example#ElidedStructure"]["members"]["id"]["target"];
    assert_eq!(target, "smithy.api#String");
    clean(folder, &["same-namespace-structure.smithy"]);
}

#[test]
fn a_private_resource_gives_no_targets_to_other_namespaces() {
    let files = [
        "private-resource.smithy",
        "cross-namespace-structure.smithy",
    ];
    let Some(loaded) = load("loader/private-resource-elision", &files) else {
        return;
    };
    assert_eq!(loaded.error_lines(), [5], "{}", loaded.diagnostics);
}

/// Where two files of a model that is not there in full are.
const PARTS: &str = "inferred-io";

#[test]
fn what_is_serialized_as_idl_is_read() {
    let Some(folder) = corpus("idl-loader") else {
        return;
    };
    let folder = folder.join("shapes/idl-serialization");
    let together = folder.join("multiple-namespaces/output");
    let sources: Vec<_> = models(&together).iter().map(|path| read(path)).collect();
    let loaded = load_all(&sources);
    assert!(!loaded.diagnostics.has_errors(), "{}", loaded.diagnostics);
    for path in models(&folder) {
        let loaded = load_files(&[&path]);
        if !path.starts_with(&together) && !path.starts_with(folder.join(PARTS)) {
            assert!(!loaded.diagnostics.has_errors(), "{}", loaded.diagnostics);
        }
    }
}

/// Test data that does not stand alone, and why.
const INCOMPLETE: &[(&str, &str)] = &[(
    "smithy-syntax/syntax/formatter/mixins-too-long.smithy",
    "for a formatter; refers to a shape that nobody defines",
)];

#[test]
fn test_data_of_other_modules_is_read() {
    let Some(corpus) = corpus("idl-loader") else {
        return;
    };
    let mut read = 0;
    for folder in ["_modules", "selector", "transform", "loader/upgrade-box"] {
        for path in models(&corpus.join(folder)) {
            let events = std::fs::read_to_string(path.with_extension("errors"));
            let refused = events.is_ok_and(|events| events.contains("| Model\n"));
            let incomplete = INCOMPLETE.iter().any(|(name, _)| path.ends_with(name));
            let loaded = load_files(&[&path]);
            let is_idl = path.extension().is_some_and(|it| it == "smithy");
            if is_idl && !refused && !incomplete {
                assert!(!loaded.diagnostics.has_errors(), "{}", loaded.diagnostics);
                read += 1;
            }
        }
    }
    assert!(read > 200, "{read} files");
}
