//! The services of models, and their code.

use std::path::PathBuf;
use std::sync::Arc;

use serde_json::{Map, Value};
use tinsmith_codegen::load::load;
use tinsmith_codegen::load::select::services;
use tinsmith_codegen::names::{Scope, snake};
use tinsmith_codegen::syntax::translate;
use tinsmith_codegen::{
    Diagnostics, Files, Generated, Layout, Options, Source, generate, model_name, read_text,
};

use super::cpu;
use super::documentation;
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

/// Every service of the models at `paths`; without paths, of those of the corpora. What
/// folders hold besides models is passed over.
///
/// Fails when a file cannot be read.
pub(super) fn find(paths: Vec<PathBuf>) -> Result<Vec<Service>, String> {
    let paths = if paths.is_empty() {
        let corpora = corpora().ok_or(
            "the corpora are not there: give models, or set TINSMITH_CORPORA to the corpora",
        )?;
        vec![corpora.join("models"), corpora.join("c2j")]
    } else {
        paths
    };
    let given = paths.clone();
    let mut found = Vec::new();
    // Not a name of the standard library, nor of the runtime.
    let mut names = Scope::with(&["alloc", "core", "proc_macro", "std", "test", "tinsmith"]);
    for files in models(paths)? {
        let sources = files.iter().map(|path| {
            let name = path.display().to_string();
            let text = read_text(path).map_err(|error| format!("{name}: {error}"))?;
            Ok(Source::new(name, text))
        });
        let sources = sources.collect::<Result<Vec<_>, String>>()?;
        let ids = ids(&sources);
        let is_given = files.iter().any(|file| given.contains(file));
        if !is_given && ids == [None] && sources.iter().all(|source| is_no_model(source)) {
            continue;
        }
        let file = files.first().map(|path| snake(&model_name(path)));
        let file = file.filter(|name| !SERVICE_FILES.contains(&name.as_str()));
        for id in &ids {
            let wanted = package(file.as_deref(), id.as_deref(), ids.len() == 1);
            found.push(Service {
                package: names.claim(&wanted, "").plain().to_owned(),
                id: id.clone(),
                sources: sources.clone(),
            });
        }
    }
    Ok(found)
}

/// What files are called that are named for their format, and not for their service.
const SERVICE_FILES: [&str; 2] = ["service_2", "api_2"];

/// The package of a service: named for the file, for the service where the file has more, or
/// says nothing.
fn package(file: Option<&str>, id: Option<&str>, is_only: bool) -> String {
    let service = id.and_then(|id| id.split('#').nth(1)).map(snake);
    match (file, service) {
        (Some(file), Some(service)) if !is_only => format!("{file}_{service}"),
        (Some(file), _) => file.to_owned(),
        (None, service) => service.unwrap_or_default(),
    }
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

/// Whether a file of a folder of models is data of another kind.
fn is_no_model(source: &Source) -> bool {
    let object = serde_json::from_str::<Map<String, Value>>(source.text());
    object.is_ok_and(|it| !it.contains_key("smithy") && !it.contains_key("metadata"))
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
                let doctest = |(_, text): (_, &str)| documentation::doctest(text);
                row.fault = files.iter().find_map(doctest);
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
