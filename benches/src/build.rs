//! What it costs to build a program that makes one call.

use std::fs;
use std::path::{Path, PathBuf};

use crate::Result;
use crate::cargo::{Cost, Program};
use crate::generate;
use crate::places::Places;
use crate::rivals::{Rival, Rivals};
use crate::table::{Row, Target, Unit};

/// A program of ours, and the rows that tell of it.
struct Measured {
    program: &'static str,
    rival: Rival,
    cpu: (&'static str, Target),
    size: (&'static str, Target),
    crates: (&'static str, Target),
}

const MEASURED: [Measured; 4] = [
    Measured {
        program: "build-script",
        rival: Rival::Sdk,
        cpu: ("own transport, build script: build", Target::Part(8.0)),
        size: ("own transport, build script: binary", Target::None),
        crates: ("own transport, build script: tree", Target::None),
    },
    Measured {
        program: "checked-in",
        rival: Rival::Sdk,
        cpu: ("own transport, checked-in code: build", Target::Part(15.0)),
        size: ("own transport, checked-in code: binary", Target::None),
        // The program itself is none of the runtime's tree.
        crates: ("own transport, checked-in code: tree", Target::AtMost(21.0)),
    },
    Measured {
        program: "with-reqwest",
        rival: Rival::Reqwest,
        cpu: ("reqwest, checked-in code: build", Target::Ratio(1.1)),
        size: ("reqwest, checked-in code: binary", Target::Ratio(1.1)),
        crates: ("reqwest, checked-in code: tree", Target::None),
    },
    Measured {
        program: "with-ureq",
        rival: Rival::Ureq,
        cpu: ("ureq, checked-in code: build", Target::Ratio(1.1)),
        size: ("ureq, checked-in code: binary", Target::Ratio(1.1)),
        crates: ("ureq, checked-in code: tree", Target::None),
    },
];

/// Protocols that are added to a program which has one, and what they may cost.
const SECOND: [(&str, &[&str]); 4] = [
    (
        "restJson1 beside awsJson1_0: build",
        &["--features", "rest-json-1"],
    ),
    (
        "restXml beside awsJson1_0: build",
        &["--features", "rest-xml"],
    ),
    (
        "awsQuery beside awsJson1_0: build",
        &["--features", "aws-query"],
    ),
    (
        "rpcv2Cbor beside awsJson1_0: build",
        &["--features", "rpc-v2-cbor"],
    ),
];

/// How often each of our programs is built.
const TIMES: usize = 2;

pub(crate) fn rows(places: &Places, rivals: &Rivals) -> Result<Vec<Row>> {
    let code = generate::one_operation(places)?;
    let mut rows = Vec::new();
    for measured in &MEASURED {
        let program = program(places, measured.program, code.clone());
        let target = places.work.join("programs").join(measured.program);
        let ours = program.cold(&target, TIMES)?;
        rows.extend(compare(measured, ours, rivals.cost(measured.rival)?));
        match measured.program {
            "build-script" => rows.push(repeated_script(&program, &target)?),
            "checked-in" => rows.extend(second_protocols(program, &target, ours)?),
            _ => {}
        }
    }
    Ok(rows)
}

fn program(places: &Places, name: &'static str, code: PathBuf) -> Program<'static> {
    Program {
        directory: places.program(name),
        binary: name,
        features: &[],
        variables: vec![("TINSMITH_BENCH_CODE", code)],
    }
}

/// The same program once more with each further protocol; the rival is the one without.
fn second_protocols(mut program: Program<'static>, target: &Path, alone: Cost) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    for (what, features) in SECOND {
        program.features = features;
        rows.push(Row {
            what,
            unit: Unit::CpuSeconds,
            ours: program.cold(target, TIMES)?.cpu.as_secs_f64(),
            rival: Some(("one protocol", alone.cpu.as_secs_f64())),
            target: Target::Ratio(1.15),
        });
    }
    Ok(rows)
}

fn compare(measured: &Measured, ours: Cost, theirs: Option<Cost>) -> [Row; 3] {
    let name = measured.rival.name();
    let row = |(what, target), unit, figure: fn(Cost) -> f64| Row {
        what,
        unit,
        ours: figure(ours),
        rival: theirs.map(|cost| (name, figure(cost))),
        target,
    };
    [
        row(measured.cpu, Unit::CpuSeconds, |cost| {
            cost.cpu.as_secs_f64()
        }),
        row(measured.size, Unit::Megabytes, |cost| {
            number(cost.bytes) / 1e6
        }),
        row(measured.crates, Unit::Crates, |cost| {
            number(u64::try_from(cost.crates).unwrap_or(u64::MAX))
        }),
    ]
}

/// How often the build script runs when only the program has changed.
fn repeated_script(program: &Program<'_>, target: &Path) -> Result<Row> {
    let source = program.directory.join("src").join("main.rs");
    fs::File::options()
        .append(true)
        .open(&source)?
        .set_modified(std::time::SystemTime::now())?;
    let (said, _) = program.build(target, &["--release", "--verbose"])?;
    let runs = said
        .lines()
        .filter(|line| line.contains("build-script-build"));
    Ok(Row {
        what: "own transport, build script: rebuild when nothing generated changes",
        unit: Unit::Runs,
        ours: number(u64::try_from(runs.count())?),
        rival: None,
        target: Target::AtMost(0.0),
    })
}

#[expect(
    clippy::cast_precision_loss,
    reason = "figures for people, of a few digits"
)]
pub(crate) fn number(count: u64) -> f64 {
    count as f64
}
