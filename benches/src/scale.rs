//! What whole services cost: generating them, and compiling what was generated. Only the crate of
//! generated code counts; cargo's start-up of a tenth of a second is in each figure.

use std::fs;
use std::path::{Path, PathBuf};

use crate::Result;
use crate::build::number;
use crate::cargo::{self, Program};
use crate::generate::{self, Client};
use crate::places::Places;
use crate::rivals::Rivals;
use crate::table::{Row, Target, Unit};

/// A client whose code is compiled.
struct Measured {
    /// Of the folder for its code.
    name: &'static str,
    /// In the corpora.
    model: &'static str,
    operations: &'static [&'static str],
    rival: Option<&'static str>,
    check: (&'static str, Target),
    release: (&'static str, Target),
    rlib: (&'static str, Target),
}

const MEASURED: [Measured; 3] = [
    Measured {
        name: "ec2-three",
        model: "c2j/ec2/2016-11-15",
        operations: &["DescribeInstances", "RunInstances", "TerminateInstances"],
        rival: None,
        check: ("three operations of EC2: check", Target::AtMost(2.0)),
        release: ("three operations of EC2: release", Target::AtMost(5.0)),
        rlib: ("three operations of EC2: rlib", Target::None),
    },
    Measured {
        name: "dynamodb",
        model: "models/dynamodb.json",
        operations: &[],
        rival: Some("aws-sdk-dynamodb"),
        check: ("all of DynamoDB: check", Target::None),
        release: ("all of DynamoDB: release", Target::Part(8.0)),
        rlib: ("all of DynamoDB: rlib", Target::Part(4.0)),
    },
    Measured {
        name: "ec2",
        model: "c2j/ec2/2016-11-15",
        operations: &[],
        rival: Some("aws-sdk-ec2"),
        check: ("all of EC2: check", Target::AtMost(40.0)),
        release: ("all of EC2: release", Target::AtMost(120.0)),
        rlib: ("all of EC2: rlib", Target::None),
    },
];

/// The package that the code is compiled in.
const PACKAGE: &str = "scale";

pub(crate) fn rows(places: &Places, rivals: &Rivals) -> Result<Vec<Row>> {
    let Some(models) = &places.official_models else {
        return Ok(Vec::new());
    };
    let corpora = models.parent().ok_or("the models are in no folder")?;
    let mut rows = generated(places, models)?;
    for measured in &MEASURED {
        rows.extend(compiled(places, rivals, corpora, measured)?);
    }
    Ok(rows)
}

/// Every model, all operations.
fn generated(places: &Places, models: &Path) -> Result<Vec<Row>> {
    let mut files: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(models)? {
        let path = entry?.path();
        if path.extension().is_some_and(|it| it == "json") {
            files.push(path);
        }
    }
    files.sort();
    let (mut total, mut ec2, mut slowest, mut memory) = (0.0, 0.0, 0.0_f64, 0.0_f64);
    for (model, (spent, megabytes)) in files.iter().zip(generate::whole(places, &files)?) {
        let spent = spent.as_secs_f64();
        total += spent;
        memory = memory.max(megabytes);
        if model.ends_with("ec2.json") {
            ec2 = spent;
        } else {
            slowest = slowest.max(spent);
        }
    }
    let row = |what, unit, ours, limit| Row {
        what,
        unit,
        ours,
        rival: None,
        target: Target::AtMost(limit),
    };
    let (seconds, megabytes) = (Unit::CpuSeconds, Unit::Megabytes);
    Ok(vec![
        row("every Smithy model generated", seconds, total, 20.0),
        row("the slowest of them but EC2", seconds, slowest, 1.0),
        row("EC2", seconds, ec2, 2.0),
        row("the most memory for one", megabytes, memory, 500.0),
    ])
}

/// A client, as a crate of its own.
fn compiled(
    places: &Places,
    rivals: &Rivals,
    corpora: &Path,
    measured: &Measured,
) -> Result<[Row; 3]> {
    let client = Client {
        module: "service",
        model: &corpora.join(measured.model),
        operations: measured.operations,
    };
    let code = generate::clients(places, &format!("scale-{}", measured.name), &[client])?;
    let program = Program {
        directory: places.program(PACKAGE),
        binary: PACKAGE,
        features: &[],
        variables: vec![("TINSMITH_BENCH_CODE", code)],
    };
    let target = places.work.join("programs").join(PACKAGE);
    let check = program.alone(PACKAGE, &target, "check", &[])?;
    let release = program.alone(PACKAGE, &target, "build", &["--release"])?;
    let rlib = cargo::library(&target, PACKAGE)?;
    let rival = match measured.rival {
        Some(name) => rivals.package(places, name)?.map(|cost| (name, cost)),
        None => None,
    };
    let row = |(what, target), unit, ours, rival| Row {
        what,
        unit,
        ours,
        rival,
        target,
    };
    let (seconds, megabytes) = (Unit::CpuSeconds, Unit::Megabytes);
    let time = rival.map(|(name, cost)| (name, cost.cpu.as_secs_f64()));
    let size = rival.map(|(name, cost)| (name, in_megabytes(cost.bytes)));
    Ok([
        row(measured.check, seconds, check.as_secs_f64(), None),
        row(measured.release, seconds, release.as_secs_f64(), time),
        row(measured.rlib, megabytes, in_megabytes(rlib), size),
    ])
}

fn in_megabytes(bytes: u64) -> f64 {
    number(bytes) / 1e6
}
