//! Which files a model is made of.

use std::path::{Path, PathBuf};
use std::{fs, io};

use crate::syntax::c2j::beside;

/// The model files at a path: the file itself, or for a folder all `*.smithy`, `*.json` and
/// `*.json.gz` in it and in the folders below, sorted. A service file in AWS's own JSON brings the
/// files beside it that belong to it: paginators, waiters, endpoint rules. Of folders named for
/// dates, as botocore has one for each version of a service, the last is taken.
///
/// Fails if a folder cannot be listed or has no model in it. A missing file is found when it is
/// read.
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

/// The name of a model: that of its file or folder, without the extension of its format.
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

/// Whether a compressed file is beside its original.
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

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::{is_model, model_files, model_name};

    /// The files that a folder with these files is a model of, or one of them.
    fn found(test: &str, files: &[&str], wanted: &str) -> Vec<String> {
        let name = format!("tinsmith-files-{test}-{}", std::process::id());
        let root = std::env::temp_dir().join(name);
        for file in files {
            let path = root.join(file);
            let folder = path.parent().expect("a folder");
            fs::create_dir_all(folder).expect("a folder");
            fs::write(path, "").expect("a file");
        }
        let found = model_files(&root.join(wanted)).expect("files");
        let shown = found.iter().map(|path| {
            let below = path.strip_prefix(&root).expect("a path below");
            below.display().to_string().replace('\\', "/")
        });
        let shown = shown.collect();
        fs::remove_dir_all(&root).expect("the folder removed");
        shown
    }

    #[test]
    fn of_dated_folders_with_a_service_the_last_counts() {
        let files = [
            "kms/2014-11-01/api-2.json",
            "kms/2015-12-31/service-2.json.gz",
            "kms/2015-12-31/paginators-1.json",
            "kms/2016-01-01/endpoint-rule-set-1.json.gz",
            "kms/shared/more.json",
        ];
        let last = [
            "kms/2015-12-31/paginators-1.json",
            "kms/2015-12-31/service-2.json.gz",
            "kms/shared/more.json",
        ];
        assert_eq!(found("dated", &files, "kms"), last);
        assert_eq!(found("above", &files, ""), last);
    }

    #[test]
    fn dated_folders_without_a_service_are_folders_as_others() {
        let files = ["2014-11-01/a.smithy", "2015-12-31/b.json"];
        assert_eq!(found("undated", &files, ""), files);
    }

    #[test]
    fn what_is_there_in_both_forms_is_one_file() {
        let files = [
            "service-2.json",
            "service-2.json.gz",
            "waiters-2.json",
            "waiters-2.json.gz",
        ];
        let once = ["service-2.json", "waiters-2.json"];
        assert_eq!(found("both", &files, ""), once);
        assert_eq!(found("named", &files, "service-2.json"), once);
    }

    #[test]
    fn a_compressed_model_is_called_as_it_is_unpacked() {
        let name = |path: &str| (model_name(Path::new(path)), is_model(Path::new(path)));
        assert_eq!(name("a/kms.json.gz"), ("kms".to_owned(), true));
        assert_eq!(name("a/kms.json"), ("kms".to_owned(), true));
        assert_eq!(name("a/kms.smithy"), ("kms".to_owned(), true));
        assert_eq!(name("a/kms.gz"), ("kms".to_owned(), false));
        assert_eq!(name("a/kms.smithy.gz"), ("kms".to_owned(), false));
    }
}
