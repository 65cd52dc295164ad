//! The house rules that no lint knows: module documentation, file budgets, nothing left behind.

use std::fs;
use std::path::{Path, PathBuf};

/// Lines that a source file may have; above that, two ideas live in it.
const FILE_BUDGET: usize = 400;

/// What must not be left in a source file. Spelled in two parts, so that this file passes.
const LEFTOVERS: [(&str, &str); 5] = [
    ("TO", "DO"),
    ("FIX", "ME"),
    ("todo", "!("),
    ("dbg", "!("),
    ("#[ign", "ore"),
];

#[test]
fn every_module_opens_with_its_documentation() {
    complain("has no `//!` documentation on its first line", |_, text| {
        !text.starts_with("//!")
    });
}

#[test]
fn files_stay_within_their_budget() {
    complain("has more than 400 lines", |_, text| {
        text.lines().count() > FILE_BUDGET
    });
}

#[test]
fn nothing_is_left_behind() {
    complain("has something left behind", |_, text| {
        LEFTOVERS
            .iter()
            .any(|(start, end)| text.contains(&format!("{start}{end}")))
    });
}

#[test]
fn no_path_of_a_machine_is_named() {
    let homes = [
        format!("/{}/", "home"),
        format!("/{}/", "root"),
        format!("/{}/main", "work"),
    ];
    complain("names a path of a machine", |_, text| {
        homes.iter().any(|home| text.contains(home))
    });
}

/// Fails with every source file of the workspace that `is_wrong`.
fn complain(what: &str, is_wrong: impl Fn(&Path, &str) -> bool) {
    let sources = sources();
    assert!(
        sources.len() > 100,
        "only {} sources were found",
        sources.len()
    );
    let wrong: Vec<String> = sources
        .iter()
        .filter(|path| {
            let text = fs::read_to_string(path).expect("a source is text");
            !text.starts_with("// @generated") && is_wrong(path, &text)
        })
        .map(|path| format!("{} {what}", path.display()))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// All Rust files but what is generated, built, or an input of a test that must be wrong.
fn sources() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the workspace");
    let mut found = Vec::new();
    for package in [
        "codegen",
        "macros",
        "runtime",
        "generated",
        "tests",
        "benches",
        "fuzz",
    ] {
        collect(&root.join(package), &mut found);
    }
    found
}

fn collect(directory: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(directory) else {
        return;
    };
    for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        if path.is_dir() && !["target", "expected", "ui"].contains(&name) {
            collect(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}
