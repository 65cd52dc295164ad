//! `wire [--filter TEXT]`: sends requests over every adapter to servers on loopback that verify
//! them, and prints a table of what came of it; the last line says how many cases passed.
//!
//! `wire --soak [CALLS] [--seconds SECONDS] [--seed SEED]`: has every adapter make very many calls
//! of a server that does something wrong at random.

use std::process::ExitCode;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tests::wire::Soak;

const USAGE: &str =
    "usage: wire [--filter TEXT] | wire --soak [CALLS] [--seconds SECONDS] [--seed SEED]";

/// How many calls each adapter makes, if nobody says.
const CALLS: u64 = 100_000;

/// What the arguments ask for.
enum Request {
    Table(String),
    Soak(Soak),
}

fn main() -> ExitCode {
    match request(std::env::args().skip(1).collect()) {
        Err(fault) => {
            eprintln!("{fault}\n{USAGE}");
            ExitCode::from(2)
        }
        Ok(Request::Table(filter)) => {
            let table = tests::wire::run(&filter);
            println!("{table}");
            ExitCode::from(u8::from(table.failed() > 0))
        }
        Ok(Request::Soak(soak)) => {
            println!("seed {}", soak.seed);
            let report = tests::wire::soak(&soak);
            println!("{report}");
            ExitCode::from(u8::from(report.wrong() > 0))
        }
    }
}

fn request(arguments: Vec<String>) -> Result<Request, String> {
    let mut filter = None;
    let mut soak = None;
    let (mut time, mut seed) = (None, None);
    let mut arguments = arguments.into_iter().peekable();
    while let Some(argument) = arguments.next() {
        let wants = || format!("{argument} wants a value");
        match argument.as_str() {
            "--filter" => filter = Some(arguments.next().ok_or_else(wants)?),
            "--soak" => {
                let count = arguments.next_if(|next| !next.starts_with("--"));
                soak = Some(count.map(|it| number(&it)).transpose()?);
            }
            "--seconds" => time = Some(number(&arguments.next().ok_or_else(wants)?)?),
            "--seed" => seed = Some(number(&arguments.next().ok_or_else(wants)?)?),
            _ => return Err(format!("unknown argument {argument}")),
        }
    }
    let Some(calls) = soak else {
        if time.is_some() || seed.is_some() {
            return Err("--seconds and --seed go with --soak".to_owned());
        }
        return Ok(Request::Table(filter.unwrap_or_default()));
    };
    // A limit of time alone means as many calls as it allows.
    let usual = if time.is_some() { u64::MAX } else { CALLS };
    Ok(Request::Soak(Soak {
        calls: calls.unwrap_or(usual),
        time: time.map(Duration::from_secs),
        seed: seed.unwrap_or_else(chance),
    }))
}

fn number(text: &str) -> Result<u64, String> {
    text.parse().map_err(|_| format!("{text} is no number"))
}

/// A seed of this moment.
fn chance() -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    now.map_or(0, |it| it.as_secs())
}
