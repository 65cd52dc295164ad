//! Files that must load: each is the AST that the reference implementation makes of it.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::support::{Loaded, corpus, differences, json, load_files, models};

/// Where the reference implementation says more than the file does: a member that two mixins
/// have gets, by `apply`, the traits that the later mixin gives it anyway.
const SAYS_MORE: &[&str] = &["mixins/mixins-with-member-override-2.smithy"];

/// The folder of valid files, and those of them that are in the IDL.
fn files() -> Option<(PathBuf, Vec<PathBuf>)> {
    let folder = corpus("idl-loader")?.join("loader/valid");
    let mut files = models(&folder);
    files.retain(|path| path.extension().is_some_and(|it| it == "smithy"));
    Some((folder, files))
}

/// The files without one error.
fn load(paths: &[&Path]) -> Loaded {
    let loaded = load_files(paths);
    assert!(!loaded.diagnostics.has_errors(), "{}", loaded.diagnostics);
    loaded
}

fn assert_same(path: &Path, ours: &Value, theirs: &Value) {
    let differences = differences(ours, theirs);
    assert!(
        differences.is_empty(),
        "{}\n{}",
        path.display(),
        differences.join("\n")
    );
}

#[test]
fn a_file_is_the_ast_that_the_reference_implementation_makes_of_it() {
    let Some((folder, files)) = files() else {
        return;
    };
    let corpus = folder.ancestors().nth(2).expect("the corpus");
    for path in files {
        if SAYS_MORE.iter().any(|more| path.ends_with(more)) {
            continue;
        }
        // Some refer to a shape of another file, which changes nothing in what they say.
        let ours = load_files(&[&path]);
        assert_same(&path, &ours.ast, &answer(corpus, &path, "ast"));
    }
}

#[test]
fn a_file_is_the_same_model_as_its_twin_in_json() {
    let Some((folder, files)) = files() else {
        return;
    };
    let shared = folder.join("__shared.json");
    let mut twins = 0;
    for path in files {
        let twin = path.with_extension("json");
        let ours = load(&[&path, &shared]);
        if twin.exists() {
            assert_same(&path, &ours.ast, &load(&[&twin, &shared]).ast);
            twins += 1;
        }
    }
    assert!(twins > 30, "{twins} files have a twin");
}

/// A file of the corpus that says what the reference implementation has to say of another.
fn answer(corpus: &Path, path: &Path, ending: &str) -> Value {
    let name = path.strip_prefix(corpus).expect("a file of the corpus");
    json(&corpus.join(format!("_reference/{}.{ending}.json", name.display())))
}

#[test]
fn a_file_that_only_validators_complain_of_is_the_same_ast_too() {
    let Some(corpus) = corpus("idl-loader") else {
        return;
    };
    let is_loader = |event: &Value| event["severity"] == "ERROR" && event["id"] == "Model";
    let mut same = 0;
    for path in models(&corpus.join("errorfiles")) {
        let events = answer(&corpus, &path, "events");
        if !events.as_array().expect("events").iter().any(is_loader) {
            let ours = load_files(&[&path]);
            assert_same(&path, &ours.ast, &answer(&corpus, &path, "ast"));
            same += 1;
        }
    }
    assert!(same > 150, "{same} files");
}
