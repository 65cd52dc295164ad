//! The generated crates, one a service, and the program that runs the cases of them all.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::Value;
use tinsmith_codegen::names::{Name, snake};
use tinsmith_codegen::{Files, Layout, Options, generate};

use super::case::Case;
use super::report::Verdict;
use super::suite::Suite;
use crate::command::workspace;
use crate::packages::{Packages, write_changed};

/// The crates of all services, each a module by its name.
#[derive(Default)]
pub(super) struct Package {
    modules: Vec<Module>,
    names: BTreeSet<String>,
}

/// The code of a service for one protocol.
pub(super) struct Module {
    pub(super) name: String,
    files: Files,
    /// The expressions that register the operations.
    operations: Vec<String>,
    /// What the generator said about what it left out, by shape id.
    left_out: BTreeMap<String, String>,
}

impl Package {
    /// Generates a service for a protocol; fails with the faults, in one line.
    pub(super) fn add(
        &mut self,
        suite: &Suite,
        service: &str,
        protocol: &str,
    ) -> Result<&Module, String> {
        let name = self.name(service);
        let mut options = Options::new(&name);
        options.service = Some(service.to_owned());
        options.protocol = Some(protocol.to_owned());
        let generated =
            generate(&options, &suite.sources).map_err(|faults| one_line(&faults.to_string()))?;
        let operations = generated.operations();
        let mut left_out = BTreeMap::new();
        for warning in generated.warnings().sorted() {
            let subject = warning.subject.as_deref().unwrap_or_default();
            if operations.iter().all(|(id, _)| id != subject) {
                left_out.insert(subject.to_owned(), one_line(&warning.message));
            }
        }
        let registered = operations.iter();
        let registered = registered.map(|(id, operation)| register(suite, &name, id, operation));
        let operations = registered.collect();
        let files = generated.files(Layout::Single);
        self.modules.push(Module {
            name,
            files,
            operations,
            left_out,
        });
        self.modules.last().ok_or("no module".to_owned())
    }

    /// A name of its own for the crate of a service.
    fn name(&mut self, service: &str) -> String {
        let wanted = format!("service_{}", identifier(service));
        let mut names = (2..).map(|number| format!("{wanted}_{number}"));
        let mut name = wanted.clone();
        while !self.names.insert(name.clone()) {
            name = names.next().unwrap_or_default();
        }
        name
    }

    /// Builds what changed and runs the cases: a verdict for each.
    pub(super) fn run(&self, cases: &[Case]) -> Result<Vec<Verdict>, String> {
        let tests = format!("{}/tests", workspace().display());
        let tests = format!("tests = {{ path = {tests:?}, default-features = false }}\n");
        let packages = Packages::new("conformance", tests);
        let fault = |error| format!("{}: {error}", packages.directory().display());
        self.write(&packages).map_err(fault)?;
        let data = packages.directory().join("cases.json");
        let json: Value = cases.iter().map(Case::to_json).collect();
        fs::write(&data, json.to_string()).map_err(fault)?;
        let output = Command::new(build(&packages)?)
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

    fn write(&self, packages: &Packages) -> std::io::Result<()> {
        let names = self.modules.iter().map(|it| it.name.as_str());
        let names: Vec<&str> = names.collect();
        let libraries = names.iter();
        let libraries = libraries.map(|it| format!("{it} = {{ path = \"services/{it}\" }}\n"));
        let manifest = packages.manifest("conformance") + &libraries.collect::<String>();
        packages.write_root(&names, &manifest)?;
        write_changed(&packages.directory().join("src/main.rs"), &program(&names))?;
        for module in &self.modules {
            let sources = packages.write_library(&module.name, &module.library())?;
            module.files.write(&sources)?;
        }
        Ok(())
    }
}

impl Module {
    /// Why the generator left an operation out, if it did.
    pub(super) fn left_out(&self, operation: &str) -> Option<&str> {
        self.left_out.get(operation).map(String::as_str)
    }

    fn library(&self) -> String {
        let name = &self.name;
        let operations = self.operations.iter();
        let operations = operations.map(|it| format!("        {it},\n"));
        format!(
            "//! A service of a suite. Written by the conformance command.\n\n\
             include!(\"{name}.rs\");\n\n\
             /// The operations, for the program that runs the cases.\n\
             pub fn registered() -> Vec<tests::conformance::Registered> {{\n    vec![\n{}    ]\n}}\n",
            operations.collect::<String>(),
        )
    }
}

/// The expression that registers an operation: its shape id, and the type that stands for it.
fn register(suite: &Suite, module: &str, id: &str, operation: &str) -> String {
    let stream = |of: &str| match suite.event_stream(id, of) {
        Some(member) => format!("Some(|it| &mut it.{})", Name::new(&snake(member))),
        None => "None".to_owned(),
    };
    let (input, output) = (stream("input"), stream("output"));
    format!(
        "tests::conformance::Registered::of::<{module}::{operation}>({module:?}, \
         tests::conformance::Streams {{ input: {input}, output: {output} }})"
    )
}

fn program(modules: &[&str]) -> String {
    let modules = modules.iter();
    let registered = modules.map(|name| format!("        {name}::registered(),\n"));
    format!(
        "//! Runs conformance cases. Written by the conformance command.\n\n\
         fn main() -> std::process::ExitCode {{\n    let operations = [\n{}    ];\n    \
         tests::conformance::run_cases(operations.into_iter().flatten())\n}}\n",
        registered.collect::<String>(),
    )
}

/// A shape id as the name of a crate.
fn identifier(id: &str) -> String {
    let letters = id
        .chars()
        .map(|it| if it.is_ascii_alphanumeric() { it } else { '_' });
    letters.collect::<String>().to_ascii_lowercase()
}

/// Builds the program where something changed; gives its path.
fn build(packages: &Packages) -> Result<PathBuf, String> {
    let output = packages
        .cargo("build")
        .arg("--quiet")
        .output()
        .map_err(|error| format!("cargo cannot be run: {error}"))?;
    if output.status.success() {
        return Ok(packages.target().join("debug/conformance"));
    }
    let messages = String::from_utf8_lossy(&output.stderr);
    Err(format!("the generated clients do not compile:\n{messages}"))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
