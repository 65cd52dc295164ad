//! The progress of an upload, and whether it has stalled.
//!
//! Progress is visible only through the buffers of the system and of HTTP libraries, which hold
//! some megabytes. So the pause that counts as a stall depends on the pauses before.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicUsize, Ordering};
use std::task::{Context, Poll, ready};

use bytes::Bytes;

use crate::io::body::{Body, Chunks};
use crate::io::transport::TransportError;

/// The size of the pieces of an upload, so that progress shows on slow connections, too: a piece
/// within the grace period is progress.
const PIECE: usize = 16 * 1024;

/// The maximum that the system and an HTTP library take at once, whether the peer reads or not:
/// four megabytes on Linux, unless configured higher.
const TAKEN_AT_ONCE: usize = 8 * 1024 * 1024;

/// How often an upload is checked within the grace period.
pub(super) const LOOKS: u32 = 8;

/// The pauses between the chunks that the network takes, counted in checks.
///
/// HTTP libraries and the system collect up to a megabyte before they take more, so that a peer
/// that reads slowly but steadily seems to pause. Earlier pauses show how long.
#[derive(Default)]
pub(super) struct Rhythm {
    /// The number of requests for a chunk at the last check.
    asked: u32,
    /// For how many checks nothing has been taken.
    idle: u32,
    /// The longest pause that was followed by progress. `None` while all bytes taken may be in
    /// buffers.
    longest: Option<u32>,
}

impl Rhythm {
    pub(super) fn look(&mut self, progress: &Progress) {
        let asked = progress.asked.load(Ordering::Relaxed);
        let waits = progress.is_taken.load(Ordering::Relaxed);
        if waits && asked == self.asked {
            self.idle += 1;
            return;
        }
        let is_known = self.idle > 0 || progress.bytes.load(Ordering::Relaxed) > TAKEN_AT_ONCE;
        if is_known {
            self.longest = self.longest.max(Some(self.idle));
        }
        self.asked = asked;
        self.idle = 0;
    }

    /// Returns whether a pause has lasted the grace period and twice as long as the longest one
    /// before, capped at four grace periods. The first pause may last two grace periods, since
    /// nothing is known before it.
    pub(super) fn is_stalled(&self) -> bool {
        let patience = match self.longest {
            None => 2 * LOOKS,
            Some(longest) => longest.saturating_mul(2).clamp(LOOKS, 4 * LOOKS),
        };
        self.idle >= patience
    }
}

/// The progress of an upload.
#[derive(Default)]
pub(super) struct Progress {
    /// How often the transport has asked for a chunk.
    asked: AtomicU32,
    /// How many bytes it has taken.
    bytes: AtomicUsize,
    /// Whether the transport has a chunk, and has not requested the next one.
    is_taken: AtomicBool,
}

/// A body that reports when it is polled.
pub(super) struct Outgoing {
    body: Body,
    /// The rest of the current chunk.
    rest: Bytes,
    progress: Arc<Progress>,
}

impl Outgoing {
    pub(super) fn new(body: Body, progress: Arc<Progress>) -> Self {
        Self {
            body,
            rest: Bytes::new(),
            progress,
        }
    }

    /// The next piece of the current chunk.
    fn next(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        if self.rest.is_empty() {
            match ready!(self.body.poll_chunk(context)) {
                Some(Ok(chunk)) => self.rest = chunk,
                end => return Poll::Ready(end),
            }
        }
        let piece = self.rest.len().min(PIECE);
        Poll::Ready(Some(Ok(self.rest.split_to(piece))))
    }
}

impl Chunks for Outgoing {
    fn poll_chunk(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        let chunk = self.next(context);
        let progress = &self.progress;
        let is_last = self.rest.is_empty() && self.body.length() == Some(0);
        let taken = match &chunk {
            Poll::Ready(Some(Ok(bytes))) => bytes.len(),
            _ => 0,
        };
        progress.asked.fetch_add(1, Ordering::Relaxed);
        progress.bytes.fetch_add(taken, Ordering::Relaxed);
        progress
            .is_taken
            .store(taken > 0 && !is_last, Ordering::Relaxed);
        chunk
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The check at which an upload counts as stalled; each check finds so many bytes taken since
    /// the last one.
    fn stalls_at(looks: &[usize]) -> Option<usize> {
        let progress = Progress::default();
        progress.is_taken.store(true, Ordering::Relaxed);
        let mut rhythm = Rhythm::default();
        looks.iter().position(|bytes| {
            progress.bytes.fetch_add(*bytes, Ordering::Relaxed);
            let asked = u32::from(*bytes > 0);
            progress.asked.fetch_add(asked, Ordering::Relaxed);
            rhythm.look(&progress);
            rhythm.is_stalled()
        })
    }

    #[test]
    fn an_upload_that_went_fast_stalls_after_the_grace_period() {
        let mut looks = vec![5_000_000, 5_000_000];
        looks.extend([0; 7]);
        assert_eq!(stalls_at(&looks), None);
        looks.push(0);
        assert_eq!(stalls_at(&looks), Some(9));
    }

    #[test]
    fn an_upload_that_only_filled_buffers_stalls_after_twice_the_grace_period() {
        let mut looks = vec![3_000_000];
        looks.extend([0; 15]);
        assert_eq!(stalls_at(&looks), None);
        looks.push(0);
        assert_eq!(stalls_at(&looks), Some(16));
    }

    #[test]
    fn an_upload_that_pauses_steadily_goes_on() {
        for pause in 1..16 {
            let mut looks = vec![3_000_000];
            for extra in [0, 1, 2] {
                looks.extend(vec![0; pause + extra * pause / 2]);
                looks.push(400_000);
            }
            assert_eq!(stalls_at(&looks), None, "{pause}");
            looks.extend(vec![0; (pause * 6).max(8)]);
            assert!(stalls_at(&looks).is_some(), "{pause}");
        }
    }
}
