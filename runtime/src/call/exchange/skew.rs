//! The clock skew between a client and its service, as measured by the client's calls.
//!
//! A client calls one service, and all regular endpoints of a service have the correct time, so
//! the client's calls share their measurement. A call with its own endpoint talks to another
//! server, whose clock may be wrong: a measurement there applies only there.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Mutex, PoisonError};

use http::HeaderMap;

use super::machine::Attempt;
use super::{Identity, Plan};
use crate::auth::ClockSkew;
use crate::io::clock::Now;

/// How many endpoints of calls are cached.
const CAPACITY: usize = 100;

/// The measurements of a client's calls.
#[derive(Default)]
pub(crate) struct Skews {
    /// In seconds, at the endpoints of the client.
    regular: AtomicI64,
    /// At endpoints that calls have set.
    others: Mutex<Vec<(String, ClockSkew)>>,
}

impl Plan<'_> {
    /// The last measured skew of the service's clock; zero if none was measured.
    pub(crate) fn skew(&self) -> ClockSkew {
        let skews = &self.shared.skews;
        let Some(endpoint) = &self.overrides.endpoint_url else {
            return ClockSkew::of_seconds(skews.regular.load(Ordering::Relaxed));
        };
        let others = skews.others.lock().unwrap_or_else(PoisonError::into_inner);
        let known = others.iter().find(|(url, _)| url == endpoint);
        known.map_or_else(ClockSkew::default, |(_, skew)| *skew)
    }

    /// Stores the skew of the service's clock, replacing an earlier measurement.
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
    /// The new skew, if the time in the signature was far from the service's. The local clock may
    /// have been set since then.
    pub(super) fn new_skew(&self, now: Now, headers: &HeaderMap) -> Option<ClockSkew> {
        self.identity.as_ref().and_then(Identity::credentials)?;
        let took = now.monotonic.saturating_sub(self.at);
        let error = ClockSkew::measure(headers, self.signed, self.signed.plus(took))?;
        let skew = ClockSkew::measure(headers, now.utc.minus(took), now.utc)?;
        error.is_significant().then_some(skew)
    }
}
