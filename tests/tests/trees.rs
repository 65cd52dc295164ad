//! What a build script compiles, and what only the command does.

use std::collections::BTreeSet;

use tests::command::{cargo, run, workspace};

/// The packages that the generator needs with these features, itself included.
fn tree(features: &str) -> BTreeSet<String> {
    let options = [
        "--edges=normal",
        "--prefix=none",
        "--format={lib}",
        "--locked",
    ];
    let mut cargo = cargo();
    cargo
        .args(["tree", "--package=tinsmith-codegen", "--features", features])
        .args(options)
        .current_dir(workspace());
    let tree = run(&mut cargo);
    assert_eq!(tree.code, 0, "{tree}");
    // What was shown already is marked.
    let names = tree
        .stdout
        .lines()
        .filter_map(|line| line.split(' ').next());
    let names = names.filter(|name| !name.is_empty());
    names.map(str::to_owned).collect()
}

#[test]
fn a_build_script_gets_what_reads_and_prints_and_nothing_else() {
    let expected = [
        "equivalent",
        "hashbrown",
        "heck",
        "indexmap",
        "itoa",
        "memchr",
        "proc_macro2",
        "quote",
        "serde",
        "serde_core",
        "serde_json",
        "tinsmith_codegen",
        "unicode_ident",
        "zmij",
    ];
    let found = tree("");
    let found: Vec<_> = found.iter().map(String::as_str).collect();
    assert_eq!(found, expected);
}

#[test]
fn compressed_models_cost_a_build_script_one_inflater() {
    let more: Vec<_> = tree("gzip").difference(&tree("")).cloned().collect();
    assert_eq!(more, ["adler2", "miniz_oxide"]);
}

#[test]
fn http_and_archives_are_the_commands_alone() {
    let command = tree("cli");
    let others = tree("gzip,toml");
    for package in ["lexopt", "rawzip", "rustls", "ureq"] {
        assert!(command.contains(package), "{command:?}");
        assert!(!others.contains(package), "{others:?}");
    }
}
