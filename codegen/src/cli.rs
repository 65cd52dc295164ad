//! The commands, and what becomes of their failures. Everything a command does to a model
//! is the library's; here are only arguments, files and the terminal.

mod add;
mod arguments;
mod ast;
mod diff;
mod generate;
mod inspect;
mod slice;
mod table;

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::{fmt, fs};

use tinsmith_codegen::diagnostic::{Diagnostics, Source};
use tinsmith_codegen::suggest::did_you_mean;
use tinsmith_codegen::syntax::translate;
use tinsmith_codegen::{model_files, read_text};

use self::arguments::{Arguments, Command, Request};

/// Why a command did not do what was asked.
enum Failure {
    /// The command line is wrong, and the way out.
    Usage(String, Option<String>),
    /// The models, or the configuration file, are wrong.
    Model(Diagnostics),
    /// A file cannot be read or written; what was tried, and why it failed.
    File(String, io::Error),
    /// Checked-in code is not what the models say; what differs.
    Stale(String),
    /// What was asked for cannot be had; why, and the way out.
    Refused(String, Option<String>),
    /// Nobody reads the answer any more.
    Closed,
}

type Sources = [Arc<Source>];
type Run = fn(&Arguments, &mut dyn Write) -> Result<(), Failure>;

/// In the order of the help.
const COMMANDS: [(&Command, Run); 5] = [
    (&add::COMMAND, add::run),
    (&generate::COMMAND, generate::run),
    (&slice::COMMAND, slice::run),
    (&inspect::COMMAND, inspect::run),
    (&ast::COMMAND, ast::run),
];

/// Runs the command line after the program's name.
pub(crate) fn run(arguments: impl Iterator<Item = OsString>) -> ExitCode {
    let mut out = io::stdout().lock();
    let failure = match dispatch(arguments.collect(), &mut out) {
        Ok(()) | Err(Failure::Closed) => return ExitCode::SUCCESS,
        Err(failure) => failure,
    };
    // Where even this cannot be written there is nobody to tell.
    let _ = write!(io::stderr(), "{failure}");
    match failure {
        Failure::Usage(..) => ExitCode::from(2),
        _ => ExitCode::FAILURE,
    }
}

fn dispatch(arguments: Vec<OsString>, out: &mut dyn Write) -> Result<(), Failure> {
    let mut arguments = arguments.into_iter();
    let first = arguments.next().unwrap_or_default();
    let name = first.to_string_lossy();
    match &*name {
        "" => {
            return Err(Failure::Usage(
                "no command given".to_owned(),
                Some(overview()),
            ));
        }
        "-h" | "--help" | "help" => return print(out, &overview()),
        "-V" | "--version" => return print(out, VERSION),
        _ => {}
    }
    let Some((command, run)) = COMMANDS.iter().find(|(command, _)| command.name == name) else {
        let names = COMMANDS.iter().map(|(command, _)| command.name);
        let help = did_you_mean(&name, names).or_else(|| Some(overview()));
        return Err(Failure::Usage(format!("unknown command `{name}`"), help));
    };
    match arguments::parse(command, arguments)? {
        Request::Help => print(out, &arguments::help(command)),
        Request::Run(arguments) => run(&arguments, out),
    }
}

const VERSION: &str = concat!("tinsmith ", env!("CARGO_PKG_VERSION"), "\n");

fn overview() -> String {
    let mut text = "Generates Rust clients from Smithy models.\n\n".to_owned();
    let rows = COMMANDS
        .iter()
        .map(|(command, _)| vec![command.usage(), command.summary.into()]);
    text += &table::table("  ", rows);
    text + "\n`tinsmith COMMAND --help` says more.\n"
}

/// Writes the text; a reader that has gone away is no failure.
/// Writes a model that a user asked for, its folder included.
fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let fault = |error| Failure::File(format!("cannot write `{}`", path.display()), error);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(fault)?;
    }
    fs::write(path, text).map_err(fault)
}

fn print(out: &mut dyn Write, text: &str) -> Result<(), Failure> {
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Err(Failure::Closed),
        Err(error) => Err(Failure::File(
            "cannot write to the terminal".to_owned(),
            error,
        )),
        Ok(()) => Ok(()),
    }
}

/// Reads the model files, and those in folders.
fn read_models(paths: &[PathBuf]) -> Result<Vec<Arc<Source>>, Failure> {
    let mut sources = Vec::new();
    for path in paths {
        let fault = |error| Failure::File(format!("cannot read `{}`", path.display()), error);
        for path in model_files(path).map_err(fault)? {
            sources.push(read(&path)?);
        }
    }
    Ok(sources)
}

/// The files with those in Smithy's IDL, or in AWS's JSON, as Smithy's JSON. Fails if one of
/// these is wrong.
fn translated(
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) -> Result<Vec<Arc<Source>>, Failure> {
    let translated = translate(sources, diagnostics);
    if diagnostics.has_errors() {
        return Err(Failure::Model(std::mem::take(diagnostics)));
    }
    Ok(translated)
}

fn read(path: &Path) -> Result<Arc<Source>, Failure> {
    let name = path.display().to_string();
    match read_text(path) {
        Ok(text) => Ok(Source::new(name, text)),
        Err(error) => Err(Failure::File(format!("cannot read `{name}`"), error)),
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(fault, None) | Self::Refused(fault, None) => {
                writeln!(f, "error: {fault}")
            }
            Self::Usage(fault, Some(help)) if help.contains('\n') => {
                write!(f, "error: {fault}\n\n{help}")
            }
            Self::Usage(fault, Some(help)) | Self::Refused(fault, Some(help)) => {
                writeln!(f, "error: {fault}\n  = help: {help}")
            }
            Self::Model(diagnostics) => write!(f, "{diagnostics:#}"),
            Self::File(fault, error) => writeln!(f, "error: {fault}: {error}"),
            Self::Stale(difference) => write!(f, "{difference}"),
            Self::Closed => Ok(()),
        }
    }
}
