//! What one call costs when the network costs nothing: validating, endpoint, serialising,
//! signing and decoding.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Result;
use crate::callgrind;
use crate::cargo::{self, Program};
use crate::generate;
use crate::places::Places;
use crate::rivals::Rivals;
use crate::table::{Row, Target, Unit};

/// A program that makes calls with one client, and its twin that counts allocations. Both take
/// `client case count batches` and print what the yardstick's program does.
struct Caller {
    client: &'static str,
    plain: PathBuf,
    counting: PathBuf,
}

/// One client's figures.
struct Figures {
    instructions: f64,
    microseconds: f64,
    allocations: f64,
}

/// Our name as a client.
const OURS: &str = "tinsmith";

pub(crate) fn rows(places: &Places, _: &Rivals) -> Result<Vec<Row>> {
    let ours = ours(places)?;
    let (sdk, ideal) = theirs(places)?.unzip();
    let ours = ours.measure(&places.work)?;
    let sdk = sdk.map(|caller| caller.measure(&places.work)).transpose()?;
    let ideal = ideal
        .map(|caller| caller.measure(&places.work))
        .transpose()?;
    let against = |rival: &Option<Figures>, name, pick: fn(&Figures) -> f64| {
        rival.as_ref().map(|figures| (name, pick(figures)))
    };
    let row = |what, unit, rival, pick: fn(&Figures) -> f64, target| Row {
        what,
        unit,
        ours: pick(&ours),
        rival,
        target,
    };
    let rows = [
        (
            "instructions less SHA",
            Unit::Instructions,
            Target::Part(8.0),
            Target::Ratio(1.3),
        ),
        (
            "time",
            Unit::CpuMicroseconds,
            Target::Part(10.0),
            Target::None,
        ),
        (
            "allocations",
            Unit::Allocations,
            Target::AtMost(40.0),
            Target::None,
        ),
    ];
    let picks: [fn(&Figures) -> f64; 3] = [
        |figures| figures.instructions / 1e3,
        |figures| figures.microseconds,
        |figures| figures.allocations,
    ];
    let rows = rows
        .into_iter()
        .zip(picks)
        .flat_map(|((what, unit, of_sdk, of_ideal), pick)| {
            let sdk = row(what, unit, against(&sdk, "SDK", pick), pick, of_sdk);
            let ideal = against(&ideal, "ideal", pick);
            [
                Some(sdk),
                ideal.map(|ideal| row(what, unit, Some(ideal), pick, of_ideal)),
            ]
        });
    Ok(rows.flatten().collect())
}

fn ours(places: &Places) -> Result<Caller> {
    let program = Program {
        directory: places.program("calls"),
        binary: "calls",
        features: &[],
        variables: vec![("TINSMITH_BENCH_CODE", generate::one_operation(places)?)],
    };
    let target = places.work.join("programs").join("calls");
    program.fetch()?;
    program.build(&target, &["--release"])?;
    Ok(caller(OURS, &target, "calls"))
}

/// The SDK and the ideal client, if there is a yardstick.
fn theirs(places: &Places) -> Result<Option<(Caller, Caller)>> {
    let Some(yardstick) = &places.yardstick else {
        return Ok(None);
    };
    let program = Program {
        directory: yardstick.join("percall"),
        binary: "percall",
        features: &["--no-default-features"],
        variables: Vec::new(),
    };
    let target = yardstick.join("target").join("percall");
    program.fetch()?;
    program.build(&target, &["--release"])?;
    let caller = |client| caller(client, &target, "percall");
    Ok(Some((caller("sdk"), caller("ideal"))))
}

fn caller(client: &'static str, target: &Path, binary: &str) -> Caller {
    let release = target.join("release");
    Caller {
        client,
        plain: release.join(binary),
        counting: release.join(format!("{binary}-alloc")),
    }
}

impl Caller {
    fn measure(&self, work: &Path) -> Result<Figures> {
        let timed = self.ask(&self.plain, &["5000", "21"])?;
        let counted = self.ask(&self.counting, &["1000"])?;
        let instructions = callgrind::per_call(&self.plain, self.client, work)?;
        eprintln!(
            "{}: {:.0} instructions a call are SHA",
            self.client, instructions.sha
        );
        Ok(Figures {
            instructions: instructions.less_sha,
            microseconds: after(&timed, "cpu min ")? / 1e3,
            allocations: after(&counted, "allocs/call ")?,
        })
    }

    fn ask(&self, binary: &Path, counts: &[&str]) -> Result<String> {
        let mut command = Command::new(binary);
        command.args([self.client, "export"]).args(counts);
        let output = cargo::run(&mut command)?;
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }
}

/// The number that follows `label`.
fn after(text: &str, label: &str) -> Result<f64> {
    let rest = text.split_once(label).map(|(_, rest)| rest);
    let number = rest.and_then(|rest| rest.split_whitespace().next());
    let number = number.ok_or_else(|| format!("no `{label}` in `{text}`"))?;
    Ok(number.parse()?)
}
