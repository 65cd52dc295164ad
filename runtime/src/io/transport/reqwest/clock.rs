//! A clock that sleeps with tokio's timer, which `reqwest` requires anyway.

use std::time::Duration;

use crate::io::clock::{Clock, SystemClock, since_start};
use crate::types::Timestamp;
use crate::util::future::BoxFuture;

pub(super) struct TokioClock;

impl Clock for TokioClock {
    fn now(&self) -> Timestamp {
        SystemClock.now()
    }

    /// The timer's time, which tests may have paused.
    fn monotonic(&self) -> Duration {
        since_start(tokio::time::Instant::now().into_std())
    }

    fn sleep(&self, span: Duration) -> BoxFuture<'_, ()> {
        Box::pin(async move { tokio::time::sleep(span).await })
    }

    fn sleep_blocking(&self, span: Duration) {
        SystemClock.sleep_blocking(span);
    }
}
