//! botocore, for what it decides before it sends anything.

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
    let cases = printed.lines().map(serde_json::from_str);
    Some(
        cases
            .collect::<Result<_, _>>()
            .expect("botocore_hosts.py prints JSON"),
    )
}
