//! Measures what Tinsmith costs its users and prints it beside the AWS SDK and clients written
//! by hand, in one run: `cargo run --release -- [all|build|call|chain|formats|generate|scale]`.
//!
//! The rivals come from the yardstick, a folder of programs beside the repository. Without it
//! ours alone is measured.

mod build;
mod call;
mod callers;
mod callgrind;
mod cargo;
mod chain;
mod formats;
mod generate;
mod places;
mod rivals;
mod scale;
mod table;

use std::error::Error;
use std::process::ExitCode;

use crate::places::Places;
use crate::rivals::Rivals;
use crate::table::Row;

/// What goes wrong here is told to the one who measures, and that is all.
type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// A group of rows that is measured together.
type Section = (
    &'static str,
    &'static str,
    fn(&Places, &Rivals) -> Result<Vec<Row>>,
);

const SECTIONS: [Section; 6] = [
    (
        "generate",
        "Generating three operations from the official DynamoDB model",
        generate::rows,
    ),
    (
        "call",
        "One call through an in-memory transport",
        call::rows,
    ),
    (
        "formats",
        "Large bodies through an in-memory transport",
        formats::rows,
    ),
    (
        "build",
        "A program that makes one call, built from nothing",
        build::rows,
    ),
    (
        "chain",
        "What the chain of credentials adds to such a program",
        chain::rows,
    ),
    (
        "scale",
        "Whole services: generating them, and compiling the crate of their code",
        scale::rows,
    ),
];

const USAGE: &str =
    "usage: tinsmith-benches [all|build|call|chain|formats|generate|scale] [--fresh] [--rival]

--fresh   also measures the builds of the rivals again, which are otherwise remembered
--rival   also builds the AWS SDK for EC2, which takes many minutes and gigabytes of memory";

const FLAGS: [&str; 2] = ["--fresh", "--rival"];

fn main() -> ExitCode {
    let (flags, names): (Vec<String>, Vec<String>) = std::env::args()
        .skip(1)
        .partition(|argument| argument.starts_with('-'));
    let wanted = names.first().map_or("all", String::as_str);
    let known = wanted == "all" || SECTIONS.iter().any(|(name, ..)| *name == wanted);
    if !known || names.len() > 1 || flags.iter().any(|flag| !FLAGS.contains(&flag.as_str())) {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    }
    let [fresh, huge] = FLAGS.map(|flag| flags.iter().any(|it| it == flag));
    match measure(wanted, fresh, huge) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Prints every section as soon as it is measured; one that fails does not stop the others.
fn measure(wanted: &str, fresh: bool, huge: bool) -> Result<()> {
    let places = Places::find()?;
    let rivals = Rivals::new(&places, fresh, huge)?;
    let mut failed = Vec::new();
    for (name, title, rows) in SECTIONS {
        if wanted != "all" && wanted != name {
            continue;
        }
        match rows(&places, &rivals) {
            Ok(rows) => table::print(title, &rows),
            Err(error) => failed.push(format!("{name}: {error}")),
        }
    }
    for note in places.left_out() {
        println!("Left out: {note}");
    }
    if failed.is_empty() {
        return Ok(());
    }
    Err(failed.join("\n").into())
}
