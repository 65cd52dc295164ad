//! Questions to the metadata service of an EC2 instance (IMDSv2): each has a session's token.
//!
//! ```text
//! Start ─► PUT token ─ 200 ─► GET ─► Done
//!   token known ───────────────▲ └─ 401 ─► PUT token, once ; 5xx, network ─► Sleep ─► again
//! ```

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Method, Request, Response, StatusCode, Uri};
use tinsmith::Timestamp;

use crate::settings::Settings;
use crate::step::{Event, Failure, Source, Step, fail, unexpected};

const TOKEN: HeaderName = HeaderName::from_static("x-aws-ec2-metadata-token");
const LIFETIME: HeaderName = HeaderName::from_static("x-aws-ec2-metadata-token-ttl-seconds");
/// How long a token is asked for.
const SIX_HOURS: &str = "21600";
/// So long before its end a token is renewed.
const MARGIN: Duration = Duration::from_secs(120);
/// How long an answer may take, in seconds, unless the user says otherwise.
const LIMIT: u32 = 1;
const PAUSE: Duration = Duration::from_millis(200);
/// Attempts at a service that answers, unless the user says otherwise. A silent one is asked once.
const ATTEMPTS: u32 = 4;
/// How long a service that does not answer is not asked again: most programs are not on EC2.
const SILENCE: Duration = Duration::from_secs(5 * 60);

/// The metadata service, and what is remembered of it from one lookup to the next.
#[derive(Clone)]
pub(crate) struct Metadata {
    endpoint: String,
    /// How long an answer may take.
    limit: Duration,
    /// How often a question is put in all, where the user says so.
    attempts: Option<u32>,
    memory: Arc<Mutex<Memory>>,
}

#[derive(Default)]
pub(crate) struct Memory {
    /// A token and its end.
    token: Option<(HeaderValue, Timestamp)>,
    /// The role of the instance, where it was asked for.
    pub(crate) role: Option<String>,
    /// Whether the service knows only the older paths.
    pub(crate) is_legacy: bool,
    /// Why it is taken for silent, and until when.
    silence: Option<(Failure, Timestamp)>,
}

/// Tokens are secrets.
impl fmt::Debug for Metadata {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Metadata({})", self.endpoint)
    }
}

impl Metadata {
    /// The service that is configured; absent where it is switched off.
    pub(crate) fn of(settings: &Settings) -> Result<Self, Failure> {
        let wrong = |what: String| Failure::non_recoverable(what);
        let disabled = settings.enabled("AWS_EC2_METADATA_DISABLED");
        if let Some(disabled) = disabled.map_err(wrong)? {
            let what = format!("{} is {:?}", disabled.origin, disabled.value);
            return Err(Failure::absent(what));
        }
        let limit = settings.positive("AWS_METADATA_SERVICE_TIMEOUT");
        let attempts = settings.positive("AWS_METADATA_SERVICE_NUM_ATTEMPTS");
        Ok(Self {
            endpoint: endpoint(settings)?,
            limit: Duration::from_secs(limit.map_err(wrong)?.unwrap_or(LIMIT).into()),
            attempts: attempts.map_err(wrong)?,
            memory: Arc::default(),
        })
    }

    pub(crate) fn memory(&self) -> MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A question for the resource at `path`.
    pub(crate) fn get(&self, path: impl Into<String>) -> Get {
        Get {
            metadata: self.clone(),
            path: path.into(),
            is_for_token: false,
            has_renewed: false,
            attempts: 0,
        }
    }

    /// Why the service is not asked, where it was silent a while ago.
    fn silence(&self, now: Timestamp) -> Option<Failure> {
        let memory = self.memory();
        let (failure, until) = memory.silence.as_ref()?;
        (now < *until).then(|| failure.clone())
    }

    pub(crate) fn endpoint(&self) -> &str {
        &self.endpoint
    }
}

/// Where the service is.
fn endpoint(settings: &Settings) -> Result<String, Failure> {
    if let Some(found) = settings.get("AWS_EC2_METADATA_SERVICE_ENDPOINT") {
        let uri = Uri::try_from(found.value.as_str()).ok();
        let is_valid = uri.is_some_and(|uri| uri.host().is_some() && uri.scheme().is_some());
        if !is_valid {
            let what = format!("{} is {:?}, which is no URL", found.origin, found.value);
            return Err(Failure::non_recoverable(what));
        }
        return Ok(found.value.trim_end_matches('/').to_owned());
    }
    let Some(mode) = settings.get("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE") else {
        return Ok("http://169.254.169.254".to_owned());
    };
    match mode.value.to_ascii_lowercase().as_str() {
        "ipv4" => Ok("http://169.254.169.254".to_owned()),
        "ipv6" => Ok("http://[fd00:ec2::254]".to_owned()),
        _ => Err(Failure::non_recoverable(format!(
            "{} is {:?}; allowed are `IPv4` and `IPv6`",
            mode.origin, mode.value
        ))),
    }
}

/// A question under way.
#[derive(Debug)]
pub(crate) struct Get {
    metadata: Metadata,
    path: String,
    is_for_token: bool,
    has_renewed: bool,
    attempts: u32,
}

impl Get {
    fn send(&mut self, now: Timestamp) -> Step<Response<Bytes>> {
        let mut request = Request::new(Bytes::new());
        let token = {
            let memory = self.metadata.memory();
            let fresh = memory
                .token
                .as_ref()
                .filter(|(_, end)| now < end.minus(MARGIN));
            fresh.map(|(token, _)| token.clone())
        };
        self.is_for_token = token.is_none();
        let path = if let Some(token) = token {
            request.headers_mut().insert(TOKEN, token);
            self.path.as_str()
        } else {
            *request.method_mut() = Method::PUT;
            let lifetime = HeaderValue::from_static(SIX_HOURS);
            request.headers_mut().insert(LIFETIME, lifetime);
            "/latest/api/token"
        };
        let Ok(uri) = Uri::try_from(format!("{}{path}", self.metadata.endpoint)) else {
            return fail(Failure::transient(format!("{path} is no path of a URI")));
        };
        *request.uri_mut() = uri;
        Step::Send(Box::new(request), self.metadata.limit)
    }

    fn again(&mut self, what: String) -> Step<Response<Bytes>> {
        let attempts = self.metadata.attempts.unwrap_or(ATTEMPTS);
        self.within(attempts, Failure::transient(what))
    }

    /// Puts the question again, unless that was the last of `attempts`.
    fn within(&mut self, attempts: u32, failure: Failure) -> Step<Response<Bytes>> {
        self.attempts += 1;
        if self.attempts < attempts {
            return Step::Sleep(PAUSE);
        }
        fail(failure)
    }

    /// Nobody answers the question for a token: most likely this is not EC2.
    fn silent(&mut self, now: Timestamp) -> Step<Response<Bytes>> {
        let Metadata {
            endpoint,
            limit,
            attempts,
            ..
        } = &self.metadata;
        let failure = Failure::absent(format!(
            "{endpoint} did not answer within {limit:?} (in a container on EC2: `aws ec2 \
             modify-instance-metadata-options --http-put-response-hop-limit 2`)"
        ));
        let step = self.within(attempts.unwrap_or(1), failure);
        if let Step::Done(Err(failure)) = &step {
            let until = now.plus(SILENCE);
            self.metadata.memory().silence = Some((failure.clone(), until));
        }
        step
    }

    fn take_token(&mut self, now: Timestamp, response: &Response<Bytes>) -> Step<Response<Bytes>> {
        let at = self.metadata.endpoint.clone();
        match response.status() {
            StatusCode::OK => {
                let Ok(mut token) = HeaderValue::from_bytes(response.body()) else {
                    return fail(Failure::transient(format!("{at} gave out no valid token")));
                };
                token.set_sensitive(true);
                let lifetime = response.headers().get(LIFETIME);
                let lifetime = lifetime.and_then(|it| it.to_str().ok()?.parse().ok());
                // Once a token is there, it is used, however long it lives.
                let lifetime: u32 = lifetime.unwrap_or(21600);
                let lifetime = Duration::from_secs(lifetime.into());
                let end = now.plus(lifetime.max(2 * MARGIN));
                self.metadata.memory().token = Some((token, end));
                self.send(now)
            }
            StatusCode::FORBIDDEN => fail(Failure::absent(format!(
                "{at} is disabled on this instance (HTTP 403)"
            ))),
            status if status.is_server_error() => {
                self.again(format!("{at} answered with {status}"))
            }
            status => fail(Failure::absent(format!("{at} answered with {status}"))),
        }
    }

    fn take(&mut self, now: Timestamp, response: Response<Bytes>) -> Step<Response<Bytes>> {
        match response.status() {
            StatusCode::UNAUTHORIZED if !self.has_renewed => {
                self.has_renewed = true;
                self.metadata.memory().token = None;
                self.send(now)
            }
            status if status.is_server_error() => {
                self.again(format!("{} answered with {status}", self.metadata.endpoint))
            }
            _ => Step::Done(Ok(response)),
        }
    }
}

impl Source<Response<Bytes>> for Get {
    fn next(&mut self, now: Timestamp, event: Event) -> Step<Response<Bytes>> {
        match event {
            Event::Start => match self.metadata.silence(now) {
                Some(failure) => fail(failure),
                None => self.send(now),
            },
            Event::Elapsed => self.send(now),
            Event::Response(response) if self.is_for_token => self.take_token(now, &response),
            Event::Response(response) => self.take(now, response),
            Event::Failed(_) if self.is_for_token => self.silent(now),
            Event::Failed(error) => self.again(format!(
                "{} did not answer: {error}",
                self.metadata.endpoint
            )),
            _ => unexpected(),
        }
    }
}
