//! Bodies of requests for hyper, in pieces, so that an early answer is read.
//!
//! A server may refuse an upload once it has the head, and close the connection. hyper reads
//! received bytes before it writes, but only those that the reactor has reported; a write that
//! fails first hides the answer. So a body is handed over in pieces, and the reactor runs before
//! each of them. An answer that arrives between that run and the write can still be lost.

use std::future::Future as _;
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Wake, Waker, ready};

use bytes::Bytes;

use super::TransportError;
use crate::io::body::{Body, Chunks};

/// The size of a piece. A body in memory of at most this size is sent with the head.
const PIECE: usize = 64 * 1024;

/// Wraps `body` for hyper.
pub(super) fn attentive(body: Body) -> Body {
    if is_short(&body) {
        return body;
    }
    let length = body.length();
    let body = Body::from_chunks(Attentive {
        body,
        rest: Bytes::new(),
        turn: None,
    });
    match length {
        Some(length) => body.with_length(length),
        None => body,
    }
}

/// Returns whether hyper may have the body unchanged.
pub(super) fn is_short(body: &Body) -> bool {
    body.as_bytes().is_some_and(|bytes| bytes.len() <= PIECE)
}

struct Attentive {
    body: Body,
    /// Bytes of the body that hyper has not received yet.
    rest: Bytes,
    /// The reactor's run before the next piece.
    turn: Option<Arc<Turn>>,
}

impl Chunks for Attentive {
    fn poll_chunk(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        while self.rest.is_empty() {
            match ready!(self.body.poll_chunk(context)) {
                Some(Ok(chunk)) => self.rest = chunk,
                end => return Poll::Ready(end),
            }
        }
        ready!(
            self.turn
                .get_or_insert_with(|| Turn::begin(context))
                .poll(context)
        );
        self.turn = None;
        let piece = self.rest.len().min(PIECE);
        Poll::Ready(Some(Ok(self.rest.split_to(piece))))
    }
}

/// A run of the reactor. hyper polls a body again before its task has yielded, so only the
/// wake-up shows that the run is over.
struct Turn {
    is_over: AtomicBool,
    task: Mutex<Waker>,
}

impl Turn {
    /// tokio wakes the task once the reactor has run; without tokio, the run is over at once.
    fn begin(context: &Context<'_>) -> Arc<Self> {
        let turn = Arc::new(Self {
            is_over: AtomicBool::new(false),
            task: Mutex::new(context.waker().clone()),
        });
        let waker = Waker::from(Arc::clone(&turn));
        let _ = pin!(tokio::task::yield_now()).poll(&mut Context::from_waker(&waker));
        turn
    }

    fn poll(&self, context: &Context<'_>) -> Poll<()> {
        self.task().clone_from(context.waker());
        if self.is_over.load(Ordering::Acquire) {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    }

    fn task(&self) -> std::sync::MutexGuard<'_, Waker> {
        self.task.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Wake for Turn {
    fn wake(self: Arc<Self>) {
        self.is_over.store(true, Ordering::Release);
        self.task().wake_by_ref();
    }
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;

    use super::*;

    fn in_tokio<F: Future>(future: F) -> F::Output {
        let runtime = tokio::runtime::Builder::new_current_thread().build();
        runtime.unwrap().block_on(future)
    }

    async fn next(body: &mut Body) -> Option<usize> {
        let chunk = poll_fn(|context| body.poll_chunk(context)).await;
        chunk.map(|chunk| chunk.unwrap().len())
    }

    #[test]
    fn a_piece_waits_for_the_reactor_however_often_it_is_asked_for() {
        in_tokio(async {
            let mut body = attentive(vec![0; PIECE + 1].into());
            let mut asked = 0;
            let first = poll_fn(|context| {
                asked += 1;
                // hyper does so between two reads of its connection.
                assert!(asked > 1 || body.poll_chunk(context).is_pending());
                body.poll_chunk(context)
            });
            assert_eq!(first.await.unwrap().unwrap().len(), PIECE);
            assert_eq!(asked, 2);
            assert_eq!(next(&mut body).await, Some(1));
            assert_eq!(next(&mut body).await, None);
        });
    }

    #[test]
    fn the_length_stays_known() {
        let body = attentive(vec![0; PIECE + 1].into());
        assert_eq!(body.length(), Some(PIECE as u64 + 1));
        let stream = Body::from_reader(&b"abc"[..]).with_length(3);
        assert_eq!(attentive(stream).length(), Some(3));
    }

    #[test]
    fn a_short_body_is_left_as_it_is() {
        assert!(attentive(vec![0; PIECE].into()).as_bytes().is_some());
    }

    #[test]
    fn without_tokio_there_is_nothing_to_wait_for() {
        let mut body = attentive(vec![0; PIECE + 1].into());
        let mut context = Context::from_waker(Waker::noop());
        assert!(body.poll_chunk(&mut context).is_ready());
    }
}
