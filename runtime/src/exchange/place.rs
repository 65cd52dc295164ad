//! Where requests go, remembered: most calls of a client go where the last ones went.

use std::sync::{Arc, Mutex, PoisonError};

use http::Uri;

use crate::endpoint::{Endpoint, EndpointError, Params, RuleSet};

/// An endpoint and the URI of its root.
#[derive(Debug)]
pub(crate) struct Place {
    pub(crate) endpoint: Endpoint,
    root: Uri,
    /// Whether requests may have to be signed with the keys of a session (S3 Express).
    #[cfg(feature = "rest-xml")]
    pub(super) has_sessions: bool,
    /// The regions that a signature with `SigV4a` is for, where the endpoint says.
    #[cfg(feature = "sigv4a")]
    pub(super) region_set: Option<String>,
}

/// How many places are remembered. Endpoints may depend on an input's resource, so that a
/// client has a few.
const CAPACITY: usize = 8;

/// The places found lately, by the parameters of the endpoint rules.
#[derive(Default)]
pub(crate) struct Places(Mutex<Vec<(Params<'static>, Arc<Place>)>>);

impl Place {
    pub(crate) fn new(endpoint: Endpoint) -> Result<Self, EndpointError> {
        let root = endpoint.uri("", "/")?;
        Ok(Self {
            #[cfg(feature = "rest-xml")]
            has_sessions: wants_session(&endpoint),
            #[cfg(feature = "sigv4a")]
            region_set: region_set(&endpoint),
            endpoint,
            root,
        })
    }

    /// The URI of a path, which starts with `/`, below the endpoint.
    pub(crate) fn uri(&self, host_prefix: &str, path: &str) -> Result<Uri, EndpointError> {
        match (host_prefix, path) {
            ("", "/") => Ok(self.root.clone()),
            (host_prefix, path) => self.endpoint.uri(host_prefix, path),
        }
    }
}

#[cfg(feature = "rest-xml")]
fn wants_session(endpoint: &Endpoint) -> bool {
    let mut schemes = endpoint.auth_schemes();
    schemes.any(|it| it.name() == "sigv4-s3express")
}

#[cfg(feature = "sigv4a")]
fn region_set(endpoint: &Endpoint) -> Option<String> {
    let mut schemes = endpoint.auth_schemes();
    let scheme = schemes.find(|it| it.name() == "sigv4a")?;
    let regions: Vec<&str> = scheme.signing_region_set().collect();
    (!regions.is_empty()).then(|| regions.join(","))
}

impl Places {
    /// The place that `rules` give for `params`.
    pub(crate) fn find(
        &self,
        rules: &RuleSet,
        params: &Params<'_>,
    ) -> Result<Arc<Place>, EndpointError> {
        let mut places = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, place)) = places.iter().find(|(known, _)| known == params) {
            return Ok(Arc::clone(place));
        }
        let place = Arc::new(Place::new(rules.resolve(params)?)?);
        if let Some(params) = params.to_static() {
            if places.len() == CAPACITY {
                places.remove(0);
            }
            places.push((params, Arc::clone(&place)));
        }
        Ok(place)
    }
}
