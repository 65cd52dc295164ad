//! Errors of frames.

use std::fmt;

/// The reason why bytes are not a message, or a message cannot be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrameError {
    kind: FrameErrorKind,
    reason: String,
}

/// The kind of the error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FrameErrorKind {
    /// The checksum of the lengths, or of the whole message, is not that of the bytes.
    Checksum,
    /// The lengths contradict each other.
    Length,
    /// The message is longer than the limit.
    TooLong,
    /// A header is malformed.
    Header,
    /// The bytes end within a message.
    Truncated,
}

impl FrameError {
    pub(crate) fn new(kind: FrameErrorKind, reason: impl Into<String>) -> Self {
        Self {
            kind,
            reason: reason.into(),
        }
    }

    /// The kind of the error.
    pub const fn kind(&self) -> FrameErrorKind {
        self.kind
    }

    /// The reason, as text.
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

impl fmt::Display for FrameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl std::error::Error for FrameError {}
