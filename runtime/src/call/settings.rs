//! The settings of a configuration that apply to every call, whatever the transport.
//!
//! Holds choices only; `exchange` applies them.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderName, HeaderValue};

use crate::auth::credentials::{ProvideCredentials, ProvideToken};
use crate::call::error::CallError;
use crate::call::retry::RetryConfig;
use crate::codec::{Limits, Missing};
use crate::io::clock::Clock;
use crate::io::entropy::Entropy;
use crate::io::environment::{Environment, Reader};
use crate::rules::validate::{Validation, Violations};

/// Whether endpoints may contain the caller's account (`AWS::Auth::AccountIdEndpointMode`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum AccountIdEndpointMode {
    /// If the account is known.
    #[default]
    Preferred,
    /// Never.
    Disabled,
    /// Always; without a known account the call fails.
    Required,
}

impl AccountIdEndpointMode {
    /// The value that the rules compare.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Preferred => "preferred",
            Self::Disabled => "disabled",
            Self::Required => "required",
        }
    }
}

/// When requests get checksums and responses are verified, if operations support it and the
/// caller has not chosen.
#[cfg(feature = "checksum")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ChecksumMode {
    /// Always.
    WhenSupported,
    /// Only if the service requires it.
    WhenRequired,
}

/// The callback for violations when validation only warns.
pub(crate) type OnViolation = Arc<dyn Fn(&Violations) + Send + Sync>;

/// All settings except the transport.
#[derive(Clone)]
pub(crate) struct Settings {
    pub(crate) environment: Environment,
    pub(crate) region: Option<String>,
    pub(crate) endpoint_url: Option<String>,
    pub(crate) use_fips: Option<bool>,
    pub(crate) use_dual_stack: Option<bool>,
    pub(crate) account_id_endpoint_mode: Option<AccountIdEndpointMode>,
    pub(crate) disable_host_prefix_injection: Option<bool>,
    pub(crate) ignore_configured_endpoint_urls: Option<bool>,
    pub(crate) endpoint_discovery: Option<bool>,
    pub(crate) credentials: Option<Arc<dyn ProvideCredentials>>,
    pub(crate) bearer_token: Option<Arc<dyn ProvideToken>>,
    /// Asked if neither code nor the environment has a token.
    pub(crate) fallback_bearer_token: Option<Arc<dyn ProvideToken>>,
    pub(crate) api_key: Option<Arc<dyn ProvideToken>>,
    pub(crate) basic_auth: Option<Arc<dyn ProvideToken>>,
    #[cfg(feature = "http-digest")]
    pub(crate) digest_auth: Option<crate::auth::digest::Login>,
    pub(crate) auth_scheme_preference: Vec<String>,
    /// Names of regions, separated by commas.
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
    #[cfg(feature = "gzip")]
    pub(crate) disable_compression: Option<bool>,
    #[cfg(feature = "gzip")]
    pub(crate) compress_from: Option<usize>,
    /// The faults in settings of the environment.
    pub(crate) wrong: Vec<String>,
}

/// The default minimum size for compression: smaller bodies hardly shrink.
#[cfg(feature = "gzip")]
const COMPRESS_FROM: usize = 10_240;

impl Settings {
    /// Prints everything except secrets, under the name of the type that holds it.
    pub(crate) fn describe(&self, name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct(name)
            .field("region", &self.region)
            .field("use_fips", &self.use_fips)
            .field("use_dual_stack", &self.use_dual_stack)
            .finish_non_exhaustive()
    }

    /// Minimum request size to compress, in bytes, if the model asks for compression; `None`
    /// disables compression.
    #[cfg(feature = "gzip")]
    pub(crate) fn compress_from(&self) -> Option<usize> {
        let least = self.compress_from.unwrap_or(COMPRESS_FROM);
        (self.disable_compression != Some(true)).then_some(least)
    }

    /// Reads settings of the environment.
    pub(crate) fn read<T>(&mut self, read: impl FnOnce(&mut Reader<'_>) -> T) -> T {
        read(&mut Reader {
            environment: &self.environment,
            wrong: &mut self.wrong,
        })
    }

    /// Fails if a setting of the environment is invalid.
    pub(crate) fn check(&self) -> Result<(), CallError> {
        if self.wrong.is_empty() {
            return Ok(());
        }
        Err(CallError::Config(self.wrong.join("; ")))
    }

    /// The limits for responses.
    pub(crate) fn limits(&self) -> Limits {
        Limits {
            depth: self.max_depth,
            missing: Missing::Correct,
            memory: self.max_decoded_bytes,
        }
    }
}
