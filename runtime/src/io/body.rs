//! Bodies of requests and responses: in memory, or received in chunks.
//!
//! Any transport can carry a body; nothing here knows what the bytes mean.

#[cfg(not(target_family = "wasm"))]
mod handed;
mod reader;

use std::fmt;
use std::future::poll_fn;
use std::io::{self, Read};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;

use crate::io::transport::{TransportError, TransportErrorKind};
use crate::util::future::{MaybeSend, may_block};

pub use reader::BodyReader;

/// The body of a request or response.
pub struct Body(Inner);

enum Inner {
    Bytes(Bytes),
    /// Boxed, so that a body is not larger than its bytes.
    Live(Box<Live>),
}

/// Bytes that have not arrived yet.
struct Live {
    /// `None` after the end or an error: not every source may be polled again.
    source: Option<Source>,
    /// How many bytes remain, if known.
    left: Option<u64>,
    /// The last of those, until the source has confirmed that no more follow. HTTP libraries stop
    /// polling at the announced length, so that they would accept a truncated or broken body as
    /// complete.
    held: Option<Bytes>,
    /// Converts an error of a reader.
    failed: fn(io::Error) -> TransportError,
    /// Edits the errors.
    edit: Option<EditError>,
}

/// The next chunk; `None` at the end.
type Chunk = Option<Result<Bytes, TransportError>>;

type EditError = Box<dyn Fn(TransportError) -> TransportError + Send + Sync>;

enum Source {
    Chunks(Pin<Box<dyn Chunks>>),
    Reader(Box<dyn Read + Send>),
    /// A reader on another thread than the one that polls.
    #[cfg(not(target_family = "wasm"))]
    Handed(handed::Handed),
}

/// An async source of bytes. `Send` everywhere except on wasm. With the feature `futures-core`,
/// any `Stream` of bytes can be one.
pub trait Chunks: MaybeSend {
    /// Polls for the next chunk; `None` at the end.
    fn poll_chunk(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>>;
}

/// A body that could not be read to its end.
#[derive(Debug)]
#[non_exhaustive]
pub struct Incomplete {
    /// The bytes read before the error.
    pub read: Bytes,
    /// The error that ended the body.
    pub error: TransportError,
}

impl fmt::Display for Incomplete {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the body ended after {} bytes: {}",
            self.read.len(),
            self.error
        )
    }
}

impl std::error::Error for Incomplete {
    /// The transport's error, which `Display` prints, too.
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.error.source()
    }
}

/// The size of each read.
const READ_SIZE: usize = 16 * 1024;

impl Body {
    /// A body without bytes.
    pub const fn empty() -> Self {
        Self(Inner::Bytes(Bytes::new()))
    }

    /// A body that arrives chunk by chunk.
    pub fn from_chunks(chunks: impl Chunks + 'static) -> Self {
        Self::of(Source::Chunks(Box::pin(chunks)))
    }

    /// A body that a blocking transport reads on its own thread. For an async transport, a
    /// separate thread reads it, a few chunks ahead, so that it does not block the executor.
    pub fn from_reader(reader: impl Read + Send + 'static) -> Self {
        Self::of(Source::Reader(Box::new(reader)))
    }

    /// Declares that the body has `length` bytes. A body with more or fewer bytes fails. Its last
    /// chunk is therefore held back until its source has ended.
    #[must_use]
    pub fn with_length(mut self, length: u64) -> Self {
        if let Inner::Live(live) = &mut self.0 {
            live.left = Some(length);
        }
        self
    }

    /// Marks the body as that of a request: errors of its reader are the caller's, not the
    /// network's.
    pub(crate) fn of_request(mut self) -> Self {
        if let Inner::Live(live) = &mut self.0 {
            live.failed = TransportError::unreadable;
        }
        self
    }

    /// A body whose errors are edited. Bytes in memory have none.
    pub(crate) fn map_err(
        mut self,
        edit: impl Fn(TransportError) -> TransportError + Send + Sync + 'static,
    ) -> Self {
        if let Inner::Live(live) = &mut self.0 {
            live.edit = Some(Box::new(edit));
        }
        self
    }

    /// A body of the caller that cannot be read.
    pub(crate) fn failed(error: io::Error) -> Self {
        Self::from_chunks(Failing(Some(TransportError::unreadable(error))))
    }

    fn of(source: Source) -> Self {
        Self(Inner::Live(Box::new(Live {
            source: Some(source),
            left: None,
            held: None,
            failed: TransportError::from_io,
            edit: None,
        })))
    }

    /// The bytes, if all of them are in memory.
    pub const fn as_bytes(&self) -> Option<&Bytes> {
        match &self.0 {
            Inner::Bytes(bytes) => Some(bytes),
            Inner::Live(_) => None,
        }
    }

    /// How many bytes remain, if known.
    pub fn length(&self) -> Option<u64> {
        match &self.0 {
            Inner::Bytes(bytes) => u64::try_from(bytes.len()).ok(),
            Inner::Live(live) => live.left,
        }
    }

    /// Reads to the end, but no more than `limit` bytes; an error contains the bytes read before
    /// it. Takes no more memory than the bytes, and as much again while it moves them to a larger
    /// buffer.
    pub async fn collect(self, limit: usize) -> Result<Bytes, Incomplete> {
        let mut live = match self.0 {
            Inner::Bytes(bytes) => return within(bytes, limit),
            Inner::Live(live) => live,
        };
        let length = live.left.and_then(|length| usize::try_from(length).ok());
        let most = length.map_or(limit, |length| length.min(limit));
        let mut read = Vec::new();
        let error = loop {
            match poll_fn(|context| live.poll_chunk(context)).await {
                None => return Ok(read.into()),
                Some(Err(error)) => {
                    let held = live.held.take().unwrap_or_default();
                    let room = limit.saturating_sub(read.len());
                    append(&mut read, held.get(..room).unwrap_or(&held), most);
                    break error;
                }
                Some(Ok(chunk)) => {
                    let room = limit.saturating_sub(read.len());
                    append(&mut read, chunk.get(..room).unwrap_or(&chunk), most);
                    if chunk.len() > room {
                        break TransportError::too_large(limit);
                    }
                }
            }
        };
        Err(Incomplete {
            read: read.into(),
            error,
        })
    }

    /// The body as a blocking reader.
    pub fn into_reader(self) -> BodyReader {
        BodyReader::new(self)
    }

    /// Polls for the next chunk; `None` at the end.
    pub fn poll_chunk(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        match &mut self.0 {
            Inner::Bytes(bytes) if bytes.is_empty() => Poll::Ready(None),
            Inner::Bytes(bytes) => Poll::Ready(Some(Ok(std::mem::take(bytes)))),
            Inner::Live(live) => {
                let chunk = ready!(live.poll_chunk(context));
                if live.source.is_none() {
                    *self = Self::empty();
                }
                Poll::Ready(chunk)
            }
        }
    }
}

impl Live {
    fn poll_chunk(&mut self, context: &mut Context<'_>) -> Poll<Chunk> {
        let chunk = ready!(self.poll_counted(context));
        Poll::Ready(match (chunk, &self.edit) {
            (Some(Err(error)), Some(edit)) => Some(Err(edit(error))),
            (chunk, _) => chunk,
        })
    }

    fn poll_counted(&mut self, context: &mut Context<'_>) -> Poll<Chunk> {
        loop {
            let Some(source) = &mut self.source else {
                return Poll::Ready(None);
            };
            let chunk = ready!(source.poll_chunk(context, self.failed));
            if !matches!(chunk, Some(Ok(_))) {
                self.source = None;
            }
            let counted = match (self.left, chunk) {
                (Some(left), Some(Ok(bytes))) => self.count(left, bytes),
                (Some(left), None) => return Poll::Ready(self.end(left)),
                (_, chunk) => return Poll::Ready(chunk),
            };
            if counted.is_some() {
                return Poll::Ready(counted);
            }
        }
    }

    /// Compares `bytes` with the declared length. `None` if the next chunk decides.
    fn count(&mut self, left: u64, bytes: Bytes) -> Option<Result<Bytes, TransportError>> {
        let count = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        let expected = if self.held.is_some() { 0 } else { left };
        match expected.checked_sub(count) {
            None => {
                self.source = None;
                let surplus = count - expected;
                Some(Err(length_mismatch(format!(
                    "a body is longer than its length by {surplus} bytes or more"
                ))))
            }
            Some(_) if bytes.is_empty() => None,
            Some(0) => {
                self.held = Some(bytes);
                None
            }
            Some(left) => {
                self.left = Some(left);
                Some(Ok(bytes))
            }
        }
    }

    /// The last item after the source has ended.
    fn end(&mut self, left: u64) -> Option<Result<Bytes, TransportError>> {
        self.left = Some(0);
        match self.held.take() {
            None if left > 0 => Some(Err(length_mismatch(format!(
                "a body ended {left} bytes before its length"
            )))),
            held => held.map(Ok),
        }
    }
}

impl Source {
    fn poll_chunk(
        &mut self,
        context: &mut Context<'_>,
        failed: fn(io::Error) -> TransportError,
    ) -> Poll<Chunk> {
        let read = match self {
            Self::Chunks(chunks) => return chunks.as_mut().poll_chunk(context),
            Self::Reader(reader) if may_block() => {
                Poll::Ready(read_chunk(reader.as_mut()).transpose())
            }
            #[cfg(target_family = "wasm")]
            Self::Reader(reader) => Poll::Ready(read_chunk(reader.as_mut()).transpose()),
            #[cfg(not(target_family = "wasm"))]
            Self::Reader(reader) => {
                let reader = std::mem::replace(reader, Box::new(io::empty()));
                *self = Self::Handed(handed::Handed::new(reader));
                return self.poll_chunk(context, failed);
            }
            #[cfg(not(target_family = "wasm"))]
            Self::Handed(handed) => handed.poll(context),
        };
        read.map(|chunk| chunk.map(|chunk| chunk.map_err(failed)))
    }
}

/// The error of a body whose length differs from the declared one.
fn length_mismatch(reason: String) -> TransportError {
    TransportError::new(TransportErrorKind::Other, reason)
}

/// Appends `chunk` to a buffer of at most `most` bytes: capacity is doubled, but not beyond that.
fn append(read: &mut Vec<u8>, chunk: &[u8], most: usize) {
    let length = read.len() + chunk.len();
    if length > read.capacity() {
        let room = read.capacity().saturating_mul(2).min(most).max(length);
        read.reserve_exact(room - read.len());
    }
    read.extend_from_slice(chunk);
}

fn within(bytes: Bytes, limit: usize) -> Result<Bytes, Incomplete> {
    if bytes.len() <= limit {
        return Ok(bytes);
    }
    Err(Incomplete {
        read: bytes.slice(..limit),
        error: TransportError::too_large(limit),
    })
}

fn read_chunk(reader: &mut dyn Read) -> io::Result<Option<Bytes>> {
    let mut chunk = vec![0; READ_SIZE];
    loop {
        match reader.read(&mut chunk) {
            Ok(0) => return Ok(None),
            Ok(count) => {
                chunk.truncate(count);
                return Ok(Some(chunk.into()));
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// A source that only yields an error.
struct Failing(Option<TransportError>);

impl Chunks for Failing {
    fn poll_chunk(
        mut self: Pin<&mut Self>,
        _context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        Poll::Ready(self.0.take().map(Err))
    }
}

impl Default for Body {
    fn default() -> Self {
        Self::empty()
    }
}

impl<T: Into<Bytes>> From<T> for Body {
    fn from(bytes: T) -> Self {
        Self(Inner::Bytes(bytes.into()))
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.length() {
            Some(length) => write!(f, "Body({length} bytes)"),
            None => f.write_str("Body(stream)"),
        }
    }
}
