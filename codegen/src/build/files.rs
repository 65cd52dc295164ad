//! Which files a model is made of.

use std::path::{Path, PathBuf};
use std::{fs, io};

use crate::model::c2j::beside;

/// The files that a path stands for: itself, or if it is a folder, all `*.smithy` and
/// `*.json` in it and in the folders below, sorted. With a service file in AWS's own JSON
/// come the files beside it that belong to it: paginators, waiters, endpoint rules.
///
/// Fails if a folder cannot be listed, or if there is no model in it. Whether a file exists
/// is found out by reading it.
pub fn model_files(path: &Path) -> io::Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(with_beside(path));
    }
    let mut files = Vec::new();
    let mut folders = vec![path.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if is_model(&path) {
                files.push(path);
            }
        }
    }
    if files.is_empty() {
        let fault = "there is no `.smithy` or `.json` file in it";
        return Err(io::Error::new(io::ErrorKind::NotFound, fault));
    }
    files.sort();
    Ok(files)
}

fn with_beside(path: &Path) -> Vec<PathBuf> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let names = beside(&name).iter();
    let others = names
        .map(|name| path.with_file_name(name))
        .filter(|path| path.is_file());
    std::iter::once(path.to_owned()).chain(others).collect()
}

/// Whether a file is a model, by its name.
pub(super) fn is_model(path: &Path) -> bool {
    let extension = path.extension();
    extension.is_some_and(|extension| extension == "smithy" || extension == "json")
}
