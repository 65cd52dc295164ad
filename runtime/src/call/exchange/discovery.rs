//! Endpoints that the service itself is asked for (`aws.api#clientEndpointDiscovery`).
//!
//! Owns asking, and the endpoints of a client. That an operation goes to such an endpoint, its
//! schema says; whether it does, the user has a word in.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::errand::{Purpose, Ready, Refusal};
use super::{Answer, Exchange, Identity, Place, Plan};
use crate::call::error::Failed;
use crate::io::clock::Now;
use crate::model::operation::{Discovery, Endpoints};
use crate::model::value::{Field, Unit};
use crate::rules::endpoint::EndpointError;

const NO_DISCOVERY: &str = "the operation works at endpoints only that the service is asked for: \
    switch `endpoint_discovery` on, or set `endpoint_url`";

/// How many endpoints are remembered.
const CAPACITY: usize = 100;

/// How long the regular endpoint is used after the service could not be asked for another.
const PAUSE: Duration = Duration::from_secs(60);

/// What an endpoint was discovered for: the regular endpoint, which stands for region and the
/// like, and who asked.
pub(super) struct Key {
    regular: Arc<Place>,
    access_key_id: Option<String>,
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        self.regular.endpoint.url() == other.regular.endpoint.url()
            && self.access_key_id == other.access_key_id
    }
}

/// An endpoint that was discovered.
struct Known {
    key: Key,
    place: Arc<Place>,
    /// By the monotonic clock.
    until: Duration,
}

/// The endpoints that a client has discovered.
#[derive(Default)]
pub(crate) struct Discovered(Mutex<Vec<Known>>);

impl Discovered {
    fn find(&self, key: &Key, now: Now) -> Option<Arc<Place>> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|it| now.monotonic < it.until);
        let found = known.iter().find(|it| it.key == *key)?;
        Some(Arc::clone(&found.place))
    }

    fn keep(&self, key: Key, place: Arc<Place>, until: Duration) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|it| it.key != key);
        if known.len() == CAPACITY {
            known.remove(0);
        }
        known.push(Known { key, place, until });
    }

    fn forget(&self, place: &Arc<Place>) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|it| !Arc::ptr_eq(&it.place, place));
    }
}

impl Plan<'_> {
    /// Whether the call goes to an endpoint that the service is asked for.
    fn discovers(&self, discovery: &Discovery) -> Result<bool, Failed> {
        if self.endpoint_url().is_some() {
            return Ok(false);
        }
        match self.shared.settings.endpoint_discovery {
            Some(false) if discovery.required => Err(Failed::Config(NO_DISCOVERY.to_owned())),
            wanted => Ok(wanted.unwrap_or(discovery.required)),
        }
    }
}

impl<'a> Exchange<'a> {
    /// The endpoint that was discovered, in place of the `regular` one.
    #[cold]
    pub(super) fn discover(
        &mut self,
        now: Now,
        discovery: &'static Discovery,
        regular: Arc<Place>,
    ) -> Result<Ready<'a>, Failed> {
        if !self.plan.discovers(discovery)? {
            return Ok(Ready::Now(regular));
        }
        let keys = self.identity.as_ref().and_then(Identity::credentials);
        let key = Key {
            regular,
            access_key_id: keys.map(|it| it.access_key_id().to_owned()),
        };
        if let Some(place) = self.plan.shared.discovered.find(&key, now) {
            return Ok(Ready::Now(place));
        }
        let purpose = Purpose::Endpoint(discovery, key);
        Ok(Ready::After(self.errand(
            discovery.operation,
            Unit,
            purpose,
        )))
    }

    /// Goes on with the endpoint that the service named.
    pub(super) fn take_endpoint(
        &mut self,
        now: Now,
        discovery: &Discovery,
        key: Key,
        answer: Result<Answer, Refusal>,
    ) -> Result<(), Failed> {
        let found = answer.and_then(|answer| self.read_endpoint(answer, &key.regular));
        let (place, period) = match found {
            Ok(found) => found,
            Err(refusal) if discovery.required => {
                return Err(refusal
                    .into_failed(|reason| Failed::Endpoint(EndpointError::Undiscovered(reason))));
            }
            Err(_) => (Arc::clone(&key.regular), PAUSE),
        };
        let kept = &self.plan.shared.discovered;
        let until = now.monotonic.saturating_add(period);
        kept.keep(key, Arc::clone(&place), until);
        self.place = Some(place);
        Ok(())
    }

    /// The first endpoint of an answer, and how long it is good for.
    fn read_endpoint(
        &self,
        mut answer: Answer,
        regular: &Place,
    ) -> Result<(Arc<Place>, Duration), Refusal> {
        let mut found = Endpoints::blank();
        let limits = self.plan.shared.settings.limits();
        answer
            .output(&limits, None, &mut found)
            .map_err(|error| Refusal::Failed(Failed::Decode(error)))?;
        let none = || Refusal::Service("the service names no endpoint".to_owned());
        let first = found.endpoints.first().ok_or_else(none)?;
        let url = if first.address.contains("://") {
            first.address.clone()
        } else {
            ["https://", &first.address].concat()
        };
        let place = Place::new(regular.endpoint.at(url));
        let place = place.map_err(|error| Refusal::Failed(Failed::Endpoint(error)))?;
        let minutes = u64::try_from(first.minutes).unwrap_or_default();
        Ok((
            Arc::new(place),
            Duration::from_secs(minutes.saturating_mul(60)),
        ))
    }

    /// Forgets the endpoint that the call went to where the service's error `code` says that it is
    /// none any more; whether it does.
    pub(super) fn forgets_endpoint(&mut self, code: Option<&str>) -> bool {
        let Some(discovery) = self.plan.operation.discovery else {
            return false;
        };
        if code != Some(discovery.error) {
            return false;
        }
        let place = self.place.take();
        place.inspect(|place| self.plan.shared.discovered.forget(place));
        true
    }
}
