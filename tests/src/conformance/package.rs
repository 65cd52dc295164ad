//! The crate that runs the cases: generated services, and a `main` that lists their operations.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

use serde_json::Value;
use tinsmith_codegen::{Files, Layout, Options, generate};

use super::case::Case;
use super::report::Verdict;
use super::suite::Suite;

/// The protocols that there are, with the runtime's feature for each.
const PROTOCOLS: [(&str, &str); 2] = [
    ("aws.protocols#awsJson1_0", "aws-json-1-0"),
    ("aws.protocols#awsJson1_1", "aws-json-1-1"),
];

/// The workspace.
const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// The runtime's feature for a protocol, if it is supported.
pub(super) fn feature_of(protocol: &str) -> Option<&'static str> {
    let mut protocols = PROTOCOLS.iter();
    let (_, feature) = protocols.find(|(id, _)| *id == protocol)?;
    Some(feature)
}

/// The services of the crate.
#[derive(Default)]
pub(super) struct Package {
    files: Files,
    modules: Vec<String>,
    /// The paths of the types that stand for the operations.
    operations: Vec<String>,
    /// What the generator said about what it left out, by shape id.
    left_out: BTreeMap<String, String>,
}

impl Package {
    /// Generates a service; fails with the faults, in one line.
    pub(super) fn add(&mut self, suite: &Suite, service: &str) -> Result<(), String> {
        let module = format!("{}_{}", self.modules.len(), identifier(service));
        let module = format!("service_{module}");
        let mut options = Options::new(&module);
        options.service = Some(service.to_owned());
        let generated = generate(&options, std::slice::from_ref(&suite.source))
            .map_err(|faults| one_line(&faults.to_string()))?;
        let operations = generated.operations();
        let paths = operations.iter();
        self.operations
            .extend(paths.map(|(_, name)| format!("{module}::{name}")));
        for warning in generated.warnings().sorted() {
            let subject = warning.subject.as_deref().unwrap_or_default();
            if operations.iter().all(|(id, _)| id != subject) {
                let text = one_line(&warning.message);
                self.left_out.insert(subject.to_owned(), text);
            }
        }
        self.files.append(generated.files(Layout::Single));
        self.modules.push(module);
        Ok(())
    }

    /// Builds the crate where it changed and runs the cases: a verdict for each.
    pub(super) fn run(&self, cases: &[Case]) -> Result<Vec<Verdict>, String> {
        let directory = directory();
        let fault = |error: std::io::Error| format!("{}: {error}", directory.display());
        self.write(&directory).map_err(fault)?;
        let data = directory.join("cases.json");
        let json: Value = cases.iter().map(Case::to_json).collect();
        fs::write(&data, json.to_string()).map_err(fault)?;
        build(&directory)?;
        let output = Command::new(directory.join("target/debug/conformance"))
            .arg(&data)
            .stderr(Stdio::inherit())
            .output()
            .map_err(fault)?;
        let text = String::from_utf8_lossy(&output.stdout);
        let verdicts: Vec<_> = text.lines().filter_map(Verdict::from_line).collect();
        if verdicts.len() == cases.len() {
            Ok(verdicts)
        } else {
            Err(format!("the cases' program ended with {}", output.status))
        }
    }

    /// Why the generator left an operation out, if it did.
    pub(super) fn left_out(&self, operation: &str) -> Option<&str> {
        self.left_out.get(operation).map(String::as_str)
    }

    fn write(&self, directory: &Path) -> std::io::Result<()> {
        let sources = directory.join("src");
        self.files.write(&sources)?;
        write_changed(&sources.join("main.rs"), &self.main())?;
        write_changed(&directory.join("Cargo.toml"), &manifest())?;
        // The versions that the workspace has tested, and no look at a registry.
        fs::copy(
            Path::new(ROOT).join("Cargo.lock"),
            directory.join("Cargo.lock"),
        )
        .map(drop)
    }

    fn main(&self) -> String {
        let modules = self.modules.iter();
        let modules = modules.map(|module| format!("include!(\"{module}.rs\");\n"));
        let operations = self.operations.iter();
        let operations =
            operations.map(|it| format!("        tests::conformance::Registered::of::<{it}>(),\n"));
        format!(
            "//! Runs conformance cases. Written by the conformance command.\n\n{}\n\
             fn main() -> std::process::ExitCode {{\n    tests::conformance::run_cases(&[\n{}    ])\n}}\n",
            modules.collect::<String>(),
            operations.collect::<String>(),
        )
    }
}

fn manifest() -> String {
    let features: Vec<&str> = PROTOCOLS.iter().map(|(_, feature)| *feature).collect();
    format!(
        "[package]\nname = \"conformance\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n\
         [workspace]\n\n\
         [dependencies]\ntests = {{ path = {tests:?} }}\n\
         tinsmith = {{ path = {runtime:?}, features = {features:?} }}\n\n\
         [profile.dev]\ndebug = false\n",
        tests = format!("{ROOT}/tests"),
        runtime = format!("{ROOT}/runtime"),
    )
}

/// `conformance` in the workspace's target directory.
fn directory() -> PathBuf {
    let target = env::var_os("CARGO_TARGET_DIR");
    target
        .map_or_else(|| Path::new(ROOT).join("target"), PathBuf::from)
        .join("conformance")
}

/// Leaves a file alone that is as it should be, so that nothing is built again.
fn write_changed(path: &Path, text: &str) -> std::io::Result<()> {
    if fs::read_to_string(path).is_ok_and(|found| found == text) {
        return Ok(());
    }
    fs::write(path, text)
}

fn build(directory: &Path) -> Result<(), String> {
    let cargo = env::var_os("CARGO").unwrap_or("cargo".into());
    let output = Command::new(cargo)
        .args(["build", "--quiet", "--manifest-path"])
        .arg(directory.join("Cargo.toml"))
        .arg("--target-dir")
        .arg(directory.join("target"))
        .output()
        .map_err(|error| format!("cargo cannot be run: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    let messages = String::from_utf8_lossy(&output.stderr);
    Err(format!("the generated clients do not compile:\n{messages}"))
}

/// A shape id as the name of a module.
fn identifier(id: &str) -> String {
    let letters = id
        .chars()
        .map(|it| if it.is_ascii_alphanumeric() { it } else { '_' });
    letters.collect::<String>().to_ascii_lowercase()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
