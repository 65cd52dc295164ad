//! The command a second time, as what cargo runs in rustc's place: it runs rustc and writes down
//! what that cost, by crate.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::{env, fs};

use super::cpu;

/// The environment variable that makes the command a wrapper: the directory for the times.
pub(super) const TIMES: &str = "DROP_IN_TIMES";

/// Runs rustc if cargo started this process for that, and ends as rustc did.
pub fn wrapped() -> Option<ExitCode> {
    let times = PathBuf::from(env::var_os(TIMES)?);
    let mut arguments = env::args_os().skip(1);
    let rustc = arguments.next()?;
    let arguments: Vec<OsString> = arguments.collect();
    let Ok(status) = Command::new(rustc).args(&arguments).status() else {
        return Some(ExitCode::from(2));
    };
    if status.success() {
        record(&times, &arguments);
    }
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Some(ExitCode::from(code.unwrap_or(2)))
}

/// Without a time, the table has a gap.
fn record(times: &Path, arguments: &[OsString]) -> Option<()> {
    let option = arguments.iter().position(|it| it == "--crate-name")?;
    let time = cpu::of_children()?;
    let file = times.join(arguments.get(option + 1)?);
    fs::write(file, time.as_millis().to_string()).ok()
}
