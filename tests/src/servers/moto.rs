//! moto, a second opinion on response shapes, whose exports really write files.
//!
//! It checks no signatures. Must not know what the tests export.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::process::{Log, Server};
use super::python::Python;

/// The bucket that exists.
pub const BUCKET: &str = "exports";

/// A running moto, as one test sees it.
pub struct Moto {
    /// The endpoint of every service.
    pub url: String,
    python: &'static Python,
    _shown_on_failure: Log,
}

impl Moto {
    /// The unpacked lines of every object under `prefix` in [`BUCKET`], by key.
    ///
    /// # Panics
    /// When the bucket cannot be read.
    pub fn objects(&self, prefix: &str) -> BTreeMap<String, Vec<String>> {
        let printed = self
            .python
            .run("moto_bucket.py", &[&self.url, BUCKET, "read", prefix]);
        let printed = printed.unwrap_or_else(|why| panic!("{why}"));
        serde_json::from_str(&printed).expect("moto_bucket.py prints lines by key")
    }
}

/// moto for the running test, or `None` when it cannot be installed, which is said on standard
/// error.
///
/// # Panics
/// When it does not start, or cannot be installed and `CI` is set.
pub fn server() -> Option<Moto> {
    static RUNNING: OnceLock<Result<Server, String>> = OnceLock::new();
    let python = super::installed("moto")?;
    let server = match RUNNING.get_or_init(|| start(python)) {
        Ok(server) => server,
        Err(why) => panic!("{why}"),
    };
    Some(Moto {
        url: server.url(),
        python,
        _shown_on_failure: server.log(),
    })
}

fn start(python: &Python) -> Result<Server, String> {
    let server = Server::start(python, "moto.server", |command, port| {
        command.args(["-H", "127.0.0.1", "-p", &port.to_string()]);
    })?;
    python.run("moto_bucket.py", &[&server.url(), BUCKET, "create"])?;
    Ok(server)
}
