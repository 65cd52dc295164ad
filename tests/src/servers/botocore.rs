//! botocore, for what it decides before it sends anything.

use std::path::Path;

use serde_json::Value;

/// The hosts that botocore sends the operations with host prefixes of all its services to: one
/// object a case, with the folder of the model, the operation, its input and the URL. `None` when
/// botocore cannot be installed, which is said on standard error.
///
/// # Panics
/// When the script fails, or botocore cannot be installed and `CI` is set.
pub fn hosts() -> Option<Vec<Value>> {
    let python = super::installed("botocore")?;
    let printed = python.run("botocore_hosts.py", &[]);
    let printed = printed.unwrap_or_else(|why| panic!("{why}"));
    Some(lines(&printed))
}

/// What botocore makes of configurations: see `botocore_configuration.py`. `None` when botocore
/// cannot be installed, which is said on standard error.
///
/// # Panics
/// When the script fails, or botocore cannot be installed and `CI` is set.
pub fn configurations(cases: &Path) -> Option<Vec<Value>> {
    let python = super::installed("botocore")?;
    let printed = python.run("botocore_configuration.py", &[&cases.to_string_lossy()]);
    Some(lines(&printed.unwrap_or_else(|why| panic!("{why}"))))
}

fn lines(printed: &str) -> Vec<Value> {
    let values = printed.lines().map(serde_json::from_str);
    values
        .collect::<Result<_, _>>()
        .expect("the script prints a line of JSON a case")
}
