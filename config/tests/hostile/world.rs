//! A world in which every file and every answer is what somebody wants it to be.

use std::io;
use std::path::Path;
use std::time::Duration;

use http::{Request, Response};
use tinsmith::Timestamp;
use tinsmith::body::Body;
use tinsmith::config::Environment;
use tinsmith::transport::{BlockingTransport, TransportError};
use tinsmith_config::FileSystem;

const NOW: Timestamp = Timestamp::new(1_764_547_200, 0);

#[derive(Clone)]
struct World {
    config: Vec<u8>,
    cache: Vec<u8>,
    answer: Vec<u8>,
    status: u16,
}

impl FileSystem for World {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        Ok(if path.ends_with("config") {
            self.config.clone()
        } else {
            self.cache.clone()
        })
    }

    fn write(&self, _path: &Path, _contents: &[u8]) -> io::Result<()> {
        Ok(())
    }
}

impl BlockingTransport for World {
    fn send(
        &self,
        _request: Request<Body>,
        _timeout: Option<Duration>,
    ) -> Result<Response<Body>, TransportError> {
        let mut response = Response::new(Body::from(self.answer.clone()));
        if let Ok(status) = self.status.try_into() {
            *response.status_mut() = status;
        }
        Ok(response)
    }

    // None to wait by.
    fn clock(&self) -> Option<std::sync::Arc<dyn tinsmith::clock::Clock>> {
        None
    }
}

/// Looks for credentials that a program prints: what is before the first `\xff` on its standard
/// output, and the rest on its standard error. The program itself is not made up.
pub(crate) fn look_at_output(bytes: &[u8]) -> String {
    let mut parts = bytes.splitn(2, |byte| *byte == 0xff);
    let mut command = String::new();
    for target in ["1", "2"] {
        let name = format!("tinsmith-output-{}-{target}", std::process::id());
        let path = std::env::temp_dir().join(name);
        let written = std::fs::write(&path, parts.next().unwrap_or_default());
        written.expect("the directory for temporary files can be written to");
        command = format!("{command}cat '{}' >&{target}; ", path.display());
    }
    let status = bytes.len() % 4 / 3;
    let config = format!("[default]\ncredential_process = {command}exit {status}\n");
    let world = World {
        config: config.into_bytes(),
        cache: Vec::new(),
        answer: Vec::new(),
        status: 500,
    };
    let environment = Environment::from_fn(|name| (name == "HOME").then(|| "/user".to_owned()));
    let loader = tinsmith_config::load()
        .environment(environment)
        .files(world.clone());
    loader.report_blocking(world, NOW).to_string()
}

/// Looks for credentials where the parts of `bytes`, with `\xff` between them, are the config file,
/// every other file, and every answer. What comes of it is told, whatever it is.
pub(crate) fn look(bytes: &[u8]) -> Option<String> {
    // Nobody runs what a fuzzer makes up.
    let lower = bytes.to_ascii_lowercase();
    let process = b"credential_process";
    if lower.windows(process.len()).any(|it| it == process) {
        return None;
    }
    let mut parts = bytes.splitn(3, |byte| *byte == 0xff);
    let mut part = || parts.next().unwrap_or_default().to_vec();
    let world = World {
        config: part(),
        cache: part(),
        answer: part(),
        status: [200, 400, 401, 404, 500][bytes.len() % 5],
    };
    let environment = Environment::from_fn(|name| match name {
        "HOME" => Some("/user".to_owned()),
        "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI" => Some("/keys".to_owned()),
        _ => None,
    });
    let loader = tinsmith_config::load()
        .environment(environment)
        .files(world.clone());
    Some(loader.report_blocking(world, NOW).to_string())
}
