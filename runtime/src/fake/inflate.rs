//! Requests that were compressed, as services read them.

use std::borrow::Cow;

use bytes::Bytes;
use http::Request;
use http::header::CONTENT_ENCODING;
use miniz_oxide::inflate::decompress_to_vec_with_limit;

use crate::codec::DecodeError;
use crate::crc32::Crc32;

/// How long a body may be, in bytes.
const LIMIT: usize = 64 * 1024 * 1024;

/// The request without the compression that it came with, if any.
pub(super) fn inflate(request: &Request<Bytes>) -> Result<Cow<'_, Request<Bytes>>, DecodeError> {
    let encoding = request.headers().get(CONTENT_ENCODING);
    let encoding = encoding.and_then(|it| it.to_str().ok()).unwrap_or_default();
    let last = encoding.rsplit(',').next().unwrap_or_default();
    if !last.trim().eq_ignore_ascii_case("gzip") {
        return Ok(Cow::Borrowed(request));
    }
    let body = gunzip(request.body()).ok_or_else(|| DecodeError::new("the body is not gzip"))?;
    Ok(Cow::Owned(request.clone().map(|_| body.into())))
}

/// What gzip without optional fields holds (RFC 1952).
fn gunzip(bytes: &[u8]) -> Option<Vec<u8>> {
    let rest = bytes.strip_prefix(&[0x1f, 0x8b, 8, 0])?.get(6..)?;
    let (deflated, trailer) = rest.split_at_checked(rest.len().checked_sub(8)?)?;
    let body = decompress_to_vec_with_limit(deflated, LIMIT).ok()?;
    let mut crc = Crc32::new();
    crc.update(&body);
    trailer
        .starts_with(&crc.value().to_le_bytes())
        .then_some(body)
}
