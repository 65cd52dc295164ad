//! Frames of `application/vnd.amazon.eventstream`: messages to bytes and back.
//!
//! Pure: no IO, no schema; `event` interprets messages. The format is described in Smithy's "Amazon
//! Event Stream Specification".

mod decode;
mod error;
mod header;

use bytes::Bytes;

use crate::util::crc::Crc32;

pub use decode::Decoder;
pub use error::{FrameError, FrameErrorKind};
pub use header::{HeaderValue, Headers};

/// The media type of a body made of frames.
pub const CONTENT_TYPE: &str = crate::protocol::EVENT_STREAM;

/// The longest headers that may be sent, in bytes.
pub const MAX_HEADERS: usize = 128 * 1024;

/// The longest payload that may be sent, in bytes.
pub const MAX_PAYLOAD: usize = 24 * 1024 * 1024;

/// Two lengths and their checksum.
const PRELUDE: usize = 12;

/// All of a message but its headers and payload.
const OVERHEAD: usize = PRELUDE + 4;

/// One message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Message {
    /// The headers, which describe the payload.
    pub headers: Headers,
    /// The payload.
    pub payload: Bytes,
}

impl Message {
    /// The message as it travels, checksums included. Fails where headers or payload are longer
    /// than a message may have.
    pub fn encode(&self) -> Result<Bytes, FrameError> {
        let headers = self.headers.as_bytes();
        if headers.len() > MAX_HEADERS || self.payload.len() > MAX_PAYLOAD {
            return Err(FrameError::new(
                FrameErrorKind::TooLong,
                format!(
                    "a message may have {MAX_HEADERS} bytes of headers and {MAX_PAYLOAD} of \
                    payload, this one has {} and {}",
                    headers.len(),
                    self.payload.len()
                ),
            ));
        }
        let total = OVERHEAD + headers.len() + self.payload.len();
        let mut out = Vec::with_capacity(total);
        let mut crc = Crc32::new();
        let mut put = |crc: &mut Crc32, bytes: &[u8]| {
            crc.update(bytes);
            out.extend_from_slice(bytes);
        };
        put(&mut crc, &length(total));
        put(&mut crc, &length(headers.len()));
        let prelude = crc.value().to_be_bytes();
        put(&mut crc, &prelude);
        put(&mut crc, headers);
        put(&mut crc, &self.payload);
        out.extend_from_slice(&crc.value().to_be_bytes());
        Ok(out.into())
    }
}

/// A length in its wire form; the lengths of messages are limited and fit.
fn length(length: usize) -> [u8; 4] {
    u32::try_from(length).unwrap_or(u32::MAX).to_be_bytes()
}
