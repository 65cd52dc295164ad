//! The cases of a service in one protocol, and where they are found.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tinsmith_codegen::Source;

use super::case::Case;
use super::{lines, suites};

/// Cases that one model is for.
pub(super) struct Set {
    /// Of the model; sets of the same name have the same.
    pub(super) name: String,
    pub(super) model: Vec<Arc<Source>>,
    /// As AWS's JSON calls it.
    pub(super) protocol: String,
    pub(super) cases: Vec<Case>,
}

/// What AWS's JSON calls protocols, and what Smithy does.
const PROTOCOLS: [(&str, &str); 7] = [
    ("ec2", "ec2Query"),
    ("json", "awsJson1_0"),
    ("json", "awsJson1_1"),
    ("query", "awsQuery"),
    ("rest-json", "restJson1"),
    ("rest-xml", "restXml"),
    ("smithy-rpc-v2-cbor", "rpcv2Cbor"),
];

impl Set {
    /// Whether the protocol may be called so, by either name.
    pub(super) fn speaks(&self, name: &str) -> bool {
        let name = name.split_once('#').map_or(name, |(_, name)| name);
        let mut known = PROTOCOLS.iter();
        name == self.protocol || known.any(|it| *it == (&*self.protocol, name))
    }
}

/// The sets in these files, or in the files of these folders and of those below. Fails when one
/// cannot be read, or there are none.
pub(super) fn read(paths: &[PathBuf]) -> Result<Vec<Set>, String> {
    let mut sets = Vec::new();
    for path in paths {
        let before = sets.len();
        collect(path, &mut sets)?;
        if sets.len() == before {
            return Err(format!("{}: there are no cases", path.display()));
        }
    }
    Ok(merge(sets))
}

/// Reading a model takes longer than running its cases.
fn merge(sets: Vec<Set>) -> Vec<Set> {
    let mut merged: Vec<Set> = Vec::new();
    for set in sets {
        let mut known = merged.iter_mut();
        match known.find(|it| it.name == set.name && it.protocol == set.protocol) {
            Some(known) => known.cases.extend(set.cases),
            None => merged.push(set),
        }
    }
    merged
}

fn collect(path: &Path, sets: &mut Vec<Set>) -> Result<(), String> {
    let fault = |error| format!("{}: {error}", path.display());
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    if path.is_dir() {
        let entries = fs::read_dir(path).and_then(Iterator::collect::<Result<Vec<_>, _>>);
        let mut entries: Vec<_> = entries
            .map_err(fault)?
            .iter()
            .map(fs::DirEntry::path)
            .collect();
        entries.sort();
        // Suites of an older form of the format are left alone.
        entries.retain(|it| !it.ends_with("legacy"));
        return entries.iter().try_for_each(|it| collect(it, sets));
    }
    if name.ends_with(".jsonl") || name.ends_with(".jsonl.gz") {
        sets.extend(lines::read(path)?);
    } else if name.ends_with(".json") {
        sets.extend(suites::read(path)?);
    }
    Ok(())
}
