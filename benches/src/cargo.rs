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

    /// CPU time of compiling one package of its tree when all that the package needs is there;
    /// `verb` is cargo's, `build` or `check`.
    pub(crate) fn alone(
        &self,
        package: &str,
        target: &Path,
        verb: &str,
        arguments: &[&str],
    ) -> Result<Duration> {
        self.fetch()?;
        let needed = self.needed_by(package)?;
        let needed = needed.iter().flat_map(|it| ["--package", it]);
        let needed: Vec<&str> = arguments.iter().copied().chain(needed).collect();
        self.compile(verb, target, &needed)?;
        let arguments = [arguments, &["--package", package]].concat();
        let mut clean = self.cargo("clean");
        clean.arg("--offline").args(&arguments);
        run(clean.arg("--target-dir").arg(target))?;
        eprintln!("compiling {package} alone");
        let (_, spent) = self.compile(verb, target, &arguments)?;
        Ok(spent)
    }

    /// The packages that `package` names as dependencies, as `name@version`.
    fn needed_by(&self, package: &str) -> Result<Vec<String>> {
        let mut command = self.cargo("tree");
        command.args(["--offline", "--edges", "normal,build", "--prefix", "none"]);
        command.args(["--depth", "1", "--package", package]);
        let output = run(&mut command)?;
        let text = String::from_utf8_lossy(&output.stdout);
        let packages = text.lines().skip(1).filter_map(|line| {
            let mut words = line.split(' ');
            let (name, version) = (words.next()?, words.next()?);
            Some(format!("{name}@{}", version.strip_prefix('v')?))
        });
        Ok(packages.collect())
    }

    /// Builds what is not up to date; what cargo printed, and the CPU time.
    pub(crate) fn build(&self, target: &Path, arguments: &[&str]) -> Result<(String, Duration)> {
        self.compile("build", target, arguments)
    }

    fn compile(&self, verb: &str, target: &Path, arguments: &[&str]) -> Result<(String, Duration)> {
        let mut command = self.cargo(verb);
        command.arg("--offline").args(arguments).args(self.features);
        command.arg("--target-dir").arg(target);
        let (output, spent) = measured(&mut command)?;
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

/// Size of the newest library of a package in the release builds of `target`.
pub(crate) fn library(target: &Path, package: &str) -> Result<u64> {
    let start = format!("lib{}-", package.replace('-', "_"));
    let mut newest = None;
    for entry in fs::read_dir(target.join("release").join("deps"))? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with(&start) && name.ends_with(".rlib") {
            let facts = fs::metadata(&path)?;
            newest = newest.max(Some((facts.modified()?, facts.len())));
        }
    }
    let (_, bytes) = newest.ok_or_else(|| format!("{package} left no library"))?;
    Ok(bytes)
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

/// Runs a command; what it printed, and its CPU time with what it starts.
pub(crate) fn measured(command: &mut Command) -> Result<(Output, Duration)> {
    let before = cpu_of_children()?;
    let output = run(command)?;
    Ok((output, cpu_of_children()?.saturating_sub(before)))
}

/// CPU time of the command and of what it starts, the least of `times` runs.
pub(crate) fn cpu_of(mut command: impl FnMut() -> Command, times: usize) -> Result<Duration> {
    let mut least = Duration::MAX;
    for _ in 0..times {
        least = least.min(measured(&mut command())?.1);
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
