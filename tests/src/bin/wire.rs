//! `wire [--filter TEXT]`: sends requests over every adapter to servers on loopback that verify
//! them, and prints a table of what came of it; the last line says how many cases passed.

use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let filter = match (arguments.next().as_deref(), arguments.next()) {
        (None, _) => String::new(),
        (Some("--filter"), Some(filter)) => filter,
        _ => {
            eprintln!("usage: wire [--filter TEXT]");
            return ExitCode::from(2);
        }
    };
    let table = tests::wire::run(&filter);
    println!("{table}");
    ExitCode::from(u8::from(table.failed() > 0))
}
