//! Endpoints that the service itself is asked for (`aws.api#clientEndpointDiscovery`).
//!
//! Owns the nested call that asks, and the endpoints that a client has discovered. The schema says
//! which operations use discovery; the user may switch it off.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::nested::{NestedCall, NestedError, Prerequisite, Purpose};
use super::{Answer, Plan, ResolvedEndpoint};
use crate::auth::credentials::Credentials;
use crate::call::error::CallError;
use crate::io::clock::Now;
use crate::model::operation::{Discovery, Endpoints};
use crate::model::value::{Field, Unit};
use crate::rules::endpoint::EndpointError;

const NO_DISCOVERY: &str = "the operation works at endpoints only that the service is asked for: \
    switch `endpoint_discovery` on, or set `endpoint_url`";

/// How many endpoints are cached.
const CAPACITY: usize = 100;

/// How long the regular endpoint is used after a failed discovery.
const PAUSE: Duration = Duration::from_secs(60);

/// The key of a discovered endpoint: the regular endpoint, which represents the region and
/// similar settings, and the caller.
struct Key {
    regular: Arc<ResolvedEndpoint>,
    access_key_id: Option<String>,
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        self.regular.inner.url() == other.regular.inner.url()
            && self.access_key_id == other.access_key_id
    }
}

/// An endpoint to discover.
pub(super) struct WantedEndpoint {
    discovery: &'static Discovery,
    key: Key,
}

/// A discovered endpoint.
struct DiscoveredEndpoint {
    key: Key,
    endpoint: Arc<ResolvedEndpoint>,
    /// By the monotonic clock.
    until: Duration,
}

/// The endpoints that a client has discovered.
#[derive(Default)]
pub(crate) struct Discovered(Mutex<Vec<DiscoveredEndpoint>>);

impl Discovered {
    fn find(&self, key: &Key, now: Now) -> Option<Arc<ResolvedEndpoint>> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|it| now.monotonic < it.until);
        let found = known.iter().find(|it| it.key == *key)?;
        Some(Arc::clone(&found.endpoint))
    }

    fn keep(&self, key: Key, endpoint: Arc<ResolvedEndpoint>, until: Duration) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|it| it.key != key);
        if known.len() == CAPACITY {
            known.remove(0);
        }
        known.push(DiscoveredEndpoint {
            key,
            endpoint,
            until,
        });
    }

    fn forget(&self, endpoint: &Arc<ResolvedEndpoint>) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|it| !Arc::ptr_eq(&it.endpoint, endpoint));
    }
}

impl Plan<'_> {
    /// Returns whether the call uses a discovered endpoint.
    fn discovers(&self, discovery: &Discovery) -> Result<bool, CallError> {
        if self.endpoint_url().is_some() {
            return Ok(false);
        }
        match self.shared.settings.endpoint_discovery {
            Some(false) if discovery.required => Err(CallError::Config(NO_DISCOVERY.to_owned())),
            wanted => Ok(wanted.unwrap_or(discovery.required)),
        }
    }

    /// The discovered endpoint, which replaces the `regular` one, or the call that discovers it.
    #[cold]
    pub(super) fn discover(
        &self,
        now: Now,
        discovery: &'static Discovery,
        regular: Arc<ResolvedEndpoint>,
        credentials: Option<&Credentials>,
    ) -> Result<Prerequisite<Arc<ResolvedEndpoint>>, CallError> {
        if !self.discovers(discovery)? {
            return Ok(Prerequisite::Ready(regular));
        }
        let key = Key {
            regular,
            access_key_id: credentials.map(|it| it.access_key_id().to_owned()),
        };
        if let Some(endpoint) = self.shared.discovered.find(&key, now) {
            return Ok(Prerequisite::Ready(endpoint));
        }
        Ok(Prerequisite::Call(NestedCall {
            operation: discovery.operation,
            input: Box::new(Unit),
            purpose: Purpose::Endpoint(WantedEndpoint { discovery, key }),
        }))
    }

    /// Takes the endpoint from the service's answer and caches it for the client.
    pub(super) fn take_endpoint(
        &self,
        now: Now,
        wanted: WantedEndpoint,
        answer: Result<Answer, NestedError>,
    ) -> Result<Arc<ResolvedEndpoint>, CallError> {
        let WantedEndpoint { discovery, key } = wanted;
        let found = answer.and_then(|answer| self.read_endpoint(answer, &key.regular));
        let (endpoint, period) = match found {
            Ok(found) => found,
            Err(error) if discovery.required => {
                return Err(error.into_call_error(|reason| {
                    CallError::Endpoint(EndpointError::Undiscovered(reason))
                }));
            }
            Err(_) => (Arc::clone(&key.regular), PAUSE),
        };
        let until = now.monotonic.saturating_add(period);
        let kept = &self.shared.discovered;
        kept.keep(key, Arc::clone(&endpoint), until);
        Ok(endpoint)
    }

    /// The first endpoint of an answer, and how long it is valid.
    fn read_endpoint(
        &self,
        mut answer: Answer,
        regular: &ResolvedEndpoint,
    ) -> Result<(Arc<ResolvedEndpoint>, Duration), NestedError> {
        let mut found = Endpoints::blank();
        answer
            .output(&self.shared.settings.limits(), None, &mut found)
            .map_err(|error| NestedError::Call(CallError::Decode(error)))?;
        let none = || NestedError::Service("the service names no endpoint".to_owned());
        let first = found.endpoints.first().ok_or_else(none)?;
        let url = if first.address.contains("://") {
            first.address.clone()
        } else {
            ["https://", &first.address].concat()
        };
        let endpoint = ResolvedEndpoint::new(regular.inner.with_url(url));
        let endpoint = endpoint.map_err(|error| NestedError::Call(CallError::Endpoint(error)))?;
        let minutes = u64::try_from(first.minutes).unwrap_or_default();
        Ok((
            Arc::new(endpoint),
            Duration::from_secs(minutes.saturating_mul(60)),
        ))
    }

    /// Removes the endpoint of a request if the service's error `code` says that it is no longer
    /// valid; returns whether it does.
    pub(super) fn forgets_endpoint(&self, endpoint: &Arc<ResolvedEndpoint>, code: &str) -> bool {
        let discovery = self.operation.discovery;
        let is_stale = discovery.is_some_and(|it| it.error == code);
        if is_stale {
            self.shared.discovered.forget(endpoint);
        }
        is_stale
    }
}
