//! What generating costs, in a release build of the generator and in one without optimisation,
//! which is what build scripts are.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::Result;
use crate::cargo::{self, Program};
use crate::places::Places;
use crate::rivals::Rivals;
use crate::table::{Row, Target, Unit};

/// The operations that exporting a table takes.
const EXPORT: [&str; 3] = ["ExportTableToPointInTime", "DescribeExport", "ListExports"];

pub(crate) fn rows(places: &Places, _: &Rivals) -> Result<Vec<Row>> {
    let Some(model) = &places.official_models else {
        return Ok(Vec::new());
    };
    let client = Client {
        module: "dynamodb",
        model: &model.join("dynamodb.json"),
        operations: &EXPORT,
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
        let spent = cargo::cpu_of(|| command(&generator, &client, &out), 10)?;
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

/// A client to generate.
pub(crate) struct Client<'a> {
    /// The module's name.
    pub(crate) module: &'a str,
    pub(crate) model: &'a Path,
    pub(crate) operations: &'a [&'a str],
}

/// What generating the clients of whole services takes: CPU time and megabytes of memory for
/// each model.
pub(crate) fn whole(places: &Places, models: &[PathBuf]) -> Result<Vec<(Duration, f64)>> {
    let generator = build(places, "release")?;
    let out = places.empty("generated-whole")?;
    let costs = models.iter().map(|model| {
        let client = Client {
            module: "service",
            model,
            operations: &[],
        };
        let (output, spent) = cargo::measured(&mut command(&generator, &client, &out))?;
        let said = String::from_utf8_lossy(&output.stdout);
        let peak = said.lines().find_map(|it| it.strip_prefix("peak memory: "));
        let kilobytes = peak.and_then(|it| it.strip_suffix(" kB")?.parse::<f64>().ok());
        Ok((
            spent,
            kilobytes.ok_or("the generator did not tell its memory")? / 1e3,
        ))
    });
    costs.collect()
}

/// Generates a client of one operation from the model of this repository; its directory.
pub(crate) fn one_operation(places: &Places) -> Result<PathBuf> {
    let client = Client {
        module: "dynamodb",
        model: &places.root.join("models").join("dynamodb.json"),
        operations: &["ExportTableToPointInTime"],
    };
    clients(places, "generated", &[client])
}

/// Generates clients into the directory of that name.
pub(crate) fn clients(places: &Places, name: &str, clients: &[Client<'_>]) -> Result<PathBuf> {
    let out = places.work.join(name);
    std::fs::create_dir_all(&out)?;
    let generator = build(places, "release")?;
    for client in clients {
        cargo::run(&mut command(&generator, client, &out))?;
    }
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

fn command(generator: &Path, client: &Client<'_>, out: &Path) -> Command {
    let mut command = Command::new(generator);
    command.arg(client.module).arg(client.model);
    command.args(client.operations).env("OUT_DIR", out);
    command
}
