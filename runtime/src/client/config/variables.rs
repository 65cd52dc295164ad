//! Fills unset settings of a configuration from the environment.

#[cfg(feature = "checksum")]
use super::ChecksumMode;
use super::{AccountIdEndpointMode, Settings};
use crate::io::environment::Reader;

/// Settings that have no effect in this build: the variable, and the feature of this crate that it
/// needs. The bytes of requests do not depend on them, since generated code demands the features
/// that its operations need.
pub const SETTINGS_WITHOUT_FEATURE: &[(&str, &str)] = &[
    #[cfg(not(feature = "checksum"))]
    ("AWS_REQUEST_CHECKSUM_CALCULATION", "checksum"),
    #[cfg(not(feature = "checksum"))]
    ("AWS_RESPONSE_CHECKSUM_VALIDATION", "checksum"),
    #[cfg(not(feature = "gzip"))]
    ("AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES", "gzip"),
    #[cfg(not(feature = "gzip"))]
    ("AWS_DISABLE_REQUEST_COMPRESSION", "gzip"),
    #[cfg(not(feature = "sigv4a"))]
    ("AWS_SIGV4A_SIGNING_REGION_SET", "sigv4a"),
];

/// The largest valid minimum size for compression.
#[cfg(feature = "gzip")]
const MAX_COMPRESS_FROM: u32 = 10_485_760;

impl Settings {
    /// Fills unset settings from the environment, except those that depend on the service, which
    /// is not known yet.
    pub(super) fn fill_from_environment(&mut self) {
        if self.environment.is_none() {
            return;
        }
        let environment = self.environment.clone();
        let mut wrong: Vec<String> = environment.fault().map(str::to_owned).into_iter().collect();
        let mut reader = Reader {
            environment: &environment,
            wrong: &mut wrong,
        };
        self.fill_endpoints(&mut reader);
        self.fill_signing(&reader);
        #[cfg(feature = "checksum")]
        self.fill_checksums(&mut reader);
        #[cfg(feature = "gzip")]
        self.fill_compression(&mut reader);
        self.app_name = self
            .app_name
            .take()
            .or_else(|| reader.text("AWS_SDK_UA_APP_ID"));
        self.wrong = wrong;
    }

    fn fill_endpoints(&mut self, reader: &mut Reader<'_>) {
        self.region = self
            .region
            .take()
            .or_else(|| reader.text("AWS_REGION"))
            .or_else(|| reader.text("AWS_DEFAULT_REGION"));
        self.use_fips = self
            .use_fips
            .or_else(|| reader.flag("AWS_USE_FIPS_ENDPOINT"));
        self.account_id_endpoint_mode = self
            .account_id_endpoint_mode
            .or_else(|| account_id_mode(reader));
        self.disable_host_prefix_injection = self
            .disable_host_prefix_injection
            .or_else(|| reader.flag("AWS_DISABLE_HOST_PREFIX_INJECTION"));
        self.ignore_configured_endpoint_urls = self
            .ignore_configured_endpoint_urls
            .or_else(|| reader.flag("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"));
        // `auto` follows the model.
        let allowed = [("true", Some(true)), ("false", Some(false)), ("auto", None)];
        self.endpoint_discovery = self
            .endpoint_discovery
            .or_else(|| reader.choice("AWS_ENABLE_ENDPOINT_DISCOVERY", &allowed)?);
    }

    fn fill_signing(&mut self, reader: &Reader<'_>) {
        if self.auth_scheme_preference.is_empty() {
            let names = reader.text("AWS_AUTH_SCHEME_PREFERENCE");
            let names = names.unwrap_or_default();
            let names = names.split(',').map(str::trim);
            let names = names.filter(|name| !name.is_empty());
            self.auth_scheme_preference = names.map(str::to_owned).collect();
        }
        #[cfg(feature = "sigv4a")]
        if self.sigv4a_region_set.is_none() {
            let regions = reader.text("AWS_SIGV4A_SIGNING_REGION_SET");
            self.sigv4a_region_set = regions.map(|it| it.replace([' ', '\t'], ""));
        }
    }

    #[cfg(feature = "checksum")]
    fn fill_checksums(&mut self, reader: &mut Reader<'_>) {
        let modes = [
            ("when_supported", ChecksumMode::WhenSupported),
            ("when_required", ChecksumMode::WhenRequired),
        ];
        self.request_checksums = self
            .request_checksums
            .or_else(|| reader.choice("AWS_REQUEST_CHECKSUM_CALCULATION", &modes));
        self.response_checksums = self
            .response_checksums
            .or_else(|| reader.choice("AWS_RESPONSE_CHECKSUM_VALIDATION", &modes));
    }

    #[cfg(feature = "gzip")]
    fn fill_compression(&mut self, reader: &mut Reader<'_>) {
        self.disable_compression = self
            .disable_compression
            .or_else(|| reader.flag("AWS_DISABLE_REQUEST_COMPRESSION"));
        let least = || {
            let sizes = 0..=MAX_COMPRESS_FROM;
            let size = reader.number("AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES", sizes)?;
            usize::try_from(size).ok()
        };
        self.compress_from = self.compress_from.or_else(least);
    }
}

fn account_id_mode(reader: &mut Reader<'_>) -> Option<AccountIdEndpointMode> {
    use AccountIdEndpointMode::{Disabled, Preferred, Required};
    let modes = [Preferred, Disabled, Required].map(|mode| (mode.as_str(), mode));
    reader.choice("AWS_ACCOUNT_ID_ENDPOINT_MODE", &modes)
}
