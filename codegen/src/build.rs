//! The entry point for build scripts: reads the files, tells cargo which ones to watch, writes to
//! `OUT_DIR`, and ends the script with readable diagnostics if there is a fault.

#[cfg(feature = "jar")]
mod archive;
#[cfg(feature = "toml")]
mod directory;
mod files;
mod jar;
mod text;

use std::path::{Path, PathBuf};
use std::process;
use std::sync::Arc;
use std::{env, io};

use crate::diagnostic::{Diagnostic, Diagnostics, Severity, Source};
use crate::generate::generate;
use crate::options::Options;
use crate::output::{Files, Layout};
use crate::overlay::Overlay;

#[cfg(feature = "jar")]
pub use self::archive::Archive;
#[cfg(feature = "toml")]
pub use self::directory::{ModelEntry, build_directory, directory_models};
use self::files::watched_folder;
pub use self::files::{model_files, model_name};
pub use self::jar::watched_file;
pub use self::text::{read_text, text_of};

/// Generates one service in a build script.
///
/// ```no_run
/// tinsmith_codegen::Build::new("dynamodb")
///     .model("models/dynamodb.json")
///     .operations(["ExportTableToPointInTime"])
///     .write();
/// ```
///
/// The crate then has the client with
/// `include!(concat!(env!("OUT_DIR"), "/dynamodb.rs"));`, as module `dynamodb`.
#[derive(Debug, Clone)]
#[must_use = "nothing is generated until `write` is called"]
pub struct Build {
    options: Options,
    models: Vec<PathBuf>,
    partitions: Option<PathBuf>,
    #[cfg(feature = "toml")]
    config: Option<PathBuf>,
}

impl Build {
    /// A build of a service into the module of that name.
    pub fn new(module: impl Into<String>) -> Self {
        let mut options = Options::new(module);
        "`.operations([..])` in build.rs".clone_into(&mut options.operations_list);
        Self {
            options,
            models: Vec::new(),
            partitions: None,
            #[cfg(feature = "toml")]
            config: None,
        }
    }

    /// Adds a model file, or a folder with all model files in it; several are merged. Files
    /// in Smithy's IDL are called `*.smithy`, those in JSON `*.json`, be it Smithy's or AWS's
    /// own; with `service-2.json` or `api-2.json` come the files beside it. Those in JSON may
    /// be compressed, `*.json.gz`, where the feature `gzip` is on; with the feature `jar`, models
    /// are read from Java archives, too. Of a folder with several
    /// dates of a service, the last is taken. Relative to the crate's directory.
    pub fn model(mut self, path: impl Into<PathBuf>) -> Self {
        self.models.push(path.into());
        self
    }

    /// The service's shape id or name, for models that have several.
    pub fn service(mut self, name: impl Into<String>) -> Self {
        self.options.service = Some(name.into());
        self
    }

    /// Adds operations by shape id or name; without any, all of the service's are generated.
    pub fn operations<I>(mut self, names: I) -> Self
    where
        I: IntoIterator,
        I::Item: Into<String>,
    {
        self.options
            .operations
            .extend(names.into_iter().map(Into::into));
        self
    }

    /// The protocol by shape id or name, as `restJson1`, for services that have several or none;
    /// without, the preferred one is taken.
    pub fn protocol(mut self, name: impl Into<String>) -> Self {
        self.options.protocol = Some(name.into());
        self
    }

    /// Corrections to the model.
    pub fn overlay(mut self, overlay: Overlay) -> Self {
        self.options.overlay = overlay;
        self
    }

    /// The path of the runtime in the generated code, where it is not `::tinsmith`.
    pub fn runtime(mut self, path: impl Into<String>) -> Self {
        self.options.runtime = path.into();
        self
    }

    /// Lets structures get members without breaking code that uses them.
    pub fn non_exhaustive(mut self, yes: bool) -> Self {
        self.options.non_exhaustive = yes;
        self
    }

    /// Leaves out faulty operations, and the faulty waiters and pages of others. Warnings report the
    /// faults and what is left out.
    pub fn keep_going(mut self, yes: bool) -> Self {
        self.options.keep_going = yes;
        self
    }

    /// A partitions file newer than the one that comes with the generator.
    pub fn partitions(mut self, path: impl Into<PathBuf>) -> Self {
        self.partitions = Some(path.into());
        self
    }

    /// A configuration file. Its settings win over those given here; its corrections are
    /// added to these.
    #[cfg(feature = "toml")]
    pub fn config(mut self, path: impl Into<PathBuf>) -> Self {
        self.config = Some(path.into());
        self
    }

    /// Generates into `OUT_DIR`. Faults are printed and end the build script.
    pub fn write(self) {
        end(self.files().and_then(|files| write(&files)));
    }

    fn files(mut self) -> Result<Files, Diagnostics> {
        let mut diagnostics = Diagnostics::new();
        let mut sources = Vec::new();
        for path in &self.models {
            let files = list(path, &mut diagnostics).into_iter();
            sources.extend(files.filter_map(|path| read(&path, &mut diagnostics)));
        }
        if self.models.is_empty() {
            let fault = Diagnostic::error("no model file was given");
            diagnostics.push(fault.help("call `.model(\"models/<service>.json\")`"));
        }
        if let Some(path) = &self.partitions {
            let facts = read(path, &mut diagnostics);
            self.options.partitions = facts.map(|facts| facts.text().to_owned());
        }
        #[cfg(feature = "toml")]
        if let Some(config) = self.config.and_then(|path| read(&path, &mut diagnostics)) {
            let given = self.options.clone();
            match given.configured(&config) {
                Ok(options) => self.options = options,
                Err(faults) => diagnostics.append(faults),
            }
        }
        if diagnostics.has_errors() {
            return Err(diagnostics);
        }
        let generated = generate(&self.options, &sources)?;
        let (warnings, rest) = generated.warnings().shown();
        for warning in warnings {
            println!("cargo::warning={}", one_line(warning));
        }
        if let Some(rest) = rest {
            println!("cargo::warning={rest}");
        }
        Ok(generated.files(Layout::Single))
    }
}

/// Ends the script with the diagnostics, if there are any.
fn end(done: Result<(), Diagnostics>) {
    if let Err(diagnostics) = done {
        // Cargo shows errors on one line and first, and other output unchanged.
        for error in diagnostics.shown().0 {
            if error.severity == Severity::Error {
                println!("cargo::error={}", one_line(error));
            }
        }
        eprintln!("\n{diagnostics:#}");
        process::exit(1);
    }
}

/// A diagnostic without its severity, on one line.
fn one_line(diagnostic: &Diagnostic) -> String {
    let text = diagnostic.to_string();
    let (_, text) = text.split_once(": ").unwrap_or_default();
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    lines.join(" ")
}

/// The files of a model. Cargo watches the folder for more.
fn list(path: &Path, diagnostics: &mut Diagnostics) -> Vec<PathBuf> {
    if let Some(folder) = watched_folder(path) {
        println!("cargo::rerun-if-changed={}", folder.display());
    }
    let refuse = |error| {
        let fault = format!("cannot read `{}`: {error}", path.display());
        diagnostics.push(Diagnostic::error(fault));
    };
    model_files(path).map_err(refuse).unwrap_or_default()
}

/// Reads a file and has cargo watch it.
fn read(path: &Path, diagnostics: &mut Diagnostics) -> Option<Arc<Source>> {
    println!("cargo::rerun-if-changed={}", watched_file(path).display());
    let refuse = |error: io::Error| {
        let fault = Diagnostic::error(format!("cannot read `{}`: {error}", path.display()));
        let help = "paths are relative to the directory of the crate's `Cargo.toml`";
        let missing = error.kind() == io::ErrorKind::NotFound;
        diagnostics.push(fault.maybe_help(missing.then(|| help.to_owned())));
    };
    let text = read_text(path).map_err(refuse).ok()?;
    Some(Source::new(path.display().to_string(), text))
}

fn write(files: &Files) -> Result<(), Diagnostics> {
    let mut diagnostics = Diagnostics::new();
    let Some(directory) = env::var_os("OUT_DIR") else {
        let fault = Diagnostic::error("`OUT_DIR` is not set");
        diagnostics.push(fault.help("call this from a build script"));
        return Err(diagnostics);
    };
    files
        .write(Path::new(&directory))
        .map(drop)
        .map_err(|error| {
            let fault = format!(
                "cannot write to `{}`: {error}",
                Path::new(&directory).display()
            );
            diagnostics.push(Diagnostic::error(fault));
            diagnostics
        })
}
