//! `endpoints [MODEL…]`: runs the endpoint tests of the model files given, or of all models
//! of the corpora; the last line says how many passed.

use std::path::PathBuf;
use std::process::ExitCode;

use tests::endpoints::{Report, models, run_file};

fn main() -> ExitCode {
    let mut paths: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    if paths.is_empty() {
        paths = models();
    }
    let mut report = Report::default();
    for path in paths {
        match run_file(&path) {
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
