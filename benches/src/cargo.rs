//! Builds programs as their users would, and says what that costs.
//!
//! CPU seconds, not wall time: on a machine that is shared they are what is least disturbed.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::Duration;

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeVal;

use crate::Result;

/// A program, and how it is built.
pub(crate) struct Program<'a> {
    /// The directory of its manifest.
    pub(crate) directory: PathBuf,
    /// The binary's name.
    pub(crate) binary: &'a str,
    /// Arguments of cargo that choose features.
    pub(crate) features: &'a [&'a str],
    /// Variables that its source reads while it is compiled.
    pub(crate) variables: Vec<(&'a str, PathBuf)>,
}

/// What a cold build of a program costs.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cost {
    /// User and system time of all processes of the build.
    pub(crate) cpu: Duration,
    /// Packages in its dependency tree, itself included.
    pub(crate) crates: usize,
    /// Size of the binary, which its profile strips.
    pub(crate) bytes: u64,
}

impl Program<'_> {
    /// Builds from nothing in release mode, `times` times; the least CPU time counts.
    pub(crate) fn cold(&self, target: &Path, times: usize) -> Result<Cost> {
        self.fetch()?;
        let mut cpu = Duration::MAX;
        for _ in 0..times {
            if target.exists() {
                fs::remove_dir_all(target)?;
            }
            eprintln!("building {} from nothing", self.directory.display());
            cpu = cpu.min(self.build(target, &["--release"])?.1);
        }
        Ok(Cost {
            cpu,
            crates: self.tree()?.len(),
            bytes: fs::metadata(self.release(target))?.len(),
        })
    }

    /// Builds what is not up to date; what cargo printed, and the CPU time.
    pub(crate) fn build(&self, target: &Path, arguments: &[&str]) -> Result<(String, Duration)> {
        let mut command = self.cargo("build");
        command.arg("--offline").args(arguments).args(self.features);
        command.arg("--target-dir").arg(target);
        let before = cpu_of_children()?;
        let output = run(&mut command)?;
        let spent = cpu_of_children()?.saturating_sub(before);
        Ok((String::from_utf8_lossy(&output.stderr).into_owned(), spent))
    }

    /// The packages that it needs, itself included.
    pub(crate) fn tree(&self) -> Result<BTreeSet<String>> {
        let mut command = self.cargo("tree");
        command.args(["--offline", "--edges", "normal,build", "--prefix", "none"]);
        command
            .args(["--format", "{p}", "--no-dedupe"])
            .args(self.features);
        let output = run(&mut command)?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        Ok(text
            .lines()
            .filter(|line| !line.is_empty())
            .map(str::to_owned)
            .collect())
    }

    /// The binary of a release build.
    pub(crate) fn release(&self, target: &Path) -> PathBuf {
        target.join("release").join(self.binary)
    }

    /// Brings the sources of its dependencies to this machine, which is not to be measured.
    pub(crate) fn fetch(&self) -> Result<()> {
        let mut command = Command::new("cargo");
        command.arg("fetch").current_dir(&self.directory);
        run(&mut command).map(drop)
    }

    fn cargo(&self, verb: &str) -> Command {
        let mut command = Command::new("cargo");
        command.arg(verb).current_dir(&self.directory);
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        command
    }
}

/// Runs a command to its end; an error if it fails.
pub(crate) fn run(command: &mut Command) -> Result<Output> {
    let output = command
        .output()
        .map_err(|error| format!("{command:?}: {error}"))?;
    if output.status.success() {
        return Ok(output);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(format!("{command:?} failed:\n{said}").into())
}

/// CPU time of the command and of what it starts, the least of `times` runs.
pub(crate) fn cpu_of(mut command: impl FnMut() -> Command, times: usize) -> Result<Duration> {
    let mut least = Duration::MAX;
    for _ in 0..times {
        let before = cpu_of_children()?;
        run(&mut command())?;
        least = least.min(cpu_of_children()?.saturating_sub(before));
    }
    Ok(least)
}

/// User and system time of all children that have ended, and of theirs.
fn cpu_of_children() -> Result<Duration> {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    Ok(duration(usage.user_time())? + duration(usage.system_time())?)
}

fn duration(time: TimeVal) -> Result<Duration> {
    let seconds = u64::try_from(time.tv_sec())?;
    Ok(Duration::from_secs(seconds) + Duration::from_micros(u64::try_from(time.tv_usec())?))
}
