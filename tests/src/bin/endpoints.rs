//! `endpoints [--diagrams] [PATH…]`: runs the endpoint tests of the files given and of those below
//! the folders given, or of all models of the corpora; the last line says how many passed.
//! With `--diagrams` of models that have their rules in two forms, the other is tested.

use std::path::PathBuf;
use std::process::ExitCode;

use tests::endpoints::{Form, Report, files, models, run_file};

fn main() -> ExitCode {
    let (flags, paths): (Vec<PathBuf>, Vec<PathBuf>) = std::env::args_os()
        .skip(1)
        .map(PathBuf::from)
        .partition(|argument| argument.as_os_str() == "--diagrams");
    let form = if flags.is_empty() {
        Form::Preferred
    } else {
        Form::Diagram
    };
    let paths = if paths.is_empty() {
        models()
    } else {
        paths.iter().flat_map(|path| files(path)).collect()
    };
    let mut report = Report::default();
    for path in paths {
        match run_file(&path, form) {
            Ok(tests) => report.add(&path.display().to_string(), tests),
            Err(error) => report.failures.push(format!("{}: {error}", path.display())),
        }
    }
    for failure in &report.failures {
        println!("{failure}");
    }
    println!("{} passed, {} failed", report.passed, report.failures.len());
    ExitCode::from(u8::from(!report.failures.is_empty()))
}
