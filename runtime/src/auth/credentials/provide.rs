//! The trait of all sources of credentials, and the sources that need no lookup.

use std::fmt;
use std::sync::Arc;

use super::{Credentials, CredentialsError};
use crate::types::Timestamp;
use crate::util::future::{BoxFuture, MaybeSend, MaybeSync, block_on};

/// The result of a source: keys, or `None` to send requests unsigned.
pub type Resolved<T = Credentials> = Result<Option<T>, CredentialsError>;

/// A source of credentials.
///
/// ```
/// use tinsmith::credentials::{Credentials, ProvideCredentials, Provided};
/// use tinsmith::Timestamp;
///
/// /// Keys from a vault that holds them in memory.
/// #[derive(Debug)]
/// struct Vault(Credentials);
///
/// impl ProvideCredentials for Vault {
///     fn provide(&self, _: Timestamp) -> Provided<'_> {
///         Provided::Ready(Ok(Some(self.0.clone())))
///     }
/// }
/// ```
pub trait ProvideCredentials: fmt::Debug + MaybeSend + MaybeSync {
    /// Returns the credentials to use at `now`. Called once per attempt of every request, so wrap
    /// a source whose lookup is expensive in [`Cached`](crate::auth::credentials::Cached).
    fn provide(&self, now: Timestamp) -> Provided<'_>;

    /// Reports that a service has rejected `rejected`, which this source has provided: revoked,
    /// or expired before their time. A source that caches its result looks it up again.
    fn invalidate(&self, rejected: &Credentials) {
        let _ = rejected;
    }
}

/// The answer of a source: available at once, or through a future.
pub enum Provided<'a, T = Credentials> {
    /// Available without waiting.
    Ready(Resolved<T>),
    /// Available when the future completes.
    Pending(BoxFuture<'a, Resolved<T>>),
}

impl<T> Provided<'_, T> {
    /// Returns the answer to an async caller.
    pub async fn get(self) -> Resolved<T> {
        match self {
            Self::Ready(resolved) => resolved,
            Self::Pending(future) => future.await,
        }
    }

    /// Returns the answer to a blocking caller: parks the thread while a future is pending. A
    /// future that needs an executor of its own (a Tokio timer, say) needs that executor to be
    /// running on another thread and entered on this one.
    pub fn wait(self) -> Resolved<T> {
        match self {
            Self::Ready(resolved) => resolved,
            Self::Pending(future) => block_on(future),
        }
    }
}

impl<T: fmt::Debug> fmt::Debug for Provided<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ready(resolved) => f.debug_tuple("Ready").field(resolved).finish(),
            Self::Pending(_) => f.write_str("Pending"),
        }
    }
}

/// Fixed keys are their own source.
impl ProvideCredentials for Credentials {
    fn provide(&self, _now: Timestamp) -> Provided<'_> {
        Provided::Ready(Ok(Some(self.clone())))
    }
}

/// Sends requests unsigned, as public S3 objects and services without authentication allow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Anonymous;

impl ProvideCredentials for Anonymous {
    fn provide(&self, _now: Timestamp) -> Provided<'_> {
        Provided::Ready(Ok(None))
    }
}

impl<P: ProvideCredentials + ?Sized> ProvideCredentials for Arc<P> {
    fn provide(&self, now: Timestamp) -> Provided<'_> {
        (**self).provide(now)
    }

    fn invalidate(&self, rejected: &Credentials) {
        (**self).invalidate(rejected);
    }
}

impl<P: ProvideCredentials + ?Sized> ProvideCredentials for Box<P> {
    fn provide(&self, now: Timestamp) -> Provided<'_> {
        (**self).provide(now)
    }

    fn invalidate(&self, rejected: &Credentials) {
        (**self).invalidate(rejected);
    }
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::task::Poll;
    use std::thread;

    use super::*;

    #[test]
    fn anonymous_has_no_keys() {
        let found = Anonymous.provide(Timestamp::EPOCH).wait().unwrap();
        assert_eq!(found, None);
    }

    #[test]
    fn shared_sources_answer_as_the_source_does() {
        let keys = Credentials::new("AKID", "secret");
        let shared: Arc<dyn ProvideCredentials> = Arc::new(keys.clone());
        assert_eq!(shared.provide(Timestamp::EPOCH).wait().unwrap(), Some(keys));
    }

    #[test]
    fn a_blocking_caller_waits_for_another_thread() {
        let done = Arc::new(AtomicBool::new(false));
        let future = poll_fn(move |context| {
            if done.load(Ordering::SeqCst) {
                return Poll::Ready(Ok(None));
            }
            let (done, waker) = (done.clone(), context.waker().clone());
            thread::spawn(move || {
                done.store(true, Ordering::SeqCst);
                waker.wake();
            });
            Poll::Pending
        });
        let provided: Provided<'_> = Provided::Pending(Box::pin(future));
        assert_eq!(provided.wait().unwrap(), None);
    }
}
