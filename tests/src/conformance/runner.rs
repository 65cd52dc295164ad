//! The program of the generated crate: cases in, a line a verdict out.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::{env, fs};

use serde_json::Value;
use tinsmith::operation::{Operation, Service};

use super::case::{Case, Side};
use super::report::Verdict;
use super::{client, server};

type Check = fn(&Case) -> Result<(), String>;

/// A generated operation, and how its cases are run.
#[derive(Clone, Copy)]
pub struct Registered {
    service: fn() -> String,
    operation: fn() -> String,
    client: Check,
    server: Check,
}

impl Registered {
    /// That of `O`.
    pub fn of<O: Operation>() -> Self {
        Self {
            service: || O::Service::SCHEMA.id.to_string(),
            operation: || O::SCHEMA.id.to_string(),
            client: client::check::<O>,
            server: server::check::<O>,
        }
    }

    fn is_of(&self, case: &Case) -> bool {
        (self.service)() == case.service && (self.operation)() == case.operation
    }
}

/// Runs the cases in the file that the first argument names and prints a verdict for each.
pub fn run(operations: &[Registered]) -> ExitCode {
    match read() {
        Ok(cases) => {
            for case in &cases {
                println!("{}", verdict(operations, case).to_line());
            }
            ExitCode::SUCCESS
        }
        Err(fault) => {
            eprintln!("{fault}");
            ExitCode::FAILURE
        }
    }
}

fn read() -> Result<Vec<Case>, String> {
    let path = env::args_os().nth(1).ok_or("no file of cases was given")?;
    let text = fs::read_to_string(path).map_err(|error| error.to_string())?;
    let json: Vec<Value> = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    let cases = json.iter().map(Case::from_json);
    cases
        .collect::<Option<_>>()
        .ok_or("the cases are of another version".to_owned())
}

fn verdict(operations: &[Registered], case: &Case) -> Verdict {
    let Some(operation) = operations.iter().find(|it| it.is_of(case)) else {
        return Verdict::Failed("the operation was not generated".to_owned());
    };
    let check = match case.side {
        Side::Client => operation.client,
        Side::Server => operation.server,
    };
    match catch_unwind(AssertUnwindSafe(|| check(case))) {
        Ok(Ok(())) => Verdict::Passed,
        Ok(Err(reason)) => Verdict::Failed(reason),
        Err(_) => Verdict::Failed("panicked".to_owned()),
    }
}
