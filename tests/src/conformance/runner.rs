//! The program of the generated crates: cases in, a line a verdict out.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::{env, fs};

use serde_json::Value;
use tinsmith::rt::operation::Operation;

use super::case::{Case, Kind, Side};
use super::events::Streams;
use super::report::Verdict;
use super::{client, events, malformed, server};

type Check = Box<dyn Fn(&Case) -> Result<(), String>>;

/// A generated operation, and how its cases are run.
pub struct Registered {
    module: &'static str,
    operation: String,
    check: Check,
}

impl Registered {
    /// That of `O` in the crate `module`.
    pub fn of<O: Operation>(module: &'static str, streams: Streams<O>) -> Self {
        Self {
            module,
            operation: O::SCHEMA.id.to_string(),
            check: Box::new(move |case| check(case, &streams)),
        }
    }
}

fn check<O: Operation>(case: &Case, streams: &Streams<O>) -> Result<(), String> {
    match (case.side, case.kind) {
        (Side::Client, Kind::Request) => client::request::<O>(case),
        (Side::Client, Kind::Response) => client::response::<O>(case),
        (Side::Client, Kind::Error) => client::error::<O>(case),
        (Side::Server, Kind::Request) => server::request::<O>(case),
        (Side::Server, Kind::Response) => server::response::<O>(case),
        (Side::Server, Kind::Error) => server::error::<O>(case),
        (_, Kind::Malformed) => malformed::check::<O>(case),
        (Side::Client, Kind::Events) => events::client(case, streams),
        (Side::Server, Kind::Events) => events::server(case, streams),
    }
}

/// The operations by crate and shape id.
type Operations = BTreeMap<(String, String), Check>;

/// Runs the cases in the file that the first argument names and prints a verdict for each.
pub fn run(operations: impl IntoIterator<Item = Registered>) -> ExitCode {
    let operations = operations.into_iter();
    let operations = operations.map(|it| ((it.module.to_owned(), it.operation), it.check));
    let operations = operations.collect();
    match read() {
        Ok(cases) => {
            for case in cases {
                println!("{}", verdict(&operations, &case).to_line());
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

fn verdict(operations: &Operations, case: &Case) -> Verdict {
    let Some(check) = operations.get(&(case.module.clone(), case.operation.clone())) else {
        return Verdict::Failed("the operation was not generated".to_owned());
    };
    match catch_unwind(AssertUnwindSafe(|| check(case))) {
        Ok(Ok(())) => Verdict::Passed,
        Ok(Err(reason)) => Verdict::Failed(reason),
        Err(_) => Verdict::Failed("panicked".to_owned()),
    }
}
