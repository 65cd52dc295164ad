//! The parts of HTTP/1.1 (RFC 9112) that clients of a fake service use: bodies with a length or
//! in chunks, persistent connections, `Expect: 100-continue`.

use std::future::poll_fn;
use std::io::{self, BufRead, Read, Write};

use bytes::Bytes;
use http::header::{CONNECTION, CONTENT_LENGTH, EXPECT, TRANSFER_ENCODING};
use http::response::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, Request, Response, StatusCode};

use crate::io::body::Body;
use crate::util::future::block_on;

/// The maximum length of a request's line and headers, in bytes.
const HEAD_LIMIT: usize = 64 * 1024;
/// The maximum length of a request's body, in bytes.
const BODY_LIMIT: usize = 64 * 1024 * 1024;

/// A request, and whether the connection stays open after it.
pub(super) struct Incoming {
    pub(super) request: Request<Bytes>,
    pub(super) keep_alive: bool,
}

/// The reason why no request was read.
pub(super) enum Refused {
    /// The connection broke.
    Io(io::Error),
    /// The request is refused with this status, for this reason.
    Request(StatusCode, &'static str),
}

impl From<io::Error> for Refused {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

const fn bad(reason: &'static str) -> Refused {
    Refused::Request(StatusCode::BAD_REQUEST, reason)
}

/// Reads a request; `None` if the client closed the connection instead.
pub(super) fn read(
    reader: &mut impl BufRead,
    mut writer: impl Write,
) -> Result<Option<Incoming>, Refused> {
    let mut left = HEAD_LIMIT;
    let Some(first) = line(reader, &mut left)? else {
        return Ok(None);
    };
    let mut parts = first.split(' ');
    let (method, target, version) = (parts.next(), parts.next(), parts.next());
    let version_1_1 = match version {
        Some("HTTP/1.1") => true,
        Some("HTTP/1.0") => false,
        _ => return Err(bad("not an HTTP/1 request")),
    };
    let head = Request::builder()
        .method(method.unwrap_or_default())
        .uri(target.unwrap_or_default());
    let mut request = head
        .body(Bytes::new())
        .map_err(|_| bad("a malformed request line"))?;
    *request.headers_mut() = headers(reader, &mut left)?;
    let keep_alive = version_1_1 && !says(request.headers(), &CONNECTION, "close");
    if says(request.headers(), &EXPECT, "100-continue") {
        writer.write_all(b"HTTP/1.1 100 Continue\r\n\r\n")?;
    }
    *request.body_mut() = body(reader, request.headers())?;
    Ok(Some(Incoming {
        request,
        keep_alive,
    }))
}

/// Reads a line without its end; `None` at the end of the stream.
fn line(reader: &mut impl BufRead, left: &mut usize) -> Result<Option<String>, Refused> {
    let mut line = Vec::new();
    let limit = u64::try_from(*left).unwrap_or(u64::MAX);
    let count = reader.by_ref().take(limit).read_until(b'\n', &mut line)?;
    *left -= count;
    match line.pop() {
        None if *left > 0 => return Ok(None),
        Some(b'\n') => {}
        _ if *left == 0 => {
            let status = StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE;
            return Err(Refused::Request(status, "the request's head is too long"));
        }
        _ => return Err(bad("the request's head is cut off")),
    }
    if line.last() == Some(&b'\r') {
        line.pop();
    }
    String::from_utf8(line)
        .map(Some)
        .map_err(|_| bad("the request's head is not text"))
}

fn headers(reader: &mut impl BufRead, left: &mut usize) -> Result<HeaderMap, Refused> {
    let mut headers = HeaderMap::new();
    loop {
        let line = line(reader, left)?.ok_or(bad("the request's head is cut off"))?;
        if line.is_empty() {
            return Ok(headers);
        }
        let (name, value) = line
            .split_once(':')
            .ok_or(bad("a header without a colon"))?;
        let name = HeaderName::try_from(name).map_err(|_| bad("a malformed header name"))?;
        let value = HeaderValue::try_from(value.trim_matches([' ', '\t']))
            .map_err(|_| bad("a malformed header value"))?;
        headers.append(name, value);
    }
}

/// Returns whether one of the comma-separated values of a header is `token`.
fn says(headers: &HeaderMap, name: &HeaderName, token: &str) -> bool {
    let values = headers
        .get_all(name)
        .iter()
        .filter_map(|it| it.to_str().ok());
    let mut tokens = values.flat_map(|it| it.split(','));
    tokens.any(|it| it.trim().eq_ignore_ascii_case(token))
}

fn body(reader: &mut impl BufRead, headers: &HeaderMap) -> Result<Bytes, Refused> {
    let mut lengths = headers.get_all(CONTENT_LENGTH).iter();
    let length = lengths.next();
    if lengths.next().is_some() {
        return Err(bad("more than one length"));
    }
    if headers.contains_key(TRANSFER_ENCODING) {
        return match length {
            None if says(headers, &TRANSFER_ENCODING, "chunked") => chunks(reader),
            None => Err(bad("a transfer encoding other than chunked")),
            Some(_) => Err(bad("both a length and a transfer encoding")),
        };
    }
    let Some(length) = length else {
        return Ok(Bytes::new());
    };
    let length = length.to_str().ok().and_then(|it| number(it, 10));
    let mut body = Vec::new();
    exactly(reader, length.ok_or(bad("a malformed length"))?, &mut body)?;
    Ok(body.into())
}

fn chunks(reader: &mut impl BufRead) -> Result<Bytes, Refused> {
    let mut body = Vec::new();
    let mut left = HEAD_LIMIT;
    loop {
        let size = line(reader, &mut left)?.ok_or(bad("the body is cut off"))?;
        let digits = size.split(';').next().unwrap_or_default().trim();
        let size = number(digits, 16).ok_or(bad("a malformed chunk size"))?;
        if size == 0 {
            headers(reader, &mut left)?;
            return Ok(body.into());
        }
        exactly(reader, size, &mut body)?;
        if line(reader, &mut left)?.as_deref() != Some("") {
            return Err(bad("a chunk longer than its size"));
        }
        left = HEAD_LIMIT;
    }
}

/// Digits only: the standard library would accept a sign, too.
fn number(digits: &str, radix: u32) -> Option<usize> {
    let all_digits = digits.chars().all(|it| it.is_digit(radix));
    usize::from_str_radix(digits, radix)
        .ok()
        .filter(|_| all_digits)
}

/// Appends the next `length` bytes to `body`.
fn exactly(reader: &mut impl BufRead, length: usize, body: &mut Vec<u8>) -> Result<(), Refused> {
    if length > BODY_LIMIT - body.len() {
        let status = StatusCode::PAYLOAD_TOO_LARGE;
        return Err(Refused::Request(status, "the request's body is too long"));
    }
    let limit = u64::try_from(length).unwrap_or(u64::MAX);
    if reader.by_ref().take(limit).read_to_end(body)? < length {
        return Err(bad("the body is cut off"));
    }
    Ok(())
}

/// Writes a response: a body in memory at once, or a stream as it is read.
pub(super) fn write(
    mut stream: impl Write,
    response: Response<Body>,
    head_only: bool,
    keep_alive: bool,
) -> io::Result<()> {
    let (head, body) = response.into_parts();
    let mut out = write_head(&head, body.length(), keep_alive)?;
    if let Some(bytes) = body.as_bytes().filter(|_| !head_only) {
        out.extend_from_slice(bytes);
    }
    stream.write_all(&out)?;
    if !head_only && body.as_bytes().is_none() {
        write_stream(&mut stream, body)?;
    }
    stream.flush()
}

fn write_head(head: &Parts, length: Option<u64>, keep_alive: bool) -> io::Result<Vec<u8>> {
    let reason = head.status.canonical_reason().unwrap_or_default();
    let mut out = Vec::with_capacity(256);
    write!(out, "HTTP/1.1 {} {reason}\r\n", head.status.as_u16())?;
    for (name, value) in &head.headers {
        if *name == CONTENT_LENGTH || *name == CONNECTION || *name == TRANSFER_ENCODING {
            continue;
        }
        write!(out, "{name}: ")?;
        out.extend_from_slice(value.as_bytes());
        out.extend_from_slice(b"\r\n");
    }
    if !keep_alive {
        out.extend_from_slice(b"connection: close\r\n");
    }
    match length {
        Some(length) => write!(out, "content-length: {length}\r\n\r\n")?,
        None => out.extend_from_slice(b"transfer-encoding: chunked\r\n\r\n"),
    }
    Ok(out)
}

fn write_stream(stream: &mut impl Write, mut body: Body) -> io::Result<()> {
    let in_chunks = body.length().is_none();
    while let Some(chunk) = block_on(poll_fn(|context| body.poll_chunk(context))) {
        let chunk = chunk.map_err(io::Error::other)?;
        // An empty chunk would be the end.
        if in_chunks && !chunk.is_empty() {
            write!(stream, "{:x}\r\n", chunk.len())?;
            stream.write_all(&chunk)?;
            stream.write_all(b"\r\n")?;
        } else {
            stream.write_all(&chunk)?;
        }
    }
    if in_chunks {
        stream.write_all(b"0\r\n\r\n")?;
    }
    Ok(())
}
