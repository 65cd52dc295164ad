//! Documents: every path that one names exists.

use std::fs;
use std::path::Path;

use super::assert_none;
use super::code::root;

const DOCUMENTS: [&str; 4] = [
    "README.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
];

/// Folders that paths in documents may begin in.
const BASES: [&str; 3] = ["", "codegen/src", "runtime/src"];

/// Paths in documents that a checkout does not have, with the reason.
const OTHERS: [(&str, &str); 9] = [
    ("../tinsmith", "a checkout, beside a user's crate"),
    ("/change/", "a prefix that Route 53 takes"),
    ("/delegationset/", "a prefix that Route 53 takes"),
    ("/hostedzone/", "a prefix that Route 53 takes"),
    (
        "../shared/corpora",
        "beside the checkout, where there is one",
    ),
    ("models/<name>.smithy", "in a user's crate"),
    ("models/<name>.toml", "in a user's crate"),
    ("src/dynamodb/", "in a user's crate"),
    ("target/", "made by cargo"),
];

#[test]
fn every_path_that_a_document_names_exists() {
    let mut complaints = Vec::new();
    for document in DOCUMENTS {
        let text = fs::read_to_string(root().join(document)).expect("a document");
        for (line, path) in named_paths(&text) {
            let is_other = OTHERS.iter().any(|(other, _)| *other == path);
            let exists = || BASES.iter().any(|base| exists(&root().join(base), path));
            if !is_other && !exists() {
                complaints.push(format!(
                    "{document}:{line} names `{path}`, which does not exist"
                ));
            }
        }
    }
    assert_none(&complaints);
}

/// What is in backticks, outside of blocks of code, and has a slash but nothing that paths do not
/// have: the line, and the path.
fn named_paths(text: &str) -> Vec<(usize, &str)> {
    let mut fenced = false;
    let mut found = Vec::new();
    for (index, line) in text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        }
        if fenced {
            continue;
        }
        let spans = line.split('`').skip(1).step_by(2);
        let paths = spans.filter(|span| span.contains('/') && span.chars().all(is_of_path));
        found.extend(paths.map(|path| (index + 1, path)));
    }
    found
}

fn is_of_path(c: char) -> bool {
    c.is_ascii_alphanumeric() || "_-./*<>".contains(c)
}

/// Whether there is such a file or folder, or a module of that path. `*` and `<name>` stand for
/// part of a name.
fn exists(base: &Path, path: &str) -> bool {
    let (head, rest) = match path.split_once('/') {
        Some((head, rest)) if !rest.is_empty() => (head, Some(rest)),
        Some((head, _)) => (head, None),
        None => (path, None),
    };
    if !head.contains(['*', '<']) {
        let place = base.join(head);
        return match rest {
            Some(rest) => exists(&place, rest),
            None => place.exists() || place.with_extension("rs").exists(),
        };
    }
    let entries = fs::read_dir(base).into_iter().flatten().flatten();
    let start = head.split(['*', '<']).next().unwrap_or_default();
    let end = head.rsplit(['*', '>']).next().unwrap_or_default();
    let mut matching = entries.filter(|entry| {
        let name = entry.file_name();
        let name = name.to_str().unwrap_or_default();
        name.starts_with(start) && name.ends_with(end)
    });
    matching.any(|entry| rest.is_none_or(|rest| exists(&entry.path(), rest)))
}

#[test]
fn paths_are_found_outside_of_code() {
    let text = "see `a/b.rs`, `c` and `d e/f`\n```\n`g/h`\n```\n`i/*/<j>.rs`";
    assert_eq!(named_paths(text), [(1, "a/b.rs"), (5, "i/*/<j>.rs")]);
}
