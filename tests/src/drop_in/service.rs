//! The services of models, and their code.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use tinsmith_codegen::ir::names::{Scope, snake};
use tinsmith_codegen::model::load::{load, translate};
use tinsmith_codegen::model::select::services;
use tinsmith_codegen::{Diagnostics, Files, Generated, Layout, Options, Source, generate};

use super::cpu;
use super::report::Row;
use crate::endpoints::corpora;
use crate::models::models;

/// A service of a model.
pub(super) struct Service {
    /// A name of its own for the code's package and module.
    package: String,
    /// The shape id; none in a model that cannot be read.
    id: Option<String>,
    sources: Vec<Arc<Source>>,
}

/// Every service of the models at `paths`; without paths, of those of the corpora.
///
/// Fails when a file cannot be read.
pub(super) fn find(paths: Vec<PathBuf>) -> Result<Vec<Service>, String> {
    let paths = if paths.is_empty() {
        let corpora = corpora().ok_or(
            "the corpora are not there: give models, or set TINSMITH_CORPORA to the corpora",
        )?;
        vec![corpora.join("models")]
    } else {
        paths
    };
    let mut found = Vec::new();
    // Not a name of the standard library, nor of the runtime.
    let mut names = Scope::with(&["alloc", "core", "proc_macro", "std", "test", "tinsmith"]);
    for files in models(paths)? {
        let sources = files.iter().map(|path| {
            let name = path.display().to_string();
            let text = fs::read_to_string(path).map_err(|error| format!("{name}: {error}"))?;
            Ok(Source::new(name, text))
        });
        let sources = sources.collect::<Result<Vec<_>, String>>()?;
        let file = files.first().and_then(|path| path.file_stem());
        let file = snake(&file.unwrap_or_default().to_string_lossy());
        let ids = ids(&sources);
        for id in &ids {
            let name = id.as_ref().and_then(|id| id.split('#').nth(1));
            let wanted = match name {
                Some(name) if ids.len() > 1 => format!("{file}_{}", snake(name)),
                _ => file.clone(),
            };
            found.push(Service {
                package: names.claim(&wanted, "").plain().to_owned(),
                id: id.clone(),
                sources: sources.clone(),
            });
        }
    }
    Ok(found)
}

/// The services of a model; one that is unknown, whose generation says more, if there are none.
fn ids(sources: &[Arc<Source>]) -> Vec<Option<String>> {
    let mut diagnostics = Diagnostics::new();
    let sources = translate(sources, &mut diagnostics);
    let ids = services(&load(&sources, &mut diagnostics));
    let ids = ids.iter().map(|id| Some(id.as_str().to_owned()));
    let ids: Vec<_> = ids.collect();
    if ids.is_empty() { vec![None] } else { ids }
}

impl Service {
    /// Generates the code; the row says how that went.
    pub(super) fn generate(&self) -> (Row, Option<Files>) {
        let mut options = Options::new(&self.package);
        options.service.clone_from(&self.id);
        let before = cpu::of_thread();
        let generated = generate(&options, &self.sources);
        let generated = generated.map(|it| (it.files(Layout::Single), it));
        let after = cpu::of_thread();
        let mut row = Row {
            service: self.id.clone().unwrap_or_else(|| self.package.clone()),
            package: self.package.clone(),
            generation: after
                .zip(before)
                .map(|(it, before)| it.saturating_sub(before)),
            ..Row::default()
        };
        match generated {
            Ok((files, generated)) => {
                row.describe(&generated, &files);
                (row, Some(files))
            }
            Err(faults) => {
                let faults = faults.sorted();
                row.diagnostics = faults.len();
                row.fault = faults.first().map(ToString::to_string);
                (row, None)
            }
        }
    }
}

impl Row {
    fn describe(&mut self, generated: &Generated, files: &Files) {
        generated.protocol().clone_into(&mut self.protocol);
        self.operations = generated.operations().len();
        self.shapes = generated.shapes();
        self.diagnostics = generated.warnings().sorted().len();
        self.lines = files.iter().map(|(_, text)| text.lines().count()).sum();
    }
}
