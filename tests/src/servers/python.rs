//! The virtual environment that holds the servers, and the scripts that run in it.
//!
//! Owns where things lie under `target/` and how a Python process is started. Must not know
//! what any script or server does.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

/// An interpreter that has the servers installed, and a directory for what they leave behind.
pub(super) struct Python {
    interpreter: PathBuf,
    scratch: PathBuf,
}

impl Python {
    /// The environment, made on first use and kept between runs; or why it cannot be made.
    pub(super) fn installed() -> &'static Result<Self, String> {
        static INSTALLED: OnceLock<Result<Python, String>> = OnceLock::new();
        INSTALLED.get_or_init(|| {
            let scratch = workspace().join("target/servers");
            let mut install = Command::new("python3");
            install
                .arg(script("install.py"))
                .arg(script("requirements.txt"))
                .arg(scratch.join("venv"));
            let interpreter = PathBuf::from(output(&mut install)?.trim_end());
            Ok(Self {
                interpreter,
                scratch,
            })
        })
    }

    /// Where servers may write: logs, temporary files, and a home without anyone's settings.
    pub(super) fn scratch(&self) -> &Path {
        &self.scratch
    }

    /// One of the scripts in `tests/servers`, away from the user's environment.
    pub(super) fn command(&self, name: &str) -> Command {
        let mut command = Command::new(&self.interpreter);
        command
            .arg(script(name))
            .current_dir(&self.scratch)
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", &self.scratch)
            .env("TMPDIR", &self.scratch)
            .env("PYTHONUNBUFFERED", "1");
        command
    }

    /// What a script in `tests/servers` printed.
    pub(super) fn run(&self, name: &str, arguments: &[&str]) -> Result<String, String> {
        output(self.command(name).args(arguments))
    }
}

fn output(command: &mut Command) -> Result<String, String> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("{program} did not start: {error}"))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let last = said.lines().rev().find(|line| !line.trim().is_empty());
    Err(last.unwrap_or("it failed without a word").to_owned())
}

fn workspace() -> &'static Path {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap_or(package)
}

fn script(name: &str) -> PathBuf {
    workspace().join("tests/servers").join(name)
}
