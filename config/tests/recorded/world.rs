//! The world of a recorded case: its environment, its files, and a transport that answers as
//! recorded.

use std::collections::BTreeMap;
use std::future::Future;
use std::io;
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{Thread, current, park};
use std::time::Duration;
use std::{env, fs};

use http::{HeaderMap, HeaderName, HeaderValue, Request, Response};
use serde_json::Value as Json;
use tinsmith::Timestamp;
use tinsmith::body::Body;
use tinsmith::clock::Clock;
use tinsmith::config::Environment;
use tinsmith::future::BoxFuture;
use tinsmith::transport::{BlockingTransport, Transport, TransportError, TransportErrorKind};
use tinsmith_config::{FileSystem, Loader};

use crate::cases::CHANGED;

/// Before anything that was recorded expires.
pub(crate) const NOW: Timestamp = Timestamp::new(1_230_000_000, 0);

pub(crate) fn corpora() -> PathBuf {
    env::var_os("TINSMITH_CORPORA").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpora"),
        PathBuf::from,
    )
}

pub(crate) fn json(path: &Path) -> Option<Json> {
    let text = fs::read_to_string(path).ok()?;
    Some(serde_json::from_str(&text).unwrap())
}

/// A request and its answer.
#[derive(Debug)]
struct Exchange {
    method: String,
    uri: String,
    headers: HeaderMap,
    body: String,
    status: u16,
    answer: Vec<u8>,
    is_used: bool,
}

#[derive(Clone)]
pub(crate) struct World {
    environment: BTreeMap<String, String>,
    files: PathBuf,
    traffic: Arc<Mutex<Vec<Exchange>>>,
    /// Fields of forms that are not as they were recorded.
    changed: &'static [&'static str],
    unknown: Arc<Mutex<Vec<String>>>,
}

impl World {
    pub(crate) fn of(directory: &Path) -> Self {
        let environment = json(&directory.join("env.json")).unwrap_or_default();
        let environment = environment.as_object().cloned().unwrap_or_default();
        let pairs = environment.into_iter();
        let traffic = json(&directory.join("http-traffic.json")).unwrap_or_default();
        let traffic = match traffic.as_array() {
            Some(pairs) => pairs.iter().map(of_kotlin).collect(),
            None => of_rust(&traffic["events"]),
        };
        let changed = CHANGED.iter().find(|(name, _)| directory.ends_with(name));
        Self {
            environment: pairs
                .map(|(key, it)| (key, it.as_str().unwrap().to_owned()))
                .collect(),
            files: directory.join("fs"),
            traffic: Arc::new(Mutex::new(traffic)),
            changed: changed.map_or(&[], |(_, fields)| fields),
            unknown: Arc::default(),
        }
    }

    pub(crate) fn loader(&self) -> Loader {
        let variables = self.environment.clone();
        let environment = Environment::from_fn(move |name| variables.get(name).cloned());
        tinsmith_config::load()
            .environment(environment)
            .files(self.clone())
    }

    /// The requests that were not recorded.
    pub(crate) fn unknown(&self) -> Vec<String> {
        self.unknown.lock().unwrap().clone()
    }

    fn answer(
        &self,
        request: &Request<Body>,
        body: &str,
    ) -> Result<Response<Body>, TransportError> {
        let uri = request.uri().to_string();
        let mut traffic = self.traffic.lock().unwrap();
        let is_it = |it: &&mut Exchange| {
            !it.is_used
                && it.method == request.method().as_str()
                && in_order(&it.uri) == in_order(&uri)
                && fields(&it.body, self.changed) == fields(body, self.changed)
                && tokens(&it.headers) == tokens(request.headers())
        };
        if let Some(recorded) = traffic.iter_mut().find(is_it) {
            recorded.is_used = true;
            let response = Response::builder().status(recorded.status);
            return Ok(response.body(Body::from(recorded.answer.clone())).unwrap());
        }
        // Recorded before there were accounts in what the service says.
        if uri.contains("security-credentials-extended") {
            return Ok(Response::builder().status(404).body(Body::empty()).unwrap());
        }
        self.unknown
            .lock()
            .unwrap()
            .push(format!("{} {uri} {body}", request.method()));
        let nobody = io::Error::other("nobody is there");
        Err(TransportError::new(TransportErrorKind::Connect, nobody))
    }
}

/// A URI without a slash at its end, its query in alphabetical order.
fn in_order(uri: &str) -> (&str, Vec<&str>) {
    let (path, query) = uri.split_once('?').unwrap_or((uri, ""));
    let mut query: Vec<&str> = query.split('&').collect();
    query.sort_unstable();
    (path.trim_end_matches('/'), query)
}

/// The tokens in the headers of a request. `authorization` of containers was not recorded.
fn tokens(headers: &HeaderMap) -> [Option<&HeaderValue>; 2] {
    ["x-amz-sso_bearer_token", "x-aws-ec2-metadata-token"].map(|name| headers.get(name))
}

/// The fields of a form in alphabetical order, but for those that were `changed` and for names of
/// sessions that were made up.
fn fields<'f>(form: &'f str, changed: &[&str]) -> Vec<&'f str> {
    const MADE_UP: [&str; 4] = [
        "RoleSessionName=assume-role-from-profile-",
        "RoleSessionName=web-identity-token-profile-",
        "RoleSessionName=assume-role-provider-session",
        "RoleSessionName=tinsmith-",
    ];
    let mut fields: Vec<&str> = form.split('&').collect();
    fields.retain(|field| {
        let name = field.split('=').next().unwrap_or_default();
        !changed.contains(&name) && !MADE_UP.iter().any(|it| field.starts_with(it))
    });
    fields.sort_unstable();
    fields
}

fn headers(recorded: &Json) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in recorded.as_object().into_iter().flatten() {
        let value = value.as_str().or_else(|| value[0].as_str()).unwrap();
        headers.insert(HeaderName::try_from(name).unwrap(), value.parse().unwrap());
    }
    headers
}

fn of_kotlin(pair: &Json) -> Exchange {
    let (request, response) = (&pair["request"], &pair["response"]);
    Exchange {
        method: request["method"].as_str().unwrap().to_owned(),
        uri: request["uri"].as_str().unwrap().to_owned(),
        headers: headers(&request["headers"]),
        body: request["body"].as_str().unwrap_or_default().to_owned(),
        status: response["status"].as_u64().unwrap().try_into().unwrap(),
        answer: response["body"].as_str().unwrap_or_default().into(),
        is_used: false,
    }
}

fn of_rust(events: &Json) -> Vec<Exchange> {
    let mut exchanges: BTreeMap<u64, Exchange> = BTreeMap::new();
    for event in events.as_array().into_iter().flatten() {
        let id = event["connection_id"].as_u64().unwrap();
        let action = &event["action"];
        if let Some(request) = action["Request"]["request"].as_object() {
            exchanges.insert(
                id,
                Exchange {
                    method: request["method"].as_str().unwrap().to_owned(),
                    uri: request["uri"].as_str().unwrap().to_owned(),
                    headers: headers(&request["headers"]),
                    body: String::new(),
                    status: 0,
                    answer: Vec::new(),
                    is_used: false,
                },
            );
        }
        let Some(exchange) = exchanges.get_mut(&id) else {
            continue;
        };
        let data = action["Data"]["data"]["Utf8"].as_str().unwrap_or_default();
        match action["Data"]["direction"].as_str() {
            Some("Request") => exchange.body.push_str(data),
            Some("Response") => exchange.answer.extend(data.bytes()),
            _ => {}
        }
        if let Some(status) = action["Response"]["response"]["Ok"]["status"].as_u64() {
            exchange.status = status.try_into().unwrap();
        }
    }
    // A request that was never answered is one to nobody.
    exchanges.into_values().filter(|it| it.status > 0).collect()
}

impl FileSystem for World {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let below = path.strip_prefix("/").unwrap_or(path);
        fs::read(self.files.join(below))
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
        Box::pin(async move {
            let (head, body) = request.into_parts();
            let body = body.collect(usize::MAX).await.unwrap();
            let request = Request::from_parts(head, Body::empty());
            self.answer(&request, &String::from_utf8_lossy(&body))
        })
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
        block_on(Transport::send(self, request))
    }

    fn clock(&self) -> Option<Arc<dyn Clock>> {
        Some(Arc::new(Still))
    }
}

/// A clock that stands still, and does not wait. Answers are there at once, before any limit.
struct Still;

impl Clock for Still {
    fn now(&self) -> Timestamp {
        NOW
    }

    fn monotonic(&self) -> Duration {
        Duration::ZERO
    }

    fn sleep(&self, _span: Duration) -> BoxFuture<'_, ()> {
        Box::pin(std::future::ready(()))
    }

    fn sleep_blocking(&self, _span: Duration) {}
}

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// Runs a future to its end on this thread.
pub(crate) fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let waker = Waker::from(Arc::new(Unpark(current())));
    let mut context = Context::from_waker(&waker);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
        park();
    }
}
