//! Finds and reads the files that the macro's arguments name.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{env, fs};

use tinsmith_codegen::suggest::closest;
use tinsmith_codegen::{Source, model_files, read_text};

use crate::arguments::Word;
use crate::fault::{Fault, with_help};

/// A file that was read.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) path: PathBuf,
    /// The text, under the name that the user wrote; for a file of a folder, the folder's name
    /// joined with the file's.
    pub(crate) source: Arc<Source>,
}

/// Reads a file relative to the crate's directory, or else to the nearest directory above it that
/// has a `Cargo.toml` and contains the file.
pub(crate) fn read(name: &Word) -> Result<Found, Fault> {
    read_at(name, find(name, Path::is_file)?, name.text.clone())
}

/// Reads a model relative to the same directories: a file with the files that belong to it, or
/// all files of a folder.
pub(crate) fn read_model(name: &Word) -> Result<Vec<Found>, Fault> {
    let root = find(name, Path::exists)?;
    let refuse = |error| Fault::new(name.span, format!("cannot read `{}`: {error}", name.text));
    let files = model_files(&root).map_err(refuse)?.into_iter();
    let read = files.map(|path| {
        let shown = match path.strip_prefix(&root) {
            Ok(below) if below.as_os_str().is_empty() => PathBuf::from(&name.text),
            Ok(below) => Path::new(&name.text).join(below),
            Err(_) => {
                let beside = path.file_name().unwrap_or_default();
                Path::new(&name.text).with_file_name(beside)
            }
        };
        read_at(name, path, shown.display().to_string())
    });
    read.collect()
}

fn find(name: &Word, is_there: fn(&Path) -> bool) -> Result<PathBuf, Fault> {
    let Some(home) = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from) else {
        let fault = "`CARGO_MANIFEST_DIR` is not set: build with cargo";
        return Err(Fault::new(name.span, fault));
    };
    let mut paths = roots(&home).map(|root| root.join(&name.text));
    let found = paths.find(|path| is_there(path));
    found.ok_or_else(|| missing(&home, name))
}

fn read_at(name: &Word, path: PathBuf, shown: String) -> Result<Found, Fault> {
    match read_text(&path) {
        Ok(text) => Ok(Found {
            path,
            source: Source::new(shown, text),
        }),
        Err(error) => Err(Fault::new(
            name.span,
            format!("cannot read `{shown}`: {error}"),
        )),
    }
}

/// The crate's directory, then the directories above it that have a `Cargo.toml`.
fn roots(home: &Path) -> impl Iterator<Item = &Path> {
    home.ancestors()
        .filter(move |root| *root == home || root.join("Cargo.toml").is_file())
}

fn missing(home: &Path, name: &Word) -> Fault {
    let files = siblings(home, Path::new(&name.text));
    let meant = closest(&name.text, files.iter().map(String::as_str));
    let help = match (meant, files.as_slice()) {
        (Some(near), _) => format!("did you mean `{near}`?"),
        (None, []) => "paths are relative to the directory of `Cargo.toml`".to_owned(),
        (None, files) => format!("its directory contains {}", files.join(", ")),
    };
    let message = format!("no file `{}` in the crate's directory", name.text);
    Fault {
        meant: meant.map(str::to_owned),
        ..Fault::new(name.span, with_help(message, Some(help)))
    }
}

/// The files with the same extension in the directory of `wanted`, sorted.
fn siblings(home: &Path, wanted: &Path) -> Vec<String> {
    let folder = wanted.parent().unwrap_or(Path::new(""));
    let mut files = BTreeSet::new();
    for root in roots(home) {
        let entries = fs::read_dir(root.join(folder)).into_iter().flatten();
        let names = entries
            .flatten()
            .map(|entry| PathBuf::from(entry.file_name()));
        let same_type = names.filter(|path| path.extension() == wanted.extension());
        files.extend(same_type.map(|path| folder.join(path).display().to_string()));
    }
    files.into_iter().collect()
}
