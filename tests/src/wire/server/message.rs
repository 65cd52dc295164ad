//! A request as its bytes came: head and body, taken apart without any HTTP library.
//!
//! Must not know what a request means, nor who signed it.

use std::io::{self, BufRead, Read};

/// The longest head that is read; clients under test send less than a tenth of it.
const LONGEST_HEAD: usize = 256 * 1024;

/// Everything before the body.
#[derive(Clone, Debug)]
pub(crate) struct Head {
    /// As it came, the empty line included.
    pub(crate) raw: Vec<u8>,
    /// The method.
    pub(crate) method: String,
    /// The request target as it came.
    pub(crate) target: String,
    /// Names in lower case, and values without the white space around them, in their order.
    pub(crate) headers: Vec<(String, Vec<u8>)>,
}

/// A request with its whole body.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    /// Everything before the body.
    pub(crate) head: Head,
    /// The body as it came, chunks of a transfer encoding and all.
    pub(crate) raw_body: Vec<u8>,
    /// The body without the transfer encoding.
    pub(crate) body: Vec<u8>,
}

/// How the end of a body is found (RFC 9112, section 6.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Framing {
    /// No header announces a body.
    None,
    /// `content-length`.
    Length(u64),
    /// `transfer-encoding: chunked`.
    Chunked,
}

impl Request {
    /// The bytes that came, for messages: control characters are escaped.
    pub(crate) fn shown(&self) -> String {
        let lines = split_lines(&self.head.raw);
        let lines: Vec<String> = lines.map(|it| it.escape_ascii().to_string()).collect();
        format!("{}{}", lines.join("\n"), shown(&self.raw_body))
    }
}

impl Head {
    /// The next head on a connection; `None` where the peer has closed it.
    pub(crate) fn read(reader: &mut impl BufRead) -> io::Result<Option<Self>> {
        let mut raw = Vec::new();
        while !raw.ends_with(b"\r\n\r\n") {
            let before = raw.len();
            let mut limited = reader.by_ref().take(LONGEST_HEAD as u64);
            if limited.read_until(b'\n', &mut raw)? == 0 || raw.len() > LONGEST_HEAD {
                let incomplete = || invalid(&format!("an incomplete head: {}", shown(&raw)));
                return if before == 0 {
                    Ok(None)
                } else {
                    Err(incomplete())
                };
            }
            if !raw.ends_with(b"\r\n") {
                return Err(invalid(&format!("a line without CR: {}", shown(&raw))));
            }
        }
        Self::parse(raw).map(Some).map_err(|why| invalid(&why))
    }

    /// Takes the bytes of a head apart (RFC 9112, sections 3 and 5).
    pub(crate) fn parse(raw: Vec<u8>) -> Result<Self, String> {
        let text = raw.strip_suffix(b"\r\n\r\n").unwrap_or(&raw);
        let mut lines = split_lines(text);
        let first = lines.next().unwrap_or_default();
        let refused = |what: &str| format!("{what}: {}", shown(first));
        let first = std::str::from_utf8(first).map_err(|_| refused("not a request line"))?;
        let words: Vec<&str> = first.split(' ').collect();
        let [method, target, "HTTP/1.1"] = words[..] else {
            return Err(format!("not a request line: {first:?}"));
        };
        if target.bytes().any(|byte| !byte.is_ascii_graphic()) {
            return Err(format!("the target holds what no URI may hold: {target:?}"));
        }
        let headers = lines.map(header).collect::<Result<_, _>>()?;
        Ok(Self {
            method: method.to_owned(),
            target: target.to_owned(),
            headers,
            raw,
        })
    }

    /// The values of a header, in their order.
    pub(crate) fn all<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a [u8]> {
        let headers = self.headers.iter();
        let named = headers.filter(move |(found, _)| found == name);
        named.map(|(_, value)| value.as_slice())
    }

    /// The value of a header that is there once, as text.
    pub(crate) fn one(&self, name: &str) -> Option<&str> {
        let mut all = self.all(name);
        let first = all.next()?;
        std::str::from_utf8(first)
            .ok()
            .filter(|_| all.next().is_none())
    }

    /// The path as it came. The scheme and the host of a target in absolute form do not belong
    /// to it.
    pub(crate) fn path(&self) -> &str {
        let path = self.target.split('?').next().unwrap_or_default();
        match path.split_once("://") {
            Some((_, rest)) => rest.find('/').map_or("/", |start| &rest[start..]),
            None => path,
        }
    }

    /// The query as it came.
    pub(crate) fn query(&self) -> Option<&str> {
        self.target.split_once('?').map(|(_, query)| query)
    }

    /// How the body's end is found; fails where headers contradict each other.
    pub(crate) fn framing(&self) -> Result<Framing, String> {
        let lengths: Vec<&[u8]> = self.all("content-length").collect();
        let encodings: Vec<&[u8]> = self.all("transfer-encoding").collect();
        match (lengths.as_slice(), encodings.as_slice()) {
            ([], []) => Ok(Framing::None),
            ([], [b"chunked"]) => Ok(Framing::Chunked),
            ([length], []) => {
                let text = std::str::from_utf8(length).ok();
                let length = text.and_then(|text| text.parse().ok());
                length
                    .map(Framing::Length)
                    .ok_or_else(|| "content-length is no number".to_owned())
            }
            _ => Err(format!(
                "{} content-length and {} transfer-encoding headers",
                lengths.len(),
                encodings.len()
            )),
        }
    }
}

/// Reads a body: as it came, and without the transfer encoding.
pub(crate) fn read_body(
    reader: &mut impl BufRead,
    framing: Framing,
) -> io::Result<(Vec<u8>, Vec<u8>)> {
    match framing {
        Framing::None => Ok((Vec::new(), Vec::new())),
        Framing::Length(length) => {
            let mut body = Vec::new();
            let read = reader.by_ref().take(length).read_to_end(&mut body)?;
            if read as u64 == length {
                Ok((body.clone(), body))
            } else {
                Err(invalid(&format!("{read} bytes of a body of {length}")))
            }
        }
        Framing::Chunked => read_chunks(reader),
    }
}

/// The chunked transfer encoding (RFC 9112, section 7.1).
fn read_chunks(reader: &mut impl BufRead) -> io::Result<(Vec<u8>, Vec<u8>)> {
    let (mut raw, mut body) = (Vec::new(), Vec::new());
    loop {
        let line = read_line(reader, &mut raw)?;
        let size = line.split(|&byte| byte == b';').next().unwrap_or_default();
        let size = std::str::from_utf8(size).ok();
        let size = size.and_then(|size| u64::from_str_radix(size.trim(), 16).ok());
        let size = size.ok_or_else(|| invalid(&format!("not a chunk size: {}", shown(&line))))?;
        if size == 0 {
            while !read_line(reader, &mut raw)?.is_empty() {}
            return Ok((raw, body));
        }
        let mut chunk = Vec::new();
        reader.by_ref().take(size).read_to_end(&mut chunk)?;
        raw.extend_from_slice(&chunk);
        body.extend_from_slice(&chunk);
        if chunk.len() as u64 != size || !read_line(reader, &mut raw)?.is_empty() {
            return Err(invalid("a chunk that does not end where it says"));
        }
    }
}

/// A line without its end, which is kept in `raw` as it came.
fn read_line(reader: &mut impl BufRead, raw: &mut Vec<u8>) -> io::Result<Vec<u8>> {
    let start = raw.len();
    reader.read_until(b'\n', raw)?;
    let line = raw[start..].strip_suffix(b"\r\n");
    line.map(<[u8]>::to_vec)
        .ok_or_else(|| invalid("a body that ends within a line"))
}

/// The lines of a head without their ends.
fn split_lines(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    text.split(|&byte| byte == b'\n')
        .map(|line| line.strip_suffix(b"\r").unwrap_or(line))
}

fn header(line: &[u8]) -> Result<(String, Vec<u8>), String> {
    let refused = || format!("not a header: {}", shown(line));
    let colon = line.iter().position(|&byte| byte == b':');
    let (name, value) = line.split_at(colon.ok_or_else(refused)?);
    let is_token = |byte: &u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(byte);
    if name.is_empty() || !name.iter().all(is_token) {
        return Err(refused());
    }
    let name = String::from_utf8_lossy(name).to_ascii_lowercase();
    Ok((name, value[1..].trim_ascii().to_vec()))
}

fn invalid(why: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, why.to_owned())
}

/// The beginning of what a peer sent, escaped.
fn shown(bytes: &[u8]) -> String {
    bytes[..bytes.len().min(120)].escape_ascii().to_string()
}
