//! A directory of models, each a module: what the crate `generated` is built from.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{fs, io};

use super::{Build, end, write};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ir::names::snake;
use crate::output::{Files, portable};

/// Generates a module for every `*.json` of a directory, named after the file in snake case,
/// with the options of the `.toml` of the same name where there is one.
///
/// The crate then has them all with `include!(concat!(env!("OUT_DIR"), "/services.rs"));`.
/// A file that is added later is noticed. Faults are printed and end the build script.
pub fn build_directory(path: impl AsRef<Path>) {
    end(files(path.as_ref()).and_then(|files| write(&files)));
}

fn files(directory: &Path) -> Result<Files, Diagnostics> {
    println!("cargo::rerun-if-changed={}", directory.display());
    let mut diagnostics = Diagnostics::new();
    let models = match models(directory) {
        Ok(models) => models,
        Err(error) => {
            let fault = format!("cannot read `{}`: {error}", directory.display());
            diagnostics.push(Diagnostic::error(fault));
            return Err(diagnostics);
        }
    };
    let mut files = Files::default();
    let mut list = String::new();
    let mut modules = BTreeSet::new();
    for model in models {
        let module = module(&model);
        if !modules.insert(module.clone()) {
            let fault = format!("another model is module `{module}` already");
            let fault = Diagnostic::error(fault).on(&model.display());
            diagnostics.push(fault.help("rename one of the files"));
            continue;
        }
        let mut build = Build::new(&module).model(&model);
        let config = model.with_extension("toml");
        if config.is_file() {
            build = build.config(config);
        }
        match build.files() {
            Ok(generated) => files.append(generated),
            Err(faults) => diagnostics.append(faults),
        }
        let include = format!("include!(concat!(env!(\"OUT_DIR\"), \"/{module}.rs\"));\n");
        list.push_str(&include);
    }
    let origin = directory.display().to_string();
    files.insert("services.rs".into(), portable(&origin), &list);
    if diagnostics.has_errors() {
        Err(diagnostics)
    } else {
        Ok(files)
    }
}

/// The model files of a directory, sorted.
fn models(directory: &Path) -> io::Result<Vec<PathBuf>> {
    let mut models = Vec::new();
    for entry in fs::read_dir(directory)? {
        let path = entry?.path();
        if path
            .extension()
            .is_some_and(|extension| extension == "json")
        {
            models.push(path);
        }
    }
    models.sort();
    Ok(models)
}

fn module(model: &Path) -> String {
    let stem = model.file_stem().unwrap_or_default();
    snake(&stem.to_string_lossy())
}
