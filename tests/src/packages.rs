//! Generated code in packages of its own: a cargo workspace in the target directory, with a
//! library for each service. Knows nothing of models.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

use crate::command::{cargo, workspace};

/// The protocols that there are, with the runtime's feature for each.
pub(crate) const PROTOCOLS: [(&str, &str); 8] = [
    ("aws.protocols#awsJson1_0", "aws-json-1-0"),
    ("aws.protocols#awsJson1_1", "aws-json-1-1"),
    ("aws.protocols#awsQuery", "aws-query"),
    ("aws.protocols#ec2Query", "ec2-query"),
    ("aws.protocols#restJson1", "rest-json-1"),
    ("aws.protocols#restXml", "rest-xml"),
    ("smithy.protocols#rpcv2Cbor", "rpc-v2-cbor"),
    ("smithy.protocols#rpcv2Json", "rpc-v2-json"),
];

/// The runtime's features for single traits.
const TRAITS: [&str; 6] = [
    "checksum",
    "event-stream",
    "gzip",
    "http-digest",
    "regex",
    "sigv4a",
];

/// A workspace of generated packages.
pub(crate) struct Packages {
    directory: PathBuf,
    /// What stands in the manifest of each library, after the runtime among the dependencies.
    more: String,
}

impl Packages {
    /// A workspace of that name in the target directory, whose libraries have `more` at the
    /// end of their manifests.
    pub(crate) fn new(name: &str, more: String) -> Self {
        let target = env::var_os("CARGO_TARGET_DIR");
        let target = target.map_or_else(|| workspace().join("target"), PathBuf::from);
        Self {
            directory: target.join(name),
            more,
        }
    }

    /// Where everything is.
    pub(crate) fn directory(&self) -> &Path {
        &self.directory
    }

    /// Writes what makes the libraries a workspace, after what `package` says of the root.
    pub(crate) fn write_root(&self, libraries: &[&str], package: &str) -> io::Result<()> {
        let members = libraries.iter().map(|it| format!("services/{it}"));
        let members: Vec<String> = members.collect();
        // Nobody debugs it, and it is built from nothing more often than from something.
        let settings = format!(
            "[workspace]\nresolver = \"3\"\nmembers = {members:?}\n\n\
             [profile.dev]\ndebug = false\nincremental = false\n"
        );
        let manifest = format!("{settings}\n{package}");
        write_changed(&self.directory.join("Cargo.toml"), &manifest)?;
        // The versions that the workspace has tested, and no look at a registry.
        let lock = fs::read_to_string(workspace().join("Cargo.lock"))?;
        write_changed(&self.directory.join("Cargo.lock"), &lock)
    }

    /// Writes a library; gives the directory of its sources.
    pub(crate) fn write_library(&self, name: &str, code: &str) -> io::Result<PathBuf> {
        let library = self.directory.join("services").join(name);
        write_changed(&library.join("Cargo.toml"), &self.manifest(name))?;
        write_changed(&library.join("src/lib.rs"), code)?;
        Ok(library.join("src"))
    }

    /// The manifest of a package.
    pub(crate) fn manifest(&self, name: &str) -> String {
        let protocols = PROTOCOLS.iter().map(|(_, feature)| *feature);
        let features: Vec<&str> = protocols.chain(TRAITS).collect();
        format!(
            "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\
             publish = false\n\n[dependencies]\n\
             tinsmith = {{ path = {runtime:?}, features = {features:?} }}\n{more}",
            runtime = format!("{}/runtime", workspace().display()),
            more = self.more,
        )
    }

    /// A cargo command for the workspace, which has a target directory to itself.
    pub(crate) fn cargo(&self, command: &str) -> Command {
        let mut cargo = cargo();
        cargo
            .arg(command)
            .arg("--manifest-path")
            .arg(self.directory.join("Cargo.toml"))
            .arg("--target-dir")
            .arg(self.target());
        cargo
    }

    /// Its target directory.
    pub(crate) fn target(&self) -> PathBuf {
        self.directory.join("target")
    }
}

/// Leaves a file alone that is as it should be, so that nothing is built again.
pub(crate) fn write_changed(path: &Path, text: &str) -> io::Result<()> {
    if fs::read_to_string(path).is_ok_and(|found| found == text) {
        return Ok(());
    }
    path.parent().map_or(Ok(()), fs::create_dir_all)?;
    fs::write(path, text)
}
