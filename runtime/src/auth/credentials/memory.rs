//! The state of a credentials cache, and its decisions over time, by the rules that the AWS SDKs
//! share since 2026.
//!
//! Pure: no clock, no lock, no randomness. Does not know which caller asks the source and which
//! callers wait.
//!
//! ```text
//!            settle(Ok)                now ≥ advisory             now ≥ mandatory, or invalidated
//!  Empty ──────────────────► Fresh ─────────────────► Ageing ─────────────────────────► Due
//!                              ▲   one caller refreshes,  │   one caller refreshes,        │
//!                              │   the others are served  │   the others wait              │
//!                              └────────── settle(Ok) ────┴────────────────────────────────┘
//!                                          settle(Err): nobody asks for 5 to 10 minutes
//! ```

#[cfg(test)]
mod tests;

use std::time::Duration;

use super::{Credentials, CredentialsError};
use crate::types::Timestamp;

const MINUTE: Duration = Duration::from_secs(60);

/// Credentials this close to their expiry are renewed before they are used.
const MANDATORY: Duration = MINUTE;

/// How long a source is not asked after a failed refresh: this, and up to as much again.
const BACK_OFF: Duration = Duration::from_secs(5 * 60);

/// The cached credentials of a source, and the state of its refreshes.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// How long before their expiry credentials are renewed, if the user has set it.
    pub(super) window: Option<Duration>,
    kept: Option<Kept>,
    /// Whether a service has rejected the cached credentials.
    is_rejected: bool,
    held_back_until: Option<Timestamp>,
}

#[derive(Debug)]
struct Kept {
    keys: Credentials,
    /// From this time one caller refreshes them; `None` if they do not expire.
    advisory: Option<Timestamp>,
    /// From this time all callers wait for the refresh.
    mandatory: Option<Timestamp>,
}

/// What a caller does.
#[derive(Debug)]
pub(super) enum Decision {
    /// Use these credentials.
    Serve(Credentials),
    /// One caller asks the source. The others use `meanwhile`, or wait if it is `None`.
    Refresh { meanwhile: Option<Credentials> },
}

impl Memory {
    /// Decides what a caller at `now` does.
    pub(super) fn decide(&self, now: Timestamp) -> Decision {
        let Some(kept) = &self.kept else {
            return Decision::Refresh { meanwhile: None };
        };
        let is_reached = |time: Option<Timestamp>| time.is_some_and(|time| time <= now);
        let is_held_back = self.held_back_until.is_some_and(|until| now < until);
        if is_held_back && kept.is_usable(now) {
            return Decision::Serve(kept.keys.clone());
        }
        if self.is_rejected || is_reached(kept.mandatory) {
            return Decision::Refresh { meanwhile: None };
        }
        let keys = kept.keys.clone();
        if is_reached(kept.advisory) {
            return Decision::Refresh {
                meanwhile: Some(keys),
            };
        }
        Decision::Serve(keys)
    }

    /// Stores the answer of the source at `now` and returns the result for the caller; `jitter`
    /// lies between 0 and 1.
    pub(super) fn settle(
        &mut self,
        now: Timestamp,
        answer: Result<Credentials, CredentialsError>,
        jitter: f64,
    ) -> Result<Credentials, CredentialsError> {
        let error = match answer {
            Ok(keys) if !keys.is_expired(now) => {
                self.keep(now, keys.clone());
                return Ok(keys);
            }
            Ok(_) => CredentialsError::source("its credentials had expired when they arrived"),
            Err(error) => error,
        };
        match &self.kept {
            Some(kept) if kept.survives(now, self.is_rejected) && !error.is_non_recoverable() => {
                let keys = kept.keys.clone();
                let span = BACK_OFF.mul_f64(1.0 + jitter.clamp(0.0, 1.0));
                self.held_back_until = Some(now.plus(span));
                self.is_rejected = false;
                Ok(keys)
            }
            _ => Err(error),
        }
    }

    /// Records that a service has rejected `keys`. A back-off continues.
    pub(super) fn invalidate(&mut self, keys: &Credentials) {
        let kept = self.kept.as_ref().map(|it| it.keys.access_key_id());
        self.is_rejected |= kept == Some(keys.access_key_id());
    }

    fn keep(&mut self, now: Timestamp, keys: Credentials) {
        let span = |end: Timestamp| window(end.since(now), self.window);
        let end = keys.expires_at();
        self.kept = Some(Kept {
            advisory: end.map(|end| end.minus(span(end))),
            mandatory: end.map(|end| end.minus(span(end).min(MANDATORY))),
            keys,
        });
        self.is_rejected = false;
        self.held_back_until = None;
    }
}

impl Kept {
    /// Returns whether the keys may still be accepted: services may accept keys of AWS's own
    /// sources after their expiry.
    fn is_usable(&self, now: Timestamp) -> bool {
        self.keys.is_statically_stable() || !self.keys.is_expired(now)
    }

    /// Returns whether the keys may be used in place of a refresh that failed.
    fn survives(&self, now: Timestamp, is_rejected: bool) -> bool {
        self.is_usable(now) && (!is_rejected || self.keys.is_statically_stable())
    }
}

/// How long before their expiry credentials with this `lifetime` are renewed: the user's setting,
/// or the table of the AWS SDKs. Credentials that would never be fresh are renewed half way.
fn window(lifetime: Duration, configured: Option<Duration>) -> Duration {
    let window = configured.unwrap_or(if lifetime <= 20 * MINUTE {
        5 * MINUTE
    } else if lifetime < 90 * MINUTE {
        15 * MINUTE
    } else {
        60 * MINUTE
    });
    if window < lifetime {
        window
    } else {
        lifetime / 2
    }
}
