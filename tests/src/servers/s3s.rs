//! s3s-fs, a store like Amazon S3 that keeps objects as files and checks signatures.
//!
//! Must not know what the tests store in it.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

use super::process::{Log, Server};
use crate::command::{cargo, run, workspace};

/// The version that is tested against.
const VERSION: &str = "0.14.1";

/// The bucket that exists.
pub const BUCKET: &str = "exports";

/// The access key id that it knows.
pub const ID: &str = "AKIDEXAMPLE";

/// The secret access key that belongs to it.
pub const SECRET: &str = "sekrit";

/// Runs a program that ends with standard input.
const WITH_STANDARD_INPUT: &str = "exec 3<&0\n\"$@\" 3<&- &\nprogram=$!\n\
    (cat <&3 >/dev/null; kill $program) &\nwait $program";

/// A running s3s-fs, as one test sees it.
pub struct S3s {
    /// Its root.
    pub url: String,
    _shown_on_failure: Log,
}

/// s3s-fs for the running test, or `None` when it cannot be installed, which is said on standard
/// error.
///
/// # Panics
/// When it does not start, or cannot be installed and `CI` is set.
pub fn server() -> Option<S3s> {
    static INSTALLED: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    static RUNNING: OnceLock<Result<Server, String>> = OnceLock::new();
    let program = match INSTALLED.get_or_init(install) {
        Ok(program) => program,
        Err(why) => {
            super::leave_out("s3s-fs", why);
            return None;
        }
    };
    match RUNNING.get_or_init(|| start(program)) {
        Ok(server) => Some(S3s {
            url: server.url(),
            _shown_on_failure: server.log(),
        }),
        Err(why) => panic!("{why}"),
    }
}

fn scratch() -> PathBuf {
    workspace().join("target/servers")
}

/// Builds it, on first use: some minutes.
fn install() -> Result<PathBuf, String> {
    let root = scratch().join(format!("s3s-fs-{VERSION}"));
    let program = root.join("bin/s3s-fs");
    if program.exists() {
        return Ok(program);
    }
    let mut install = cargo();
    install
        .args(["install", "s3s-fs", "--version", VERSION, "--locked"])
        .args(["--features", "binary", "--debug", "--root"])
        .arg(root);
    let outcome = run(&mut install);
    if outcome.code == 0 {
        return Ok(program);
    }
    let mut lines = outcome.stderr.lines();
    Err(lines.next_back().unwrap_or("cargo failed").to_owned())
}

fn start(program: &PathBuf) -> Result<Server, String> {
    let scratch = scratch();
    Server::run(&scratch, "s3s-fs", "server is running at", |port| {
        let objects = scratch.join(format!("s3s-fs-{port}"));
        // A folder that cannot be made is found out by the server, which says so in its log.
        let _ = fs::remove_dir_all(&objects);
        let _ = fs::create_dir_all(objects.join(BUCKET));
        let mut command = Command::new("sh");
        command
            .args(["-c", WITH_STANDARD_INPUT, "sh"])
            .arg(program)
            .args(["--host", "127.0.0.1", "--port", &port.to_string()])
            .args(["--access-key", ID, "--secret-key", SECRET])
            .arg(objects)
            // It says that it is ready at this level.
            .env("RUST_LOG", "info");
        command
    })
}
