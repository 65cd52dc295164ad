//! Blocking work with a time limit.

use std::panic::resume_unwind;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;

use crate::io::body::{Body, Chunks};
use crate::io::transport::TransportError;

/// Whether the response that is being read has been abandoned.
#[derive(Clone, Default)]
pub(super) struct GivenUp(Arc<AtomicBool>);

impl GivenUp {
    pub(super) fn set(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Makes the body end at its next chunk once it is abandoned: a peer that sends a byte now
    /// and then would keep the thread for ever.
    pub(super) fn end(self, body: Body) -> Body {
        if body.as_bytes().is_some() {
            return body;
        }
        let length = body.length();
        let body = Body::from_chunks(Ended {
            body,
            given_up: self,
        });
        match length {
            Some(length) => body.with_length(length),
            None => body,
        }
    }
}

/// A body that ends once it is abandoned.
struct Ended {
    body: Body,
    given_up: GivenUp,
}

impl Chunks for Ended {
    fn poll_chunk(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        if self.given_up.0.load(Ordering::Relaxed) {
            return Poll::Ready(Some(Err(TransportError::timeout(None))));
        }
        self.body.poll_chunk(context)
    }
}

/// Returns the result of `work`, or `None` if `limit` passes first. A thread that waits in the
/// operating system cannot be interrupted, so the work runs on a separate thread, which is
/// abandoned when it takes longer. If the system refuses the thread, the work runs here, without
/// a limit.
pub(super) fn within<T, W>(limit: Duration, work: W) -> Option<T>
where
    T: Send + 'static,
    W: FnOnce() -> T + Send + 'static,
{
    let (done, result) = mpsc::sync_channel(1);
    // A thread that cannot be started drops its closure.
    let work = Arc::new(Mutex::new(Some(work)));
    let its_work = Arc::clone(&work);
    let thread = std::thread::Builder::new().name("tinsmith-call".to_owned());
    let thread = thread.spawn(move || {
        if let Some(work) = take(&its_work) {
            // The receiver may be gone.
            let _ = done.send(work());
        }
    });
    let Ok(thread) = thread else {
        return take(&work).map(|work| work());
    };
    match result.recv_timeout(limit) {
        Ok(result) => Some(result),
        Err(mpsc::RecvTimeoutError::Timeout) => None,
        Err(mpsc::RecvTimeoutError::Disconnected) => match thread.join() {
            Ok(()) => None,
            Err(panic) => resume_unwind(panic),
        },
    }
}

fn take<W>(work: &Mutex<Option<W>>) -> Option<W> {
    work.lock().unwrap_or_else(PoisonError::into_inner).take()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: Duration = Duration::from_secs(3600);

    struct Endless;

    impl Chunks for Endless {
        fn poll_chunk(
            self: Pin<&mut Self>,
            _: &mut Context<'_>,
        ) -> Poll<Option<Result<Bytes, TransportError>>> {
            Poll::Ready(Some(Ok(Bytes::from_static(b"a"))))
        }
    }

    #[test]
    fn a_body_that_is_given_up_ends() {
        let given_up = GivenUp::default();
        let mut body = given_up.clone().end(Body::from_chunks(Endless));
        let mut next = || body.poll_chunk(&mut Context::from_waker(std::task::Waker::noop()));
        assert!(matches!(next(), Poll::Ready(Some(Ok(_)))));
        given_up.set();
        assert!(matches!(next(), Poll::Ready(Some(Err(_)))));
        assert!(matches!(next(), Poll::Ready(None)));
    }

    #[test]
    fn work_that_is_done_in_time_has_a_result() {
        assert_eq!(within(LONG, || 7), Some(7));
        assert_eq!(within(Duration::MAX, || 7), Some(7));
    }

    #[test]
    fn work_that_takes_too_long_is_left_to_itself() {
        let work = || std::thread::sleep(LONG);
        assert_eq!(within(Duration::from_millis(5), work), None);
    }

    #[test]
    #[should_panic(expected = "broken")]
    fn a_panic_is_the_callers() {
        within(LONG, || panic!("broken"));
    }
}
