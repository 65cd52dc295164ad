//! Bodies in the encoding `aws-chunked` with a checksum behind them ("Signature calculations for
//! trailing headers" and "Checking object integrity" in the S3 documentation).

use super::sums;
use crate::wire::server::message::Request;

/// A body without its encoding, and its trailers.
pub(crate) struct Decoded {
    pub(crate) bytes: Vec<u8>,
    trailers: Vec<(String, String)>,
}

/// Whether an encoded body is as the head announces it, and its checksum right.
pub(super) fn check(request: &Request) -> Result<(), String> {
    let head = &request.head;
    let encoding = head.one("content-encoding").unwrap_or_default();
    if !encoding.split(',').any(|it| it.trim() == "aws-chunked") {
        return Err(format!("chunks, but content-encoding is {encoding:?}"));
    }
    let decoded = decode(&request.body)?;
    let length = head.one("x-amz-decoded-content-length");
    if length != Some(&decoded.bytes.len().to_string()) {
        return Err(format!(
            "x-amz-decoded-content-length is {length:?} of {} bytes",
            decoded.bytes.len()
        ));
    }
    let names: Vec<&str> = decoded.trailers.iter().map(|(name, _)| &**name).collect();
    let announced = head.one("x-amz-trailer").unwrap_or_default();
    if announced != names.join(",") || names.is_empty() {
        return Err(format!("x-amz-trailer is {announced:?}, found {names:?}"));
    }
    for (name, value) in &decoded.trailers {
        sums::check(name, value, &decoded.bytes)?;
    }
    Ok(())
}

/// Takes the encoding away.
pub(crate) fn decode(body: &[u8]) -> Result<Decoded, String> {
    let mut rest = body;
    let mut bytes = Vec::new();
    loop {
        let line = line(&mut rest)?;
        let size = line.split(';').next().unwrap_or_default();
        let size = usize::from_str_radix(size, 16).map_err(|_| format!("no size: {line:?}"))?;
        if size == 0 {
            break;
        }
        let chunk = rest.split_at_checked(size);
        let (chunk, after) = chunk.ok_or_else(|| format!("a chunk of {size} bytes is cut"))?;
        bytes.extend_from_slice(chunk);
        rest = after;
        let end = self::line(&mut rest)?;
        if !end.is_empty() {
            return Err(format!("a chunk of {size} bytes is longer"));
        }
    }
    let mut trailers = Vec::new();
    loop {
        let line = line(&mut rest)?;
        if line.is_empty() {
            break;
        }
        let (name, value) = line.split_once(':').ok_or("a trailer without a colon")?;
        trailers.push((name.to_owned(), value.trim().to_owned()));
    }
    if rest.is_empty() {
        Ok(Decoded { bytes, trailers })
    } else {
        Err(format!("{} bytes behind the trailer", rest.len()))
    }
}

fn line(rest: &mut &[u8]) -> Result<String, String> {
    let end = rest.windows(2).position(|it| it == b"\r\n");
    let end = end.ok_or("chunks that end within a line")?;
    let line = String::from_utf8_lossy(&rest[..end]).into_owned();
    *rest = &rest[end + 2..];
    Ok(line)
}
