//! What cargo says of the code.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{env, fs, io};

use serde_json::Value;
use tinsmith_codegen::Files;

use super::wrapper;
use crate::packages::Packages;

/// Warnings of the compiler and of rustdoc are errors, and nothing goes without documentation.
const LINTS: &str = "[workspace.lints.rust]\nwarnings = \"deny\"\nmissing_docs = \"deny\"\n\
                     unsafe_code = \"forbid\"\n";

/// The packages of all services.
pub(super) struct Workspace {
    packages: Packages,
    /// A file for each package that was checked.
    times: PathBuf,
}

/// The first error of each package that has any.
type Faults = BTreeMap<String, String>;

impl Workspace {
    pub(super) fn new() -> io::Result<Self> {
        let packages = Packages::new("drop-in", "\n[lints]\nworkspace = true\n".to_owned());
        let times = packages.directory().join("times");
        fs::create_dir_all(&times)?;
        Ok(Self { packages, times })
    }

    /// Writes the code of a service.
    pub(super) fn write(&self, package: &str, files: &Files) -> Result<(), String> {
        let library = format!(
            "//! A model that dropped in. Written by the drop-in command.\n\n\
             include!(\"{package}.rs\");\n"
        );
        let sources = self.packages.write_library(package, &library);
        let written = sources.and_then(|sources| files.write(&sources));
        written.map(drop).map_err(|error| self.fault(&error))
    }

    /// Makes the packages, whose code is written, the members of the workspace.
    pub(super) fn write_root(&self, packages: &[&str]) -> Result<(), String> {
        let written = self.packages.write_root(packages, LINTS);
        written.map_err(|error| self.fault(&error))
    }

    /// Checks all of them.
    pub(super) fn check(&self, jobs: usize) -> Result<Faults, String> {
        self.run(&["check"], jobs)
    }

    /// Documents all of them.
    pub(super) fn document(&self, jobs: usize) -> Result<Faults, String> {
        self.run(&["doc", "--no-deps"], jobs)
    }

    /// Runs the tests in their documentation; any test is a fault.
    pub(super) fn doctests(&self, packages: &[String], jobs: usize) -> Result<Faults, String> {
        let mut faults = Faults::new();
        for package in packages {
            let output = self
                .packages
                .cargo("test")
                .args(["--doc", "--package", package])
                .arg(format!("--jobs={jobs}"))
                .output()
                .map_err(|error| format!("cargo cannot be run: {error}"))?;
            let tests = String::from_utf8_lossy(&output.stdout);
            if !(output.status.success() && tests.contains("\nrunning 0 tests\n")) {
                let messages = String::from_utf8_lossy(&output.stderr);
                let fault = format!("its documentation has tests:\n{tests}{messages}");
                faults.insert(package.clone(), fault);
            }
        }
        Ok(faults)
    }

    /// What the compiler spent on a package when it was checked last.
    pub(super) fn spent_on(&self, package: &str) -> Option<Duration> {
        let text = fs::read_to_string(self.times.join(package)).ok()?;
        Some(Duration::from_millis(text.parse().ok()?))
    }

    fn run(&self, command: &[&str], jobs: usize) -> Result<Faults, String> {
        let [command, options @ ..] = command else {
            return Ok(Faults::new());
        };
        let own = env::current_exe().map_err(|error| self.fault(&error))?;
        let output = self
            .packages
            .cargo(command)
            .args(options)
            .args(["--workspace", "--keep-going", "--message-format=json"])
            .arg(format!("--jobs={jobs}"))
            .env("RUSTC_WORKSPACE_WRAPPER", own)
            .env(wrapper::TIMES, &self.times)
            .output()
            .map_err(|error| format!("cargo cannot be run: {error}"))?;
        let faults = faults(&String::from_utf8_lossy(&output.stdout));
        if !output.status.success() && faults.is_empty() {
            let messages = String::from_utf8_lossy(&output.stderr);
            return Err(format!("cargo {command} failed:\n{messages}"));
        }
        Ok(faults)
    }

    fn fault(&self, error: &io::Error) -> String {
        let directory: &Path = self.packages.directory();
        format!("{}: {error}", directory.display())
    }
}

/// The first error of each package in cargo's messages.
fn faults(messages: &str) -> Faults {
    let mut faults = Faults::new();
    let messages = messages.lines();
    let messages = messages.filter_map(|line| serde_json::from_str::<Value>(line).ok());
    for message in messages.filter(|it| it["reason"] == "compiler-message") {
        let (package, text) = (&message["target"]["name"], &message["message"]["rendered"]);
        if let (Some(package), Some(text), true) = (
            package.as_str(),
            text.as_str(),
            message["message"]["level"] == "error",
        ) {
            let first = faults.entry(package.to_owned());
            first.or_insert_with(|| text.trim_end().to_owned());
        }
    }
    faults
}
