//! Decodes bytes to messages, as they arrive.

use bytes::{Bytes, BytesMut};

use super::error::{FrameError, FrameErrorKind};
use super::header::Headers;
use super::{Message, OVERHEAD, PRELUDE};
use crate::util::crc::Crc32;

/// Finds the messages in bytes that arrive in pieces.
///
/// Buffers no more than one message and the piece that completed it. After an error there is no
/// way to find the next message: the stream is over.
#[derive(Debug)]
pub struct Decoder {
    buffer: BytesMut,
    limit: usize,
}

impl Decoder {
    /// A decoder for messages of at most `limit` bytes in total.
    pub fn new(limit: usize) -> Self {
        Self {
            buffer: BytesMut::new(),
            limit,
        }
    }

    /// Adds received bytes.
    pub fn push(&mut self, bytes: &[u8]) {
        self.buffer.extend_from_slice(bytes);
    }

    /// Returns the next complete message.
    pub fn next_message(&mut self) -> Result<Option<Message>, FrameError> {
        Ok(self.next_frame()?.map(|(_, message)| message))
    }

    /// Returns the next message, and its encoded bytes.
    pub(crate) fn next_frame(&mut self) -> Result<Option<(Bytes, Message)>, FrameError> {
        let Some((total, headers)) = self.prelude()? else {
            return Ok(None);
        };
        if self.buffer.len() < total {
            return Ok(None);
        }
        let frame = self.buffer.split_to(total).freeze();
        check(&frame, total - 4, "message")?;
        let mut payload = frame.slice(PRELUDE..total - 4);
        let headers = Headers::received(payload.split_to(headers))?;
        Ok(Some((frame, Message { headers, payload })))
    }

    /// Ends the input. Fails if a message is incomplete.
    pub fn finish(&self) -> Result<(), FrameError> {
        match self.buffer.len() {
            0 => Ok(()),
            count => Err(FrameError::new(
                FrameErrorKind::Truncated,
                format!("the stream ends after {count} bytes of a message"),
            )),
        }
    }

    /// The received bytes that belong to no message yet.
    pub fn into_rest(self) -> Bytes {
        self.buffer.freeze()
    }

    /// The beginning of the received bytes that belong to no message yet.
    pub fn rest(&self) -> &[u8] {
        &self.buffer
    }

    /// The lengths of the next message and of its headers.
    fn prelude(&self) -> Result<Option<(usize, usize)>, FrameError> {
        let [Some(total), Some(headers)] = [word(&self.buffer, 0), word(&self.buffer, 4)] else {
            return Ok(None);
        };
        if self.buffer.len() < PRELUDE {
            return Ok(None);
        }
        check(&self.buffer, PRELUDE - 4, "lengths")?;
        let (total, headers) = (size(total), size(headers));
        if total < OVERHEAD || headers > total - OVERHEAD {
            let reason = format!("a message of {total} bytes cannot have {headers} of headers");
            return Err(FrameError::new(FrameErrorKind::Length, reason));
        }
        if total > self.limit {
            let limit = self.limit;
            let reason = format!("a message of {total} bytes is longer than the limit of {limit}");
            return Err(FrameError::new(FrameErrorKind::TooLong, reason));
        }
        Ok(Some((total, headers)))
    }
}

/// Compares the checksum at `end` with that of all bytes before it.
fn check(bytes: &[u8], end: usize, what: &str) -> Result<(), FrameError> {
    let mut crc = Crc32::new();
    crc.update(bytes.get(..end).unwrap_or_default());
    let (expected, found) = (crc.value(), word(bytes, end).unwrap_or_default());
    if expected == found {
        return Ok(());
    }
    Err(FrameError::new(
        FrameErrorKind::Checksum,
        format!("the checksum of the {what} is {found:08x}, but that of its bytes {expected:08x}"),
    ))
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    let word = bytes.get(at..)?.first_chunk()?;
    Some(u32::from_be_bytes(*word))
}

fn size(length: u32) -> usize {
    usize::try_from(length).unwrap_or(usize::MAX)
}
