//! What the whole chain of credentials and configuration adds to the build of a program that makes
//! one call, beside what `aws-config` adds to one with the AWS SDK. All of them are built in turns,
//! in the same run: their difference is what counts.

use std::time::Duration;

use crate::Result;
use crate::cargo::Program;
use crate::generate;
use crate::places::Places;
use crate::rivals::{Rival, Rivals};
use crate::table::{Row, Target, Unit};

/// How often our programs are built. The rival's take minutes, and are built once.
const TIMES: usize = 2;

const RIVAL: &str = "aws-config";

pub(crate) fn rows(places: &Places, rivals: &Rivals) -> Result<Vec<Row>> {
    let code = generate::one_operation(places)?;
    let ours = |name, features| Program {
        directory: places.program(name),
        binary: name,
        features,
        variables: vec![("TINSMITH_BENCH_CODE", code.clone())],
    };
    let mut programs = vec![
        ours("checked-in", &[]),
        ours("with-chain", &[]),
        ours("with-chain", &["--features", "login"]),
    ];
    let repeated = programs.len();
    if let Some(plain) = rivals.program(Rival::Sdk) {
        programs.push(plain);
        programs.push(Program {
            directory: places.program("sdk-chain"),
            binary: "sdk-chain",
            features: &[],
            variables: Vec::new(),
        });
    }
    let cpu = in_turns(places, &programs, repeated)?;
    let added =
        |with: usize, without: usize| Some(cpu.get(with)?.saturating_sub(*cpu.get(without)?));
    let row = |what, ours: Option<Duration>, target| Row {
        what,
        unit: Unit::CpuSeconds,
        ours: ours.unwrap_or_default().as_secs_f64(),
        rival: added(4, 3).map(|theirs| (RIVAL, theirs.as_secs_f64())),
        target,
    };
    Ok(vec![
        row(
            "the chain: build, beyond one call",
            added(1, 0),
            Target::Part(5.0),
        ),
        row(
            "`login`: build, beyond the chain",
            added(2, 1),
            Target::None,
        ),
    ])
}

/// The least CPU time that each program takes; only the first `repeated` ones are built again.
fn in_turns(places: &Places, programs: &[Program<'_>], repeated: usize) -> Result<Vec<Duration>> {
    let mut least = vec![Duration::MAX; programs.len()];
    for round in 0..TIMES {
        let count = if round == 0 { programs.len() } else { repeated };
        for (program, least) in programs.iter().zip(&mut least).take(count) {
            let target = places.work.join("programs").join("chain");
            *least = program.cold(&target, 1)?.cpu.min(*least);
        }
    }
    Ok(least)
}
