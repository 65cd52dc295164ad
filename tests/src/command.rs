//! Programs that tests run: cargo, and the command `tinsmith` as built from this workspace.

use std::ffi::OsStr;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, OnceLock, PoisonError};

use serde_json::Value;

/// How a program ended.
#[derive(Debug)]
pub struct Outcome {
    /// The exit code, -1 if a signal ended it.
    pub code: i32,
    /// What it printed.
    pub stdout: String,
    /// What it complained about.
    pub stderr: String,
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            code,
            stdout,
            stderr,
        } = self;
        write!(
            f,
            "exit code {code}\n--- stdout\n{stdout}--- stderr\n{stderr}---"
        )
    }
}

/// The root of the workspace.
pub fn workspace() -> &'static Path {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().unwrap_or(own)
}

/// Runs `tinsmith` in a directory, after building it if need be.
///
/// # Panics
///
/// If it cannot be built or started.
pub fn tinsmith(folder: &Path, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Outcome {
    run(tinsmith_in(folder).args(arguments))
}

/// `tinsmith` in a directory, to be given arguments and run.
///
/// # Panics
///
/// If it cannot be built.
pub fn tinsmith_in(folder: &Path) -> Command {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    let mut command = Command::new(BUILT.get_or_init(build));
    command.current_dir(folder);
    command
}

/// Runs a program to its end.
///
/// # Panics
///
/// If it cannot be started.
pub fn run(command: &mut Command) -> Outcome {
    let done = command
        .output()
        .unwrap_or_else(|error| panic!("{command:?}: {error}"));
    Outcome {
        code: done.status.code().unwrap_or(-1),
        stdout: String::from_utf8_lossy(&done.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&done.stderr).into_owned(),
    }
}

/// Runs cargo in a crate outside of the workspace, with the workspace's lock file: no other
/// versions, no network. There is one run at a time, since tests share crates and cargo rewrites
/// lock files.
///
/// # Panics
///
/// If the lock file cannot be copied or cargo cannot be started.
pub fn run_outside(folder: &Path, cargo: &mut Command) -> Outcome {
    static RUNNING: Mutex<()> = Mutex::new(());
    let _one = RUNNING.lock().unwrap_or_else(PoisonError::into_inner);
    fs::copy(workspace().join("Cargo.lock"), folder.join("Cargo.lock")).expect("a lock file");
    run(cargo.arg("--offline").current_dir(folder))
}

/// A cargo of the same toolchain as the tests' own.
pub fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Builds the command, whose package has it behind a feature; its path.
fn build() -> PathBuf {
    let mut cargo = cargo();
    let package = [
        "build",
        "--package=tinsmith-codegen",
        "--bin=tinsmith",
        "--features=cli",
    ];
    cargo
        .args(package)
        .arg("--message-format=json")
        .current_dir(workspace());
    let built = run(&mut cargo);
    assert_eq!(built.code, 0, "{built}");
    let messages = built
        .stdout
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let path = messages
        .into_iter()
        .find_map(|message| message["executable"].as_str().map(PathBuf::from));
    path.unwrap_or_else(|| panic!("no executable among the messages of {cargo:?}"))
}
