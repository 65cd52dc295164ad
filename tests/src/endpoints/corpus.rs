//! Model files and the partition facts that their endpoint tests were written for.

use std::fs;
use std::path::{Path, PathBuf};

use tinsmith_codegen::partitions::Partitions;

use super::{Report, run_model};

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

/// Runs the endpoint tests of a model file: one of the corpora with the partition facts of
/// its day, any other with those that ship with the generator.
pub fn run_file(path: &Path) -> Result<Report, String> {
    let model = read(path)?;
    let partitions = match pinned_partitions(path) {
        Some(file) => Partitions::parse(&read(&file)?)?,
        None => Partitions::bundled()?,
    };
    run_model(&model, &partitions)
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
