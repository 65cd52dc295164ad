//! Canonical path and query: equivalent spellings become one.
//!
//! Every character but the unreserved ones of RFC 3986 is written `%XY` in upper case; a `+` is a
//! plus sign, never a space.

use super::SigningSettings;
use crate::util::{order, percent};

/// Appends the canonical form of `path`, which is spelled as in the request line.
pub(super) fn write_path(path: &str, settings: &SigningSettings<'_>, out: &mut Vec<u8>) {
    let write = if settings.double_encode_path {
        encode
    } else {
        recode
    };
    if !settings.normalize_path {
        return write_segments(path, write, out);
    }
    let start = out.len();
    let mut is_directory = true;
    for segment in path.split('/') {
        is_directory = matches!(segment, "" | "." | "..");
        match segment {
            "" | "." => {}
            ".." => out.truncate(last_slash(out, start)),
            _ => {
                out.push(b'/');
                write(segment.as_bytes(), out);
            }
        }
    }
    if is_directory {
        out.push(b'/');
    }
}

fn write_segments(path: &str, write: fn(&[u8], &mut Vec<u8>), out: &mut Vec<u8>) {
    for (index, segment) in path.split('/').enumerate() {
        if index > 0 {
            out.push(b'/');
        }
        write(segment.as_bytes(), out);
    }
}

fn last_slash(out: &[u8], start: usize) -> usize {
    let written = out.get(start..).unwrap_or_default();
    start + written.iter().rposition(|&byte| byte == b'/').unwrap_or(0)
}

/// A query: the request's part, percent-encoded, and the part that signing adds, not yet encoded.
pub(super) struct Query<'a> {
    pub(super) sent: &'a str,
    pub(super) own: &'a [(&'a str, &'a [u8])],
}

/// Appends the canonical form of a query.
pub(super) fn write_query(query: &Query<'_>, out: &mut Vec<u8>) {
    if query.sent.is_empty() && query.own.is_empty() {
        return;
    }
    let sent = query.sent.split('&').filter(|pair| !pair.is_empty());
    let sent = sent.map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (recoded(name), recoded(value))
    });
    let own = query.own.iter();
    let own = own.map(|(name, value)| (encoded(name.as_bytes(), encode), encoded(value, encode)));
    let mut pairs: Vec<_> = sent.chain(own).collect();
    let compare = |left, right| pairs.get(left).cmp(&pairs.get(right));
    order::sort(pairs.len(), &|_| 0, &compare).arrange(|one, other| pairs.swap(one, other));
    for (index, (name, value)) in pairs.iter().enumerate() {
        if index > 0 {
            out.push(b'&');
        }
        out.extend_from_slice(name);
        out.push(b'=');
        out.extend_from_slice(value);
    }
}

/// The canonical form of a name or value that is already percent-encoded.
pub(super) fn recoded(text: &str) -> Vec<u8> {
    encoded(text.as_bytes(), recode)
}

fn encoded(bytes: &[u8], write: fn(&[u8], &mut Vec<u8>)) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    write(bytes, &mut out);
    out
}

/// Percent-encodes bytes; a percent sign becomes `%25`.
pub(super) fn encode(bytes: &[u8], out: &mut Vec<u8>) {
    for &byte in bytes {
        encode_byte(byte, out);
    }
}

/// Percent-encodes text that may already contain escapes: an escape keeps its meaning, and a
/// percent sign that begins no escape becomes `%25`.
fn recode(mut bytes: &[u8], out: &mut Vec<u8>) {
    while let Some((&byte, mut rest)) = bytes.split_first() {
        let mut byte = byte;
        if let (b'%', [high, low, after @ ..]) = (byte, rest) {
            if let (Some(high), Some(low)) = (digit(*high), digit(*low)) {
                byte = high << 4 | low;
                rest = after;
            }
        }
        encode_byte(byte, out);
        bytes = rest;
    }
}

fn encode_byte(byte: u8, out: &mut Vec<u8>) {
    match percent::escape(byte) {
        None => out.push(byte),
        Some(escape) => out.extend_from_slice(&escape),
    }
}

fn digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(path: &str, normalize_path: bool, double_encode_path: bool) -> String {
        let settings = SigningSettings {
            normalize_path,
            double_encode_path,
            ..SigningSettings::DEFAULT
        };
        let mut out = b"kept/".to_vec();
        write_path(path, &settings, &mut out);
        String::from_utf8(out).unwrap().split_off(5)
    }

    fn query(sent: &str, own: &[(&str, &[u8])]) -> String {
        let mut out = Vec::new();
        write_query(&Query { sent, own }, &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn dots_and_empty_segments_are_resolved() {
        for (given, canonical) in [
            ("", "/"),
            ("/", "/"),
            ("//a//b//", "/a/b/"),
            ("/a/./b/.", "/a/b/"),
            ("/a/b/..", "/a/"),
            ("/a/b/../c", "/a/c"),
            ("/../../a", "/a"),
            ("/a/.../b", "/a/.../b"),
        ] {
            assert_eq!(path(given, true, true), canonical, "{given}");
        }
    }

    #[test]
    fn without_normalisation_every_segment_stays() {
        assert_eq!(path("//a/./../b/", false, true), "//a/./../b/");
    }

    #[test]
    fn escapes_are_escaped_again_when_encoding_twice() {
        assert_eq!(path("/a%2Fb@c", true, true), "/a%252Fb%40c");
    }

    #[test]
    fn escapes_keep_their_meaning_when_encoding_once() {
        assert_eq!(path("/a%2fb@c%7E", false, false), "/a%2Fb%40c~");
    }

    #[test]
    fn a_percent_sign_that_begins_no_escape_is_one() {
        assert_eq!(path("/%/%4/%zz", false, false), "/%25/%254/%25zz");
    }

    #[test]
    fn parameters_are_sorted_by_name_then_value() {
        assert_eq!(query("b=1&a=2&a=1&a-=0", &[]), "a=1&a=2&a-=0&b=1");
    }

    #[test]
    fn a_parameter_without_value_gets_an_equals_sign() {
        assert_eq!(query("acl&&b", &[]), "acl=&b=");
    }

    #[test]
    fn a_plus_sign_is_no_space() {
        assert_eq!(query("a=b+c%20d", &[]), "a=b%2Bc%20d");
    }

    #[test]
    fn own_parameters_are_encoded_and_sorted_in() {
        assert_eq!(query("Y=1&A=2", &[("X", b"a/%2F")]), "A=2&X=a%2F%252F&Y=1");
    }
}
