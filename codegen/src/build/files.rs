//! Which files a model is made of.

use std::path::{Path, PathBuf};
use std::{fs, io};

/// The files that a path stands for: itself, or if it is a folder, all `*.smithy` and
/// `*.json` in it and in the folders below, sorted.
///
/// Fails if a folder cannot be listed, or if there is no model in it. Whether a file exists
/// is found out by reading it.
pub fn model_files(path: &Path) -> io::Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
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

/// Whether a file is a model, by its name.
pub(super) fn is_model(path: &Path) -> bool {
    let extension = path.extension();
    extension.is_some_and(|extension| extension == "smithy" || extension == "json")
}
