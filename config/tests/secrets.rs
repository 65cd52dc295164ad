//! Secrets are in no event, error, report or `Debug`: every source is asked, with an answer and
//! without, while a subscriber takes down all that is said.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::fmt::{Debug, Write};
use std::future::Future;
use std::io;
use std::path::Path;
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::Duration;

use http::{Request, Response};
use serde_json::json;
use tinsmith::Timestamp;
use tinsmith::body::Body;
use tinsmith::clock::Clock;
use tinsmith::config::Environment;
use tinsmith::future::BoxFuture;
use tinsmith::transport::{BlockingTransport, Transport, TransportError};
use tinsmith_config::{FileSystem, Loader};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

// What a program of its own would generate with its build script.
#[path = "../src/clients/sts/mod.rs"]
#[rustfmt::skip]
mod sts;

/// Are in every secret, and in nothing else.
const SECRETS: [&str; 2] = ["hush", "428571"];
const NOW: Timestamp = Timestamp::new(1_764_547_200, 0);

/// Takes down all that is said.
#[derive(Clone, Default)]
struct Listener(Arc<Mutex<String>>);

impl Visit for Listener {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0.lock().unwrap(), "{}={value:?} ", field.name()).unwrap();
    }
}

impl Subscriber for Listener {
    fn enabled(&self, _metadata: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        span.record(&mut self.clone());
        Id::from_u64(1)
    }

    fn record(&self, _span: &Id, values: &Record<'_>) {
        values.record(&mut self.clone());
    }

    fn record_follows_from(&self, _span: &Id, _follows: &Id) {}

    fn event(&self, event: &Event<'_>) {
        event.record(&mut self.clone());
        self.0.lock().unwrap().push('\n');
    }

    fn enter(&self, _span: &Id) {}

    fn exit(&self, _span: &Id) {}
}

/// Files, and services that answer or fail.
#[derive(Clone)]
struct World {
    files: BTreeMap<&'static str, String>,
    fails: bool,
}

impl World {
    fn answer(&self, request: Request<Body>) -> Response<Body> {
        let (head, body) = request.into_parts();
        let path = head.uri.path();
        if self.fails {
            return Response::builder().status(403).body(Body::empty()).unwrap();
        }
        let keys = json!({"AccessKeyId": "AKID", "SecretAccessKey": "hush-s", "Token": "hush-t",
            "Expiration": "2999-01-01T00:00:00Z"});
        let body = match path {
            "/latest/api/token" => "hush-imds".to_owned(),
            "/latest/meta-data/iam/security-credentials-extended/" => "role".to_owned(),
            "/token" => json!({"accessToken": "hush-new", "refreshToken": "hush-next",
                "expiresIn": 3600})
            .to_string(),
            "/v1/token" => json!({"accessToken": {"accessKeyId": "AKID",
                "secretAccessKey": "hush-s", "sessionToken": "hush-t"}, "expiresIn": 900,
                "tokenType": "aws_sigv4", "refreshToken": "hush-next"})
            .to_string(),
            "/federation/credentials" => json!({"roleCredentials": {"accessKeyId": "AKID",
                "secretAccessKey": "hush-s", "sessionToken": "hush-t",
                "expiration": 32_472_144_000_000_i64}})
            .to_string(),
            "/" => session(&io::read_to_string(body.into_reader()).unwrap()),
            _ => keys.to_string(),
        };
        Response::new(Body::from(body))
    }
}

/// What STS answers.
fn session(form: &str) -> String {
    let mut pairs = form.split('&');
    let action = pairs.find_map(|pair| pair.strip_prefix("Action=")).unwrap();
    format!(
        "<{action}Response><{action}Result><Credentials><AccessKeyId>AKID</AccessKeyId>\
         <SecretAccessKey>hush-s</SecretAccessKey><SessionToken>hush-t</SessionToken>\
         <Expiration>2999-01-01T00:00:00Z</Expiration></Credentials></{action}Result>\
         </{action}Response>"
    )
}

impl FileSystem for World {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let contents = self.files.get(path.to_str().unwrap());
        let contents = contents.map(|text| text.clone().into_bytes());
        contents.ok_or(io::ErrorKind::NotFound.into())
    }

    fn write(&self, _path: &Path, _contents: &[u8]) -> io::Result<()> {
        Ok(())
    }
}

impl Transport for World {
    fn send(
        &self,
        request: Request<Body>,
    ) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        Box::pin(std::future::ready(Ok(self.answer(request))))
    }

    fn clock(&self) -> Option<Arc<dyn Clock>> {
        Some(Arc::new(Still))
    }
}

impl BlockingTransport for World {
    fn send(
        &self,
        request: Request<Body>,
        _timeout: Option<Duration>,
    ) -> Result<Response<Body>, TransportError> {
        Ok(self.answer(request))
    }

    fn clock(&self) -> Option<Arc<dyn Clock>> {
        Some(Arc::new(Still))
    }
}

/// A clock that stands still. Pauses are over at once, and limits never reached.
struct Still;

impl Clock for Still {
    fn now(&self) -> Timestamp {
        NOW
    }

    fn monotonic(&self) -> Duration {
        Duration::ZERO
    }

    fn sleep(&self, span: Duration) -> BoxFuture<'_, ()> {
        if span > Duration::from_secs(2) {
            return Box::pin(std::future::pending());
        }
        Box::pin(std::future::ready(()))
    }

    fn sleep_blocking(&self, _span: Duration) {}
}

/// Runs a future to its end on this thread; programs run on another.
fn run<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(output) = future
            .as_mut()
            .poll(&mut Context::from_waker(Waker::noop()))
        {
            return output;
        }
        thread::sleep(Duration::from_millis(1));
    }
}

struct Case {
    name: &'static str,
    variables: &'static [(&'static str, &'static str)],
    config: &'static str,
    /// Typed when somebody is asked for a code.
    code: &'static str,
}

const ROLE: &str = "[default]\nregion = us-east-1\nrole_arn = arn:aws:iam::1:role/r\n\
    source_profile = base\nmfa_serial = arn:aws:iam::1:mfa/me\nexternal_id = x-1\n\
    [profile base]\naws_access_key_id = AKID\naws_secret_access_key = hush-config\n\
    aws_session_token = hush-token\n";

const CASES: [Case; 10] = [
    Case {
        name: "environment",
        variables: &[
            ("AWS_ACCESS_KEY_ID", "AKID"),
            ("AWS_SECRET_ACCESS_KEY", "hush-s"),
            ("AWS_SESSION_TOKEN", "hush-t"),
        ],
        config: "",
        code: "",
    },
    Case {
        name: "half of the environment",
        variables: &[("AWS_SECRET_ACCESS_KEY", "hush-s")],
        config: "",
        code: "",
    },
    Case {
        name: "role with a code",
        variables: &[],
        config: ROLE,
        code: "428571",
    },
    Case {
        name: "role with a password for a code",
        variables: &[],
        config: ROLE,
        code: "hush-password",
    },
    Case {
        name: "web identity",
        variables: &[
            ("AWS_WEB_IDENTITY_TOKEN_FILE", "/token"),
            ("AWS_ROLE_ARN", "arn:aws:iam::1:role/r"),
        ],
        config: "",
        code: "",
    },
    Case {
        name: "IAM Identity Center",
        variables: &[],
        config: "[default]\nsso_session = corp\nsso_account_id = 1\nsso_role_name = R\n\
            [sso-session corp]\nsso_region = us-east-1\nsso_start_url = https://corp\n",
        code: "",
    },
    Case {
        name: "aws login",
        variables: &[("AWS_LOGIN_CACHE_DIRECTORY", "/login")],
        config: "[default]\nlogin_session = arn\nregion = us-east-1\n",
        code: "",
    },
    Case {
        name: "process",
        variables: &[],
        config: "[default]\ncredential_process = cat /nowhere --password hush-argument\n",
        code: "",
    },
    Case {
        name: "container",
        variables: &[
            (
                "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                "http://127.0.0.1/keys",
            ),
            ("AWS_CONTAINER_AUTHORIZATION_TOKEN", "hush-authorization"),
        ],
        config: "",
        code: "",
    },
    Case {
        name: "instance",
        variables: &[],
        config: "",
        code: "",
    },
];

fn loader(case: &Case, world: &World) -> Loader {
    let variables = case.variables;
    let code = case.code;
    let environment = Environment::from_fn(move |name| {
        let home = [("HOME", "/user")];
        let found = variables.iter().chain(&home).find(|(key, _)| *key == name);
        found.map(|(_, value)| (*value).to_owned())
    });
    tinsmith_config::load()
        .environment(environment)
        .files(world.clone())
        .mfa(move |_| Some(code.to_owned()))
}

fn world(case: &Case, fails: bool) -> World {
    let sso = json!({"accessToken": "hush-old", "expiresAt": "2025-12-01T00:01:00Z",
        "clientId": "c", "clientSecret": "hush-client", "refreshToken": "hush-refresh"});
    let login = json!({"accessToken": {"accessKeyId": "AKID", "secretAccessKey": "hush-s",
        "sessionToken": "hush-t", "expiresAt": "2025-11-30T00:01:00Z"}, "clientId":
        "arn:aws:signin:::devtools/same-device", "refreshToken": "hush-refresh", "dpopKey":
        "-----BEGIN EC PRIVATE KEY-----\nMDECAQEEIAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8g\
         oAoGCCqGSM49AwEH\n-----END EC PRIVATE KEY-----"});
    let files = BTreeMap::from([
        ("/user/.aws/config", case.config.to_owned()),
        ("/token", "hush-web".to_owned()),
        (
            "/user/.aws/sso/cache/ee0bfd2552fbd840c02cc48b6e823320543c450f.json",
            sso.to_string(),
        ),
        (
            "/login/42e7ab5b52beca9d20fbc05fa6b72c0a48755ada50d340472ab6f1832cbf42ac.json",
            login.to_string(),
        ),
    ]);
    World { files, fails }
}

/// All that a case has to say, in both modes, and whether it has credentials.
fn said(case: &Case, fails: bool) -> (String, bool) {
    let listener = Listener::default();
    let (mut said, mut is_found) = (String::new(), false);
    tracing::subscriber::with_default(listener.clone(), || {
        let world = world(case, fails);
        let blocking = loader(case, &world).report_blocking(world.clone(), NOW);
        let awaited = run(loader(case, &world).report(world.clone(), NOW));
        assert_eq!(blocking.credentials(), awaited.credentials());
        is_found = blocking.credentials().is_some();
        let config = loader(case, &world).blocking_transport(world.clone());
        let config = config.region("us-east-1");
        write!(said, "{blocking} {blocking:?} {awaited} {config:?}").unwrap();
        let client = sts::Client::new(config.build());
        write!(said, "{client:?}").unwrap();
        if let Err(error) = client.get_caller_identity().send() {
            write!(said, "{error} {error:?}").unwrap();
        }
    });
    let events = listener.0.lock().unwrap().clone();
    (said + &events, is_found)
}

#[test]
fn no_secret_is_said() {
    let mut found = Vec::new();
    for case in &CASES {
        for fails in [false, true] {
            let (said, is_found) = said(case, fails);
            found.extend(is_found.then_some((case.name, fails)));
            for secret in SECRETS {
                assert!(!said.contains(secret), "{}, {fails}: {said}", case.name);
            }
        }
    }
    // The others have half a key, a password for a code, or a program that prints no keys.
    let mut expected = vec![
        ("environment", false),
        ("environment", true),
        ("role with a code", false),
        ("web identity", false),
        ("IAM Identity Center", false),
        ("container", false),
        ("instance", false),
    ];
    if cfg!(feature = "login") {
        expected.insert(5, ("aws login", false));
    }
    assert_eq!(found, expected);
}

#[test]
fn the_listener_hears_the_calls_of_sources() {
    let role = CASES.iter().find(|case| case.name == "role with a code");
    let (said, _) = said(role.unwrap(), false);
    assert!(said.contains("AssumeRole"), "{said}");
}
