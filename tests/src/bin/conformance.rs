//! `conformance [PATH…] [--server] [--protocol NAME]…`: runs the protocol suites of the model
//! files given, of those in the folders given, or of the corpora; the last line says how many
//! passed.

use std::process::ExitCode;

use tests::conformance::{Request, run};

fn main() -> ExitCode {
    match request().and_then(|request| run(&request)) {
        Ok(report) => {
            println!("{report}");
            ExitCode::from(u8::from(!report.failures.is_empty()))
        }
        Err(fault) => {
            eprintln!("{fault}");
            ExitCode::from(2)
        }
    }
}

/// What the arguments ask for.
fn request() -> Result<Request, String> {
    let mut request = Request::default();
    let mut arguments = std::env::args_os().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.to_str() {
            Some("--server") => request.server = true,
            Some("--protocol") => {
                let name = arguments.next().and_then(|it| it.into_string().ok());
                let name = name.ok_or("--protocol wants the name of one")?;
                request.protocols.push(name);
            }
            Some(option) if option.starts_with('-') => {
                return Err(format!(
                    "unknown option {option}\n\
                     usage: conformance [PATH…] [--server] [--protocol NAME]…"
                ));
            }
            _ => request.paths.push(argument.into()),
        }
    }
    Ok(request)
}
