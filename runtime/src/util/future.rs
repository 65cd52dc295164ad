//! Boxed futures, and functions that block a thread until a future completes.

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

/// A boxed future that yields the result of an async call. `Send` everywhere but on wasm.
///
/// A named type rather than `impl Future`: if a required member was never set, the compiler
/// reports it once for a named type, but three times for an opaque type.
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
    /// The number of nested calls of [`block_on`] on this thread.
    static BLOCKING: Cell<usize> = const { Cell::new(0) };
}

/// Counts a call of [`block_on`] until it is dropped.
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

/// Whether the future that is being polled may block, since it is the only task of its thread.
pub(crate) fn may_block() -> bool {
    BLOCKING.get() > 0
}

/// Runs a future to its end on this thread, which sleeps between polls. The future may block.
pub(crate) fn block_on<F: Future>(future: F) -> F::Output {
    let _blocking = Blocking::begin();
    wait(future)
}

/// Like [`block_on`], but the future may block only where it calls [`block_on`] itself.
pub(crate) fn wait<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    loop {
        if let Some(output) = block_on_for(future.as_mut(), Duration::MAX) {
            return output;
        }
    }
}

/// Like [`wait`], but returns `None` if the future takes longer than `limit`. A poll that blocks
/// is not interrupted.
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
