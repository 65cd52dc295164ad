//! The programs of the yardstick. Their builds take minutes, so what they cost is remembered
//! for as long as the yardstick, the compiler and the machine stay the same.

use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::Result;
use crate::cargo::{self, Cost, Program};
use crate::places::Places;

/// A program of the yardstick.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Rival {
    /// The AWS SDK without TLS and without `aws-config`.
    Sdk,
    /// An expert's program with `reqwest`, TLS by ring.
    Reqwest,
    /// An expert's program with `ureq`.
    Ureq,
}

impl Rival {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Sdk => "awssdk-min",
            Self::Reqwest => "handwritten-reqwest",
            Self::Ureq => "handwritten-ureq",
        }
    }

    const fn features(self) -> &'static [&'static str] {
        match self {
            Self::Reqwest => &["--no-default-features", "--features", "sig-aws,ring"],
            Self::Sdk | Self::Ureq => &[],
        }
    }

    /// The larger, the steadier.
    const fn times(self) -> usize {
        match self {
            Self::Sdk => 1,
            Self::Reqwest | Self::Ureq => 2,
        }
    }
}

/// What the rivals cost, as far as they are there.
pub(crate) struct Rivals {
    yardstick: Option<PathBuf>,
    memory: PathBuf,
    key: String,
    fresh: bool,
    huge: bool,
}

/// The package of the AWS SDK for EC2: many minutes, and gigabytes of memory.
pub(crate) const HUGE: &str = "aws-sdk-ec2";

impl Rivals {
    /// `fresh` measures again what is remembered, `huge` also what is not worth a wait.
    pub(crate) fn new(places: &Places, fresh: bool, huge: bool) -> Result<Self> {
        let yardstick = places.yardstick.clone();
        let key = match &yardstick {
            Some(yardstick) => key(yardstick)?,
            None => String::new(),
        };
        let memory = places.work.join("rivals.tsv");
        Ok(Self {
            yardstick,
            memory,
            key,
            fresh,
            huge,
        })
    }

    /// What a cold build of `rival` costs; `None` without a yardstick.
    pub(crate) fn cost(&self, rival: Rival) -> Result<Option<Cost>> {
        let Some((yardstick, program)) = self.yardstick.as_ref().zip(self.program(rival)) else {
            return Ok(None);
        };
        if let Some(cost) = self.remembered(rival.name()) {
            return Ok(Some(cost));
        }
        let target = yardstick.join("target").join(rival.name());
        let cost = program.cold(&target, rival.times())?;
        self.remember(rival.name(), cost)?;
        Ok(Some(cost))
    }

    /// The program of `rival`; `None` without a yardstick.
    pub(crate) fn program(&self, rival: Rival) -> Option<Program<'static>> {
        let yardstick = self.yardstick.as_ref()?;
        Some(Program {
            directory: yardstick.join(rival.name()),
            binary: rival.name(),
            features: rival.features(),
            variables: Vec::new(),
        })
    }

    /// What a release build of a package of the AWS SDK costs without those below it, and the
    /// size of its library; `None` without a yardstick, or where nobody asked for it.
    pub(crate) fn package(&self, places: &Places, package: &'static str) -> Result<Option<Cost>> {
        let Some(yardstick) = &self.yardstick else {
            return Ok(None);
        };
        let known = self.remembered(package);
        if known.is_some() || (package == HUGE && !self.huge) {
            return Ok(known);
        }
        let (directory, name) = if package == HUGE {
            (places.program("sdk-ec2"), "sdk-ec2")
        } else {
            let name = Rival::Sdk.name();
            (yardstick.join(name), name)
        };
        let program = Program {
            directory,
            binary: name,
            features: &[],
            variables: Vec::new(),
        };
        let target = yardstick.join("target").join(name);
        let cost = Cost {
            cpu: program.alone(package, &target, "build", &["--release"])?,
            crates: 1,
            bytes: cargo::library(&target, package)?,
        };
        self.remember(package, cost)?;
        Ok(Some(cost))
    }

    /// What an earlier run found, unless it is not to count.
    fn remembered(&self, name: &str) -> Option<Cost> {
        if self.fresh && (name != HUGE || self.huge) {
            return None;
        }
        self.recall().remove(name)
    }

    fn recall(&self) -> BTreeMap<String, Cost> {
        let text = fs::read_to_string(&self.memory).unwrap_or_default();
        let Some(rows) = text.strip_prefix(&self.key) else {
            return BTreeMap::new();
        };
        rows.lines().filter_map(parse).collect()
    }

    fn remember(&self, name: &str, cost: Cost) -> Result<()> {
        let mut known = self.recall();
        known.insert(name.to_owned(), cost);
        let rows = known.iter().map(|(name, cost)| {
            let Cost { cpu, crates, bytes } = cost;
            format!("{name}\t{}\t{crates}\t{bytes}\n", cpu.as_secs_f64())
        });
        let rows: String = rows.collect();
        Ok(fs::write(&self.memory, format!("{}\n{rows}", self.key))?)
    }
}

fn parse(row: &str) -> Option<(String, Cost)> {
    let mut fields = row.split('\t');
    let name = fields.next()?.to_owned();
    let cost = Cost {
        cpu: Duration::try_from_secs_f64(fields.next()?.parse().ok()?).ok()?,
        crates: fields.next()?.parse().ok()?,
        bytes: fields.next()?.parse().ok()?,
    };
    Some((name, cost))
}

/// Stands for the compiler and the sources of the yardstick.
fn key(yardstick: &Path) -> Result<String> {
    let compiler = cargo::run(Command::new("rustc").arg("--version"))?;
    let mut hasher = DefaultHasher::new();
    for rival in [Rival::Sdk, Rival::Reqwest, Rival::Ureq] {
        for file in ["Cargo.toml", "Cargo.lock", "src/main.rs"] {
            fs::read(yardstick.join(rival.name()).join(file))?.hash(&mut hasher);
        }
    }
    let compiler = String::from_utf8_lossy(&compiler.stdout).trim().to_owned();
    Ok(format!("{compiler}, yardstick {:016x}", hasher.finish()))
}
