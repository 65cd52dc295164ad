//! What a configuration takes from the environment where it is not set.

#[cfg(feature = "checksum")]
use super::ChecksumMode;
use super::{AccountIdEndpointMode, Environment, Settings};

impl Settings {
    /// Takes what is not set from the environment; what is the service's own waits until that is
    /// known.
    pub(super) fn fill_from_environment(&mut self) {
        if self.environment.is_none() {
            return;
        }
        let environment = self.environment.clone();
        let get = |name| environment.get(name);
        self.region = self
            .region
            .take()
            .or_else(|| get("AWS_REGION"))
            .or_else(|| get("AWS_DEFAULT_REGION"));
        self.use_fips = self
            .use_fips
            .or_else(|| environment.flag("AWS_USE_FIPS_ENDPOINT"));
        self.use_dual_stack = self
            .use_dual_stack
            .or_else(|| environment.flag("AWS_USE_DUALSTACK_ENDPOINT"));
        self.account_id_endpoint_mode = self
            .account_id_endpoint_mode
            .or_else(|| account_id_mode(&environment));
        self.disable_host_prefix_injection = self
            .disable_host_prefix_injection
            .or_else(|| environment.flag("AWS_DISABLE_HOST_PREFIX_INJECTION"));
        // `auto` leaves it to the model.
        let discovery = || {
            get("AWS_ENABLE_ENDPOINT_DISCOVERY")?
                .to_ascii_lowercase()
                .parse()
                .ok()
        };
        self.endpoint_discovery = self.endpoint_discovery.or_else(discovery);
        #[cfg(feature = "checksum")]
        {
            let mode = |name| checksum_mode(&environment, name);
            let calculation = mode("AWS_REQUEST_CHECKSUM_CALCULATION");
            self.request_checksums = self.request_checksums.or(calculation);
            let validation = mode("AWS_RESPONSE_CHECKSUM_VALIDATION");
            self.response_checksums = self.response_checksums.or(validation);
        }
        if self.auth_scheme_preference.is_empty() {
            let names = get("AWS_AUTH_SCHEME_PREFERENCE").unwrap_or_default();
            let names = names
                .split(',')
                .map(str::trim)
                .filter(|name| !name.is_empty());
            self.auth_scheme_preference = names.map(str::to_owned).collect();
        }
        #[cfg(feature = "sigv4a")]
        if self.sigv4a_region_set.is_none() {
            let regions = get("AWS_SIGV4A_SIGNING_REGION_SET");
            self.sigv4a_region_set = regions.map(|it| it.replace([' ', '\t'], ""));
        }
    }
}

#[cfg(feature = "checksum")]
fn checksum_mode(environment: &Environment, name: &str) -> Option<ChecksumMode> {
    let wanted = environment.get(name)?;
    let modes = [
        ("when_supported", ChecksumMode::WhenSupported),
        ("when_required", ChecksumMode::WhenRequired),
    ];
    let found = modes
        .iter()
        .find(|(name, _)| wanted.eq_ignore_ascii_case(name));
    found.map(|(_, mode)| *mode)
}

fn account_id_mode(environment: &Environment) -> Option<AccountIdEndpointMode> {
    use AccountIdEndpointMode::{Disabled, Preferred, Required};
    let wanted = environment.get("AWS_ACCOUNT_ID_ENDPOINT_MODE")?;
    [Preferred, Disabled, Required]
        .into_iter()
        .find(|mode| wanted.eq_ignore_ascii_case(mode.as_str()))
}
