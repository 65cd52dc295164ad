//! Models with waiters, right and wrong, that Smithy validates: what is an error or a danger
//! there is refused here, and nothing else is.
//!
//! They are found through `TINSMITH_CORPORA`, or `../shared/corpora` beside the workspace.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tinsmith_codegen::{Options, Source, generate};

fn cases() -> Vec<PathBuf> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpora");
    let corpora = std::env::var_os("TINSMITH_CORPORA").map_or(workspace, PathBuf::from);
    let Ok(files) = corpora.join("waiters-errorfiles/errorfiles").read_dir() else {
        eprintln!("left out: no models of waiters, since TINSMITH_CORPORA is not there");
        return Vec::new();
    };
    let paths = files.map(|file| file.expect("an entry").path());
    let mut models: Vec<_> = paths
        .filter(|path| path.extension().is_some_and(|it| it == "smithy"))
        .collect();
    models.sort();
    models
}

/// The names of the model's operations, or of its service where it has one.
fn defined<'a>(model: &'a str, keyword: &str) -> Vec<&'a str> {
    let lines = model.lines().filter_map(|line| line.strip_prefix(keyword));
    let is_name = |c: char| c.is_ascii_alphanumeric();
    lines
        .filter_map(|rest| rest.split(|c| !is_name(c)).next())
        .collect()
}

/// The model with a service that a client can be generated for.
fn sources(model: &str) -> [Arc<Source>; 2] {
    let operations = defined(model, "operation ").join(", ");
    let service = format!(
        "$version: \"2.0\"\nnamespace smithy.example\n@aws.protocols#awsJson1_0\n\
         service Added {{ version: \"1\", operations: [{operations}] }}\n"
    );
    [
        Source::new("model.smithy", model),
        Source::new("service.smithy", service),
    ]
}

/// The waiter that an event of Smithy is about, if it names one.
fn named(event: &str) -> Option<&str> {
    let of = ["Waiter `", "waiter named `", "waiter name `"];
    let after = of.iter().find_map(|it| event.split_once(it))?.1;
    after.split('`').next()
}

#[test]
fn what_smithy_refuses_is_refused() {
    let mut wrong = Vec::new();
    for path in cases() {
        let model = fs::read_to_string(&path).expect("a model");
        let events = fs::read_to_string(path.with_extension("errors")).expect("events");
        let is_refused = |it: &&str| it.starts_with("[ERROR]") || it.starts_with("[DANGER]");
        let events: Vec<&str> = events.lines().filter(is_refused).collect();
        let named = events.iter().filter_map(|it| named(it));
        let expected: BTreeSet<String> = named.map(str::to_lowercase).collect();
        let mut options = Options::new("model");
        options.service = Some("smithy.example#Added".to_owned());
        let refused = match generate(&options, &sources(&model)) {
            Ok(_) => String::new(),
            Err(diagnostics) => diagnostics.to_string(),
        };
        let errors = refused.split("\n\n").filter(|it| it.starts_with("error"));
        let found: BTreeSet<String> = errors
            .map(|error| error.split('`').nth(1).unwrap_or(error).to_lowercase())
            .collect();
        let agrees = found.is_empty() == events.is_empty();
        if !agrees || !expected.is_subset(&found) {
            wrong.push(format!("{}: {events:#?}\n{refused}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
