//! Building a [`Config`], one choice at a time.

mod limits;

use std::fmt;
use std::sync::Arc;

use http::{HeaderName, HeaderValue};

#[cfg(feature = "checksum")]
use super::ChecksumMode;
use super::{AccountIdEndpointMode, Config, Environment, Settings};
use crate::auth::credentials::{ProvideCredentials, ProvideToken, Token};
#[cfg(feature = "http-digest")]
use crate::auth::digest::Login;
use crate::call::retry::RetryConfig;
use crate::client::{Async, Blocking, Mode};
use crate::io::clock::Clock;
use crate::io::entropy::{Entropy, default_entropy};
use crate::io::transport::{BlockingTransport, Transport, stall};
use crate::rules::validate::{Validation, Violations};

/// Builds a [`Config`]. The transport decides whether clients are async or blocking; without one
/// there is no `build`.
#[derive(Clone)]
pub struct ConfigBuilder<T> {
    settings: Settings,
    transport: T,
}

/// Prints no credentials.
impl<T> fmt::Debug for ConfigBuilder<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.settings.describe("ConfigBuilder", f)
    }
}

/// The default limit for response bodies: more than any AWS service sends outside of streams.
const MAX_RESPONSE_BYTES: usize = 64 * 1024 * 1024;

impl ConfigBuilder<()> {
    pub(super) fn new(environment: Environment) -> Self {
        let settings = Settings {
            environment,
            region: None,
            endpoint_url: None,
            use_fips: None,
            use_dual_stack: None,
            account_id_endpoint_mode: None,
            disable_host_prefix_injection: None,
            ignore_configured_endpoint_urls: None,
            endpoint_discovery: None,
            credentials: None,
            bearer_token: None,
            fallback_bearer_token: None,
            api_key: None,
            basic_auth: None,
            #[cfg(feature = "http-digest")]
            digest_auth: None,
            auth_scheme_preference: Vec::new(),
            #[cfg(feature = "sigv4a")]
            sigv4a_region_set: None,
            retry: None,
            validation: Validation::Enforce,
            on_violation: None,
            clock: None,
            entropy: default_entropy(),
            attempt_timeout: None,
            call_timeout: None,
            stalled_stream_grace: Some(stall::GRACE),
            max_response_bytes: MAX_RESPONSE_BYTES,
            max_depth: 128,
            max_decoded_bytes: None,
            app_name: None,
            headers: Vec::new(),
            #[cfg(feature = "checksum")]
            request_checksums: None,
            #[cfg(feature = "checksum")]
            response_checksums: None,
            #[cfg(feature = "gzip")]
            disable_compression: None,
            #[cfg(feature = "gzip")]
            compress_from: None,
            wrong: Vec::new(),
        };
        Self {
            settings,
            transport: (),
        }
    }

    /// Sets an async transport.
    pub fn transport(self, transport: impl Transport) -> ConfigBuilder<Arc<dyn Transport>> {
        let clock = self.settings.clock.clone().or_else(|| transport.clock());
        ConfigBuilder {
            settings: Settings {
                clock,
                ..self.settings
            },
            transport: Arc::new(transport),
        }
    }

    /// Sets a blocking transport.
    pub fn blocking_transport(
        self,
        transport: impl BlockingTransport,
    ) -> ConfigBuilder<Arc<dyn BlockingTransport>> {
        let clock = self.settings.clock.clone().or_else(|| transport.clock());
        ConfigBuilder {
            settings: Settings {
                clock,
                ..self.settings
            },
            transport: Arc::new(transport),
        }
    }
}

impl ConfigBuilder<Arc<dyn Transport>> {
    /// Returns the configuration of an async client.
    pub fn build(self) -> Config<Async> {
        self.into_config()
    }
}

impl ConfigBuilder<Arc<dyn BlockingTransport>> {
    /// Returns the configuration of a blocking client.
    pub fn build(self) -> Config<Blocking> {
        self.into_config()
    }
}

impl<T> ConfigBuilder<T> {
    fn into_config<M: Mode<Transport = T>>(self) -> Config<M> {
        let mut settings = self.settings;
        settings.fill_from_environment();
        Config {
            settings,
            transport: self.transport,
        }
    }

    /// The AWS region, such as `eu-central-1`.
    #[must_use]
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.settings.region = Some(region.into());
        self
    }

    /// The endpoint: scheme, host, optionally port and base path. Required for services without
    /// endpoint rules; overrides rules and environment otherwise.
    #[must_use]
    pub fn endpoint_url(mut self, url: impl Into<String>) -> Self {
        self.settings.endpoint_url = Some(url.into());
        self
    }

    /// Whether to use FIPS 140 endpoints.
    #[must_use]
    pub const fn use_fips(mut self, on: bool) -> Self {
        self.settings.use_fips = Some(on);
        self
    }

    /// Whether to use dual-stack (IPv4 and IPv6) endpoints.
    #[must_use]
    pub const fn use_dual_stack(mut self, on: bool) -> Self {
        self.settings.use_dual_stack = Some(on);
        self
    }

    /// Whether to use the host of the endpoint unchanged, without the prefix that the model gives
    /// some operations (`smithy.api#endpoint`). For endpoints without subdomains, such as a
    /// proxy. An IP address never gets a prefix.
    pub const fn disable_host_prefix_injection(mut self, disable: bool) -> Self {
        self.settings.disable_host_prefix_injection = Some(disable);
        self
    }

    /// Whether endpoints may contain the caller's account.
    #[must_use]
    pub const fn account_id_endpoint_mode(mut self, mode: AccountIdEndpointMode) -> Self {
        self.settings.account_id_endpoint_mode = Some(mode);
        self
    }

    /// Whether to ignore endpoints in the environment (`AWS_ENDPOINT_URL` and the like).
    /// [`endpoint_url`](Self::endpoint_url) still applies.
    #[must_use]
    pub const fn ignore_configured_endpoint_urls(mut self, ignore: bool) -> Self {
        self.settings.ignore_configured_endpoint_urls = Some(ignore);
        self
    }

    /// Whether operations with discovered endpoints ask the service for them
    /// (`aws.api#clientDiscoveredEndpoint`). Unset, only the operations that require a discovered
    /// endpoint do. No operation does if `endpoint_url` is set.
    #[must_use]
    pub const fn endpoint_discovery(mut self, on: bool) -> Self {
        self.settings.endpoint_discovery = Some(on);
        self
    }

    /// The source of credentials: fixed [`Credentials`](crate::Credentials), or any other source.
    #[must_use]
    pub fn credentials(mut self, source: impl ProvideCredentials + 'static) -> Self {
        self.settings.credentials = Some(Arc::new(source));
        self
    }

    /// The source of tokens, for services with bearer authentication (`httpBearerAuth`): a fixed
    /// [`Token`], or any other source.
    #[must_use]
    pub fn bearer_token(mut self, source: impl ProvideToken + 'static) -> Self {
        self.settings.bearer_token = Some(Arc::new(source));
        self
    }

    /// The source of tokens if neither [`bearer_token`](Self::bearer_token) nor the environment
    /// (`AWS_BEARER_TOKEN_<SERVICE>`) has one: for sources of a whole machine, such as a login.
    #[must_use]
    pub fn fallback_bearer_token(mut self, source: impl ProvideToken + 'static) -> Self {
        self.settings.fallback_bearer_token = Some(Arc::new(source));
        self
    }

    /// The API key, for services that require one (`httpApiKeyAuth`): a fixed [`Token`], or any
    /// other source.
    #[must_use]
    pub fn api_key(mut self, source: impl ProvideToken + 'static) -> Self {
        self.settings.api_key = Some(Arc::new(source));
        self
    }

    /// User and password, for services with basic authentication (`httpBasicAuth`). The name of
    /// the user must not contain a colon.
    #[must_use]
    pub fn basic_auth(mut self, user: &str, password: &str) -> Self {
        self.settings.basic_auth = Some(Arc::new(Token::of_user(user, password)));
        self
    }

    /// User and password, for services with digest authentication (`httpDigestAuth`): the
    /// password is proven, not sent. The first request to a server is sent twice, since the
    /// server has to send a challenge; it fails if its stream can be sent only once.
    #[cfg(feature = "http-digest")]
    #[must_use]
    pub fn digest_auth(mut self, user: impl Into<String>, password: impl Into<String>) -> Self {
        self.settings.digest_auth = Some(Login {
            user: user.into(),
            password: password.into(),
        });
        self
    }

    /// The authentication schemes to try first if a model has several: `sigv4`, `sigv4a`,
    /// `httpBearerAuth` and the like. Schemes that an operation does not have are skipped, and so
    /// are signatures that its endpoint does not accept.
    #[must_use]
    pub fn auth_scheme_preference(
        mut self,
        names: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        self.settings.auth_scheme_preference = names.into_iter().map(Into::into).collect();
        self
    }

    /// The regions in which requests signed with `SigV4a` are valid, replacing the endpoint's:
    /// names, where `*` matches any characters.
    #[cfg(feature = "sigv4a")]
    #[must_use]
    pub fn sigv4a_region_set(
        mut self,
        regions: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        let regions: Vec<String> = regions.into_iter().map(Into::into).collect();
        self.settings.sigv4a_region_set = Some(regions.join(","));
        self
    }

    /// How failed attempts are retried. Unset, like the service's own SDK.
    #[must_use]
    pub fn retry(mut self, retry: RetryConfig) -> Self {
        self.settings.retry = Some(retry);
        self
    }

    /// Whether inputs that violate the model's constraints are rejected before they are sent.
    #[must_use]
    pub const fn validation(mut self, validation: Validation) -> Self {
        self.settings.validation = validation;
        self
    }

    /// The callback for violations under [`Validation::Warn`].
    #[must_use]
    pub fn on_violation(mut self, tell: impl Fn(&Violations) + Send + Sync + 'static) -> Self {
        self.settings.on_violation = Some(Arc::new(tell));
        self
    }

    /// The clock, replacing the transport's.
    #[must_use]
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.settings.clock = Some(Arc::new(clock));
        self
    }

    /// The source of randomness for tokens and back-off.
    #[must_use]
    pub fn entropy(mut self, entropy: impl Entropy) -> Self {
        self.settings.entropy = Some(Arc::new(entropy));
        self
    }

    /// The application's name, added to `User-Agent`. `-` replaces characters that are not
    /// allowed there.
    #[must_use]
    pub fn app_name(mut self, name: impl Into<String>) -> Self {
        self.settings.app_name = Some(name.into());
        self
    }

    /// A header for every request.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.settings.headers.push((name, value));
        self
    }

    /// When requests get a checksum if the caller has not chosen an algorithm. Unset,
    /// `AWS_REQUEST_CHECKSUM_CALCULATION` applies, then [`ChecksumMode::WhenRequired`], since
    /// S3-compatible stores reject unknown checksums, and S3 computes its own.
    ///
    /// With an `endpoint_url`, a required checksum is a `Content-MD5`, which every such store
    /// knows; it is a CRC32 only with [`ChecksumMode::WhenSupported`].
    #[cfg(feature = "checksum")]
    #[must_use]
    pub const fn request_checksum_calculation(mut self, mode: ChecksumMode) -> Self {
        self.settings.request_checksums = Some(mode);
        self
    }

    /// When responses are verified if the caller has not chosen. Unset,
    /// `AWS_RESPONSE_CHECKSUM_VALIDATION` applies, then [`ChecksumMode::WhenRequired`]: no
    /// response requires verification.
    #[cfg(feature = "checksum")]
    #[must_use]
    pub const fn response_checksum_validation(mut self, mode: ChecksumMode) -> Self {
        self.settings.response_checksums = Some(mode);
        self
    }

    /// Minimum request size to compress, in bytes, for operations that support compression;
    /// 10,240 if unset. Streams that are not in memory are always compressed.
    #[cfg(feature = "gzip")]
    #[must_use]
    pub const fn request_min_compression_size_bytes(mut self, size: usize) -> Self {
        self.settings.compress_from = Some(size);
        self
    }

    /// Disables compression of requests. Otherwise requests of operations that support it are
    /// compressed.
    #[cfg(feature = "gzip")]
    #[must_use]
    pub const fn disable_request_compression(mut self) -> Self {
        self.settings.disable_compression = Some(true);
        self
    }

    /// The lookup of variables for unset settings, replacing the process's environment.
    #[must_use]
    pub fn environment(mut self, environment: Environment) -> Self {
        self.settings.environment = environment;
        self
    }
}
