//! What the tests of the IDL share: corpora, loading, and comparing ASTs by meaning.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;
use tinsmith_codegen::diagnostic::{Diagnostics, Severity, Source};
use tinsmith_codegen::load::load;
use tinsmith_codegen::load::select::check_all;
use tinsmith_codegen::load::whole;
use tinsmith_codegen::syntax::idl::translate;

/// A folder of the corpora, or nothing with a line that says what was left out.
pub(crate) fn corpus(name: &str) -> Option<PathBuf> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpora");
    let corpora = std::env::var_os("TINSMITH_CORPORA").map_or(workspace, PathBuf::from);
    let folder = corpora.join(name);
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("left out: no {name}, since TINSMITH_CORPORA is not there");
    None
}

/// The models below a folder, sorted.
pub(crate) fn models(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a readable folder") {
            let path = entry.expect("a readable entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path
                .extension()
                .is_some_and(|it| it == "smithy" || it == "json")
            {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

pub(crate) fn read(path: &Path) -> Arc<Source> {
    let text = fs::read_to_string(path).expect("a readable file");
    Source::new(path.display().to_string(), text)
}

/// What became of some files.
pub(crate) struct Loaded {
    pub(crate) ast: Value,
    pub(crate) diagnostics: Diagnostics,
}

impl Loaded {
    /// How many errors there are.
    pub(crate) fn errors(&self) -> usize {
        let sorted = self.diagnostics.sorted().into_iter();
        sorted.filter(|it| it.severity == Severity::Error).count()
    }

    /// The lines of all errors, and of what they refer to.
    pub(crate) fn error_lines(&self) -> Vec<usize> {
        let sorted = self.diagnostics.sorted();
        let errors = sorted.iter().filter(|it| it.severity == Severity::Error);
        let places = errors.flat_map(|it| {
            let note = it.note.as_ref().map(|(_, place)| place);
            it.location.iter().chain(note)
        });
        places.map(|place| place.line_and_column().0).collect()
    }
}

pub(crate) fn load_all(sources: &[Arc<Source>]) -> Loaded {
    let mut diagnostics = Diagnostics::new();
    let sources = translate(sources, &mut diagnostics);
    let ast = load(&sources, &mut diagnostics);
    check_all(&ast, &mut diagnostics);
    let text = whole::print(&ast, &mut diagnostics);
    let ast = serde_json::from_str(&finite(&text)).expect("an AST in JSON");
    Loaded { ast, diagnostics }
}

pub(crate) fn load_files(paths: &[&Path]) -> Loaded {
    let sources: Vec<_> = paths.iter().map(|path| read(path)).collect();
    load_all(&sources)
}

pub(crate) fn json(path: &Path) -> Value {
    let text = fs::read_to_string(path).expect("a readable file");
    serde_json::from_str(&finite(&text))
        .unwrap_or_else(|fault| panic!("{}: {fault}", path.display()))
}

/// Numbers that a `double` cannot hold, which the reference implementation does not keep, as
/// one that it can.
fn finite(text: &str) -> String {
    let huge = [
        ": Infinity",
        ": 1.7976931348623157E+309",
        ": 2e+308",
        ": 2E+308",
    ];
    huge.iter()
        .fold(text.to_owned(), |text, huge| text.replace(huge, ": 1e308"))
}

/// Where two values differ in meaning: paths with both values.
pub(crate) fn differences(ours: &Value, theirs: &Value) -> Vec<String> {
    let mut found = Vec::new();
    compare(ours, theirs, "", &mut found);
    found
}

fn compare(ours: &Value, theirs: &Value, path: &str, found: &mut Vec<String>) {
    match (ours, theirs) {
        (Value::Object(ours), Value::Object(theirs)) => {
            for (key, ours) in ours {
                let path = format!("{path}/{key}");
                match theirs.get(key) {
                    Some(theirs) => compare(ours, theirs, &path, found),
                    None => found.push(format!("{path}: only ours, {ours}")),
                }
            }
            for (key, theirs) in theirs {
                if !ours.contains_key(key) {
                    found.push(format!("{path}/{key}: only theirs, {theirs}"));
                }
            }
        }
        (Value::Array(ours), Value::Array(theirs)) if ours.len() == theirs.len() => {
            for (index, (ours, theirs)) in ours.iter().zip(theirs).enumerate() {
                compare(ours, theirs, &format!("{path}/{index}"), found);
            }
        }
        (Value::Number(ours), Value::Number(theirs)) if close(ours.as_f64(), theirs.as_f64()) => {}
        _ if ours == theirs => {}
        _ => found.push(format!("{path}: ours {ours}, theirs {theirs}")),
    }
}

fn close(ours: Option<f64>, theirs: Option<f64>) -> bool {
    let both = ours.zip(theirs);
    both.is_some_and(|(ours, theirs)| ours.total_cmp(&theirs).is_eq())
}
