//! `aws login`: the cases of smithy-rs and botocore, in both modes, with a service that checks the
//! proofs of its clients.

#![cfg(feature = "login")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::future::Future;
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::time::Duration;
use std::{env, fs, io};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::{HeaderMap, Request, Response};
use p256::ecdsa::signature::Verifier;
use p256::ecdsa::{Signature, VerifyingKey};
use serde_json::{Value as Json, json};
use tinsmith::Timestamp;
use tinsmith::TimestampFormat;
use tinsmith::body::Body;
use tinsmith::clock::Clock;
use tinsmith::config::Environment;
use tinsmith::future::BoxFuture;
use tinsmith::transport::{BlockingTransport, Transport, TransportError};
use tinsmith_config::{FileSystem, Loader, Report};

const CACHE: &str = "/cache";
const SESSION: &str = "arn:aws:sts::012345678910:assumed-role/Admin/admin";

fn time(text: &str) -> Timestamp {
    Timestamp::parse(text, TimestampFormat::DateTime).unwrap()
}

/// The time of the suites.
fn now() -> Timestamp {
    time("2025-11-19T00:00:00Z")
}

/// Files in memory, and a service that answers in order.
#[derive(Clone, Default)]
struct World {
    files: Arc<Mutex<BTreeMap<PathBuf, Vec<u8>>>>,
    answers: Arc<Mutex<Vec<(u16, Json)>>>,
    proofs: Arc<Mutex<Vec<String>>>,
    hosts: Arc<Mutex<Vec<String>>>,
    sent: Arc<Mutex<Vec<Json>>>,
}

impl World {
    fn put(&self, path: impl Into<PathBuf>, contents: &str) {
        let mut files = self.files.lock().unwrap();
        files.insert(path.into(), contents.into());
    }

    fn loader(&self) -> Loader {
        let environment = Environment::from_fn(|name| match name {
            "AWS_LOGIN_CACHE_DIRECTORY" => Some(CACHE.to_owned()),
            "AWS_REGION" => Some("us-west-2".to_owned()),
            "HOME" => Some("/user".to_owned()),
            _ => None,
        });
        tinsmith_config::load()
            .environment(environment)
            .files(self.clone())
            .profile("signin")
    }

    fn report(&self, is_async: bool) -> Report {
        if is_async {
            let report = self.loader().report(self.clone(), now());
            run(report)
        } else {
            self.loader().report_blocking(self.clone(), now())
        }
    }

    fn serve(&self, request: &Request<Body>, body: &[u8]) -> Response<Body> {
        let (method, uri) = (request.method().as_str(), request.uri().to_string());
        assert_eq!((method, request.uri().path()), ("POST", "/v1/token"));
        assert_eq!(request.headers().get("authorization"), None);
        let proof = check_proof(request.headers(), &uri);
        let mut proofs = self.proofs.lock().unwrap();
        assert!(!proofs.contains(&proof), "a proof is used twice");
        proofs.push(proof);
        let host = request.uri().host().unwrap().to_owned();
        self.hosts.lock().unwrap().push(host);
        let sent = serde_json::from_slice(body).unwrap();
        self.sent.lock().unwrap().push(sent);
        let (status, answer) = self.answers.lock().unwrap().remove(0);
        let mut response = Response::builder().status(status);
        if status == 401 || status == 403 {
            response = response.header("x-amzn-errortype", "AccessDeniedException");
        }
        response.body(Body::from(answer.to_string())).unwrap()
    }
}

/// Checks a proof (RFC 9449, section 4.3), and returns its identifier.
fn check_proof(headers: &HeaderMap, uri: &str) -> String {
    let proof = headers["dpop"].to_str().unwrap();
    let parts: Vec<&str> = proof.split('.').collect();
    let decoded = |part: &str| URL_SAFE_NO_PAD.decode(part).unwrap();
    let parsed = |part: &str| serde_json::from_slice::<Json>(&decoded(part)).unwrap();
    let (head, claims) = (parsed(parts[0]), parsed(parts[1]));
    assert_eq!(
        (&head["typ"], &head["alg"]),
        (&json!("dpop+jwt"), &json!("ES256"))
    );
    let key = &head["jwk"];
    assert_eq!((&key["kty"], &key["crv"]), (&json!("EC"), &json!("P-256")));
    let mut point = vec![4];
    point.extend(decoded(key["x"].as_str().unwrap()));
    point.extend(decoded(key["y"].as_str().unwrap()));
    let key = VerifyingKey::from_sec1_bytes(&point).unwrap();
    let signature = Signature::from_slice(&decoded(parts[2])).unwrap();
    let signed = format!("{}.{}", parts[0], parts[1]);
    key.verify(signed.as_bytes(), &signature).unwrap();
    assert_eq!(
        (&claims["htm"], &claims["htu"]),
        (&json!("POST"), &json!(uri))
    );
    assert_eq!(claims["iat"], now().seconds());
    claims["jti"].as_str().unwrap().to_owned()
}

impl FileSystem for World {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let files = self.files.lock().unwrap();
        files
            .get(path)
            .cloned()
            .ok_or(io::ErrorKind::NotFound.into())
    }

    fn write(&self, path: &Path, contents: &[u8]) -> io::Result<()> {
        let mut files = self.files.lock().unwrap();
        files.insert(path.to_owned(), contents.to_vec());
        Ok(())
    }
}

impl Transport for World {
    fn send(
        &self,
        request: Request<Body>,
    ) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        Box::pin(async move {
            let (head, body) = request.into_parts();
            let body = body.collect(usize::MAX).await.unwrap();
            Ok(self.serve(&Request::from_parts(head, Body::empty()), &body))
        })
    }

    fn clock(&self) -> Option<Arc<dyn Clock>> {
        Some(Arc::new(Ticking::default()))
    }
}

impl BlockingTransport for World {
    fn send(
        &self,
        request: Request<Body>,
        _timeout: Option<Duration>,
    ) -> Result<Response<Body>, TransportError> {
        run(Transport::send(self, request))
    }

    fn clock(&self) -> Option<Arc<dyn Clock>> {
        Transport::clock(self)
    }
}

/// A clock that is a microsecond further on whenever it is looked at, and does not wait.
#[derive(Default)]
struct Ticking(Mutex<u64>);

impl Clock for Ticking {
    fn now(&self) -> Timestamp {
        now()
    }

    fn monotonic(&self) -> Duration {
        let mut ticks = self.0.lock().unwrap();
        *ticks += 1;
        Duration::from_micros(*ticks)
    }

    fn sleep(&self, span: Duration) -> BoxFuture<'_, ()> {
        // Limits are never reached, and pauses are over at once.
        if span > Duration::from_secs(2) {
            return Box::pin(std::future::pending());
        }
        Box::pin(std::future::ready(()))
    }

    fn sleep_blocking(&self, _span: Duration) {}
}

/// Runs a future whose parts are all ready at once.
fn run<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("the future waits for something outside of the test"),
    }
}

fn check(case: &Json, is_async: bool) {
    let world = World::default();
    world.put(
        "/user/.aws/config",
        case["configContents"].as_str().unwrap(),
    );
    for (name, contents) in case["cacheContents"].as_object().unwrap() {
        world.put(Path::new(CACHE).join(name), &contents.to_string());
    }
    let calls = case["mockApiCalls"].as_array().cloned().unwrap_or_default();
    for call in &calls {
        let answer = &call["response"]["tokenOutput"];
        let status = call["responseCode"].as_u64().unwrap_or(200);
        let mut answers = world.answers.lock().unwrap();
        answers.push((status.try_into().unwrap(), completed(answer)));
    }
    let report = world.report(is_async);
    let sent: Vec<Json> = calls
        .iter()
        .map(|it| it["request"]["tokenInput"].clone())
        .collect();
    assert_eq!(*world.sent.lock().unwrap(), sent, "{case}");
    for outcome in case["outcomes"].as_array().unwrap() {
        match outcome["result"].as_str().unwrap() {
            "error" => assert!(report.credentials().is_none(), "{case}"),
            "credentials" => check_credentials(&report, outcome),
            "cacheContents" => check_cache(&world, outcome),
            other => panic!("{other}"),
        }
    }
}

/// The suites leave out that the answer says how its token is used.
fn completed(answer: &Json) -> Json {
    let mut answer = answer.clone();
    if let Some(fields) = answer.as_object_mut() {
        fields.insert("tokenType".to_owned(), json!("aws_sigv4"));
    }
    answer
}

fn check_credentials(report: &Report, expected: &Json) {
    let keys = report.credentials().unwrap_or_else(|| panic!("{report}"));
    let text = |name: &str| expected[name].as_str();
    assert_eq!(Some(keys.access_key_id()), text("accessKeyId"));
    assert_eq!(Some(keys.secret_access_key()), text("secretAccessKey"));
    assert_eq!(keys.session_token(), text("sessionToken"));
    assert_eq!(keys.account_id(), text("accountId"));
    assert_eq!(
        keys.expires_at().map(Timestamp::seconds),
        text("expiresAt").map(|it| time(it).seconds())
    );
}

fn check_cache(world: &World, expected: &Json) {
    for (name, contents) in expected.as_object().unwrap() {
        if name == "result" {
            continue;
        }
        let written = world.read(&Path::new(CACHE).join(name)).unwrap();
        let mut written: Json = serde_json::from_slice(&written).unwrap();
        // Our clock goes on during a lookup.
        let end = written["accessToken"]["expiresAt"].as_str().unwrap();
        written["accessToken"]["expiresAt"] =
            (end[.."2025-11-19T00:15:00".len()].to_owned() + "Z").into();
        assert_eq!(written, *contents);
    }
}

#[test]
fn logins_are_read_and_renewed_as_in_the_suites() {
    let corpora = env::var_os("TINSMITH_CORPORA").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpora"),
        PathBuf::from,
    );
    for (file, count) in [("smithy-rs", 8), ("botocore", 6)] {
        let path = ["credentials", file, "login-provider-test-cases.json"];
        let path = corpora.join(path.iter().collect::<PathBuf>());
        let Ok(text) = fs::read_to_string(&path) else {
            println!("left out: no {}, set TINSMITH_CORPORA", path.display());
            continue;
        };
        let cases: Vec<Json> = serde_json::from_str(&text).unwrap();
        assert_eq!(cases.len(), count);
        for case in &cases {
            check(case, false);
            check(case, true);
        }
    }
}

/// A key of nobody's, made for this test (SEC 1, in one line as JSON has it).
const KEY: &str = "-----BEGIN EC PRIVATE KEY-----\\nMDECAQEEIAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8g\
    oAoGCCqGSM49AwEH\\n-----END EC PRIVATE KEY-----\\n";

/// A world in which a login is to be renewed.
fn ageing(end: &str, answers: &[(u16, Json)]) -> World {
    let world = World::default();
    world.put(
        "/user/.aws/config",
        &format!("[profile signin]\nlogin_session = {SESSION}\n"),
    );
    let cached = json!({
        "accessToken": {"accessKeyId": "OLD", "secretAccessKey": "s", "sessionToken": "t",
            "accountId": "1", "expiresAt": end},
        "clientId": "arn:aws:signin:::devtools/same-device",
        "refreshToken": "hush",
        "dpopKey": KEY,
    });
    let file = "4b0ba8f99f075c0633e122fd73346ce203a3faf18ea0310eb2d29df1bab2e255.json";
    world.put(Path::new(CACHE).join(file), &cached.to_string());
    *world.answers.lock().unwrap() = answers.to_vec();
    world
}

const OVER: &str = "2025-11-18T23:00:00Z";

fn refusal(code: &str) -> (u16, Json) {
    (401, json!({"error": code, "message": "because"}))
}

#[test]
fn a_refusal_says_what_to_do() {
    for (code, expected) in [
        ("TOKEN_EXPIRED", "the login is over ("),
        (
            "USER_CREDENTIALS_CHANGED",
            "; run `aws login --profile signin`",
        ),
        (
            "INSUFFICIENT_PERMISSIONS",
            "the user needs the permission `signin:CreateOAuth2Token`",
        ),
    ] {
        let world = ageing(OVER, &[refusal(code)]);
        let text = world.report(false).to_string();
        assert!(text.contains(expected), "{text}");
        assert!(text.contains("~/.aws/config:2:"), "{text}");
        assert!(!text.contains("hush"), "{text}");
    }
}

#[test]
fn a_service_that_fails_is_asked_again_with_another_proof() {
    let answer = json!({
        "accessToken": {"accessKeyId": "NEW", "secretAccessKey": "s", "sessionToken": "t"},
        "tokenType": "aws_sigv4", "expiresIn": 900, "refreshToken": "next",
    });
    let failed = (500, json!({}));
    let world = ageing(OVER, &[failed.clone(), failed.clone(), (200, answer)]);
    let report = world.report(true);
    assert_eq!(report.credentials().unwrap().access_key_id(), "NEW");
    assert_eq!(world.proofs.lock().unwrap().len(), 3);
    let world = ageing(OVER, &[failed.clone(), failed.clone(), failed]);
    let text = world.report(false).to_string();
    assert!(text.contains("the login was not renewed"), "{text}");
}

#[test]
fn credentials_that_cannot_be_renewed_are_used_until_their_end() {
    let world = ageing("2025-11-19T00:02:00Z", &[refusal("TOKEN_EXPIRED")]);
    let report = world.report(false);
    assert_eq!(report.credentials().unwrap().access_key_id(), "OLD");
}

#[test]
fn the_profiles_region_is_that_of_its_login() {
    let world = ageing(OVER, &[refusal("TOKEN_EXPIRED"), refusal("TOKEN_EXPIRED")]);
    world.report(false);
    let config = format!("[profile signin]\nlogin_session = {SESSION}\nregion = cn-north-1\n");
    world.put("/user/.aws/config", &config);
    world.report(true);
    let hosts = world.hosts.lock().unwrap();
    let expected = [
        "us-west-2.signin.aws.amazon.com",
        "cn-north-1.signin.amazonaws.cn",
    ];
    assert_eq!(*hosts, expected);
}
