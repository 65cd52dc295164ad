//! Transfer encodings of request bodies, removed as services do.

use std::borrow::Cow;

use bytes::Bytes;
use http::Request;
use http::header::CONTENT_ENCODING;

use crate::codec::DecodeError;

/// The request without the encodings that apply to the transfer only, trailing checksums
/// included. Checksums are not verified; unknown encodings are unchanged.
pub(super) fn decode(request: &Request<Bytes>) -> Result<Cow<'_, Request<Bytes>>, DecodeError> {
    let encodings = request.headers().get(CONTENT_ENCODING);
    let encodings = encodings.and_then(|it| it.to_str().ok());
    let Some(encodings) = encodings else {
        return Ok(Cow::Borrowed(request));
    };
    let mut body = request.body().clone();
    for encoding in encodings.rsplit(',').map(str::trim) {
        let wrong = || DecodeError::new(format!("the body is not encoded as {encoding}"));
        if encoding.eq_ignore_ascii_case("aws-chunked") {
            body = unchunk(&body).ok_or_else(wrong)?.into();
        } else if encoding.eq_ignore_ascii_case("gzip") && cfg!(feature = "gzip") {
            body = gunzip(&body).ok_or_else(wrong)?.into();
        } else {
            break;
        }
    }
    Ok(Cow::Owned(request.clone().map(|_| body)))
}

/// The content of chunks: a line before each has its length in hexadecimal, optionally followed
/// by a signature; the last chunk has no bytes.
fn unchunk(mut bytes: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let end = bytes.windows(2).position(|it| it == b"\r\n")?;
        let (line, rest) = bytes.split_at_checked(end)?;
        let digits = line.split(|byte| *byte == b';').next()?;
        let length = usize::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
        if length == 0 {
            return Some(body);
        }
        let (chunk, rest) = rest.get(2..)?.split_at_checked(length)?;
        body.extend_from_slice(chunk);
        bytes = rest.strip_prefix(b"\r\n")?;
    }
}

#[cfg(not(feature = "gzip"))]
fn gunzip(_bytes: &[u8]) -> Option<Vec<u8>> {
    None
}

/// Decompresses gzip without optional fields (RFC 1952).
#[cfg(feature = "gzip")]
fn gunzip(bytes: &[u8]) -> Option<Vec<u8>> {
    /// The maximum length of a body, in bytes.
    const LIMIT: usize = 64 * 1024 * 1024;

    let rest = bytes.strip_prefix(&[0x1f, 0x8b, 8, 0])?.get(6..)?;
    let (deflated, trailer) = rest.split_at_checked(rest.len().checked_sub(8)?)?;
    let body = miniz_oxide::inflate::decompress_to_vec_with_limit(deflated, LIMIT).ok()?;
    let mut crc = crate::util::crc::Crc32::new();
    crc.update(&body);
    trailer
        .starts_with(&crc.value().to_le_bytes())
        .then_some(body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_are_put_together_and_trailers_dropped() {
        let body = b"3;chunk-signature=ab\r\nabc\r\n2\r\nde\r\n0\r\nx-a:b\r\n\r\n";
        assert_eq!(unchunk(body).as_deref(), Some(&b"abcde"[..]));
    }

    #[test]
    fn bad_chunks_are_refused() {
        for body in [
            "",
            "3\r\nab",
            "3\r\nabcd\r\n0\r\n",
            "x\r\nabc",
            "-1\r\n",
            "ffffffffffffffff\r\na",
            "fffffffffffffffff\r\na",
            "3\r\nabc\r\n",
        ] {
            assert_eq!(unchunk(body.as_bytes()), None, "{body:?}");
        }
    }
}
