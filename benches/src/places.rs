//! Where things are: this package, the workspace, the yardstick, the models.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::Result;

/// Directories and files that exist; optional ones only if they do.
pub(crate) struct Places {
    /// This package.
    pub(crate) benches: PathBuf,
    /// The workspace that it measures.
    pub(crate) root: PathBuf,
    /// What is written while measuring.
    pub(crate) work: PathBuf,
    /// A copy of the yardstick that may be written to.
    pub(crate) yardstick: Option<PathBuf>,
    /// The services' own models of their APIs.
    pub(crate) official_models: Option<PathBuf>,
}

impl Places {
    /// Looks for everything, and copies the yardstick.
    pub(crate) fn find() -> Result<Self> {
        let benches = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        let root = benches
            .parent()
            .ok_or("this package has no parent")?
            .to_owned();
        let work = benches.join("target").join("measured");
        fs::create_dir_all(&work)?;
        let yardstick = match shared(&root, "TINSMITH_YARDSTICK", "yardstick") {
            Some(original) => Some(copy_yardstick(&original, &work)?),
            None => None,
        };
        let corpora = shared(&root, "TINSMITH_CORPORA", "corpora");
        let models = corpora.map(|corpora| corpora.join("models"));
        Ok(Self {
            benches,
            root,
            work,
            yardstick,
            official_models: models.filter(|models| models.is_dir()),
        })
    }

    /// A program that is measured.
    pub(crate) fn program(&self, name: &str) -> PathBuf {
        self.benches.join("programs").join(name)
    }

    /// An empty directory of that name.
    pub(crate) fn empty(&self, name: &str) -> Result<PathBuf> {
        let path = self.work.join(name);
        if path.exists() {
            fs::remove_dir_all(&path)?;
        }
        fs::create_dir_all(&path)?;
        Ok(path)
    }

    /// What could not be measured, and how it could be.
    pub(crate) fn left_out(&self) -> Vec<&'static str> {
        let rivals = "all rivals; there is no yardstick (set TINSMITH_YARDSTICK to its folder)";
        let model = "whatever needs the services' official models; there are no corpora (set TINSMITH_CORPORA to their folder)";
        let missing = [
            self.yardstick.is_none().then_some(rivals),
            self.official_models.is_none().then_some(model),
        ];
        missing.into_iter().flatten().collect()
    }
}

/// A folder that is not part of the repository: where the variable says, or beside it.
fn shared(root: &Path, variable: &str, name: &str) -> Option<PathBuf> {
    let beside = || root.parent().map(|parent| parent.join("shared").join(name));
    let path = env::var_os(variable).map(PathBuf::from).or_else(beside)?;
    path.is_dir().then_some(path)
}

fn copy_yardstick(original: &Path, work: &Path) -> Result<PathBuf> {
    let copy = work.join("yardstick");
    copy_changed(original, &copy)?;
    Ok(copy)
}

/// Copies what differs, so that cargo does not take unchanged files for new ones.
fn copy_changed(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_changed(&entry.path(), &target)?;
            continue;
        }
        let bytes = fs::read(entry.path())?;
        if fs::read(&target).ok().as_ref() != Some(&bytes) {
            fs::write(&target, bytes)?;
        }
    }
    Ok(())
}
