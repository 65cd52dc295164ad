//! One directory a behaviour: `model.json` or `model.smithy`, perhaps `options.toml`, and what is
//! generated (`expected/`) or refused (`expected.err`). Warnings are in `expected.err`, too. Where
//! only names matter, `expected.names` is there in place of the code.
//!
//! `BLESS=1 cargo test -p tinsmith-codegen --test fixtures` writes what is found.

#[path = "support/identifiers.rs"]
mod identifiers;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{env, fs};

use tinsmith_codegen::{Layout, Options, Source, generate};

macro_rules! cases {
    ($($case:ident)*) => {
        mod case {
            $(#[test] fn $case() { super::check(stringify!($case)); })*
        }

        const CASES: &[&str] = &[$(stringify!($case)),*];
    };
}

cases! {
    auth aws_query colliding_methods customized customized_errors customized_members
    customized_messages customized_pages declared defaults derive discovery documentation
    documentation_code done_without ec2_query endpoint_rules enums errors host_prefix
    invalid_defaults json_1_1
    keep_going keep_going_extras left_out names odd_names operation_context optionality options
    overlay overlay_traits paginator patterns protocol_given protocol_named protocol_preferred query_compatible recursion
    refused_auth refused_auth_listed refused_auth_schemes refused_bindings refused_declared
    refused_default refused_endpoint_parameters refused_enum refused_host refused_host_prefix
    refused_http refused_no_protocol refused_options refused_overlay refused_paginator
    refused_payload refused_protocol refused_protocol_name
    refused_rename refused_rules refused_runtime refused_stream refused_traits
    refused_unknown_protocol refused_waiter rest_json rest_xml s3 schema_traits serde_derives service_closure shared_input
    streams unicode unions unit unnamed_values waiter
}

#[test]
fn every_directory_is_a_case() {
    let entries = fs::read_dir(root()).expect("fixtures");
    let names = entries.map(|it| {
        it.expect("an entry")
            .file_name()
            .into_string()
            .expect("text")
    });
    let listed: BTreeSet<String> = CASES.iter().map(|&case| case.to_owned()).collect();
    assert_eq!(names.collect::<BTreeSet<_>>(), listed);
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

/// Files by their path in the case's directory.
type Found = BTreeMap<PathBuf, String>;

fn check(name: &str) {
    let case = root().join(name);
    let found = run(&case, name);
    assert_eq!(found, run(&case, name), "not the same bytes each time");
    if env::var_os("BLESS").is_some() {
        return bless(&case, &found);
    }
    let expected = expected(&case);
    let files: BTreeSet<_> = expected.keys().chain(found.keys()).collect();
    for file in files {
        let text = |of: &Found| of.get(file).cloned().unwrap_or_default();
        compare(&case.join(file), &text(&expected), &text(&found));
    }
}

/// The code or the names, if there are any, and the diagnostics.
fn run(case: &Path, name: &str) -> Found {
    let options = Options::new(name);
    let options = match fs::read_to_string(case.join("options.toml")) {
        Ok(text) => options.configured(&Source::new("options.toml", text)),
        Err(_) => Ok(options),
    };
    let read = |name: &str| Some(Source::new(name, fs::read_to_string(case.join(name)).ok()?));
    let models = ["model.json", "model.smithy"].into_iter();
    let sources: Vec<_> = models.filter_map(read).collect();
    let generated = options.and_then(|options| Ok((generate(&options, &sources)?, options)));
    let mut found = Found::new();
    let diagnostics = match generated {
        Ok((_, options)) if case.join("expected.names").exists() => {
            let names = identifiers::identifiers(&options, &sources).expect("names");
            found.insert("expected.names".into(), names);
            String::new()
        }
        Ok((generated, _)) => {
            for (path, text) in generated.files(Layout::Tree).iter() {
                let path = path.strip_prefix(name).expect("the module's directory");
                found.insert(Path::new("expected").join(path), text.to_owned());
            }
            format!("{:#}", generated.warnings())
        }
        Err(diagnostics) => format!("{diagnostics:#}"),
    };
    if !diagnostics.is_empty() {
        found.insert("expected.err".into(), diagnostics);
    }
    found
}

fn expected(case: &Path) -> Found {
    let files = |directory: &Path| -> Vec<PathBuf> {
        let entries = fs::read_dir(directory).into_iter().flatten();
        entries.map(|it| it.expect("an entry").path()).collect()
    };
    let named = [case.join("expected.err"), case.join("expected.names")];
    let paths = named.into_iter().filter(|path| path.exists());
    let paths = paths.chain(files(&case.join("expected")));
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).expect("text");
        (path.strip_prefix(case).expect("a path").to_owned(), text)
    };
    paths.map(read).collect()
}

fn bless(case: &Path, found: &Found) {
    for path in expected(case)
        .keys()
        .filter(|path| !found.contains_key(*path))
    {
        fs::remove_file(case.join(path)).expect("removed");
    }
    for (path, text) in found {
        let path = case.join(path);
        fs::create_dir_all(path.parent().expect("a directory")).expect("a directory");
        fs::write(path, text).expect("written");
    }
}

#[track_caller]
fn compare(path: &Path, expected: &str, found: &str) {
    let lines = expected.lines().zip(found.lines());
    let line = lines.take_while(|(a, b)| a == b).count();
    assert!(
        expected == found,
        "{}:{}\n  expected: {}\n  found:    {}",
        path.display(),
        line + 1,
        expected.lines().nth(line).unwrap_or("(end)"),
        found.lines().nth(line).unwrap_or("(end)"),
    );
}
