//! `MiniStack`, which checks `SigV4` signatures and IAM policies.
//!
//! Must not know what the tests do with the keys it hands out.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::process::{Log, Server};
use super::python::Python;

/// The bucket that exists.
pub const BUCKET: &str = "exports";

/// An IAM user's access key.
#[derive(Clone, Debug)]
pub struct AccessKey {
    /// The access key id.
    pub id: String,
    /// The secret access key.
    pub secret: String,
}

/// A running `MiniStack`, as one test sees it.
pub struct Ministack {
    /// The endpoint of every service.
    pub url: String,
    /// The key of a user who may do anything with `DynamoDB` and S3, and assume roles.
    pub exporter: AccessKey,
    /// The key of a user who has no policy, and so may do nothing.
    pub stranger: AccessKey,
    _shown_on_failure: Log,
}

struct Running {
    server: Server,
    /// Access key id and secret by user, as `ministack_user.py` prints them.
    keys: BTreeMap<String, (String, String)>,
}

/// `MiniStack` for the running test, or `None` when it cannot be installed, which is said on
/// standard error.
///
/// # Panics
/// When it does not start, or cannot be installed and `CI` is set.
pub fn server() -> Option<Ministack> {
    static RUNNING: OnceLock<Result<Running, String>> = OnceLock::new();
    let python = super::installed("MiniStack")?;
    let running = match RUNNING.get_or_init(|| start(python)) {
        Ok(running) => running,
        Err(why) => panic!("{why}"),
    };
    let key = |user: &str| {
        let (id, secret) = running.keys[user].clone();
        AccessKey { id, secret }
    };
    Some(Ministack {
        url: running.server.url(),
        exporter: key("exporter"),
        stranger: key("stranger"),
        _shown_on_failure: running.server.log(),
    })
}

fn start(python: &Python) -> Result<Running, String> {
    let server = Server::start(python, "ministack", |command, port| {
        command
            .env("BIND_HOST", "127.0.0.1")
            .env("GATEWAY_PORT", port.to_string())
            .env("AUTH", "true")
            .env("MINISTACK_IMDS_V2_REQUIRED", "true")
            .env("IOT_MTLS_ENABLED", "0")
            .env("SFTP_ENABLED", "0");
    })?;
    let printed = python.run("ministack_user.py", &[&server.url(), BUCKET])?;
    let keys = serde_json::from_str(&printed).map_err(|error| error.to_string())?;
    Ok(Running { server, keys })
}
