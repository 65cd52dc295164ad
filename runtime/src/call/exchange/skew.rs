//! How far the clock of a service is from ours, as the calls of a client have learnt it.
//!
//! A client is of one service, and all regular endpoints of a service go by the right time, so that
//! its calls share what they learn. A call with an endpoint of its own talks to another server,
//! whose clock may be wrong where ours is right; its skew applies to that call only.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Mutex, PoisonError};

use http::HeaderMap;

use super::machine::Attempt;
use super::{Identity, Plan};
use crate::auth::ClockSkew;
use crate::io::clock::Now;

/// How many endpoints of calls are remembered.
const CAPACITY: usize = 100;

/// The skew that the calls of a client have measured.
#[derive(Default)]
pub(crate) struct Skews {
    /// In seconds, at the endpoints of the client.
    regular: AtomicI64,
    /// At endpoints that calls have brought along.
    others: Mutex<Vec<(String, ClockSkew)>>,
}

impl Plan<'_> {
    /// How far the service's clock is from ours, as far as is known.
    pub(crate) fn skew(&self) -> ClockSkew {
        let skews = &self.shared.skews;
        let Some(endpoint) = &self.overrides.endpoint_url else {
            return ClockSkew::of_seconds(skews.regular.load(Ordering::Relaxed));
        };
        let others = skews.others.lock().unwrap_or_else(PoisonError::into_inner);
        let known = others.iter().find(|(url, _)| url == endpoint);
        known.map_or_else(ClockSkew::default, |(_, skew)| *skew)
    }

    /// Remembers how far the service's clock is from ours, in place of what was known before.
    #[cold]
    pub(super) fn learn_skew(&self, skew: ClockSkew) {
        let skews = &self.shared.skews;
        let Some(endpoint) = &self.overrides.endpoint_url else {
            return skews.regular.store(skew.seconds(), Ordering::Relaxed);
        };
        let mut others = skews.others.lock().unwrap_or_else(PoisonError::into_inner);
        others.retain(|(url, _)| url != endpoint);
        if others.len() == CAPACITY {
            others.remove(0);
        }
        others.push((endpoint.clone(), skew));
    }
}

impl Attempt {
    /// The error of our clock, where the time in the signature was far from the
    /// service's. Our clock may have been set since then.
    pub(super) fn new_skew(&self, now: Now, headers: &HeaderMap) -> Option<ClockSkew> {
        self.identity.as_ref().and_then(Identity::credentials)?;
        let took = now.monotonic.saturating_sub(self.at);
        let error = ClockSkew::measure(headers, self.signed, self.signed.plus(took))?;
        let skew = ClockSkew::measure(headers, now.utc.minus(took), now.utc)?;
        error.is_significant().then_some(skew)
    }
}
