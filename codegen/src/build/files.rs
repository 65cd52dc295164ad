//! Which files a model is made of.

use std::path::{Path, PathBuf};
use std::{fs, io};

use crate::model::c2j::beside;

/// The files that a path stands for: itself, or if it is a folder, all `*.smithy`, `*.json`
/// and `*.json.gz` in it and in the folders below, sorted. With a service file in AWS's own
/// JSON come the files beside it that belong to it: paginators, waiters, endpoint rules. Of
/// folders named for dates, as botocore has one for each version of a service, the last is
/// taken.
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
        let mut below = Vec::new();
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                below.push(path);
            } else if is_model(&path) && !is_copy(&path) {
                files.push(path);
            }
        }
        folders.extend(newest(below));
    }
    if files.is_empty() {
        let fault = "there is no `.smithy` or `.json` file in it";
        return Err(io::Error::new(io::ErrorKind::NotFound, fault));
    }
    files.sort();
    Ok(files)
}

/// The name of a model by that of its file or folder: without what says how it is written.
pub fn model_name(path: &Path) -> String {
    let name = unpacked(path);
    let stem = Path::new(&name).file_stem();
    stem.unwrap_or_default().to_string_lossy().into_owned()
}

fn with_beside(path: &Path) -> Vec<PathBuf> {
    let names = beside(&unpacked(path)).iter();
    let forms = names.flat_map(|name| [(*name).to_owned(), format!("{name}.gz")]);
    let others = forms
        .map(|name| path.with_file_name(name))
        .filter(|path| path.is_file() && !is_copy(path));
    std::iter::once(path.to_owned()).chain(others).collect()
}

/// Whether a file is a model, by its name.
pub(super) fn is_model(path: &Path) -> bool {
    let name = unpacked(path);
    let extension = Path::new(&name).extension();
    let extension = extension.unwrap_or_default();
    extension == "json" || (extension == "smithy" && !is_packed(path))
}

/// Whether a compressed file lies beside what it was made from.
pub(super) fn is_copy(path: &Path) -> bool {
    is_packed(path) && path.with_file_name(unpacked(path)).is_file()
}

fn is_packed(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "gz")
}

/// The name of a file, less the ending `.gz`.
fn unpacked(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.strip_suffix(".gz").unwrap_or(&name).to_owned()
}

/// The folders without those of a service's older versions.
fn newest(folders: Vec<PathBuf>) -> Vec<PathBuf> {
    let versions = folders.iter();
    let versions = versions.filter(|folder| is_dated(folder) && has_service(folder));
    let Some(newest) = versions.max().cloned() else {
        return folders;
    };
    let mut folders = folders;
    folders.retain(|folder| *folder == newest || !is_dated(folder));
    folders
}

/// Whether a folder is named for a date, as `2012-08-10`.
fn is_dated(folder: &Path) -> bool {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let parts: Vec<&str> = name.split('-').collect();
    let lengths = parts.iter().map(|part| part.len());
    lengths.eq([4, 2, 2]) && name.bytes().all(|it| it == b'-' || it.is_ascii_digit())
}

/// Whether there is a service file in AWS's own JSON in a folder.
fn has_service(folder: &Path) -> bool {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names = entries.map(|entry| unpacked(&entry.path()));
    names.any(|name| !beside(&name).is_empty())
}
