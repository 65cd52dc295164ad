//! The files and builds of a cargo workspace in the target directory.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

use super::PROTOCOLS;

/// The workspace that this package is in.
const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// The runtime's features for single traits.
const TRAITS: [&str; 2] = ["checksum", "gzip"];

/// `conformance` in the target directory of that.
pub(super) fn directory() -> PathBuf {
    let target = env::var_os("CARGO_TARGET_DIR");
    target
        .map_or_else(|| Path::new(ROOT).join("target"), PathBuf::from)
        .join("conformance")
}

/// Writes the program, which uses the libraries.
pub(super) fn write_program(directory: &Path, libraries: &[&str], main: &str) -> io::Result<()> {
    let members: Vec<String> = libraries
        .iter()
        .map(|it| format!("services/{it}"))
        .collect();
    let libraries = libraries.iter();
    let libraries = libraries.map(|it| format!("{it} = {{ path = \"services/{it}\" }}\n"));
    let manifest = manifest("conformance") + &libraries.collect::<String>();
    // Nobody debugs it, and it is built from nothing more often than from something.
    let settings = format!(
        "\n[workspace]\nmembers = {members:?}\n\n\
         [profile.dev]\ndebug = false\nincremental = false\n"
    );
    write_changed(&directory.join("Cargo.toml"), &(manifest + &settings))?;
    write_changed(&directory.join("src/main.rs"), main)?;
    // The versions that the workspace has tested, and no look at a registry.
    let lock = fs::read_to_string(Path::new(ROOT).join("Cargo.lock"))?;
    write_changed(&directory.join("Cargo.lock"), &lock)
}

/// Writes a library; gives the directory of its sources.
pub(super) fn write_library(directory: &Path, name: &str, code: &str) -> io::Result<PathBuf> {
    let library = directory.join("services").join(name);
    write_changed(&library.join("Cargo.toml"), &manifest(name))?;
    write_changed(&library.join("src/lib.rs"), code)?;
    Ok(library.join("src"))
}

/// A manifest that ends in its dependencies.
fn manifest(name: &str) -> String {
    let protocols = PROTOCOLS.iter().map(|(_, feature)| *feature);
    let features: Vec<&str> = protocols.chain(TRAITS).collect();
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n\
         [dependencies]\n\
         tests = {{ path = {tests:?}, default-features = false }}\n\
         tinsmith = {{ path = {runtime:?}, features = {features:?} }}\n",
        tests = format!("{ROOT}/tests"),
        runtime = format!("{ROOT}/runtime"),
    )
}

/// Leaves a file alone that is as it should be, so that nothing is built again.
fn write_changed(path: &Path, text: &str) -> io::Result<()> {
    if fs::read_to_string(path).is_ok_and(|found| found == text) {
        return Ok(());
    }
    path.parent().map_or(Ok(()), fs::create_dir_all)?;
    fs::write(path, text)
}

/// Builds the program where something changed; gives its path.
pub(super) fn build(directory: &Path) -> Result<PathBuf, String> {
    let cargo = env::var_os("CARGO").unwrap_or("cargo".into());
    let target = directory.join("target");
    let output = Command::new(cargo)
        .args(["build", "--quiet", "--manifest-path"])
        .arg(directory.join("Cargo.toml"))
        .arg("--target-dir")
        .arg(&target)
        .output()
        .map_err(|error| format!("cargo cannot be run: {error}"))?;
    if output.status.success() {
        return Ok(target.join("debug/conformance"));
    }
    let messages = String::from_utf8_lossy(&output.stderr);
    Err(format!("the generated clients do not compile:\n{messages}"))
}
