//! Counts instructions with callgrind, leaving out SHA-256.
//!
//! Callgrind's processor has no SHA instructions, so that the portable code runs, which costs
//! many times what users pay; clients are compared by what remains.

use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::Result;
use crate::cargo;

/// Instructions of one call.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Instructions {
    pub(crate) less_sha: f64,
    pub(crate) sha: f64,
}

/// Instructions per call of a program that takes `client case count`, by the difference of two
/// runs that make so many calls.
pub(crate) fn per_call(
    program: &Subject<'_>,
    [few, many]: [u32; 2],
    work: &Path,
) -> Result<Instructions> {
    let (few_counted, many_counted) = (count(program, few, work)?, count(program, many, work)?);
    let per_call = |pick: fn(&Counted) -> u64| {
        let difference = pick(&many_counted).saturating_sub(pick(&few_counted));
        let difference = u32::try_from(difference).map_err(|_| "too many instructions")?;
        Ok::<f64, Box<dyn std::error::Error>>(f64::from(difference) / f64::from(many - few))
    };
    Ok(Instructions {
        less_sha: per_call(|counted| counted.rest)?,
        sha: per_call(|counted| counted.sha)?,
    })
}

/// A program, and what it is asked to call.
pub(crate) struct Subject<'a> {
    pub(crate) binary: &'a Path,
    pub(crate) client: &'a str,
    pub(crate) case: &'a str,
    /// Where it finds the bodies that it sends and receives.
    pub(crate) bodies: &'a Path,
}

#[derive(Default)]
struct Counted {
    sha: u64,
    rest: u64,
}

fn count(program: &Subject<'_>, calls: u32, work: &Path) -> Result<Counted> {
    let (client, case) = (program.client, program.case);
    let out = work.join(format!("callgrind-{client}-{case}-{calls}.out"));
    let mut command = Command::new("valgrind");
    command
        .arg("--tool=callgrind")
        .arg(format!("--callgrind-out-file={}", out.display()));
    command
        .arg(program.binary)
        .args([client, case, &calls.to_string()])
        .env("BODIES", program.bodies);
    cargo::run(&mut command)?;
    Ok(sum(&fs::read_to_string(out)?))
}

/// Adds up what each function costs by itself. In the format, `fn=(id) name` begins a function
/// (the name only the first time), a line that begins with a position costs its second field,
/// and the line after `calls=` is the cost of the callee.
fn sum(text: &str) -> Counted {
    let mut is_sha: HashMap<&str, bool> = HashMap::new();
    let (mut total, mut within, mut of_callee) = (Counted::default(), false, false);
    for line in text.lines() {
        if let Some(function) = line
            .strip_prefix("fn=")
            .or_else(|| line.strip_prefix("cfn="))
        {
            let (id, name) = function.split_once(' ').unwrap_or((function, ""));
            let sha = is_sha.entry(id).or_insert_with(|| is_compression(name));
            if line.starts_with("fn=") {
                within = *sha;
            }
        } else if line.starts_with("calls=") {
            of_callee = true;
        } else if line.starts_with(|first: char| first.is_ascii_digit() || "+-*".contains(first)) {
            let cost = line
                .split(' ')
                .nth(1)
                .and_then(|cost| cost.parse::<u64>().ok());
            let sum = if within {
                &mut total.sha
            } else {
                &mut total.rest
            };
            if !std::mem::take(&mut of_callee) {
                *sum += cost.unwrap_or(0);
            }
        }
    }
    total
}

/// Whether a function is the compression of SHA-256, under the names of `sha2` 0.10 and 0.11.
fn is_compression(name: &str) -> bool {
    name.contains("sha256") && name.contains("compress")
}
