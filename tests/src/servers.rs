//! Real servers of other people's making: `MiniStack` and s3s-fs, which check signatures, and moto.
//!
//! Owns installing, starting and stopping them, and what is set up in them before a test talks
//! to them. Must not know the clients under test: it hands out addresses, keys and bucket names.
//!
//! A test binary runs one server of a kind, on a port of its own; the server ends with the
//! binary. Tests share it, so each works on tables of its own.

pub mod botocore;
pub mod ministack;
pub mod moto;
pub mod s3s;

mod process;
mod python;

use std::io::{self, Write};
use std::thread;

use python::Python;

/// The installed servers' Python, or `None` after saying on standard error what is left out.
///
/// # Panics
/// When they cannot be installed and `CI` is set.
fn installed(server: &str) -> Option<&'static Python> {
    match Python::installed() {
        Ok(python) => Some(python),
        Err(why) => {
            leave_out(server, why);
            None
        }
    }
}

/// Says on standard error that the running test leaves everything out.
///
/// # Panics
/// When `CI` is set.
fn leave_out(server: &str, why: &str) {
    assert!(!mandatory(), "{server} could not be installed: {why}");
    let current = thread::current();
    let test = current.name().unwrap_or("a test");
    // Written to the handle itself: what `eprintln!` writes is hidden when a test passes.
    let line = format!("LEFT OUT: {test} did not run: {server} could not be installed: {why}\n");
    let _ = io::stderr().write_all(line.as_bytes());
}

fn mandatory() -> bool {
    std::env::var_os("CI").is_some_and(|value| !value.is_empty())
}
