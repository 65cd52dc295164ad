//! Which files a model is made of.

use std::path::{Path, PathBuf};
use std::{fs, io};

use super::jar::{self, is_jar};
use super::text::read_text;
use crate::diagnostic::Source;
use crate::syntax::c2j::beside;
use crate::syntax::is_other;

/// The model files at a path: the file itself, or for a folder all `*.smithy`, `*.json` and
/// `*.json.gz` in it and in the folders below, sorted. As for Smithy's own loader, names that begin
/// with a dot are skipped, and so are JSON files that are not models. A service file in AWS's own
/// JSON brings the files beside it that belong to it: paginators, waiters, endpoint rules. Of
/// folders named for dates, as botocore has one for each version of a service, the last is taken.
/// A Java archive, named or in a folder, has the models that its manifest lists.
///
/// Fails if a folder cannot be listed, has no model in it, or links to a folder around it. A
/// missing file is found when it is read.
pub fn model_files(path: &Path) -> io::Result<Vec<PathBuf>> {
    if is_jar(path) && path.is_file() {
        return jar::models(path)?.ok_or_else(|| {
            let fault = "there is no `META-INF/smithy/manifest` in it";
            io::Error::new(io::ErrorKind::NotFound, fault)
        });
    }
    if !path.is_dir() {
        return Ok(with_beside(path));
    }
    let mut files = Vec::new();
    walk(path, &mut Vec::new(), &mut files)?;
    if files.is_empty() {
        let fault = "there is no `.smithy` or `.json` file with a model in it";
        return Err(io::Error::new(io::ErrorKind::NotFound, fault));
    }
    files.sort();
    Ok(files)
}

/// Adds the models of a folder and of the folders below; `around` has the folders around it,
/// links resolved.
fn walk(folder: &Path, around: &mut Vec<PathBuf>, files: &mut Vec<PathBuf>) -> io::Result<()> {
    let resolved = folder.canonicalize()?;
    if around.contains(&resolved) {
        let fault = format!("`{}` links to a folder around it", folder.display());
        return Err(io::Error::new(io::ErrorKind::InvalidInput, fault));
    }
    around.push(resolved);
    let mut below = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if is_hidden(&path) {
            continue;
        }
        if path.is_dir() {
            below.push(path);
        } else if cfg!(feature = "jar") && is_jar(&path) {
            files.extend(jar::models(&path)?.unwrap_or_default());
        } else if is_model(&path) && !is_copy(&path) && !is_other_json(&path) {
            files.push(path);
        }
    }
    for folder in newest(below) {
        walk(&folder, around, files)?;
    }
    around.pop();
    Ok(())
}

/// The folder in which a new file would be part of the model: the folder that the model is, or the
/// one of a service file in AWS's own JSON.
pub(super) fn watched_folder(path: &Path) -> Option<&Path> {
    if path.is_dir() {
        return Some(path);
    }
    let has_others = !beside(&unpacked(path)).is_empty();
    let folder = path.parent().filter(|_| has_others)?;
    Some(if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    })
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

/// Whether the name begins with a dot: files of editors (`.#model.smithy`), of archives
/// (`._model.smithy`) and of version control.
pub(super) fn is_hidden(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default();
    name.as_encoded_bytes().starts_with(b".")
}

/// Whether a file is readable JSON and not a model, such as `package.json` and
/// `smithy-build.json`. Faults of the others are reported when they are read.
pub(super) fn is_other_json(path: &Path) -> bool {
    if path.extension().is_some_and(|it| it == "smithy") {
        return false;
    }
    let text = read_text(path);
    text.is_ok_and(|text| is_other(&Source::new(path.display().to_string(), text)))
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

    use super::{is_model, model_files, model_name, watched_folder};

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
    fn hidden_files_and_folders_are_skipped() {
        let files = [
            ".#a.smithy",
            "._a.smithy",
            ".git/a.json",
            ".json",
            "a.smithy",
            "b/.b.json",
            "b/c..smithy",
        ];
        assert_eq!(found("hidden", &files, ""), ["a.smithy", "b/c..smithy"]);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_until_they_loop() {
        let name = format!("tinsmith-files-links-{}", std::process::id());
        let root = std::env::temp_dir().join(name);
        fs::create_dir_all(root.join("models/below")).expect("a folder");
        fs::write(root.join("models/a.smithy"), "").expect("a file");
        let link = |to: &str, from: &str| {
            std::os::unix::fs::symlink(root.join(to), root.join(from)).expect("a link");
        };
        link("models", "linked");
        let listed = model_files(&root.join("linked"));
        link("models", "twice");
        let twice = model_files(&root);
        for target in ["models", "models/below"] {
            link(target, "models/below/up");
            let fault = model_files(&root.join("models")).expect_err("a loop");
            let fault = fault.to_string();
            assert!(
                fault.ends_with("up` links to a folder around it"),
                "{fault}"
            );
            fs::remove_file(root.join("models/below/up")).expect("no link");
        }
        fs::remove_dir_all(&root).expect("the folder removed");
        assert_eq!(listed.expect("files"), [root.join("linked/a.smithy")]);
        assert_eq!(twice.expect("files").len(), 3);
    }

    #[test]
    fn json_files_that_are_no_models_are_skipped_in_folders() {
        let texts = [
            ("package.json", "{\"name\": \"x\", \"version\": \"1\"}"),
            (
                "smithy-build.json",
                "{\"version\": \"1.0\", \"plugins\": {}}",
            ),
            ("list.json", "[1, 2]"),
            ("text.json", "\"smithy\""),
            ("broken.json", "{\"name\": "),
            ("late.json", "{\"shapes\": {}, \"smithy\": \"2.0\"}"),
            ("model.json", "{\"smithy\": \"2.0\"}"),
            ("rules.json", "{\"parameters\": {}, \"rules\": []}"),
        ];
        let name = format!("tinsmith-files-other-{}", std::process::id());
        let root = std::env::temp_dir().join(name);
        fs::create_dir_all(&root).expect("a folder");
        for (file, text) in texts {
            fs::write(root.join(file), text).expect("a file");
        }
        let found = model_files(&root).expect("files");
        let single = model_files(&root.join("package.json")).expect("a file");
        fs::remove_dir_all(&root).expect("the folder removed");
        let names = found.iter().filter_map(|path| path.file_name()?.to_str());
        let wanted = ["broken.json", "late.json", "model.json", "rules.json"];
        assert_eq!(names.collect::<Vec<_>>(), wanted);
        assert_eq!(single, [root.join("package.json")]);
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
    fn folders_are_watched_where_a_new_file_would_count() {
        let watched = |path: &str| watched_folder(Path::new(path)).map(Path::to_owned);
        for name in ["service-2.json", "service-2.json.gz", "api-2.json"] {
            assert_eq!(watched(name), Some(".".into()));
            let below = format!("a/b/{name}");
            assert_eq!(watched(&below), Some("a/b".into()));
        }
        for other in ["kms.json", "a/kms.smithy", "a/waiters-2.json", "a/kms.jar"] {
            assert_eq!(watched(other), None);
        }
        assert_eq!(watched("src"), Some("src".into()));
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
