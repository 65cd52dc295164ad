//! Model files and the partition facts that their endpoint tests were written for.

use std::fs;
use std::path::{Path, PathBuf};

use tinsmith_codegen::compile::partitions::Partitions;
use tinsmith_codegen::load::{self, whole};
use tinsmith_codegen::syntax::idl;
use tinsmith_codegen::{Diagnostics, Source};

use super::{Form, Report, run, run_model};

/// The conformance data: `TINSMITH_CORPORA`, or beside the checkout. None if it is not there.
pub fn corpora() -> Option<PathBuf> {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/corpora");
    let path = std::env::var_os("TINSMITH_CORPORA").map_or(beside.into(), PathBuf::from);
    path.is_dir().then_some(path)
}

/// All models of the corpora, in name order.
pub fn models() -> Vec<PathBuf> {
    let directory = corpora().and_then(|corpora| fs::read_dir(corpora.join("models")).ok());
    let files = directory
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path());
    let mut models: Vec<_> = files
        .filter(|path| path.extension().is_some_and(|e| e == "json"))
        .collect();
    models.sort();
    models
}

/// The files with endpoint tests at a path: itself, or those below it, in name order. Models that
/// are there to be refused (`errorfiles`) are left alone.
pub fn files(path: &Path) -> Vec<PathBuf> {
    if !path.is_dir() {
        return vec![path.to_owned()];
    }
    let entries = fs::read_dir(path).into_iter().flatten().flatten();
    let mut entries: Vec<_> = entries.map(|entry| entry.path()).collect();
    entries.sort();
    let below = entries.iter().flat_map(|entry| {
        if entry.ends_with("errorfiles") {
            return Vec::new();
        }
        files(entry)
    });
    let has_tests = |file: &PathBuf| {
        let extension = file.extension().and_then(|it| it.to_str());
        let text = fs::read_to_string(file).unwrap_or_default();
        match extension {
            Some("json") => {
                text.contains("\"testCases\"") && (rules_of(file).is_some() || is_model(&text))
            }
            Some("smithy") => text.contains("endpointTests(") || text.contains("endpointTests ("),
            _ => false,
        }
    };
    below.filter(has_tests).collect()
}

fn is_model(text: &str) -> bool {
    text.contains("smithy.rules#endpointTests")
}

/// Runs the endpoint tests of a file: a model of Smithy in JSON or IDL, or a file of tests whose
/// rules lie where the corpora have them. Models of the corpora have the partition facts of their
/// day, all others those that ship with the generator.
pub fn run_file(path: &Path, form: Form) -> Result<Report, String> {
    let text = read(path)?;
    if path.extension().is_some_and(|it| it == "smithy") {
        let model = json_of(path, text)?;
        return run_model(&model, form, &Partitions::bundled()?);
    }
    if let Some(rules) = rules_of(path) {
        let json = |text: String| serde_json::from_str(&text).map_err(|error| error.to_string());
        return run(&json(read(&rules)?)?, &json(text)?, &Partitions::bundled()?);
    }
    let partitions = match pinned_partitions(path) {
        Some(file) => Partitions::parse(&read(&file)?)?,
        None => Partitions::bundled()?,
    };
    run_model(&text, form, &partitions)
}

/// A model in the IDL as one in JSON.
fn json_of(path: &Path, text: String) -> Result<String, String> {
    let sources = [Source::new(path.display().to_string(), text)];
    let mut diagnostics = Diagnostics::default();
    let sources = idl::translate(&sources, &mut diagnostics);
    let ast = load::load(&sources, &mut diagnostics);
    let json = whole::print(&ast, &mut diagnostics);
    if diagnostics.has_errors() {
        return Err(diagnostics.to_string());
    }
    Ok(json)
}

/// The rules that a file of tests is about.
fn rules_of(tests: &Path) -> Option<PathBuf> {
    let name = tests.file_name()?.to_str()?;
    let folder = tests.parent()?;
    let beside = folder.join("endpoint-rule-set-1.json");
    let by_name = name.strip_suffix("-tests.json");
    let by_name = by_name.map(|name| folder.join(format!("{name}.json")));
    let of_unit = folder.with_file_name("valid-rules").join(name);
    let places = [
        Some(beside),
        by_name,
        Some(of_unit),
        rules_of_service(folder),
    ];
    let is_tests = name == "endpoint-tests-1.json" || name.ends_with("-tests.json");
    let is_tests = is_tests || folder.ends_with("test-cases");
    let mut places = places.into_iter().flatten().filter(|it| it.is_file());
    places.next().filter(|_| is_tests)
}

/// The rules of the service whose name a folder of tests bears: of its only version.
fn rules_of_service(folder: &Path) -> Option<PathBuf> {
    let service = corpora()?.join("c2j").join(folder.file_name()?);
    let versions = fs::read_dir(service).ok()?.flatten();
    let mut rules = versions.map(|version| version.path().join("endpoint-rule-set-1.json"));
    rules.find(|it| it.is_file())
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

/// The partitions file for a model of the corpora, by the repository it is from
/// (`models/README.md` there).
fn pinned_partitions(model: &Path) -> Option<PathBuf> {
    let sources = fs::read_to_string(model.with_file_name("SOURCES.tsv")).ok()?;
    let name = model.file_name()?.to_str()?;
    let source = sources
        .lines()
        .find(|line| line.split('\t').next() == Some(name))?;
    let file = if source.contains("aws/api-models-aws") {
        "partitions-2025-02-06.json"
    } else if source.contains("aws/aws-sdk-kotlin") {
        "partitions-2025-09-23.json"
    } else {
        "partitions-2026-01-15.json"
    };
    Some(model.parent()?.with_file_name("partitions").join(file))
}
