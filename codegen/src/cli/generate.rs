//! `tinsmith generate`: code from models, written to a directory or compared with what is
//! there.

use std::io::Write;
use std::path::Path;

use tinsmith_codegen::diagnostic::Diagnostics;
use tinsmith_codegen::model::load::load;
use tinsmith_codegen::model::select::{Choice, select};
use tinsmith_codegen::model::{Model, is_identifier};
use tinsmith_codegen::{Difference, Files, Layout, Options, generate};

use super::arguments::{Arguments, Command, Flag};
use super::diff::diff;
use super::table::table;
use super::{Failure, Sources, print, read, read_models};

pub(super) const COMMAND: Command = Command {
    name: "generate",
    summary: "Writes a client's code, or checks that it is up to date",
    options: &[
        Flag {
            name: "out",
            value: "DIR",
            help: "where the module's directory goes (required)",
        },
        Flag {
            name: "operations",
            value: "A,B",
            help: "the operations to generate (all of them, if not given)",
        },
        Flag {
            name: "service",
            value: "ID",
            help: "the service, where the files have several",
        },
        Flag {
            name: "module",
            value: "NAME",
            help: "the module (the first file's name, if not given)",
        },
        Flag {
            name: "config",
            value: "FILE",
            help: "operations and corrections to the model, in TOML",
        },
        Flag {
            name: "check",
            value: "",
            help: "write nothing; fail and show what differs",
        },
    ],
    details: "\
Several model files are merged. Only files that change are written, and files of this module
that are no longer generated are removed. Check the code in, and let CI run the same command
with `--check`.
",
};

pub(super) fn run(arguments: &Arguments, out: &mut dyn Write) -> Result<(), Failure> {
    let Some(directory) = arguments.path("out") else {
        let help = Some("say where the code goes, as in `--out src`".to_owned());
        return Err(Failure::Usage("`--out` is missing".to_owned(), help));
    };
    let options = options(arguments)?;
    let sources = read_models(arguments)?;
    let generated = generate(&options, &sources).map_err(Failure::Model)?;
    eprint!("{}", generated.warnings());
    let files = generated.files(Layout::Tree);
    if arguments.has("check") {
        return check(&files, directory, &options, out);
    }
    let report = |path: &Path| format!("cannot write to `{}`", path.display());
    let touched = files
        .write(directory)
        .map_err(|error| Failure::File(report(directory), error))?;
    let Some(model) = selected(&options, &sources) else {
        return Ok(());
    };
    print(
        out,
        &summary(&model, &sources, &files, directory, &options, touched.len()),
    )
}

fn options(arguments: &Arguments) -> Result<Options, Failure> {
    let stem = arguments.models.first().and_then(|path| path.file_stem());
    let stem = stem.map(|stem| stem.to_string_lossy().replace(['-', '.', ' '], "_"));
    let module = match arguments.text("module")? {
        Some(name) => name,
        None => stem.unwrap_or_default(),
    };
    if !is_identifier(&module) {
        let help = Some("name the module with `--module`".to_owned());
        return Err(Failure::Usage(
            format!("`{module}` is not a module's name"),
            help,
        ));
    }
    let mut options = Options::new(module);
    if let Some(path) = arguments.path("config") {
        options = options.configured(&*read(path)?).map_err(Failure::Model)?;
    }
    options.service = arguments.text("service")?.or(options.service);
    let operations = arguments.list("operations")?;
    if !operations.is_empty() {
        options.operations = operations;
    }
    Ok(options)
}

fn check(
    files: &Files,
    directory: &Path,
    options: &Options,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let fault = |error| Failure::File(format!("cannot read `{}`", directory.display()), error);
    let differences = files.check(directory).map_err(fault)?;
    if differences.is_empty() {
        let place = directory.join(&options.module);
        return print(
            out,
            &format!(
                "{}: up to date, {} files\n",
                place.display(),
                files.iter().len()
            ),
        );
    }
    let mut text = String::new();
    for difference in &differences {
        text += &explain(difference, files, directory);
    }
    text += "error: the code is not what the models say\n";
    text += "  = help: run the same command without `--check`, and check the result in\n";
    Err(Failure::Stale(text))
}

/// A difference, with the lines that differ.
fn explain(difference: &Difference, files: &Files, directory: &Path) -> String {
    let path = difference.path();
    let shown = directory.join(path);
    match difference {
        Difference::Missing(_) => format!("{}: missing\n", shown.display()),
        Difference::Stale(_) => format!("{}: no longer generated\n", shown.display()),
        Difference::Changed(..) => {
            let found = std::fs::read(&shown).unwrap_or_default();
            let wanted = files
                .iter()
                .find(|(file, _)| *file == path)
                .map_or("", |(_, text)| text);
            format!(
                "{}\n{}",
                shown.display(),
                diff(&String::from_utf8_lossy(&found), wanted)
            )
        }
    }
}

/// What was generated, for the summary; it was selected without fault before.
fn selected(options: &Options, sources: &Sources) -> Option<Model> {
    let mut ignored = Diagnostics::new();
    let choice = Choice {
        service: options.service.as_deref(),
        operations: &options.operations,
    };
    select(&load(sources, &mut ignored), &choice, &mut ignored)
}

fn summary(
    model: &Model,
    sources: &Sources,
    files: &Files,
    directory: &Path,
    options: &Options,
    touched: usize,
) -> String {
    let origin: Vec<_> = sources.iter().map(|source| source.name()).collect();
    let operations: Vec<_> = model.operations().map(|shape| shape.id.name()).collect();
    let shapes = model
        .shapes()
        .filter(|shape| shape.location.is_some())
        .count();
    let lines: usize = files.iter().map(|(_, text)| text.lines().count()).sum();
    let place = directory.join(&options.module);
    let facts = [
        ("from", origin.join(", ")),
        ("service", model.service().id.to_string()),
        (
            "operations",
            format!("{}: {}", operations.len(), operations.join(", ")),
        ),
        ("shapes", shapes.to_string()),
        (
            "code",
            format!(
                "{lines} lines in {} files, of which {touched} changed",
                files.iter().len()
            ),
        ),
    ];
    let rows = facts.map(|(name, value)| vec![name.to_owned(), value]);
    format!("{}\n{}", place.display(), table("  ", rows))
}
