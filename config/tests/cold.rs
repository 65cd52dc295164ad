//! A chain that many callers meet cold, in both modes at once.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;
use std::time::Duration;

use http::{Request, Response};
use tinsmith::body::Body;
use tinsmith::config::Environment;
use tinsmith::transport::{BlockingTransport, TransportError};
use tinsmith_config::FileSystem;

/// A container that takes its time, and a service that takes any keys.
#[derive(Clone, Default)]
struct World {
    asked: Arc<AtomicU32>,
    served: Arc<AtomicU32>,
}

impl BlockingTransport for World {
    fn send(
        &self,
        request: Request<Body>,
        _timeout: Option<Duration>,
    ) -> Result<Response<Body>, TransportError> {
        let body = if request.uri().host() == Some("169.254.170.2") {
            self.asked.fetch_add(1, SeqCst);
            thread::sleep(Duration::from_millis(100));
            r#"{"AccessKeyId": "AKID", "SecretAccessKey": "s", "Token": "t",
                "Expiration": "2999-01-01T00:00:00Z"}"#
        } else {
            let signature = request.headers()["authorization"].to_str().unwrap();
            assert!(signature.contains("Credential=AKID/"), "{signature}");
            self.served.fetch_add(1, SeqCst);
            "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn</Arn>\
             </GetCallerIdentityResult></GetCallerIdentityResponse>"
        };
        Ok(Response::new(Body::from(body)))
    }
}

impl FileSystem for World {
    fn read(&self, _path: &Path) -> io::Result<Vec<u8>> {
        Err(io::ErrorKind::NotFound.into())
    }

    fn write(&self, _path: &Path, _contents: &[u8]) -> io::Result<()> {
        Err(io::ErrorKind::ReadOnlyFilesystem.into())
    }
}

// What a program of its own would generate with its build script.
#[path = "../src/clients/sts/mod.rs"]
#[rustfmt::skip]
mod sts;

#[test]
fn a_thousand_calls_ask_once() {
    let world = World::default();
    let environment = Environment::from_fn(|name| match name {
        "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI" => Some("/keys".to_owned()),
        "AWS_REGION" => Some("eu-central-1".to_owned()),
        _ => None,
    });
    let loader = tinsmith_config::load()
        .environment(environment)
        .files(world.clone());
    let client = sts::Client::new(loader.blocking_transport(world.clone()).build());
    thread::scope(|scope| {
        for _ in 0..1000 {
            scope.spawn(|| {
                let caller = client.get_caller_identity().send().unwrap();
                assert_eq!(caller.arn.as_deref(), Some("arn"));
            });
        }
    });
    assert_eq!(
        (world.asked.load(SeqCst), world.served.load(SeqCst)),
        (1, 1000)
    );
}
