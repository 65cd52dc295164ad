//! The programs that make calls through an in-memory transport: ours, the yardstick's, and one
//! with clients of the AWS SDK that the yardstick lacks.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Result;
use crate::callgrind::{self, Subject};
use crate::cargo::{self, Program};
use crate::generate::{self, Client};
use crate::places::Places;

/// A program that makes calls, and its twin that counts allocations. Both take `client case
/// count batches` and print what the yardstick's program does.
pub(crate) struct Caller {
    plain: PathBuf,
    counting: PathBuf,
    bodies: PathBuf,
    work: PathBuf,
}

/// Our name as a client that makes whole calls.
pub(crate) const OURS: &str = "tinsmith";

/// Listings of services whose models are not in this repository.
const OFFICIAL: [(&str, &str, &str); 3] = [
    ("s3", "s3.json", "ListObjectsV2"),
    ("sns", "sns.json", "ListSubscriptions"),
    ("arcregionswitch", "arc-region-switch.json", "ListPlans"),
];

/// The bodies of our own making that the clients are answered with.
const BODIES: [&str; 2] = ["subscriptions", "plans"];

/// Our program, with the official models' calls if they are there.
pub(crate) fn ours(places: &Places) -> Result<Caller> {
    let program = Program {
        directory: places.program("calls"),
        binary: "calls",
        features: match places.official_models {
            Some(_) => &["--features", "official"],
            None => &[],
        },
        variables: vec![("TINSMITH_BENCH_CODE", code(places)?)],
    };
    let target = places.work.join("programs").join("calls");
    program.fetch()?;
    program.build(&target, &["--release"])?;
    let caller = caller(places, &target, "calls");
    if places.official_models.is_some() {
        caller.write_bodies()?;
    }
    Ok(caller)
}

fn code(places: &Places) -> Result<PathBuf> {
    let own = places.root.join("models").join("dynamodb.json");
    let official = places.official_models.as_deref();
    let models: Vec<_> = OFFICIAL
        .iter()
        .filter_map(|(module, file, operation)| Some((module, official?.join(file), operation)))
        .collect();
    let mut clients = vec![Client {
        module: "dynamodb",
        model: &own,
        operations: &["ExportTableToPointInTime", "Query", "BatchWriteItem"],
    }];
    clients.extend(models.iter().map(|(module, model, operation)| Client {
        module,
        model,
        operations: std::slice::from_ref(*operation),
    }));
    generate::clients(places, "generated-calls", &clients)
}

/// The yardstick's program, if there is a yardstick; the SDK's client of S3 takes minutes to build.
pub(crate) fn yardstick(places: &Places, with_s3: bool) -> Result<Option<Caller>> {
    let Some(yardstick) = &places.yardstick else {
        return Ok(None);
    };
    let program = Program {
        directory: yardstick.join("percall"),
        binary: "percall",
        features: if with_s3 {
            &[]
        } else {
            &["--no-default-features"]
        },
        variables: Vec::new(),
    };
    let target = yardstick.join("target").join("percall");
    program.fetch()?;
    program.build(&target, &["--release"])?;
    Ok(Some(caller(places, &target, "percall")))
}

/// The AWS SDK's clients that the yardstick lacks.
pub(crate) fn sdk(places: &Places) -> Result<Caller> {
    let program = Program {
        directory: places.program("calls-sdk"),
        binary: "calls-sdk",
        features: &[],
        variables: Vec::new(),
    };
    let target = places.work.join("programs").join("calls-sdk");
    program.fetch()?;
    program.build(&target, &["--release"])?;
    Ok(caller(places, &target, "calls-sdk"))
}

fn caller(places: &Places, target: &Path, binary: &str) -> Caller {
    let release = target.join("release");
    let of_yardstick = places.yardstick.as_ref().map(|it| it.join("bodies"));
    Caller {
        plain: release.join(binary),
        counting: release.join(format!("{binary}-alloc")),
        bodies: of_yardstick.unwrap_or_else(|| places.work.join("bodies")),
        work: places.work.clone(),
    }
}

impl Caller {
    /// Thousands of instructions of one call, those of SHA-256 left out.
    pub(crate) fn instructions(&self, client: &str, case: &str, counts: [u32; 2]) -> Result<f64> {
        let subject = Subject {
            binary: &self.plain,
            client,
            case,
            bodies: &self.bodies,
        };
        let counted = callgrind::per_call(&subject, counts, &self.work)?;
        let (rest, sha) = (counted.less_sha / 1e3, counted.sha / 1e3);
        eprintln!("{client} {case}: {rest:.0} k instructions, {sha:.0} k more are SHA");
        Ok(rest)
    }

    /// CPU microseconds of one call.
    pub(crate) fn microseconds(&self, client: &str, case: &str) -> Result<f64> {
        let timed = self.ask(&self.plain, &[client, case, "5000", "21"])?;
        Ok(after(&timed, "cpu min ")? / 1e3)
    }

    /// Allocations of one call.
    pub(crate) fn allocations(&self, client: &str, case: &str) -> Result<f64> {
        after(
            &self.ask(&self.counting, &[client, case, "1000"])?,
            "allocs/call ",
        )
    }

    fn write_bodies(&self) -> Result<()> {
        fs::create_dir_all(&self.bodies)?;
        for case in BODIES {
            let body = cargo::run(Command::new(&self.plain).args(["body", case]))?;
            fs::write(self.bodies.join(format!("{case}.response")), body.stdout)?;
        }
        Ok(())
    }

    fn ask(&self, binary: &Path, arguments: &[&str]) -> Result<String> {
        let mut command = Command::new(binary);
        command.args(arguments).env("BODIES", &self.bodies);
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
