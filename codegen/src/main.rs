//! The command `tinsmith`: arguments in, generated files, slices and reports out.
//!
//! Exit codes: 0 when all is well, 1 when a model is wrong or checked-in code differs, 2
//! when the command line is.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run(std::env::args_os().skip(1))
}
