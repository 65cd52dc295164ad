//! What the server answers: what it means, or something that goes wrong on the way.

use std::time::Duration;

use super::call::meant;
use super::dice::{content, roll};
use crate::wire::server::Step;
use crate::wire::server::answer::{Protocol, head, response};
use crate::wire::server::message::Request;
use crate::wire::verify::{chunks, sum};

/// A right answer, taken apart.
struct Right {
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
    /// Announced, where there is no body.
    length: Option<u64>,
}

/// The steps that answer a request, faults included. The same request is answered in the same
/// way each time, another attempt in another.
pub(super) fn steps(seed: u64, request: &Request) -> Vec<Step> {
    let number = number(request);
    let right = right(seed, request, number);
    let bytes = right.bytes();
    let attempt = request.head.one("amz-sdk-request").unwrap_or_default();
    let attempt = attempt
        .bytes()
        .fold(3, |sum, byte| sum * 7 + u64::from(byte));
    let dice = roll(seed, number, attempt);
    let part = usize::try_from((dice >> 16) % (bytes.len() as u64 + 1)).unwrap_or_default();
    match dice % 1000 {
        0..15 => vec![Step::Close],
        15..45 => vec![send(&bytes[..part]), Step::Close],
        45..47 => vec![Step::Hang],
        // Of a stream, only the head has a limit.
        47..49 if !is_stream(request) => {
            vec![send(&bytes[..part.min(bytes.len() - 1)]), Step::Hang]
        }
        49..70 => vec![failure(500, "InternalError", request)],
        70..80 => vec![failure(503, "SlowDown", request), Step::Close],
        80..90 => vec![send(&right.announced(1)), Step::Close],
        90..100 => vec![send(&right.announced(-1))],
        100..110 if bytes.len() < 4000 => vec![send(&[&bytes[..], &bytes].concat())],
        110..120 if bytes.len() < 4000 => vec![send(&[&bytes[..], b"\0\xff garbage"].concat())],
        120..125 => vec![send(b"\x16\x03\x01 not HTTP\r\n\r\n"), Step::Close],
        125..150 => vec![send(&bytes), Step::Close],
        150..200 => pieces(&bytes, part),
        200..300 => right.chunked(true),
        300..310 => right.chunked(false),
        310..330 => vec![send(&[b"HTTP/1.1 103 Early\r\n\r\n", &bytes[..]].concat())],
        _ => vec![send(&bytes)],
    }
}

fn is_stream(request: &Request) -> bool {
    request.head.method == "GET" && request.head.path().starts_with("/bucket/")
}

fn send(bytes: &[u8]) -> Step {
    Step::Send(bytes.to_vec())
}

/// In the key, or, of a listing, in its prefix.
fn number(request: &Request) -> u64 {
    let path = request.head.path().strip_prefix("/bucket/");
    let query = request.head.query().unwrap_or_default();
    let prefix = query.split('&').find_map(|it| it.strip_prefix("prefix="));
    let text = path.or(prefix).unwrap_or_default();
    text.parse().unwrap_or_default()
}

fn right(seed: u64, request: &Request, number: u64) -> Right {
    let method = request.head.method.as_str();
    let says = |body: &[u8]| meant(method, number, body);
    let (headers, body, length) = match method {
        "HEAD" => (vec![("etag", says(b""))], Vec::new(), Some(number)),
        "PUT" => {
            let decoded = chunks::decode(&request.body).map(|it| it.bytes);
            let is_chunked = request.head.one("x-amz-trailer").is_some();
            let body = decoded.ok().filter(|_| is_chunked);
            let body = body.as_ref().unwrap_or(&request.body);
            (vec![("etag", says(body))], Vec::new(), None)
        }
        _ if request.head.path() == "/bucket" => {
            let says = says(b"");
            let text = format!(
                "<ListBucketResult><Name>{says}</Name><Prefix>{number}</Prefix></ListBucketResult>"
            );
            (Vec::new(), text.into_bytes(), None)
        }
        _ => {
            let body = content(seed, number);
            let name = "x-amz-checksum-crc32";
            let sum = sum(name, &body).unwrap_or_default();
            (vec![(name, sum)], body, None)
        }
    };
    Right {
        headers,
        body,
        length,
    }
}

impl Right {
    fn headers(&self) -> Vec<(&str, &str)> {
        let headers = self.headers.iter();
        headers
            .map(|(name, value)| (*name, value.as_str()))
            .collect()
    }

    fn bytes(&self) -> Vec<u8> {
        match self.length {
            None => response(200, &self.headers(), &self.body),
            Some(length) => {
                let length = length.to_string();
                let mut headers = self.headers();
                headers.push(("content-length", &length));
                head(200, &headers)
            }
        }
    }

    /// The answer with a length that is wrong by some bytes.
    fn announced(&self, more: i64) -> Vec<u8> {
        if self.body.is_empty() {
            return self.bytes();
        }
        let length = i64::try_from(self.body.len()).unwrap_or_default() + more;
        let length = length.to_string();
        let mut headers = self.headers();
        headers.push(("content-length", &length));
        [head(200, &headers), self.body.clone()].concat()
    }

    /// The answer in chunks, which end as they must or not at all.
    fn chunked(&self, ends: bool) -> Vec<Step> {
        if self.length.is_some() {
            return vec![Step::Send(self.bytes())];
        }
        let mut headers = self.headers();
        headers.push(("transfer-encoding", "chunked"));
        let mut bytes = head(200, &headers);
        for chunk in self.body.chunks(777) {
            bytes.extend_from_slice(format!("{:x}\r\n", chunk.len()).as_bytes());
            bytes.extend_from_slice(chunk);
            bytes.extend_from_slice(b"\r\n");
        }
        if ends {
            bytes.extend_from_slice(b"0\r\n\r\n");
            return vec![Step::Send(bytes)];
        }
        vec![Step::Send(bytes), Step::Close]
    }
}

/// The right answer, with a pause in it.
fn pieces(bytes: &[u8], part: usize) -> Vec<Step> {
    let (start, end) = bytes.split_at(part);
    vec![
        send(start),
        Step::Pause(Duration::from_millis(2)),
        send(end),
    ]
}

fn failure(status: u16, code: &str, request: &Request) -> Step {
    if request.head.method == "HEAD" {
        return Step::Send(response(status, &[], b""));
    }
    Step::Send(Protocol::S3.failure(status, code, "by chance"))
}
