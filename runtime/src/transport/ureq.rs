//! The adapter to `ureq`, which blocks.

use std::io::{self, Read};
use std::time::{Duration, Instant};

use http::header::{ACCEPT_ENCODING, CONTENT_LENGTH, HeaderValue};
use http::{Request, Response};
use ureq::{Agent, AsSendBody, SendBody};

use super::{BlockingTransport, HeadOnly, TransportError, TransportErrorKind};
use crate::body::Body;

/// Sends through a `ureq::Agent`, whose TLS, proxies and pools are its own business.
///
/// Streams are carried both ways without being collected, but one after the other: a response is
/// read once the request is sent, so that streams of events in both directions cannot be had.
#[derive(Clone, Debug)]
pub struct UreqTransport {
    agent: Agent,
}

impl UreqTransport {
    /// An agent of its own.
    pub fn new() -> Self {
        Self::with_agent(Agent::new_with_defaults())
    }

    /// The agent given. Redirects and errors for statuses are switched off request by request.
    pub const fn with_agent(agent: Agent) -> Self {
        Self { agent }
    }
}

impl Default for UreqTransport {
    fn default() -> Self {
        Self::new()
    }
}

impl BlockingTransport for UreqTransport {
    fn send(
        &self,
        request: Request<Body>,
        timeout: Option<Duration>,
    ) -> Result<Response<Body>, TransportError> {
        if timeout == Some(Duration::ZERO) {
            // ureq grants a second in place of no time at all.
            return Err(TransportError::timeout(timeout));
        }
        let (mut head, body) = request.into_parts();
        // Bodies have to come as their checksums cover them; agents may ask for less.
        let headers = head.headers.entry(ACCEPT_ENCODING);
        headers.or_insert(HeaderValue::from_static("identity"));
        let response = if let Some(bytes) = body.as_bytes() {
            self.run(Request::from_parts(head, bytes.as_ref()), timeout)
        } else {
            if let Some(length) = body.length() {
                head.headers.insert(CONTENT_LENGTH, length.into());
            }
            let body = SendBody::from_owned_reader(body.into_reader());
            self.run(Request::from_parts(head, body), timeout)
        };
        let response = response.map_err(failed)?;
        Ok(response.map(|body| Body::from_reader(Reader(body.into_reader()))))
    }
}

impl UreqTransport {
    fn run(
        &self,
        request: Request<impl AsSendBody>,
        timeout: Option<Duration>,
    ) -> Result<Response<ureq::Body>, ureq::Error> {
        // ureq adds limits to the time, which panics beyond what the system can tell.
        let timeout = timeout.filter(|limit| Instant::now().checked_add(*limit).is_some());
        let ends_with_head = request.extensions().get::<HeadOnly>().is_some();
        let request = self
            .agent
            .configure_request(request)
            .http_status_as_error(false)
            .max_redirects(0);
        let request = if ends_with_head {
            // Each of these counts by itself; the client counts them together.
            request
                .timeout_resolve(timeout)
                .timeout_connect(timeout)
                .timeout_send_request(timeout)
                .timeout_send_body(timeout)
                .timeout_recv_response(timeout)
        } else {
            request.timeout_global(timeout)
        };
        self.agent.run(request.build())
    }
}

/// A body whose errors are read the way those of requests are.
struct Reader(ureq::BodyReader<'static>);

impl Read for Reader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.0.read(buffer);
        read.map_err(|error| io::Error::other(failed(error.into())))
    }
}

fn failed(error: ureq::Error) -> TransportError {
    match error {
        ureq::Error::Io(error) if is_lookup(&error) => {
            TransportError::new(TransportErrorKind::Connect, error)
        }
        ureq::Error::Io(error) => TransportError::from_io(error),
        error => TransportError::new(kind(&error), error),
    }
}

/// Whether a host name could not be resolved. The standard library has no kind for that.
fn is_lookup(error: &io::Error) -> bool {
    error
        .to_string()
        .starts_with("failed to lookup address information")
}

fn kind(error: &ureq::Error) -> TransportErrorKind {
    match error {
        ureq::Error::Timeout(_) => TransportErrorKind::Timeout,
        ureq::Error::HostNotFound | ureq::Error::ConnectionFailed => TransportErrorKind::Connect,
        ureq::Error::Protocol(_) | ureq::Error::BodyStalled => TransportErrorKind::Disconnected,
        _ => TransportErrorKind::Other,
    }
}
