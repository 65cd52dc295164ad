//! Where a file named in the macro is.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{env, fs};

use tinsmith_codegen::Source;
use tinsmith_codegen::suggest::closest;

use crate::arguments::Word;
use crate::fault::{Fault, with_help};

/// A file that was read.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) path: PathBuf,
    /// Called as the user wrote it.
    pub(crate) source: Arc<Source>,
}

/// Reads a file relative to the crate's directory, or to one above it that has a
/// `Cargo.toml`: the first in which it exists.
pub(crate) fn read(name: &Word) -> Result<Found, Fault> {
    let fault = |message| Fault::new(name.span, message);
    let Some(home) = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from) else {
        return Err(fault(
            "`CARGO_MANIFEST_DIR` is not set: build with cargo".to_owned(),
        ));
    };
    let path = roots(&home)
        .map(|root| root.join(&name.text))
        .find(|path| path.is_file());
    let Some(path) = path else {
        return Err(missing(&home, name));
    };
    match fs::read_to_string(&path) {
        Ok(text) => Ok(Found {
            path,
            source: Source::new(name.text.as_str(), text),
        }),
        Err(error) => Err(fault(format!("cannot read `{}`: {error}", name.text))),
    }
}

/// The crate's directory, then those above that are packages or workspaces.
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
        (None, files) => format!("beside it there is {}", files.join(", ")),
    };
    let message = format!("no file `{}` in the crate's directory", name.text);
    Fault {
        meant: meant.map(str::to_owned),
        ..Fault::new(name.span, with_help(message, Some(help)))
    }
}

/// The files of the same type in the directory that a path points into, sorted.
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
