//! The credentials of a container in ECS or EKS, from an endpoint that its environment names.
//!
//! ```text
//! Start ─► [Read token file] ─► Send ─ 200 ─► Done
//!                                ▲  └─ network, 5xx, no JSON ─► Sleep 1 s, twice at most
//!                                └──────────────────────────────┘
//! ```

use std::net::IpAddr;
use std::path::PathBuf;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderValue, Request, Response, StatusCode, Uri, header};
use tinsmith::{Credentials, Timestamp};

use super::{Names, credentials, object, text, unreadable};
use crate::settings::Settings;
use crate::step::{Event, Failure, Source, Step, fail, unexpected};

const RELATIVE: &str = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI";
const FULL: &str = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
const TOKEN: &str = "AWS_CONTAINER_AUTHORIZATION_TOKEN";
const TOKEN_FILE: &str = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE";

/// How long an answer may take.
const LIMIT: Duration = Duration::from_secs(5);
const PAUSE: Duration = Duration::from_secs(1);
const ATTEMPTS: u32 = 3;

/// The addresses that may be asked without TLS, beside this machine's own.
const HOSTS: [&str; 3] = ["169.254.170.2", "169.254.170.23", "fd00:ec2::23"];

/// The lookup.
pub(crate) struct FromContainer {
    uri: Uri,
    token: Token,
    header: Option<HeaderValue>,
    attempts: u32,
}

/// Where the value of `authorization` is.
enum Token {
    None,
    Given(String),
    File(String),
}

/// Tokens are secrets.
impl std::fmt::Debug for FromContainer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "FromContainer({})", self.uri)
    }
}

impl FromContainer {
    /// The lookup that the environment asks for, if it does.
    pub(crate) fn of(settings: &Settings) -> Result<Self, Failure> {
        let token = match (settings.variable(TOKEN_FILE), settings.variable(TOKEN)) {
            (Some(path), _) => Token::File(path),
            (None, Some(token)) => Token::Given(token),
            (None, None) => Token::None,
        };
        Ok(Self {
            uri: uri(settings)?,
            token,
            header: None,
            attempts: 0,
        })
    }

    fn send(&mut self) -> Step {
        self.attempts += 1;
        let mut request = Request::new(Bytes::new());
        *request.uri_mut() = self.uri.clone();
        let headers = request.headers_mut();
        headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
        if let Some(token) = &self.header {
            headers.insert(header::AUTHORIZATION, token.clone());
        }
        Step::Send(Box::new(request), LIMIT)
    }

    fn send_with(&mut self, token: &str, origin: &str) -> Step {
        let Ok(mut value) = HeaderValue::try_from(token) else {
            return fail(Failure::non_recoverable(format!(
                "{origin} has characters that no header may have, line breaks perhaps"
            )));
        };
        value.set_sensitive(true);
        self.header = Some(value);
        self.send()
    }

    fn again(&mut self, what: String) -> Step {
        if self.attempts < ATTEMPTS {
            return Step::Sleep(PAUSE);
        }
        fail(Failure::transient(what))
    }

    fn parse(&mut self, response: &Response<Bytes>) -> Step {
        let status = response.status();
        let answer = object(response.body());
        if status == StatusCode::OK {
            let names = Names { token: "Token" };
            let Some(answer) = answer else {
                return self.again(format!("{} answered with no JSON object", self.uri));
            };
            let keys = credentials(&answer, &names);
            let missing = |name| {
                Failure::transient(format!("{} answered without a valid `{name}`", self.uri))
            };
            return Step::Done(
                keys.map(Credentials::with_static_stability)
                    .map_err(missing),
            );
        }
        let mut what = format!("{} answered with {status}", self.uri);
        for name in ["Code", "Message"] {
            if let Some(said) = answer.as_ref().and_then(|it| text(it, name)) {
                what.push_str(": ");
                what.extend(said.escape_debug());
            }
        }
        if status.is_server_error() {
            return self.again(what);
        }
        fail(Failure::transient(what))
    }
}

impl Source for FromContainer {
    fn next(&mut self, _now: Timestamp, event: Event) -> Step {
        match event {
            Event::Start => match &self.token {
                Token::None => self.send(),
                Token::Given(token) => self.send_with(&token.clone(), TOKEN),
                Token::File(path) => Step::Read(PathBuf::from(path)),
            },
            Event::File(Ok(contents)) => {
                let token = String::from_utf8_lossy(&contents).into_owned();
                self.send_with(&token, "the token file of the container")
            }
            Event::File(Err(error)) => fail(Failure::non_recoverable(format!(
                "the file that {TOKEN_FILE} names {}",
                unreadable(&error)
            ))),
            Event::Response(response) => self.parse(&response),
            Event::Failed(error) => self.again(format!("{} did not answer: {error}", self.uri)),
            Event::Elapsed => self.send(),
            _ => unexpected(),
        }
    }
}

fn uri(settings: &Settings) -> Result<Uri, Failure> {
    if let Some(relative) = settings.variable(RELATIVE) {
        let uri = format!("http://169.254.170.2{relative}");
        let uri = Uri::try_from(uri).ok();
        let invalid = || Failure::non_recoverable(format!("{RELATIVE} is no path of a URI"));
        return uri.ok_or_else(invalid);
    }
    let Some(full) = settings.variable(FULL) else {
        let what = format!("neither {RELATIVE} nor {FULL} is set");
        return Err(Failure::absent(what));
    };
    let invalid = |why: &str| Failure::non_recoverable(format!("{FULL} is {full:?}: {why}"));
    let uri = Uri::try_from(full.as_str()).map_err(|_| invalid("this is no URI"))?;
    let host = uri.host().ok_or_else(|| invalid("it has no host"))?;
    match uri.scheme_str() {
        Some("https") => Ok(uri),
        Some("http") if is_near(host) => Ok(uri),
        _ => Err(invalid(
            "without https it may only name this machine, 169.254.170.2, 169.254.170.23 or \
             [fd00:ec2::23]",
        )),
    }
}

/// Whether tokens may be sent to a host in clear text.
fn is_near(host: &str) -> bool {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    let address = host.parse::<IpAddr>().ok();
    let is_listed = |address: IpAddr| HOSTS.iter().any(|it| it.parse() == Ok(address));
    match address {
        Some(address) => address.is_loopback() || is_listed(address),
        None => host.eq_ignore_ascii_case("localhost"),
    }
}
