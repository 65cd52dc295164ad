//! Conformance data, which is not part of the repository.

use std::path::{Path, PathBuf};
use std::{env, fs};

/// Where conformance data is.
pub(crate) fn root() -> PathBuf {
    env::var_os("TINSMITH_CORPORA").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpora"),
        PathBuf::from,
    )
}

/// A file of it, in JSON; says so where it is not there.
pub(crate) fn corpus(file: &str) -> Option<serde_json::Value> {
    let path = root().join(file);
    let Ok(text) = fs::read_to_string(&path) else {
        println!("left out: no {}, set TINSMITH_CORPORA", path.display());
        return None;
    };
    Some(serde_json::from_str(&text).unwrap())
}
