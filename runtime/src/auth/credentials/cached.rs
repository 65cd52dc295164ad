//! Keeps credentials until shortly before they expire.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use super::{Credentials, ProvideCredentials, Provided, Resolved};
use crate::types::Timestamp;

/// A source behind a memory. It is asked when nothing is remembered and, from five minutes
/// before the remembered credentials expire, again by one call at a time while the others go
/// on with what is remembered. A refresh that fails is held back for as long as the old
/// credentials are valid. Credentials that never expire are asked for once. Expiry is a time of
/// day, so setting the machine's clock changes when the source is asked.
///
/// Calls that find nothing valid remembered each ask the source.
#[derive(Debug)]
pub struct Cached<P> {
    source: P,
    margin: Duration,
    kept: Mutex<Option<Credentials>>,
    refreshing: AtomicBool,
}

impl<P: ProvideCredentials> Cached<P> {
    /// Remembers what `source` answers.
    pub fn new(source: P) -> Self {
        Self {
            source,
            margin: Duration::from_secs(5 * 60),
            kept: Mutex::new(None),
            refreshing: AtomicBool::new(false),
        }
    }

    /// Refreshes `margin` before expiry, in place of five minutes.
    pub fn with_margin(mut self, margin: Duration) -> Self {
        self.margin = margin;
        self
    }

    fn kept(&self, now: Timestamp) -> Option<Credentials> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.clone().filter(|keys| !keys.is_expired(now))
    }

    fn is_fresh(&self, keys: &Credentials, now: Timestamp) -> bool {
        !keys.is_expired(now.plus(self.margin))
    }

    /// Remembers a good answer and, where there is something to fall back on, hides a bad one.
    fn keep(&self, answer: Resolved, old: Option<Credentials>) -> Resolved {
        match (answer, old) {
            (Ok(Some(keys)), _) => {
                let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
                *kept = Some(keys.clone());
                Ok(Some(keys))
            }
            (Err(_), Some(old)) => Ok(Some(old)),
            (answer, _) => answer,
        }
    }
}

impl<P: ProvideCredentials> ProvideCredentials for Cached<P> {
    fn provide(&self, now: Timestamp) -> Provided<'_> {
        let old = self.kept(now);
        if let Some(keys) = &old {
            if self.is_fresh(keys, now) {
                return Provided::Ready(Ok(old));
            }
        }
        let turn = Turn::take(&self.refreshing);
        if old.is_some() && turn.is_none() {
            return Provided::Ready(Ok(old));
        }
        match self.source.provide(now) {
            Provided::Ready(answer) => Provided::Ready(self.keep(answer, old)),
            Provided::Pending(future) => Provided::Pending(Box::pin(async move {
                let _turn = turn;
                self.keep(future.await, old)
            })),
        }
    }
}

/// The right to refresh, given back when the refresh is done or its future dropped.
struct Turn<'a>(&'a AtomicBool);

impl<'a> Turn<'a> {
    fn take(flag: &'a AtomicBool) -> Option<Self> {
        let taken = flag.swap(true, Ordering::AcqRel);
        (!taken).then_some(Self(flag))
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Release);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicU32;

    use super::*;
    use crate::auth::credentials::{CredentialsError, from_async_fn, from_fn};

    /// A source whose n-th answer expires at `n * 3600`, and which fails when told to.
    #[derive(Debug, Default)]
    struct Hourly {
        asked: AtomicU32,
        down: AtomicBool,
    }

    impl ProvideCredentials for Hourly {
        fn provide(&self, _now: Timestamp) -> Provided<'_> {
            if self.down.load(Ordering::SeqCst) {
                return Provided::Ready(Err(CredentialsError::source("down")));
            }
            let asked = self.asked.fetch_add(1, Ordering::SeqCst) + 1;
            let end = Timestamp::new(i64::from(asked) * 3600, 0);
            let keys = Credentials::new(format!("key {asked}"), "secret").with_expires_at(end);
            Provided::Ready(Ok(Some(keys)))
        }
    }

    fn id(cached: &Cached<Hourly>, second: i64) -> Result<String, String> {
        let answer = cached.provide(Timestamp::new(second, 0)).wait();
        let keys = answer.map_err(|error| error.to_string())?.unwrap();
        Ok(keys.access_key_id().to_owned())
    }

    #[test]
    fn the_source_is_asked_again_shortly_before_expiry() {
        let cached = Cached::new(Hourly::default()).with_margin(Duration::from_secs(60));
        assert_eq!(id(&cached, 0).as_deref(), Ok("key 1"));
        assert_eq!(id(&cached, 3539).as_deref(), Ok("key 1"));
        assert_eq!(id(&cached, 3540).as_deref(), Ok("key 2"));
    }

    #[test]
    fn a_failed_refresh_is_hidden_until_expiry() {
        let cached = Cached::new(Hourly::default());
        assert_eq!(id(&cached, 0).as_deref(), Ok("key 1"));
        cached.source.down.store(true, Ordering::SeqCst);
        assert_eq!(id(&cached, 3599).as_deref(), Ok("key 1"));
        assert!(id(&cached, 3600).is_err());
    }

    #[test]
    fn keys_without_expiry_are_asked_for_once() {
        let asked = AtomicU32::new(0);
        let cached = Cached::new(from_fn(|| {
            asked.fetch_add(1, Ordering::SeqCst);
            Ok(Credentials::new("AKID", "secret"))
        }));
        for second in [0, 1_000_000_000] {
            cached.provide(Timestamp::new(second, 0)).wait().unwrap();
        }
        assert_eq!(asked.load(Ordering::SeqCst), 1);
    }

    #[test]
    fn while_one_call_refreshes_the_others_use_what_is_there() {
        let cached = Cached::new(from_async_fn(|| async {
            Ok(Credentials::new("AKID", "secret").with_expires_at(Timestamp::new(100, 0)))
        }));
        cached.provide(Timestamp::EPOCH).wait().unwrap();
        let now = Timestamp::new(50, 0);
        let refresh = cached.provide(now);
        assert!(matches!(refresh, Provided::Pending(_)));
        assert!(matches!(cached.provide(now), Provided::Ready(Ok(Some(_)))));
        drop(refresh);
        assert!(matches!(cached.provide(now), Provided::Pending(_)));
    }
}
