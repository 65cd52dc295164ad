//! Streaming members: bytes sent by or received from an operation (`smithy.api#streaming`).
//!
//! Codecs never read a stream: an exchange opens the stream of an input and returns the stream of
//! an output.

#[cfg(feature = "event-stream")]
pub mod events;
#[cfg(not(target_family = "wasm"))]
mod file;
#[cfg(feature = "futures-core")]
mod futures;
#[cfg(not(feature = "event-stream"))]
mod no_events;
#[cfg(feature = "tokio-io")]
mod tokio_io;

use std::error::Error;
use std::fmt::{self, Debug};
use std::future::poll_fn;
use std::io::{self, Read};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::Bytes;

use crate::io::body::{Body, BodyReader, Chunks, Incomplete};
use crate::io::transport::TransportError;
use crate::model::streaming::EventFormat;
use crate::model::value::{Field, Slot, Value};
use crate::types::Blob;
use crate::util::future::{MaybeSend, MaybeSync, block_on};

pub use crate::model::streaming::Streaming;
#[cfg(not(feature = "event-stream"))]
#[doc(hidden)]
pub use no_events::EventStream;
#[cfg(feature = "tokio-io")]
pub use tokio_io::AsyncReader;

/// Any error of a source of bytes or events.
pub type BoxError = Box<dyn Error + Send + Sync>;

/// A stream of bytes to send or to receive, which is not held in memory as a whole.
///
/// Created from data in memory (`"text".into()`), a file, a reader, chunks, or any source that
/// can be opened again for another attempt. Read as chunks ([`next`](Self::next)), as a whole
/// ([`collect`](Self::collect)) or as a [`Read`]er.
///
/// Clones share the stream: a chunk that one clone reads is not available to the others. Each
/// clone reads bytes in memory, and a source that can be opened again, from the start.
///
/// ```
/// use tinsmith::ByteStream;
///
/// # async fn streams() -> Result<(), Box<dyn std::error::Error>> {
/// let text = ByteStream::from("in memory");
/// let read = ByteStream::from_reader(std::io::repeat(b'x')).with_length(1 << 20);
///
/// let whole = text.collect(1 << 20).await?;
/// assert_eq!(whole, "in memory");
/// # let _ = read;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct ByteStream(Source);

#[derive(Clone)]
enum Source {
    Bytes(Bytes),
    Once(Arc<Once>),
    Again(Arc<Again>),
}

/// A stream that the first reader consumes.
struct Once {
    body: Mutex<Option<Body>>,
    length: Option<u64>,
}

/// A stream that can be read any number of times.
struct Again {
    open: Box<Open>,
    length: Option<u64>,
}

#[cfg(not(target_family = "wasm"))]
type Open = dyn Fn() -> io::Result<Body> + Send + Sync;
#[cfg(target_family = "wasm")]
type Open = dyn Fn() -> io::Result<Body>;

impl ByteStream {
    /// A stream of the bytes of `reader`. It can be sent only once, so a request with it is not
    /// retried. Declare its length with [`with_length`](Self::with_length), if known.
    pub fn from_reader(reader: impl Read + Send + 'static) -> Self {
        Body::from_reader(reader).into()
    }

    /// A stream of `chunks`. It can be sent only once, so a request with it is not retried.
    pub fn from_chunks(chunks: impl Chunks + 'static) -> Self {
        Body::from_chunks(chunks).into()
    }

    /// A stream of the source that `open` opens, from its start each time: for every attempt to
    /// send it, and for every clone that reads it.
    pub fn from_source(
        open: impl Fn() -> io::Result<Body> + MaybeSend + MaybeSync + 'static,
    ) -> Self {
        Self(Source::Again(Arc::new(Again {
            open: Box::new(open),
            length: None,
        })))
    }

    /// Declares that the stream has `length` bytes. A stream with more or fewer fails, and is not
    /// sent as complete: the last chunk waits until the source has ended. Has no effect on a
    /// stream with clones.
    #[must_use]
    pub fn with_length(mut self, length: u64) -> Self {
        match &mut self.0 {
            Source::Bytes(_) => {}
            Source::Once(once) => {
                if let Some(once) = Arc::get_mut(once) {
                    let body = once.body().take();
                    *once = Once {
                        body: Mutex::new(body.map(|body| body.with_length(length))),
                        length: Some(length),
                    };
                }
            }
            Source::Again(again) => {
                if let Some(again) = Arc::get_mut(again) {
                    again.length = Some(length);
                }
            }
        }
        self
    }

    /// Returns the next chunk; `None` at the end or after an error.
    ///
    /// Dropping the future loses nothing.
    pub async fn next(&mut self) -> Option<Result<Bytes, TransportError>> {
        poll_fn(|context| self.poll_next(context)).await
    }

    /// Polls for the next chunk.
    pub fn poll_next(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        let once = match &mut self.0 {
            Source::Bytes(bytes) if bytes.is_empty() => return Poll::Ready(None),
            Source::Bytes(bytes) => return Poll::Ready(Some(Ok(std::mem::take(bytes)))),
            Source::Once(once) => once,
            Source::Again(again) => {
                self.0 = Source::Once(Arc::new(Once::new(again.open())));
                return self.poll_next(context);
            }
        };
        let mut body = once.body();
        let Some(left) = body.as_mut() else {
            return Poll::Ready(None);
        };
        let chunk = ready!(left.poll_chunk(context));
        if !matches!(chunk, Some(Ok(_))) {
            *body = None;
        }
        Poll::Ready(chunk)
    }

    /// Returns all bytes. Fails if there are more than `limit`.
    pub async fn collect(self, limit: usize) -> Result<Bytes, Incomplete> {
        self.into_body().collect(limit).await
    }

    /// Returns all bytes and blocks the thread until they arrive. Fails if there are more than
    /// `limit`.
    pub fn collect_blocking(self, limit: usize) -> Result<Bytes, Incomplete> {
        block_on(self.collect(limit))
    }

    /// The stream as a blocking reader.
    pub fn into_reader(self) -> BodyReader {
        self.into_body().into_reader()
    }

    /// The stream as a body; empty if it was taken before.
    pub fn into_body(self) -> Body {
        self.open(None).unwrap_or_default()
    }
}

impl Once {
    fn new(body: Body) -> Self {
        Self {
            length: body.length(),
            body: Mutex::new(Some(body)),
        }
    }

    fn body(&self) -> MutexGuard<'_, Option<Body>> {
        self.body.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Again {
    /// The stream from its start; a source that cannot be opened fails when it is read.
    fn open(&self) -> Body {
        let body = (self.open)().unwrap_or_else(Body::failed);
        match self.length {
            Some(length) => body.with_length(length),
            None => body,
        }
    }
}

impl Streaming for ByteStream {
    fn as_bytes(&self) -> Option<&Bytes> {
        match &self.0 {
            Source::Bytes(bytes) => Some(bytes),
            Source::Once(_) | Source::Again(_) => None,
        }
    }

    fn length(&self) -> Option<u64> {
        match &self.0 {
            Source::Bytes(bytes) => u64::try_from(bytes.len()).ok(),
            Source::Once(once) => once.length,
            Source::Again(again) => again.length,
        }
    }

    fn is_replayable(&self) -> bool {
        !matches!(self.0, Source::Once(_))
    }

    fn open(&self, _events: Option<EventFormat>) -> Option<Body> {
        match &self.0 {
            Source::Bytes(bytes) => Some(bytes.clone().into()),
            Source::Once(once) => once.body().take(),
            Source::Again(again) => Some(again.open()),
        }
    }

    fn receive(&mut self, body: Body, _events: Option<EventFormat>) {
        *self = body.into();
    }
}

impl From<Body> for ByteStream {
    fn from(body: Body) -> Self {
        Self(match body.as_bytes() {
            Some(bytes) => Source::Bytes(bytes.clone()),
            None => Source::Once(Arc::new(Once::new(body))),
        })
    }
}

macro_rules! from_memory {
    ($($type:ty),*) => {
        $(
            impl From<$type> for ByteStream {
                fn from(bytes: $type) -> Self {
                    Self(Source::Bytes(bytes.into()))
                }
            }
        )*
    };
}

from_memory!(Bytes, Vec<u8>, String, &'static str, &'static [u8]);

impl From<Blob> for ByteStream {
    fn from(blob: Blob) -> Self {
        blob.into_inner().into()
    }
}

impl Default for ByteStream {
    fn default() -> Self {
        Self(Source::Bytes(Bytes::new()))
    }
}

/// Two streams are equal if they hold the same bytes in memory, or are the same stream.
impl PartialEq for ByteStream {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Source::Bytes(left), Source::Bytes(right)) => left == right,
            (Source::Once(left), Source::Once(right)) => Arc::ptr_eq(left, right),
            (Source::Again(left), Source::Again(right)) => Arc::ptr_eq(left, right),
            _ => false,
        }
    }
}

impl Debug for ByteStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.length() {
            Some(length) => write!(f, "ByteStream({length} bytes)"),
            None => f.write_str("ByteStream"),
        }
    }
}

impl Field for ByteStream {
    fn value(&self) -> Value<'_> {
        Value::Stream(self)
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::Stream(self)
    }

    fn blank() -> Self {
        Self::default()
    }
}
