//! The two ways to wait for a call: in a future, or on the calling thread.
//!
//! One implementation drives calls, pages and waiters: futures that wait only through [`Driver`].
//! Blocking clients wait in the poll itself, so that their futures are ready when first polled.

use std::future::{Future, poll_fn, ready};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use http::Request;

#[cfg(not(target_family = "wasm"))]
use super::limited;
use super::receive::{Received, Reception};
use crate::io::body::Body;
use crate::io::clock::Clock;
use crate::io::transport::stall::{self, Guard};
use crate::io::transport::{BlockingTransport, Transport};
use crate::util::future::{CallFuture, MaybeSend, MaybeSync, block_on, block_on_for, wait};

/// How a client waits: [`Async`] or [`Blocking`].
pub trait Mode: Send + Sync + Sized + 'static + Driver {
    /// The transport of its requests.
    type Transport: Clone + MaybeSend + MaybeSync;

    /// The return type of a call: a [`CallFuture`] of `T`, or `T` itself.
    type Return<T>;
}

/// Calls are futures.
#[derive(Clone, Copy, Debug)]
pub enum Async {}

/// Calls block until they are done.
#[derive(Clone, Copy, Debug)]
pub enum Blocking {}

impl Mode for Async {
    type Transport = Arc<dyn Transport>;
    type Return<T> = CallFuture<T>;
}

impl Mode for Blocking {
    type Transport = Arc<dyn BlockingTransport>;
    type Return<T> = T;
}

/// A request to send, and how its response is read.
pub struct Delivery<'c> {
    pub(super) request: Request<Body>,
    /// The time limit for sending and reading.
    pub(super) timeout: Option<Duration>,
    pub(super) clock: &'c Arc<dyn Clock>,
    /// How long a transfer may make no progress.
    pub(super) grace: Option<Duration>,
    pub(super) reception: Reception,
}

/// The waiting of a mode. Not exported, so that there are no other modes.
pub trait Driver {
    /// Starts the work `future` of a call and returns the call's result or future.
    fn start<T>(future: impl Future<Output = T> + MaybeSend + 'static) -> Self::Return<T>
    where
        Self: Mode;

    /// Pauses.
    fn sleep(clock: &dyn Clock, span: Duration) -> impl Future<Output = ()> + MaybeSend;

    /// The result of `future`, or `None` if `limit` passes first.
    fn within<T>(
        clock: &dyn Clock,
        limit: Option<Duration>,
        future: Pin<&mut (impl Future<Output = T> + MaybeSend + ?Sized)>,
    ) -> impl Future<Output = Option<T>> + MaybeSend;

    /// Sends a request and reads its response, unless its time limit passes first.
    fn send<'c>(
        transport: &'c Self::Transport,
        delivery: Delivery<'c>,
    ) -> impl Future<Output = Option<Received>> + MaybeSend
    where
        Self: Mode;
}

impl Driver for Async {
    fn start<T>(future: impl Future<Output = T> + MaybeSend + 'static) -> CallFuture<T> {
        CallFuture::new(future)
    }

    fn sleep(clock: &dyn Clock, span: Duration) -> impl Future<Output = ()> + MaybeSend {
        clock.sleep(span)
    }

    async fn within<T>(
        clock: &dyn Clock,
        limit: Option<Duration>,
        mut future: Pin<&mut (impl Future<Output = T> + MaybeSend + ?Sized)>,
    ) -> Option<T> {
        let Some(limit) = limit else {
            return Some(future.await);
        };
        let mut alarm = clock.sleep(limit);
        poll_fn(|context| match future.as_mut().poll(context) {
            Poll::Ready(it) => Poll::Ready(Some(it)),
            Poll::Pending => alarm.as_mut().poll(context).map(|()| None),
        })
        .await
    }

    fn send<'c>(
        transport: &'c Arc<dyn Transport>,
        delivery: Delivery<'c>,
    ) -> impl Future<Output = Option<Received>> + MaybeSend {
        let Delivery {
            request,
            timeout,
            clock,
            grace,
            reception,
        } = delivery;
        let guard = grace.map(|grace| Guard { clock, grace });
        let sent = stall::send(&**transport, request, guard);
        async move {
            let watched = async { stall::received(sent.await, guard) };
            let received = pin!(reception.receive(watched));
            Self::within(&**clock, timeout, received).await
        }
    }
}

impl Driver for Blocking {
    fn start<T>(future: impl Future<Output = T> + MaybeSend + 'static) -> T {
        wait(future)
    }

    fn sleep(clock: &dyn Clock, span: Duration) -> impl Future<Output = ()> + MaybeSend {
        clock.sleep_blocking(span);
        ready(())
    }

    /// A blocking poll of `future` cannot be interrupted; its time still counts.
    async fn within<T>(
        _: &dyn Clock,
        limit: Option<Duration>,
        future: Pin<&mut (impl Future<Output = T> + MaybeSend + ?Sized)>,
    ) -> Option<T> {
        block_on_for(future, limit.unwrap_or(Duration::MAX))
    }

    fn send<'c>(
        transport: &'c Arc<dyn BlockingTransport>,
        delivery: Delivery<'c>,
    ) -> impl Future<Output = Option<Received>> + MaybeSend {
        ready(delivery.send_blocking(transport))
    }
}

impl Delivery<'_> {
    /// Sends the request on this thread, or on a separate one if no transport can keep the limit:
    /// the limit covers only the head of a success, whose body the caller reads, but all of an
    /// error.
    fn send_blocking(self, transport: &Arc<dyn BlockingTransport>) -> Option<Received> {
        let Self {
            mut request,
            timeout,
            reception,
            ..
        } = self;
        stall::note(&mut request, self.grace);
        #[cfg(not(target_family = "wasm"))]
        if let Some(limit) = timeout.filter(|_| reception.has_stream()) {
            let transport = Arc::clone(transport);
            let given_up = limited::GivenUp::default();
            let watched = given_up.clone();
            let received = limited::within(limit, move || {
                let sent = transport.send(request, Some(limit));
                let sent = sent.map(|it| it.map(|body| watched.end(body)));
                block_on(reception.receive(ready(sent)))
            });
            if received.is_none() {
                given_up.set();
            }
            return received;
        }
        let sent = transport.send(request, timeout);
        Some(block_on(reception.receive(ready(sent))))
    }
}
