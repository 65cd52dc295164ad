//! The canonical form of a request ("Create a signed AWS API request", step 1), from its bytes.

use std::fmt::Write;

use super::Style;
use super::claim::Claim;
use crate::wire::server::message::Head;

/// The canonical request, for `payload` in place of the body.
pub(super) fn request(
    style: Style,
    head: &Head,
    claim: &Claim,
    payload: &str,
) -> Result<Vec<u8>, String> {
    let path = path(style, head.path())?;
    let query = query(head.query().unwrap_or_default())?;
    let mut bytes = format!("{}\n{path}\n{query}\n", head.method).into_bytes();
    for name in &claim.signed_headers {
        let values: Vec<Vec<u8>> = head.all(name).map(value).collect();
        bytes.extend_from_slice(name.as_bytes());
        bytes.push(b':');
        bytes.extend_from_slice(&values.join(&b','));
        bytes.push(b'\n');
    }
    let end = format!("\n{}\n{payload}", claim.signed_headers.join(";"));
    bytes.extend_from_slice(end.as_bytes());
    Ok(bytes)
}

/// The names and values of a query as they came. A name without `=` has an empty value.
pub(super) fn pairs(query: &str) -> impl Iterator<Item = (&str, &str)> {
    let parts = query.split('&').filter(|it| !it.is_empty());
    parts.map(|it| it.split_once('=').unwrap_or((it, "")))
}

/// What escapes stand for.
pub(super) fn decoded(text: &str) -> Result<Vec<u8>, String> {
    let refused = || format!("a wrong escape in {text:?}");
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let mut digit = || char::from(rest.next()?).to_digit(16);
        let (Some(high), Some(low)) = (digit(), digit()) else {
            return Err(refused());
        };
        bytes.push(u8::try_from(high * 16 + low).map_err(|_| refused())?);
    }
    Ok(bytes)
}

/// `UriEncode` of the documents: all but unreserved characters are escaped.
pub(crate) fn encoded(bytes: &[u8], keeps_slashes: bool) -> String {
    let mut text = String::new();
    for &byte in bytes {
        let is_plain = byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
        if is_plain || keeps_slashes && byte == b'/' {
            text.push(char::from(byte));
        } else {
            let _ = write!(text, "%{byte:02X}");
        }
    }
    text
}

fn path(style: Style, path: &str) -> Result<String, String> {
    if !path.starts_with('/') {
        return Err(format!("not an absolute path: {path:?}"));
    }
    match style {
        // A service knows the key that came, and encodes that.
        Style::S3 => Ok(encoded(&decoded(path)?, true)),
        Style::Other => Ok(encoded(normalised(path).as_bytes(), true)),
    }
}

/// The path without dot segments (RFC 3986, section 5.2.4) and without empty ones.
fn normalised(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                kept.pop();
            }
            other => kept.push(other),
        }
    }
    let is_open = path.ends_with('/') || path.ends_with("/.") || path.ends_with("/..");
    let end = if is_open && !kept.is_empty() { "/" } else { "" };
    format!("/{}{end}", kept.join("/"))
}

fn query(query: &str) -> Result<String, String> {
    // Some servers read it as a space, others as itself.
    if query.contains('+') {
        return Err(format!("a plus that is not escaped in {query:?}"));
    }
    let mut sorted = Vec::new();
    for (name, value) in pairs(query) {
        if name != "X-Amz-Signature" {
            let escaped = |text| decoded(text).map(|bytes| encoded(&bytes, false));
            sorted.push((escaped(name)?, escaped(value)?));
        }
    }
    sorted.sort();
    let pairs = sorted.iter().map(|(name, value)| format!("{name}={value}"));
    Ok(pairs.collect::<Vec<_>>().join("&"))
}

/// A header's value with single spaces. It need not be UTF-8 (RFC 9110, section 5.5).
fn value(raw: &[u8]) -> Vec<u8> {
    let words = raw.split(|byte| matches!(byte, b' ' | b'\t'));
    let words: Vec<&[u8]> = words.filter(|word| !word.is_empty()).collect();
    words.join(&b' ')
}
