//! Features of cargo: what the documentation and CI list is what the crates have.

use std::collections::BTreeSet;
use std::fs;

use super::assert_none;
use super::code::root;

/// Features that CI does not check on their own, with the reason.
const CHECKED_ELSEWHERE: [(&str, &str); 6] = [
    ("json", "switched on by its protocols"),
    ("cbor", "switched on by its protocols"),
    ("xml", "switched on by its protocols"),
    ("query", "switched on by its protocols"),
    (
        "reqwest-rustls",
        "`reqwest` with another feature of its own, and a build in C",
    ),
    ("ureq-rustls", "`ureq` with another feature of its own"),
];

#[test]
fn ci_checks_every_feature_alone() {
    let script = text(".ci/run");
    let list = script.split_once("for feature in ").expect("a list").1;
    let list = list.split_once("; do").expect("the end of the list").0;
    let mut listed: BTreeSet<&str> = list.split_whitespace().collect();
    listed.retain(|word| !["''", "\\"].contains(word));
    let expected: BTreeSet<_> = features("runtime")
        .into_iter()
        .filter(|feature| !CHECKED_ELSEWHERE.iter().any(|(other, _)| other == feature))
        .collect();
    let listed: BTreeSet<_> = listed.into_iter().map(str::to_owned).collect();
    assert_same(".ci/run", &listed, &expected);
}

#[test]
fn the_documentation_of_the_runtime_lists_every_feature() {
    let documentation = text("runtime/src/lib.rs");
    let (_, table) = documentation
        .split_once("//! | feature |")
        .expect("a table");
    let rows = table
        .lines()
        .skip(1)
        .take_while(|line| line.starts_with("//! |"));
    let names = rows.flat_map(|row| {
        let cell = row.split('|').nth(1).unwrap_or_default();
        cell.split('`').skip(1).step_by(2)
    });
    let listed = names.map(str::to_owned).collect();
    assert_same("runtime/src/lib.rs", &listed, &features("runtime"));
}

#[test]
fn features_that_documents_name_exist() {
    let mut known = features("runtime");
    known.extend(["codegen", "config"].into_iter().flat_map(features));
    let mut complaints = Vec::new();
    for document in ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"] {
        let text = text(document);
        let named = text.split("feature `").skip(1);
        for name in named.filter_map(|rest| rest.split('`').next()) {
            if !known.contains(name) {
                complaints.push(format!("{document} names the feature `{name}`"));
            }
        }
    }
    assert_none(&complaints);
}

/// The features that a package offers, private ones and the default left out.
fn features(package: &str) -> BTreeSet<String> {
    let manifest = text(&format!("{package}/Cargo.toml"));
    let (_, section) = manifest.split_once("\n[features]\n").expect("features");
    let section = section.split("\n[").next().unwrap_or_default();
    let keys = section.lines().filter_map(|line| line.split_once(" = "));
    let keys = keys.map(|(key, _)| key.trim()).filter(|key| {
        let is_public = !key.starts_with(['_', '#']) && *key != "default";
        is_public && !key.contains(' ')
    });
    keys.map(str::to_owned).collect()
}

fn text(path: &str) -> String {
    fs::read_to_string(root().join(path)).expect("a file of the workspace")
}

fn assert_same(place: &str, listed: &BTreeSet<String>, expected: &BTreeSet<String>) {
    let missing = expected.difference(listed);
    let missing = missing.map(|it| format!("{place} does not list `{it}`"));
    let unknown = listed.difference(expected);
    let unknown = unknown.map(|it| format!("{place} lists `{it}`, which is no feature"));
    assert_none(&missing.chain(unknown).collect::<Vec<_>>());
}
