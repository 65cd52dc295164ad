//! The tokens that retries cost, so that clients do not overload a service that is down.

use std::sync::atomic::{AtomicU32, Ordering};

use super::RetryConfig;
use super::rate::Rate;

/// A bucket of tokens, shared by all calls of a client and of any number of threads.
#[derive(Debug)]
pub struct Quota {
    capacity: u32,
    tokens: AtomicU32,
    /// The client's send rate in the adaptive mode.
    pub(super) rate: Option<Rate>,
}

impl Quota {
    /// A full bucket of the configured size.
    pub fn new(config: &RetryConfig) -> Self {
        Self {
            capacity: config.quota(),
            tokens: AtomicU32::new(config.quota()),
            rate: config.is_adaptive().then(Rate::default),
        }
    }

    /// The current number of tokens.
    pub fn available(&self) -> u32 {
        self.tokens.load(Ordering::Relaxed)
    }

    /// Takes `cost` tokens and returns true, or takes none and returns false.
    pub(super) fn take(&self, cost: u32) -> bool {
        let less = |tokens: u32| tokens.checked_sub(cost);
        let taken = self
            .tokens
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, less);
        taken.is_ok()
    }

    /// Returns tokens, up to the bucket's size.
    pub(super) fn give_back(&self, tokens: u32) {
        let more = |there: u32| Some(there.saturating_add(tokens).min(self.capacity));
        // Cannot fail: `more` always returns a value.
        let _ = self
            .tokens
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, more);
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;

    fn quota(tokens: u32) -> Quota {
        Quota::new(&RetryConfig::standard().with_quota(tokens))
    }

    #[test]
    fn what_is_not_there_is_not_taken() {
        let quota = quota(10);
        assert!(!quota.take(11));
        assert_eq!(quota.available(), 10);
    }

    #[test]
    fn the_bucket_does_not_overflow() {
        let quota = quota(10);
        quota.give_back(u32::MAX);
        assert_eq!(quota.available(), 10);
    }

    #[test]
    fn threads_do_not_take_the_same_token_twice() {
        let quota = quota(100);
        let taken: usize = thread::scope(|scope| {
            let take_all = || (0..100).filter(|_| quota.take(1)).count();
            let threads: Vec<_> = (0..4).map(|_| scope.spawn(take_all)).collect();
            threads
                .into_iter()
                .map(|thread| thread.join().unwrap())
                .sum()
        });
        assert_eq!((taken, quota.available()), (100, 0));
    }
}
