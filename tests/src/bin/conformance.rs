//! `conformance [PATH…] [--server]`: runs the protocol suites of the model files given, of
//! those in the folders given, or of the corpora; the last line says how many passed.

use std::process::ExitCode;

use tests::conformance::{Request, run};

fn main() -> ExitCode {
    let mut request = Request::default();
    for argument in std::env::args_os().skip(1) {
        match argument.to_str() {
            Some("--server") => request.server = true,
            Some(option) if option.starts_with('-') => {
                eprintln!("unknown option {option}\nusage: conformance [PATH…] [--server]");
                return ExitCode::from(2);
            }
            _ => request.paths.push(argument.into()),
        }
    }
    match run(&request) {
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
