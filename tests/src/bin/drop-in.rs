//! `drop-in [PATH…] [--check] [--doc] [--doctest] [--jobs N]`: generates all operations of the
//! models given, of those in the folders given, or of the corpora, and looks for code in the
//! documentation that rustdoc would compile; cargo checks or documents the code if asked to, with
//! warnings denied, or runs the tests in its documentation, of which there may be none. The last
//! line says how many passed.

use std::process::ExitCode;

use tests::drop_in::{Request, run, wrapped};

fn main() -> ExitCode {
    if let Some(code) = wrapped() {
        return code;
    }
    match request().and_then(|request| run(&request)) {
        Ok(report) => {
            println!("{report}");
            ExitCode::from(u8::from(report.failed() > 0))
        }
        Err(fault) => {
            eprintln!("{fault}");
            ExitCode::from(2)
        }
    }
}

/// What the arguments ask for.
fn request() -> Result<Request, String> {
    let mut request = Request {
        paths: Vec::new(),
        check: false,
        doc: false,
        doctest: false,
        jobs: 1,
    };
    let mut arguments = std::env::args_os().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.to_str() {
            Some("--check") => request.check = true,
            Some("--doc") => request.doc = true,
            Some("--doctest") => request.doctest = true,
            Some("--jobs") => {
                let number = arguments.next();
                let number = number.and_then(|it| it.to_str()?.parse().ok());
                request.jobs = number.filter(|it| *it > 0).ok_or("--jobs wants a number")?;
            }
            Some(option) if option.starts_with('-') => {
                return Err(format!(
                    "unknown option {option}\n\
                     usage: drop-in [PATH…] [--check] [--doc] [--doctest] [--jobs N]"
                ));
            }
            _ => request.paths.push(argument.into()),
        }
    }
    Ok(request)
}
