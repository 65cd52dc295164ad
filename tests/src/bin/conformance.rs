//! `conformance [PATH…] [--server] [--protocol NAME]…`: runs the protocol suites of the model
//! files given, of those in the folders given, or of the corpora; the last line says how many
//! passed. `conformance --differential [PATH…] [--protocol NAME]…` does so with cases that other
//! implementations have written.

use std::fmt::Display;
use std::process::ExitCode;

use tests::conformance::{self, Request};
use tests::differential;

fn main() -> ExitCode {
    let outcome = request().and_then(|(request, is_differential)| {
        let printed: Box<dyn Display>;
        let passed;
        if is_differential {
            let report = differential::run(&request)?;
            (passed, printed) = (report.failures.is_empty(), Box::new(report));
        } else {
            let report = conformance::run(&request)?;
            (passed, printed) = (report.failures.is_empty(), Box::new(report));
        }
        Ok((passed, printed))
    });
    match outcome {
        Ok((passed, report)) => {
            println!("{report}");
            ExitCode::from(u8::from(!passed))
        }
        Err(fault) => {
            eprintln!("{fault}");
            ExitCode::from(2)
        }
    }
}

/// What the arguments ask for, and whether the cases are those of other implementations.
fn request() -> Result<(Request, bool), String> {
    let mut request = Request::default();
    let mut is_differential = false;
    let mut arguments = std::env::args_os().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.to_str() {
            Some("--server") => request.server = true,
            Some("--differential") => is_differential = true,
            Some("--protocol") => {
                let name = arguments.next().and_then(|it| it.into_string().ok());
                let name = name.ok_or("--protocol wants the name of one")?;
                request.protocols.push(name);
            }
            Some(option) if option.starts_with('-') => {
                return Err(format!(
                    "unknown option {option}\n\
                     usage: conformance [PATH…] [--server | --differential] [--protocol NAME]…"
                ));
            }
            _ => request.paths.push(argument.into()),
        }
    }
    if is_differential && request.server {
        return Err("there are no differential cases for services".to_owned());
    }
    Ok((request, is_differential))
}
