//! `tinsmith add`: what it takes from where, what it writes, and what it refuses. Nothing here
//! leaves this machine.

mod botocore;
mod pack;
mod place;
mod server;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tests::command::{Outcome, run, tinsmith_in};

/// An empty directory of the test's own.
fn workshop(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("add")
        .join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).expect("an old directory removed");
    }
    fs::create_dir_all(&folder).expect("a directory");
    folder
}

/// The command in a directory, with nothing of this machine's environment that matters.
fn command(folder: &Path) -> Command {
    let mut command = tinsmith_in(folder);
    for variable in ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"] {
        command.env_remove(variable);
    }
    command.env_remove("PIP_INDEX_URL");
    command
}

fn tinsmith(folder: &Path, arguments: &[&str]) -> Outcome {
    run(command(folder).args(arguments))
}

/// Runs it, and expects that it fails and says so.
fn refused(folder: &Path, arguments: &[&str], code: i32, faults: &[&str]) {
    let outcome = tinsmith(folder, arguments);
    assert_eq!(outcome.code, code, "{arguments:?}: {outcome}");
    for fault in faults {
        let is_said = outcome.stderr.contains(fault);
        assert!(is_said, "{arguments:?}: {fault:?} is not in {outcome}");
    }
    assert!(
        !folder.join("models").exists(),
        "{arguments:?} wrote a model"
    );
}

fn read(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// A service in AWS's own JSON, of which version is told by an operation's name.
fn service(operation: &str) -> String {
    format!(
        r#"{{"metadata": {{"apiVersion": "1", "endpointPrefix": "rain", "serviceId": "Rain Fall",
        "signatureVersion": "v4", "protocol": "json", "jsonVersion": "1.0", "targetPrefix": "Rain"}},
        "operations": {{
            "{operation}": {{"name": "{operation}", "input": {{"shape": "In"}}, "output": {{"shape": "Out"}}}},
            "Stop": {{"name": "Stop"}}}},
        "shapes": {{"In": {{"type": "structure", "members": {{"Token": {{"shape": "Text"}}}}}},
            "Out": {{"type": "structure", "members": {{"Next": {{"shape": "Text"}},
                "Drops": {{"shape": "Drops"}}}}}},
            "Drops": {{"type": "list", "member": {{"shape": "Text"}}}},
            "Text": {{"type": "string"}}}}}}"#
    )
}

fn paginators(operation: &str) -> String {
    format!(
        r#"{{"pagination": {{"{operation}": {{"input_token": "Token", "output_token": "Next",
        "result_key": "Drops"}}}}}}"#
    )
}
