//! The configuration of a client: region, credentials, transport, limits.
//!
//! Holds choices only; the code that makes calls applies them.

mod builder;
mod service;
mod variables;

use std::fmt;

use crate::call::settings::Settings;
use crate::client::{Async, Mode};

pub use crate::call::settings::AccountIdEndpointMode;
#[cfg(feature = "checksum")]
pub use crate::call::settings::ChecksumMode;
pub use crate::io::environment::Environment;
pub use builder::ConfigBuilder;
pub use variables::SETTINGS_WITHOUT_FEATURE;

/// How a client behaves, and its transport.
///
/// `Config<Async>` makes a client whose calls are awaited, `Config<Blocking>` one whose calls
/// block until they are done.
///
/// ```
/// use std::time::Duration;
/// use tinsmith::retry::RetryConfig;
/// use tinsmith::transport::Transport;
/// use tinsmith::validate::Validation;
/// use tinsmith::Config;
///
/// fn patient(transport: impl Transport) -> Config {
///     Config::from_env()
///         .region("eu-central-1")
///         .retry(RetryConfig::standard().with_max_attempts(5))
///         .attempt_timeout(Duration::from_secs(10))
///         .call_timeout(Duration::from_secs(60))
///         .validation(Validation::Warn)
///         .transport(transport)
///         .build()
/// }
/// ```
pub struct Config<M: Mode = Async> {
    pub(crate) settings: Settings,
    pub(crate) transport: M::Transport,
}

impl Config<Async> {
    /// Starts a configuration that ignores the environment.
    pub fn builder() -> ConfigBuilder<()> {
        ConfigBuilder::new(Environment::none())
    }

    /// Starts a configuration whose unset settings come from the environment of this process:
    /// `AWS_REGION`, `AWS_DEFAULT_REGION`, `AWS_ENDPOINT_URL`, `AWS_ENDPOINT_URL_<SERVICE>`,
    /// `AWS_IGNORE_CONFIGURED_ENDPOINT_URLS`, `AWS_USE_FIPS_ENDPOINT`,
    /// `AWS_USE_DUALSTACK_ENDPOINT`, `AWS_ACCOUNT_ID_ENDPOINT_MODE`,
    /// `AWS_DISABLE_HOST_PREFIX_INJECTION`, `AWS_ENABLE_ENDPOINT_DISCOVERY`, `AWS_RETRY_MODE`,
    /// `AWS_NEW_RETRIES_2026`, `AWS_MAX_ATTEMPTS`, `AWS_SDK_UA_APP_ID`, `AWS_EXECUTION_ENV`, and
    /// the credentials; with the feature `checksum` `AWS_REQUEST_CHECKSUM_CALCULATION` and
    /// `AWS_RESPONSE_CHECKSUM_VALIDATION`; with the feature `gzip`
    /// `AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES` and `AWS_DISABLE_REQUEST_COMPRESSION`; for
    /// Amazon S3 `AWS_S3_USE_ARN_REGION`, `AWS_S3_DISABLE_MULTIREGION_ACCESS_POINTS`,
    /// `AWS_S3_DISABLE_EXPRESS_SESSION_AUTH` and `AWS_S3_US_EAST_1_REGIONAL_ENDPOINT`. In AWS Lambda
    /// (`AWS_LAMBDA_FUNCTION_NAME`), requests carry on the trace of `_X_AMZN_TRACE_ID`.
    ///
    /// A variable with an invalid value fails the first call, with an error that names it.
    ///
    /// For a service that accepts bearer tokens, it also reads `AWS_BEARER_TOKEN_<SERVICE>`, for
    /// example `BEDROCK`: the token is then preferred to keys from the environment.
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
        self.settings.describe("Config", f)
    }
}
