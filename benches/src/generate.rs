//! What generating costs, in a release build of the generator and in one without optimisation,
//! which is what build scripts are.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Result;
use crate::cargo::{self, Program};
use crate::places::Places;
use crate::rivals::Rivals;
use crate::table::{Row, Target, Unit};

/// The operations that exporting a table takes.
const EXPORT: [&str; 3] = ["ExportTableToPointInTime", "DescribeExport", "ListExports"];

pub(crate) fn rows(places: &Places, _: &Rivals) -> Result<Vec<Row>> {
    let Some(model) = &places.official_model else {
        return Ok(Vec::new());
    };
    let out = places.empty("generated-official")?;
    let mut rows = Vec::new();
    for (what, profile, limit) in [
        ("generator built for release", "release", 100.0),
        (
            "generator not optimised, as in build scripts",
            "debug",
            500.0,
        ),
    ] {
        let generator = build(places, profile)?;
        let spent = cargo::cpu_of(|| command(&generator, model, &EXPORT, &out), 10)?;
        rows.push(Row {
            what,
            unit: Unit::CpuMilliseconds,
            ours: spent.as_secs_f64() * 1e3,
            rival: None,
            target: Target::AtMost(limit),
        });
    }
    Ok(rows)
}

/// Generates a client of one operation from the model of this repository; its directory.
pub(crate) fn one_operation(places: &Places) -> Result<PathBuf> {
    let out = places.work.join("generated");
    std::fs::create_dir_all(&out)?;
    let model = places.root.join("models").join("dynamodb.json");
    let operations = ["ExportTableToPointInTime"];
    cargo::run(&mut command(
        &build(places, "release")?,
        &model,
        &operations,
        &out,
    ))?;
    Ok(out)
}

fn build(places: &Places, profile: &str) -> Result<PathBuf> {
    let program = Program {
        directory: places.program("generator"),
        binary: "generator",
        features: &[],
        variables: Vec::new(),
    };
    let target = places.work.join("generator");
    program.fetch()?;
    program.build(
        &target,
        if profile == "release" {
            &["--release"]
        } else {
            &[]
        },
    )?;
    Ok(target.join(profile).join("generator"))
}

fn command(generator: &Path, model: &Path, operations: &[&str], out: &Path) -> Command {
    let mut command = Command::new(generator);
    command.arg(model).args(operations).env("OUT_DIR", out);
    command
}
