//! Where the models are, and how texts become models.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{env, fs};

use tinsmith_codegen::diagnostic::Diagnostics;
use tinsmith_codegen::load::load;
use tinsmith_codegen::load::select::{Choice, select};
use tinsmith_codegen::model::Model;
use tinsmith_codegen::syntax::translate;
use tinsmith_codegen::{Source, model_files};

/// A folder of the shared data; `None`, and a line that says so, if it is not there.
pub(crate) fn corpus(folder: &str) -> Option<PathBuf> {
    let workspace = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpora");
    let root = env::var_os("TINSMITH_CORPORA").map_or_else(workspace, PathBuf::from);
    let folder = root.join(folder);
    if !folder.is_dir() {
        eprintln!("left out: {}, which is not there", folder.display());
        return None;
    }
    Some(folder)
}

/// The service folders of the corpus, by name.
pub(crate) fn services() -> Vec<(String, PathBuf)> {
    let Some(root) = corpus("c2j") else {
        return Vec::new();
    };
    let entries = fs::read_dir(root).expect("a folder");
    let mut services: Vec<_> = entries
        .map(|entry| entry.expect("an entry"))
        .filter(|entry| entry.path().is_dir() && entry.file_name() != "LICENSES")
        .map(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            (name, entry.path())
        })
        .collect();
    services.sort();
    services
}

/// The files of a model: one, or all of a folder.
pub(crate) fn sources(path: &Path) -> Vec<Arc<Source>> {
    let files = model_files(path).expect("files").into_iter();
    files
        .map(|path| {
            let text = fs::read_to_string(&path).expect("a text");
            let name = path.file_name().expect("a name").to_string_lossy();
            Source::new(name, text)
        })
        .collect()
}

/// All of a model, with what was reported.
pub(crate) fn model(sources: &[Arc<Source>]) -> (Option<Model>, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let sources = translate(sources, &mut diagnostics);
    let ast = load(&sources, &mut diagnostics);
    let model = select(&ast, &Choice::default(), &mut diagnostics);
    (model, diagnostics)
}
