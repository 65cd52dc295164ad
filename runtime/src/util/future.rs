//! Futures behind a pointer, and how a thread waits for one.

use std::cell::Cell;
use std::fmt;
use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{Thread, current, park, park_timeout};
use std::time::{Duration, Instant};

/// A boxed future; `Send` everywhere but on wasm, where nothing is sent between threads.
#[cfg(not(target_family = "wasm"))]
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// A boxed future; `Send` everywhere but on wasm, where nothing is sent between threads.
#[cfg(target_family = "wasm")]
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// `Send` everywhere but on wasm, where it asks for nothing.
#[cfg(not(target_family = "wasm"))]
pub trait MaybeSend: Send {}
#[cfg(not(target_family = "wasm"))]
impl<T: Send + ?Sized> MaybeSend for T {}

/// `Send` everywhere but on wasm, where it asks for nothing.
#[cfg(target_family = "wasm")]
pub trait MaybeSend {}
#[cfg(target_family = "wasm")]
impl<T: ?Sized> MaybeSend for T {}

/// `Sync` everywhere but on wasm, where it asks for nothing.
#[cfg(not(target_family = "wasm"))]
pub trait MaybeSync: Sync {}
#[cfg(not(target_family = "wasm"))]
impl<T: Sync + ?Sized> MaybeSync for T {}

/// `Sync` everywhere but on wasm, where it asks for nothing.
#[cfg(target_family = "wasm")]
pub trait MaybeSync {}
#[cfg(target_family = "wasm")]
impl<T: ?Sized> MaybeSync for T {}

/// The result of an async call, once it is awaited. One boxed future, `Send` but on wasm.
///
/// A type with a name rather than `impl Future`, because the compiler reports a required member
/// that was never set once for it, and three times for an opaque type.
#[must_use = "nothing is sent until the future is awaited"]
pub struct CallFuture<T>(BoxFuture<'static, T>);

impl<T> CallFuture<T> {
    pub(crate) fn new(future: impl Future<Output = T> + MaybeSend + 'static) -> Self {
        Self(Box::pin(future))
    }
}

impl<T> Future for CallFuture<T> {
    type Output = T;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<T> {
        self.0.as_mut().poll(context)
    }
}

impl<T> fmt::Debug for CallFuture<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CallFuture")
    }
}

thread_local! {
    /// How many calls of [`block_on`] this thread is in.
    static BLOCKING: Cell<usize> = const { Cell::new(0) };
}

/// A call of [`block_on`].
struct Blocking;

impl Blocking {
    fn begin() -> Self {
        BLOCKING.set(BLOCKING.get() + 1);
        Self
    }
}

impl Drop for Blocking {
    fn drop(&mut self) {
        BLOCKING.set(BLOCKING.get() - 1);
    }
}

/// Whether what is polled may block: it is the only task of its thread.
pub(crate) fn may_block() -> bool {
    BLOCKING.get() > 0
}

/// Runs a future to its end on this thread, which sleeps in between. What is polled may block.
pub(crate) fn block_on<F: Future>(future: F) -> F::Output {
    let _blocking = Blocking::begin();
    wait(future)
}

/// The same where the future itself says what may block.
pub(crate) fn wait<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    loop {
        if let Some(output) = block_on_for(future.as_mut(), Duration::MAX) {
            return output;
        }
    }
}

/// The same for as long as `limit`; `None` when the future takes longer. A poll that blocks is not
/// interrupted.
pub(crate) fn block_on_for<F: Future + ?Sized>(
    mut future: Pin<&mut F>,
    limit: Duration,
) -> Option<F::Output> {
    if let Poll::Ready(output) = future
        .as_mut()
        .poll(&mut Context::from_waker(Waker::noop()))
    {
        return Some(output);
    }
    let end = Instant::now().checked_add(limit);
    let waker = Waker::from(Arc::new(Unpark(current())));
    let mut context = Context::from_waker(&waker);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return Some(output);
        }
        match end.map(|end| end.saturating_duration_since(Instant::now())) {
            None => park(),
            Some(Duration::ZERO) => return None,
            Some(left) => park_timeout(left),
        }
    }
}

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}
