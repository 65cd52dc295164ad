//! Which models there are at the paths that a command is given.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use tinsmith_codegen::model_files;

/// The service file of a folder that is one model, in AWS's own JSON.
const SERVICE: [&str; 4] = [
    "service-2.json",
    "api-2.json",
    "service-2.json.gz",
    "api-2.json.gz",
];

/// The files of each model at `paths`, or in folders there: one for each file of JSON AST,
/// those of each folder in AWS's own JSON, and one for all files in the IDL together.
///
/// Fails when a folder cannot be read.
pub(crate) fn models(paths: Vec<PathBuf>) -> Result<Vec<Vec<PathBuf>>, String> {
    let mut models = Vec::new();
    for path in paths {
        collect(&path, &mut models)?;
    }
    let is_idl = |files: &Vec<PathBuf>| {
        let mut extensions = files.iter().filter_map(|it| it.extension());
        extensions.any(|extension| extension == OsStr::new("smithy"))
    };
    let (idl, mut models): (Vec<_>, Vec<_>) = models.into_iter().partition(is_idl);
    models.extend((!idl.is_empty()).then(|| idl.concat()));
    Ok(models)
}

/// Adds a file with those that belong to it, or the models at any depth of a folder.
fn collect(path: &Path, models: &mut Vec<Vec<PathBuf>>) -> Result<(), String> {
    let fault = |path: &Path, error| format!("{}: {error}", path.display());
    if !path.is_dir() {
        let files = model_files(path).map_err(|error| fault(path, error))?;
        models.push(files);
        return Ok(());
    }
    let services = SERVICE.map(|name| path.join(name));
    if let Some(service) = services.into_iter().find(|it| it.is_file()) {
        return collect(&service, models);
    }
    let entries = fs::read_dir(path).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let entries = entries.map_err(|error| fault(path, error))?;
    let mut entries: Vec<PathBuf> = entries.iter().map(fs::DirEntry::path).collect();
    entries.sort();
    for entry in entries {
        let name = entry.to_string_lossy();
        let endings = [".json", ".json.gz", ".smithy"];
        if entry.is_dir() || endings.iter().any(|ending| name.ends_with(ending)) {
            collect(&entry, models)?;
        }
    }
    Ok(())
}
