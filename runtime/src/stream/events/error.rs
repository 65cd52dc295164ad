//! Errors of streams of events.

use std::fmt;

use bytes::Bytes;

use crate::codec::DecodeError;
use crate::io::transport::{TransportError, TransportErrorKind};
use crate::model::operation::{Unmodelled, describe_structure};
use crate::model::value::{Union, Value, Variant};
use crate::stream::BoxError;

/// An error in place of an event.
#[non_exhaustive]
pub enum EventError<U> {
    /// An error of the model: the variant of the union that holds it.
    Exception(U),
    /// An error that the model does not have.
    Unmodelled(Unmodelled),
    /// A message that is not a valid event.
    Decode {
        /// The decoding error.
        error: DecodeError,
        /// The beginning of its bytes, sensitive members included; not printed.
        raw: Bytes,
    },
    /// The bytes ended before the stream did.
    Transport(TransportError),
}

/// How many bytes of an undecodable message are kept.
const EXCERPT: usize = 1024;

impl<U> EventError<U> {
    pub(super) fn decode(error: DecodeError, raw: &[u8]) -> Self {
        let raw = raw.get(..EXCERPT).unwrap_or(raw);
        Self::Decode {
            error,
            raw: Bytes::copy_from_slice(raw),
        }
    }

    /// An error of the caller's own source.
    pub(super) fn of_source(error: BoxError) -> Self {
        Self::Transport(TransportError::new(TransportErrorKind::Other, error))
    }
}

impl<U: fmt::Debug> fmt::Debug for EventError<U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exception(it) => f.debug_tuple("Exception").field(it).finish(),
            Self::Unmodelled(it) => f.debug_tuple("Unmodelled").field(it).finish(),
            Self::Decode { error, .. } => f
                .debug_struct("Decode")
                .field("error", error)
                .finish_non_exhaustive(),
            Self::Transport(it) => f.debug_tuple("Transport").field(it).finish(),
        }
    }
}

impl<U: Union> fmt::Display for EventError<U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exception(exception) => match exception.variant() {
                Variant::Known(_, Value::Structure(error)) => describe_structure(error, f),
                _ => write!(f, "{exception:?}"),
            },
            Self::Unmodelled(error) => error.fmt(f),
            Self::Decode { error, .. } => write!(f, "an event could not be understood: {error}"),
            Self::Transport(error) => error.fmt(f),
        }
    }
}

impl<U: Union> std::error::Error for EventError<U> {
    /// The transport's error, which `Display` prints, too.
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Transport(error) => error.source(),
            Self::Exception(_) | Self::Unmodelled(_) | Self::Decode { .. } => None,
        }
    }
}
