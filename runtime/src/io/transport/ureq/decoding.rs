//! Detects whether `ureq` decodes bodies, which depends on the features it was built with.

use std::sync::OnceLock;

use http::header::{CONTENT_LENGTH, TRANSFER_ENCODING};
use http::{Response, StatusCode};
use ureq::Agent;
use ureq::unversioned::resolver::DefaultResolver;
use ureq::unversioned::transport::{
    Buffers, ConnectionDetails, Connector, LazyBuffers, NextTimeout, Transport,
};

use crate::io::transport::{TransportError, TransportErrorKind};

/// Fails if a body may have been decoded: `ureq` then omits its length and encoding. The body of
/// an operation that streams counts as decoded if its length is unknown.
pub(super) fn check(
    response: &Response<ureq::Body>,
    is_stream: bool,
) -> Result<(), TransportError> {
    static ENCODINGS: OnceLock<bool> = OnceLock::new();
    static TEXTS: OnceLock<bool> = OnceLock::new();
    let headers = response.headers();
    let has_length = headers.contains_key(CONTENT_LENGTH);
    let is_framed = has_length || (!is_stream && headers.contains_key(TRANSFER_ENCODING));
    let is_empty = matches!(
        response.status(),
        StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED
    );
    if !is_framed && !is_empty && *ENCODINGS.get_or_init(|| ENCODED.iter().any(decodes)) {
        return Err(decoded("`gzip` or `brotli`", "decompressed"));
    }
    if is_foreign_text(response.body()) && *TEXTS.get_or_init(|| decodes(&TEXT)) {
        return Err(decoded("`charset`", "translated"));
    }
    Ok(())
}

fn decoded(feature: &str, done: &str) -> TransportError {
    let reason = format!(
        "a crate of this program has switched on the feature {feature} of `ureq`, with which this \
         agent may have {done} the body; use `UreqTransport::with_config`, which gives bodies as \
         they are stored"
    );
    TransportError::new(TransportErrorKind::Other, reason)
}

/// Returns whether the headers announce text in another encoding than UTF-8.
fn is_foreign_text(body: &ureq::Body) -> bool {
    let is_text = body.mime_type().is_some_and(|it| it.starts_with("text/"));
    let charset = body.charset();
    is_text && charset.is_some_and(|it| !it.eq_ignore_ascii_case("utf-8"))
}

/// A header, and a body that decoding would change.
type Probe = (&'static str, &'static [u8]);

const ENCODED: [Probe; 2] = [
    ("content-encoding: gzip", b"not gzip"),
    ("content-encoding: br", b"not brotli"),
];
const TEXT: Probe = ("content-type: text/plain; charset=iso-8859-1", b"\xe9");

/// Returns whether `ureq` decodes such a body: requests it through a connection in memory.
fn decodes(probe: &Probe) -> bool {
    let config = Agent::config_builder().proxy(None).build();
    let agent = Agent::with_parts(config, Canned(*probe), DefaultResolver::default());
    let answer = agent.get("http://127.0.0.1/").call();
    let body = answer.and_then(|mut it| it.body_mut().read_to_vec());
    body.map_or(true, |body| body != probe.1)
}

/// Connects to nothing: answers each request with the probe.
#[derive(Debug)]
struct Canned(Probe);

#[derive(Debug)]
struct Connection {
    buffers: LazyBuffers,
    answer: Vec<u8>,
}

impl Connector<()> for Canned {
    type Out = Connection;

    fn connect(
        &self,
        _details: &ConnectionDetails<'_>,
        _chained: Option<()>,
    ) -> Result<Option<Connection>, ureq::Error> {
        let (header, body) = self.0;
        let length = body.len();
        let head = format!("HTTP/1.1 200 OK\r\n{header}\r\ncontent-length: {length}\r\n\r\n");
        Ok(Some(Connection {
            buffers: LazyBuffers::new(1024, 1024),
            answer: [head.as_bytes(), body].concat(),
        }))
    }
}

impl Transport for Connection {
    fn buffers(&mut self) -> &mut dyn Buffers {
        &mut self.buffers
    }

    fn transmit_output(&mut self, _amount: usize, _: NextTimeout) -> Result<(), ureq::Error> {
        Ok(())
    }

    fn await_input(&mut self, _: NextTimeout) -> Result<bool, ureq::Error> {
        let answer = std::mem::take(&mut self.answer);
        self.buffers.input_append_buf()[..answer.len()].copy_from_slice(&answer);
        self.buffers.input_appended(answer.len());
        Ok(!answer.is_empty())
    }

    fn is_open(&mut self) -> bool {
        false
    }
}
