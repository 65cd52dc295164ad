//! Tells which settings are configured, where credentials were looked for and found, and whose they
//! are by STS.
//!
//! ```sh
//! cargo run -p tinsmith-config --example whoami -- --profile dev
//! ```

// What a program of its own would generate with its build script.
#[path = "../src/clients/sts/mod.rs"]
#[rustfmt::skip]
mod sts;

use std::env;
use std::error::Error;
use std::process::ExitCode;

use tinsmith::clock::{Clock, SystemClock};
use tinsmith::transport::UreqTransport;
use tinsmith_config::{Loader, Report};

const USAGE: &str = "whoami [--profile NAME] [--region NAME]";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let transport = UreqTransport::new();
    let report = loader()?.report_blocking(transport.clone(), SystemClock.now());
    print_settings(&report);
    if report.credentials().is_none() {
        return Err(report.into());
    }
    println!("{report}");
    let mut config = loader()?.blocking_transport(transport);
    if !report.settings().any(|(name, _, _)| name == "AWS_REGION") {
        // Whose credentials they are is the same everywhere.
        config = config.region("us-east-1");
    }
    let client = sts::Client::new(config.build());
    let caller = client.get_caller_identity().send()?;
    println!("by STS: {}", caller.arn.unwrap_or_default());
    Ok(())
}

/// A loader by the arguments of the command.
fn loader() -> Result<Loader, Box<dyn Error>> {
    let mut loader = tinsmith_config::load().mfa(ask);
    let mut arguments = env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let value = arguments.next().ok_or(USAGE)?;
        loader = match argument.as_str() {
            "--profile" => loader.profile(value),
            "--region" => loader.region(value),
            _ => return Err(USAGE.into()),
        };
    }
    Ok(loader)
}

fn ask(serial: &str) -> Option<String> {
    eprintln!("code of {serial}:");
    let mut code = String::new();
    std::io::stdin().read_line(&mut code).ok()?;
    Some(code.trim().to_owned())
}

fn print_settings(report: &Report) {
    println!("settings:");
    for (name, value, origin) in report.settings() {
        println!("  {name} = {value}  ({origin})");
    }
}
