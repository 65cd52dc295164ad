//! Detects stalled transfers, like the AWS SDKs' stalled-stream protection: a transfer slower
//! than a byte a second for a grace period ends with an error.
//!
//! Only time spent waiting for the network counts, not the time of a slow source that is sent,
//! nor of a slow caller that reads. Knows nothing of operations.

mod progress;

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};

use self::progress::{LOOKS, Outgoing, Progress, Rhythm};
use super::{StalledStreamGrace, Transport, TransportError, TransportErrorKind};
use crate::io::body::{Body, Chunks};
use crate::io::clock::Clock;
use crate::util::future::BoxFuture;

/// The default grace period, which is that of the AWS SDKs.
pub(crate) const GRACE: Duration = Duration::from_secs(20);

/// Uploads that fit into the buffers of sockets are not watched.
const BUFFERED: usize = 64 * 1024;

/// Watches transfers.
#[derive(Clone, Copy)]
pub(crate) struct Guard<'c> {
    pub(crate) clock: &'c Arc<dyn Clock>,
    pub(crate) grace: Duration,
}

/// Sends `request`; without a guard, the transfer has no limit.
pub(crate) fn send<'t>(
    transport: &'t dyn Transport,
    request: Request<Body>,
    guard: Option<Guard<'t>>,
) -> BoxFuture<'t, Result<Response<Body>, TransportError>> {
    let is_small = |bytes: &Bytes| bytes.len() <= BUFFERED;
    match guard {
        Some(guard) if !request.body().as_bytes().is_some_and(is_small) => {
            Box::pin(guard.upload(transport, request))
        }
        _ => transport.send(request),
    }
}

/// A response whose body fails when it stalls.
pub(crate) fn received(
    sent: Result<Response<Body>, TransportError>,
    guard: Option<Guard<'_>>,
) -> Result<Response<Body>, TransportError> {
    match guard {
        Some(guard) => sent.map(|response| response.map(|body| guard.download(body))),
        None => sent,
    }
}

/// Passes the grace period to a blocking transport, unless it is the default.
pub(crate) fn note(request: &mut Request<Body>, grace: Option<Duration>) {
    if grace != Some(GRACE) {
        request.extensions_mut().insert(StalledStreamGrace(grace));
    }
}

/// The grace period passed to a blocking transport.
#[cfg(feature = "ureq")]
pub(super) fn noted<B>(request: &Request<B>) -> Option<Duration> {
    let noted = request.extensions().get::<StalledStreamGrace>();
    noted.map_or(Some(GRACE), |it| it.0)
}

fn stalled(grace: Duration) -> TransportError {
    let reason = format!(
        "the transfer has stalled for {grace:?}; `stalled_stream_grace` of the client sets that limit"
    );
    TransportError::new(TransportErrorKind::Timeout, reason)
}

impl Guard<'_> {
    async fn upload(
        self,
        transport: &dyn Transport,
        request: Request<Body>,
    ) -> Result<Response<Body>, TransportError> {
        let progress = Arc::new(Progress::default());
        let request = request.map(|body| {
            let length = body.length();
            with_length(Outgoing::new(body, Arc::clone(&progress)), length)
        });
        let mut sent = transport.send(request);
        let mut stall = pin!(self.stall(&progress));
        poll_fn(|context| match sent.as_mut().poll(context) {
            Poll::Ready(sent) => Poll::Ready(sent),
            Poll::Pending => stall.as_mut().poll(context).map(Err),
        })
        .await
    }

    /// Completes when the network has not taken a chunk for the grace period, or for longer if
    /// the pauses before were long.
    async fn stall(self, progress: &Progress) -> TransportError {
        let mut rhythm = Rhythm::default();
        // A pause of zero would never let the upload run.
        let pause = (self.grace / LOOKS).max(Duration::from_millis(1));
        while !rhythm.is_stalled() {
            self.clock.sleep(pause).await;
            rhythm.look(progress);
        }
        stalled(self.grace)
    }

    fn download(self, body: Body) -> Body {
        if body.as_bytes().is_some() {
            return body;
        }
        let length = body.length();
        let incoming = Incoming {
            body,
            clock: Arc::clone(self.clock),
            pace: Pace::new(self.grace),
            waiting: None,
        };
        with_length(incoming, length)
    }
}

fn with_length(chunks: impl Chunks + 'static, length: Option<u64>) -> Body {
    let body = Body::from_chunks(chunks);
    match length {
        Some(length) => body.with_length(length),
        None => body,
    }
}

/// The time that a download has been waited for. A byte a second is progress.
pub(super) struct Pace {
    grace: Duration,
    /// How long chunks were waited for, and how many bytes they had.
    waited: Duration,
    count: u64,
}

impl Pace {
    pub(super) const fn new(grace: Duration) -> Self {
        Self {
            grace,
            waited: Duration::ZERO,
            count: 0,
        }
    }

    /// Records a wait for the next chunk.
    pub(super) fn wait(&mut self, span: Duration) {
        self.waited = self.waited.saturating_add(span);
    }

    /// Records received bytes.
    pub(super) fn count(&mut self, bytes: usize) {
        let bytes = u64::try_from(bytes).unwrap_or(u64::MAX);
        self.count = self.count.saturating_add(bytes);
        if self.count >= self.grace.as_secs().max(1) {
            self.count = 0;
            self.waited = Duration::ZERO;
        }
    }

    /// The time left to wait.
    fn left(&self) -> Duration {
        self.grace.saturating_sub(self.waited)
    }

    /// Fails if no time is left to wait.
    #[cfg(feature = "ureq")]
    pub(super) fn check(&self) -> Result<(), TransportError> {
        if self.left().is_zero() {
            return Err(stalled(self.grace));
        }
        Ok(())
    }
}

/// A body that fails when no bytes arrive.
struct Incoming {
    body: Body,
    clock: Arc<dyn Clock>,
    pace: Pace,
    /// When the wait for the next chunk began, and the timer that ends it.
    waiting: Option<(Duration, BoxFuture<'static, ()>)>,
}

impl Incoming {
    fn count(&mut self, bytes: &Bytes) {
        if let Some((since, _)) = self.waiting.take() {
            // A caller that polls late finds a chunk that arrived long ago: no chunk uses up the
            // whole grace period.
            let waited = self.clock.monotonic().saturating_sub(since);
            self.pace.wait(waited.min(self.pace.grace / 2));
        }
        self.pace.count(bytes.len());
    }
}

impl Chunks for Incoming {
    fn poll_chunk(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        let this = &mut *self;
        if let Poll::Ready(chunk) = this.body.poll_chunk(context) {
            if let Some(Ok(bytes)) = &chunk {
                this.count(bytes);
            }
            return Poll::Ready(chunk);
        }
        let (_, alarm) = this.waiting.get_or_insert_with(|| {
            let clock = Arc::clone(&this.clock);
            let left = this.pace.left();
            let since = clock.monotonic();
            (since, Box::pin(async move { clock.sleep(left).await }))
        });
        let grace = this.pace.grace;
        alarm
            .as_mut()
            .poll(context)
            .map(|()| Some(Err(stalled(grace))))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;
    use std::sync::{Mutex, PoisonError};
    use std::task::Waker;

    use super::*;
    use crate::types::Timestamp;

    /// A clock that tests move by hand.
    #[derive(Clone, Default)]
    struct ByHand(Arc<Mutex<Duration>>);

    impl ByHand {
        fn pass(&self, seconds: u64) {
            *self.0.lock().unwrap_or_else(PoisonError::into_inner) += Duration::from_secs(seconds);
        }
    }

    impl Clock for ByHand {
        fn now(&self) -> Timestamp {
            Timestamp::EPOCH.plus(self.monotonic())
        }

        fn monotonic(&self) -> Duration {
            *self.0.lock().unwrap_or_else(PoisonError::into_inner)
        }

        fn sleep(&self, span: Duration) -> BoxFuture<'_, ()> {
            let end = self.monotonic() + span;
            Box::pin(poll_fn(move |_| {
                if self.monotonic() < end {
                    return Poll::Pending;
                }
                Poll::Ready(())
            }))
        }

        fn sleep_blocking(&self, _span: Duration) {}
    }

    /// The sizes of chunks in the order of arrival; zero is a pending poll.
    struct Script(VecDeque<usize>);

    impl Chunks for Script {
        fn poll_chunk(
            mut self: Pin<&mut Self>,
            _: &mut Context<'_>,
        ) -> Poll<Option<Result<Bytes, TransportError>>> {
            match self.0.pop_front() {
                None => Poll::Ready(None),
                Some(0) => Poll::Pending,
                Some(count) => Poll::Ready(Some(Ok(vec![0; count].into()))),
            }
        }
    }

    /// The result of each poll of a body, before which so many seconds pass: a number of bytes,
    /// `None` while it waits.
    fn polls(steps: &[(u64, usize)]) -> Result<Vec<Option<usize>>, TransportError> {
        let clock = ByHand::default();
        let shared: Arc<dyn Clock> = Arc::new(clock.clone());
        let guard = Guard {
            clock: &shared,
            grace: GRACE,
        };
        let script = steps.iter().map(|(_, count)| *count).collect();
        let mut body = guard.download(Body::from_chunks(Script(script)));
        let mut context = Context::from_waker(Waker::noop());
        let seen = steps.iter().map(|(seconds, _)| {
            clock.pass(*seconds);
            match body.poll_chunk(&mut context) {
                Poll::Pending | Poll::Ready(None) => Ok(None),
                Poll::Ready(Some(chunk)) => chunk.map(|bytes| Some(bytes.len())),
            }
        });
        seen.collect()
    }

    #[test]
    fn nothing_for_the_grace_period_is_a_stall() {
        assert!(polls(&[(0, 0), (19, 0)]).is_ok());
        assert!(polls(&[(0, 0), (20, 0)]).is_err());
        assert!(polls(&[(0, 100), (0, 0), (20, 0)]).is_err());
    }

    #[test]
    fn a_trickle_is_a_stall() {
        let trickle = [(0, 0), (9, 1), (0, 0), (9, 1), (0, 0), (9, 0)];
        assert!(polls(&trickle).is_err());
        let steady = [(0, 0), (9, 10), (0, 0), (9, 10), (0, 0), (9, 10), (0, 0)];
        assert!(polls(&steady).is_ok());
    }

    #[test]
    fn time_that_the_caller_takes_is_not_the_networks() {
        let away = [(0, 0), (60, 5), (60, 5), (60, 0), (9, 5)];
        assert!(polls(&away).is_ok());
    }
}
