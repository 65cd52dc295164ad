//! Calls with a configuration that was loaded: many that meet the chain cold, and what is wrong in
//! a file.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;
use std::time::Duration;

use http::{Request, Response};
use tinsmith::body::Body;
use tinsmith::client::Blocking;
use tinsmith::config::Environment;
use tinsmith::error::ErrorKind;
use tinsmith::transport::{BlockingTransport, TransportError};
use tinsmith_config::FileSystem;

/// A container that takes its time, and a service that takes any keys.
#[derive(Clone, Default)]
struct World {
    asked: Arc<AtomicU32>,
    served: Arc<AtomicU32>,
    config: &'static str,
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
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        if path.ends_with("config") {
            return Ok(self.config.as_bytes().to_vec());
        }
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

fn client(world: &World) -> sts::Client<Blocking> {
    let environment = Environment::from_fn(|name| match name {
        "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI" => Some("/keys".to_owned()),
        "AWS_REGION" => Some("eu-central-1".to_owned()),
        "HOME" => Some("/user".to_owned()),
        _ => None,
    });
    let loader = tinsmith_config::load()
        .environment(environment)
        .files(world.clone());
    sts::Client::new(loader.blocking_transport(world.clone()).build())
}

#[test]
fn a_thousand_calls_ask_once() {
    let world = World::default();
    let client = client(&world);
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

#[test]
fn a_setting_that_is_wrong_is_named_with_its_file_and_line() {
    for (config, expected) in [
        (
            "[default]\nuse_fips_endpoint = yes\n",
            "~/.aws/config:2: `use_fips_endpoint` is \"yes\"; allowed are `true` and `false`",
        ),
        (
            "[default]\nregion = r\nretry_mode = fast\nmax_attempts = 0\n",
            "~/.aws/config:3: `retry_mode` is \"fast\"; allowed are `standard`, `adaptive` and \
             `legacy`; ~/.aws/config:4: `max_attempts` is \"0\"; allowed are whole numbers from 1 on",
        ),
        (
            "[default]\nservices = local\n",
            "~/.aws/config:2: `services` names `local`, and there is no section `[services local]`",
        ),
    ] {
        let world = World {
            config,
            ..World::default()
        };
        let error = client(&world).get_caller_identity().send().unwrap_err();
        assert_eq!(error.to_string(), format!("GetCallerIdentity: {expected}"));
        assert_eq!(
            (world.asked.load(SeqCst), world.served.load(SeqCst)),
            (0, 0)
        );
    }
}

#[test]
fn endpoints_of_profiles_are_called() {
    let world = World {
        config: "[default]\nservices = local\n[services local]\nsts =\n  endpoint_url = \
            http://169.254.170.2/sts\n",
        ..World::default()
    };
    // The container answers in JSON, which is no answer of STS.
    let error = client(&world).get_caller_identity().send().unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Decode(_)), "{error}");
    assert_eq!(world.asked.load(SeqCst), 2);
}
