//! What a client is told once: region, credentials, transport, limits.
//!
//! Holds choices only; what they lead to is decided where a call is carried out.

mod builder;
mod environment;
mod service;
mod variables;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderName, HeaderValue};

use crate::auth::credentials::{ProvideCredentials, ProvideToken};
use crate::call::retry::RetryConfig;
use crate::client::{Async, Mode};
use crate::codec::{Limits, Missing};
use crate::io::clock::Clock;
use crate::io::entropy::Entropy;
use crate::rules::validate::{Validation, Violations};

pub use builder::ConfigBuilder;
pub use environment::Environment;

/// How a client behaves, and through which transport.
///
/// `Config<Async>` makes a client whose calls are awaited, `Config<Blocking>` one whose calls
/// return when they are done.
pub struct Config<M: Mode = Async> {
    pub(crate) settings: Settings,
    pub(crate) transport: M::Transport,
}

impl Config<Async> {
    /// A configuration that asks nothing of the environment.
    pub fn builder() -> ConfigBuilder<()> {
        ConfigBuilder::new(Environment::none())
    }

    /// A configuration that takes what is not set from the environment of this process:
    /// `AWS_REGION`, `AWS_DEFAULT_REGION`, `AWS_ENDPOINT_URL`, `AWS_ENDPOINT_URL_<SERVICE>`,
    /// `AWS_IGNORE_CONFIGURED_ENDPOINT_URLS`, `AWS_USE_FIPS_ENDPOINT`,
    /// `AWS_USE_DUALSTACK_ENDPOINT`, `AWS_ACCOUNT_ID_ENDPOINT_MODE`,
    /// `AWS_DISABLE_HOST_PREFIX_INJECTION`, `AWS_ENABLE_ENDPOINT_DISCOVERY`, `AWS_MAX_ATTEMPTS`, and the credentials; with the feature
    /// `checksum` `AWS_REQUEST_CHECKSUM_CALCULATION` and `AWS_RESPONSE_CHECKSUM_VALIDATION`; for
    /// Amazon S3 `AWS_S3_USE_ARN_REGION`, `AWS_S3_DISABLE_MULTIREGION_ACCESS_POINTS`,
    /// `AWS_S3_DISABLE_EXPRESS_SESSION_AUTH` and `AWS_S3_US_EAST_1_REGIONAL_ENDPOINT`.
    ///
    /// For a service that takes bearer tokens, `AWS_BEARER_TOKEN_<SERVICE>` as well, `BEDROCK` for
    /// one: the token is then preferred to keys from the environment.
    pub fn from_env() -> ConfigBuilder<()> {
        ConfigBuilder::new(Environment::of_process())
    }
}

impl<M: Mode> Clone for Config<M> {
    fn clone(&self) -> Self {
        Self {
            settings: self.settings.clone(),
            transport: self.transport.clone(),
        }
    }
}

impl<M: Mode> fmt::Debug for Config<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("region", &self.settings.region)
            .field("use_fips", &self.settings.use_fips)
            .field("use_dual_stack", &self.settings.use_dual_stack)
            .finish_non_exhaustive()
    }
}

/// Whether endpoints may name the caller's account (`AWS::Auth::AccountIdEndpointMode`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AccountIdEndpointMode {
    /// Where the account is known.
    #[default]
    Preferred,
    /// Never.
    Disabled,
    /// Always; without a known account the call fails.
    Required,
}

impl AccountIdEndpointMode {
    /// The value as the rules compare it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Preferred => "preferred",
            Self::Disabled => "disabled",
            Self::Required => "required",
        }
    }
}

/// When requests get checksums and those of responses are checked, where operations support it and
/// the caller has not said anything.
#[cfg(feature = "checksum")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChecksumMode {
    /// Always.
    WhenSupported,
    /// Only where the service demands it.
    WhenRequired,
}

/// Who is told of violations when validation only warns.
pub(crate) type OnViolation = Arc<dyn Fn(&Violations) + Send + Sync>;

/// Everything but the transport.
#[derive(Clone)]
pub(crate) struct Settings {
    pub(crate) environment: Environment,
    pub(crate) region: Option<String>,
    pub(crate) endpoint_url: Option<String>,
    pub(crate) use_fips: Option<bool>,
    pub(crate) use_dual_stack: Option<bool>,
    pub(crate) account_id_endpoint_mode: Option<AccountIdEndpointMode>,
    pub(crate) disable_host_prefix_injection: Option<bool>,
    pub(crate) endpoint_discovery: Option<bool>,
    pub(crate) credentials: Option<Arc<dyn ProvideCredentials>>,
    pub(crate) bearer_token: Option<Arc<dyn ProvideToken>>,
    pub(crate) api_key: Option<Arc<dyn ProvideToken>>,
    pub(crate) basic_auth: Option<Arc<dyn ProvideToken>>,
    #[cfg(feature = "http-digest")]
    pub(crate) digest_auth: Option<crate::auth::digest::Login>,
    pub(crate) auth_scheme_preference: Vec<String>,
    /// Names of regions with commas between them.
    #[cfg(feature = "sigv4a")]
    pub(crate) sigv4a_region_set: Option<String>,
    pub(crate) retry: Option<RetryConfig>,
    pub(crate) validation: Validation,
    pub(crate) on_violation: Option<OnViolation>,
    pub(crate) clock: Option<Arc<dyn Clock>>,
    pub(crate) entropy: Option<Arc<dyn Entropy>>,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) call_timeout: Option<Duration>,
    pub(crate) stalled_stream_grace: Option<Duration>,
    pub(crate) max_response_bytes: usize,
    pub(crate) max_depth: usize,
    pub(crate) max_decoded_bytes: Option<usize>,
    pub(crate) app_name: Option<String>,
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
    #[cfg(feature = "checksum")]
    pub(crate) request_checksums: Option<ChecksumMode>,
    #[cfg(feature = "checksum")]
    pub(crate) response_checksums: Option<ChecksumMode>,
    /// The shortest body that is compressed, where a model says that bodies are; none: none is.
    #[cfg(feature = "gzip")]
    pub(crate) compress_from: Option<usize>,
}

impl Settings {
    /// What is accepted of responses.
    pub(crate) fn limits(&self) -> Limits {
        Limits {
            depth: self.max_depth,
            missing: Missing::Correct,
            memory: self.max_decoded_bytes,
        }
    }
}
