//! The state that all calls of a client share, and the overrides of one call.

use std::sync::Arc;
use std::time::Duration;

use http::{HeaderName, HeaderValue};

#[cfg(feature = "rest-xml")]
use super::Sessions;
use super::sender::Sender;
use super::{Discovered, EndpointCache, Skews};
use crate::auth::credentials::ProvideCredentials;
use crate::auth::sigv4::SigningKeys;
use crate::call::error::CallError;
use crate::call::retry::{Quota, RetryConfig};
use crate::call::settings::Settings;
use crate::io::clock::Clock;
use crate::io::entropy::Entropy;
use crate::model::operation::ServiceSchema;
use crate::rules::endpoint::ClientParams;
use crate::rules::validate::Validation;

/// The state that all calls of a client share.
pub(crate) struct Shared {
    pub(crate) service: &'static ServiceSchema,
    pub(crate) settings: Settings,
    pub(crate) params: ClientParams,
    pub(super) sender: Sender,
    pub(crate) retry: RetryConfig,
    pub(crate) quota: Quota,
    pub(crate) keys: SigningKeys,
    pub(crate) endpoints: EndpointCache,
    pub(crate) discovered: Discovered,
    #[cfg(feature = "rest-xml")]
    pub(crate) sessions: Sessions,
    #[cfg(feature = "http-digest")]
    pub(crate) challenges: super::digest::Challenges,
    pub(super) skews: Skews,
}

/// The platform services that calls need: time and randomness.
#[derive(Clone, Copy)]
pub(crate) struct Platform<'a> {
    pub(crate) clock: &'a Arc<dyn Clock>,
    pub(crate) entropy: &'a dyn Entropy,
}

impl Shared {
    pub(crate) fn new(
        mut settings: Settings,
        params: ClientParams,
        service: &'static ServiceSchema,
    ) -> Self {
        settings.fill_for(service);
        let params = settings.read(|reader| {
            params.or_else(service.endpoint, |name, words| {
                reader.choice(name, words)?
            })
        });
        let default = || RetryConfig::for_service(service.sdk_id);
        let retry = settings.retry.clone().unwrap_or_else(default);
        Self {
            service,
            sender: Sender::new(service, &settings),
            quota: Quota::new(&retry),
            retry,
            keys: SigningKeys::new(),
            endpoints: EndpointCache::default(),
            discovered: Discovered::default(),
            #[cfg(feature = "rest-xml")]
            sessions: Sessions::default(),
            #[cfg(feature = "http-digest")]
            challenges: super::digest::Challenges::default(),
            skews: Skews::default(),
            params,
            settings,
        }
    }

    /// The platform of the client. Some targets have neither clock nor randomness unless the user
    /// sets them.
    pub(crate) fn platform(&self) -> Result<Platform<'_>, CallError> {
        self.settings.check()?;
        let missing = |what| {
            CallError::Config(format!(
                "no {what}: this target has none that can be found, set `{what}` in the client's configuration"
            ))
        };
        let Settings { clock, entropy, .. } = &self.settings;
        Ok(Platform {
            clock: clock.as_ref().ok_or_else(|| missing("clock"))?,
            entropy: entropy.as_deref().ok_or_else(|| missing("entropy"))?,
        })
    }
}

/// The overrides of one call.
#[derive(Clone, Default)]
pub(crate) struct Overrides {
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
    pub(crate) region: Option<String>,
    pub(crate) endpoint_url: Option<String>,
    pub(crate) credentials: Option<Arc<dyn ProvideCredentials>>,
    pub(crate) validation: Option<Validation>,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) call_timeout: Option<Duration>,
    pub(crate) max_attempts: Option<u32>,
}

impl Overrides {
    /// No overrides.
    pub(crate) const NONE: &'static Self = &Self {
        headers: Vec::new(),
        region: None,
        endpoint_url: None,
        credentials: None,
        validation: None,
        attempt_timeout: None,
        call_timeout: None,
        max_attempts: None,
    };
}
