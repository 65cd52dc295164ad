//! Frames of `application/vnd.amazon.eventstream`: encodes messages, and decodes them.
//!
//! Pure: no IO, no schema. The code that reads the headers knows the meaning of a message. The
//! format is described in Smithy's "Amazon Event Stream Specification".

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

/// The maximum length of the headers that are sent, in bytes.
pub const MAX_HEADERS: usize = 128 * 1024;

/// The maximum length of a payload that is sent, in bytes.
pub const MAX_PAYLOAD: usize = 24 * 1024 * 1024;

/// The length of two lengths and their checksum.
const PRELUDE: usize = 12;

/// The length of a message without headers and payload.
const OVERHEAD: usize = PRELUDE + 4;

/// One message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Message {
    /// The headers that describe the payload.
    pub headers: Headers,
    /// The payload.
    pub payload: Bytes,
}

impl Message {
    /// The encoded message, checksums included. Fails if headers or payload exceed the maximum
    /// length.
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

/// An encoded length; lengths of messages are limited and always fit.
fn length(length: usize) -> [u8; 4] {
    u32::try_from(length).unwrap_or(u32::MAX).to_be_bytes()
}
