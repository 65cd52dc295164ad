//! The body of a request for `ureq`, which may be requested a second time.

use std::io::{self, Read};

use bytes::Bytes;
use http::HeaderMap;
use http::header::CONTENT_LENGTH;

use crate::io::body::{Body, BodyReader};

/// A body to send.
pub(super) enum Outgoing {
    Empty,
    Bytes(Bytes),
    Stream(Stream),
}

impl Outgoing {
    /// `body`, whose length is announced in `headers` if it is known.
    pub(super) fn of(body: Body, headers: &mut HeaderMap) -> Self {
        match (body.as_bytes(), body.length()) {
            (_, Some(0)) => Self::Empty,
            (Some(bytes), _) => Self::Bytes(bytes.clone()),
            (None, length) => {
                if let Some(length) = length {
                    headers.insert(CONTENT_LENGTH, length.into());
                }
                Self::Stream(Stream {
                    reader: body.into_reader(),
                    is_read: false,
                })
            }
        }
    }

    /// Returns whether the whole body can still be sent.
    pub(super) const fn is_whole(&self) -> bool {
        match self {
            Self::Empty | Self::Bytes(_) => true,
            Self::Stream(stream) => !stream.is_read,
        }
    }
}

/// A stream that records whether it was read.
pub(super) struct Stream {
    reader: BodyReader,
    is_read: bool,
}

impl Read for Stream {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.is_read = true;
        self.reader.read(buffer)
    }
}
