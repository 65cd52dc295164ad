//! The adapter to `ureq`, which blocks.

mod decoding;
mod failure;
mod hidden;
mod sending;

use std::io::{self, Read};
use std::time::{Duration, Instant};

use http::header::{AUTHORIZATION, EXPECT, HOST, HeaderValue};
use http::request::Parts;
use http::{Method, Request, Response, StatusCode, Uri};
use ureq::config::{AutoHeaderValue, Config};
use ureq::unversioned::resolver::DefaultResolver;
use ureq::unversioned::transport::{Connector as _, DefaultConnector};
use ureq::{Agent, AsSendBody, ProxyProtocol, SendBody};

use self::sending::Outgoing;
use super::outgoing::prepared;
use super::{BlockingTransport, CONNECT_TIMEOUT, HeadOnly, TransportError, stall};
use crate::io::body::Body;
use crate::util::future::block_on;

/// Sends through a `ureq::Agent`, which defines TLS, proxies and pools.
///
/// Streams are sent and received without being collected, but one after the other: the response
/// is read once the request is sent, so that streams of events in both directions are not
/// possible. A body of a POST or PUT that is streamed, or has a mebibyte or more, waits for the
/// server to request it (`Expect: 100-continue`), but no longer than the agent's
/// `timeout_await_100`, which is one second by default. So a server that refuses an upload does
/// so before it is sent. A server that refuses the expectation itself (417) gets the request once
/// more without it.
#[derive(Clone, Debug)]
pub struct UreqTransport {
    agent: Agent,
    /// Whether this module has built the agent, which then cannot decode bodies.
    is_own: bool,
}

impl UreqTransport {
    /// Creates an agent with 3.1 s to connect.
    pub fn new() -> Self {
        let config = Agent::config_builder().timeout_connect(Some(CONNECT_TIMEOUT));
        Self::with_config(config.build())
    }

    /// Creates an agent with `config`.
    ///
    /// Redirects and errors for statuses are switched off for each request, and methods are not
    /// limited to those of the HTTP specification. Bodies arrive as they were sent, and no
    /// cookies are stored, whatever features of `ureq` are on. The headers `accept`,
    /// `accept-encoding` and `user-agent` of the configuration are not sent, since they are not
    /// signed.
    ///
    /// Its middleware is the user's responsibility and cannot be checked: the signature does not
    /// match a header or a URI that the middleware changes.
    pub fn with_config(config: Config) -> Self {
        let connector = DefaultConnector::default().chain(hidden::Hiding {
            per_read: config.timeout_per_read(),
            max_head: config.max_response_header_size(),
            has_proxy: config.proxy().is_some(),
        });
        Self {
            agent: Agent::with_parts(config, connector, DefaultResolver::default()),
            is_own: true,
        }
    }

    /// Uses an agent of the program, for instance to share its pool. Headers, redirects and
    /// middleware are treated as described at [`with_config`](Self::with_config). The differences
    /// come from `ureq` itself:
    ///
    /// - While it waits for `100 Continue`, it does not read on if only a part of the answer has come,
    ///   or if there are headers in it: the upload then begins late, or fails.
    /// - With its features `gzip` or `brotli` the agent decompresses bodies on its own, and with `charset` it
    ///   translates text into UTF-8. A call fails where that may have happened to its body.
    /// - With its feature `cookies` it sends the cookies that are in its jar, unsigned.
    pub const fn with_agent(agent: Agent) -> Self {
        Self {
            agent,
            is_own: false,
        }
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
        let uri = request.uri().clone();
        let grace = stall::noted(&request);
        match self.exchange(request, timeout) {
            Ok(response) => Ok(response.map(|body| received(body, uri, grace))),
            Err(error) => Err(error.with_origin(&uri)),
        }
    }

    /// `ureq` uses one proxy for all requests: the first valid one of `ALL_PROXY`, `HTTPS_PROXY`
    /// and `HTTP_PROXY`. It ignores SOCKS proxies without its feature `socks-proxy`.
    fn uses_proxies(&self) -> bool {
        let proxy = self.agent.config().proxy();
        proxy.is_some_and(|proxy| match proxy.protocol() {
            ProxyProtocol::Http | ProxyProtocol::Https => true,
            _ => speaks_socks(),
        })
    }
}

/// Returns whether `ureq` has its feature `socks-proxy`, which only the `Debug` form of its
/// connector shows.
fn speaks_socks() -> bool {
    !format!("{:?}", DefaultConnector::default()).contains("WarnOnNoSocks")
}

impl UreqTransport {
    fn exchange(
        &self,
        request: Request<Body>,
        timeout: Option<Duration>,
    ) -> Result<Response<ureq::Body>, TransportError> {
        let request = block_on(prepared(request))?;
        self.check(&request)?;
        let is_stream = request.extensions().get::<HeadOnly>().is_some();
        let (mut head, body) = request.into_parts();
        let asks = is_upload(&head.method, &body) && !head.headers.contains_key(EXPECT);
        if asks {
            // A refusal then arrives before the body is sent, and before a stream is consumed.
            let expected = HeaderValue::from_static("100-continue");
            head.headers.insert(EXPECT, expected);
        }
        let started = Instant::now();
        let mut body = Outgoing::of(body, &mut head.headers);
        let mut response = self.attempt(&head, &mut body, timeout)?;
        if asks && response.status() == StatusCode::EXPECTATION_FAILED && body.is_whole() {
            // RFC 9110, 10.1.1: repeated without the expectation.
            head.headers.remove(EXPECT);
            let left = timeout.map(|it| it.saturating_sub(started.elapsed()));
            response = self.attempt(&head, &mut body, left)?;
        }
        if self.is_own {
            hidden::restore(response.headers_mut());
        } else {
            decoding::check(&response, is_stream)?;
        }
        Ok(response)
    }

    /// Sends a request with the rest of its body.
    fn attempt(
        &self,
        head: &Parts,
        body: &mut Outgoing,
        timeout: Option<Duration>,
    ) -> Result<Response<ureq::Body>, TransportError> {
        if timeout == Some(Duration::ZERO) {
            // `ureq` replaces a zero timeout by a second.
            return Err(TransportError::timeout(timeout));
        }
        let head = head.clone();
        let response = match body {
            Outgoing::Empty => self.run(Request::from_parts(head, ()), timeout),
            Outgoing::Bytes(bytes) => self.run(Request::from_parts(head, bytes.as_ref()), timeout),
            Outgoing::Stream(reader) => {
                let body = SendBody::from_reader(reader);
                self.run(Request::from_parts(head, body), timeout)
            }
        };
        response.map_err(failure::transport_error)
    }

    /// Fails if `ureq` would refuse the request after sending a part of it.
    fn check(&self, request: &Request<Body>) -> Result<(), TransportError> {
        let headers = request.headers();
        for name in [HOST, AUTHORIZATION] {
            if headers.get(&name).is_some_and(|it| it.to_str().is_err()) {
                let reason = format!("`ureq` sends a header `{name}` in visible ASCII only");
                return Err(TransportError::unsendable(reason));
            }
        }
        let limit = self.agent.config().output_buffer_size();
        let target = request
            .uri()
            .path_and_query()
            .map_or(1, |it| it.as_str().len());
        let first = request.method().as_str().len() + target + " / HTTP/1.1\r\n".len();
        let others = headers
            .iter()
            .map(|(name, value)| name.as_str().len() + value.len() + ": \r\n\r\n".len());
        match others.fold(first, usize::max) {
            longest if longest <= limit => Ok(()),
            longest => Err(TransportError::unsendable(format!(
                "a line of the head has {longest} bytes, but the `output_buffer_size` of the \
                 `ureq::Agent` is {limit}"
            ))),
        }
    }

    fn run(
        &self,
        request: Request<impl AsSendBody>,
        timeout: Option<Duration>,
    ) -> Result<Response<ureq::Body>, ureq::Error> {
        // `ureq` adds limits to the time, which panics beyond the range of the system's clock.
        let is_limit = |limit: &Duration| Instant::now().checked_add(*limit).is_some();
        let timeout = timeout.filter(is_limit);
        let grace = stall::noted(&request).filter(is_limit);
        let ends_with_head = request.extensions().get::<HeadOnly>().is_some();
        let config = self.agent.config();
        let own = config.timeouts();
        let request = self
            .agent
            .configure_request(request)
            .http_status_as_error(false)
            .allow_non_standard_methods(true)
            // The agent's header would not be signed.
            .accept(AutoHeaderValue::Default)
            .max_redirects(0);
        // The agent's own limits apply beside those of the call.
        let shorter = |own: Option<Duration>| own.into_iter().chain(timeout).min();
        let request = if ends_with_head {
            // Each of these limits applies separately; the client limits their sum.
            request
                .timeout_resolve(shorter(own.resolve))
                .timeout_connect(shorter(own.connect))
                .timeout_send_request(shorter(own.send_request))
                .timeout_send_body(shorter(own.send_body))
                .timeout_recv_response(shorter(own.recv_response))
        } else {
            request.timeout_global(shorter(own.global))
        };
        let patience = |own: Option<Duration>| own.into_iter().chain(grace).min();
        let request = request.timeout_per_write(patience(config.timeout_per_write()));
        let request = if self.is_own {
            // Applies only to bodies: heads may be slow.
            request.timeout_per_read(patience(config.timeout_per_read()))
        } else {
            request
        };
        self.agent.run(request.build())
    }
}

/// Returns whether to ask the server before sending the body: if it can be sent only once, or is
/// large.
fn is_upload(method: &Method, body: &Body) -> bool {
    const MUCH: usize = 1024 * 1024;
    let takes_time = body.as_bytes().is_none_or(|bytes| bytes.len() >= MUCH);
    matches!(*method, Method::POST | Method::PUT) && takes_time && body.length() != Some(0)
}

/// The body of a response from `uri`, which fails if it makes no progress for `grace`.
fn received(body: ureq::Body, uri: Uri, grace: Option<Duration>) -> Body {
    let length = body.content_length();
    let body = Body::from_reader(Reader {
        body: body.into_reader(),
        pace: grace.map(stall::Pace::new),
        uri,
    });
    match length {
        Some(length) => body.with_length(length),
        None => body,
    }
}

/// A body whose errors are classified like those of requests.
struct Reader {
    body: ureq::BodyReader<'static>,
    /// `ureq` limits each read separately, which a single byte now and then satisfies.
    pace: Option<stall::Pace>,
    uri: Uri,
}

impl Reader {
    fn read_counted(&mut self, buffer: &mut [u8]) -> Result<usize, TransportError> {
        let started = Instant::now();
        let read = self.body.read(buffer);
        let count = read.map_err(|error| failure::transport_error(error.into()))?;
        if let Some(pace) = self.pace.as_mut().filter(|_| count > 0) {
            pace.wait(started.elapsed());
            pace.check()?;
            pace.count(count);
        }
        Ok(count)
    }
}

impl Read for Reader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.read_counted(buffer);
        read.map_err(|error| io::Error::other(error.with_origin(&self.uri)))
    }
}

#[cfg(test)]
mod tests {
    use ureq::Proxy;

    use super::*;

    #[test]
    fn only_proxies_that_ureq_connects_to_count() {
        let uses_proxies = |proxy: Option<&str>| {
            let proxy = proxy.map(|it| Proxy::new(it).unwrap());
            let config = Agent::config_builder().proxy(proxy).build();
            UreqTransport::with_config(config).uses_proxies()
        };
        assert!(!uses_proxies(None));
        assert!(uses_proxies(Some("http://proxy:8080")));
        // The feature `socks-proxy` of `ureq` is off here.
        assert!(!uses_proxies(Some("socks5://proxy:1080")));
    }
}
