//! Settings that depend on the service: completed when a client is made.

use std::sync::Arc;

use super::Settings;
use crate::auth::credentials::{EnvironmentCredentials, Token};
use crate::call::retry::RetryConfig;
use crate::model::operation::{AuthScheme, ServiceSchema};

impl Settings {
    /// Fills unset settings that depend on the service from the environment, then from the
    /// fallback source of tokens.
    pub(crate) fn fill_for(&mut self, service: &ServiceSchema) {
        if !self.environment.is_none() {
            self.ask_environment(service);
        }
        let fallback = self.fallback_bearer_token.take();
        self.bearer_token = self.bearer_token.take().or(fallback);
    }

    fn ask_environment(&mut self, service: &ServiceSchema) {
        if self.ignore_configured_endpoint_urls != Some(true) {
            let configured = || self.environment.endpoint_url(service.sdk_id);
            self.endpoint_url = self.endpoint_url.take().or_else(configured);
        }
        self.fill_dual_stack(service);
        self.fill_retry(service);
        self.fill_bearer_token(service);
        if self.credentials.is_none() {
            let environment = self.environment.clone();
            let lookup = move |name: &str| environment.get(name);
            self.credentials = Some(Arc::new(EnvironmentCredentials::new(lookup)));
        }
    }

    /// Dual-stack endpoints: profiles have a separate key for Amazon S3 (botocore, `s3 =`).
    fn fill_dual_stack(&mut self, service: &ServiceSchema) {
        if self.use_dual_stack.is_some() {
            return;
        }
        let is_s3 = matches!(service.sdk_id, "S3" | "S3 Control");
        self.use_dual_stack = self.read(|reader| {
            let of_s3 = is_s3.then(|| reader.flag("s3 use_dualstack_endpoint"));
            of_s3
                .flatten()
                .or_else(|| reader.flag("AWS_USE_DUALSTACK_ENDPOINT"))
        });
    }

    /// Applies the environment's retry settings over the defaults of the service's own SDK. The
    /// rules of 2026 are the default, and `AWS_NEW_RETRIES_2026=false` selects those before.
    /// `legacy` is the behaviour that each tool had before there were modes.
    fn fill_retry(&mut self, service: &ServiceSchema) {
        if self.retry.is_some() {
            return;
        }
        let mut retry = RetryConfig::for_service(service.sdk_id);
        self.read(|reader| {
            if reader.flag("AWS_NEW_RETRIES_2026") == Some(false) {
                retry = RetryConfig::standard_v1();
            }
            let modes = [("standard", false), ("adaptive", true), ("legacy", false)];
            if let Some(is_adaptive) = reader.choice("AWS_RETRY_MODE", &modes) {
                retry = retry.clone().with_adaptive_rate(is_adaptive);
            }
            if let Some(attempts) = reader.number("AWS_MAX_ATTEMPTS", 1..=u32::MAX) {
                retry = retry.clone().with_max_attempts(attempts);
            }
        });
        self.retry = Some(retry);
    }

    /// `AWS_BEARER_TOKEN_<SERVICE>`: a set variable makes the token preferred, unless code sets
    /// credentials or another preference.
    fn fill_bearer_token(&mut self, service: &ServiceSchema) {
        let schemes = service.operations.iter().filter_map(|it| it.auth);
        let mut schemes = schemes.flatten().chain(service.auth);
        if self.bearer_token.is_some() || !schemes.any(|it| *it == AuthScheme::Bearer) {
            return;
        }
        let Some(token) = self.environment.bearer_token(signing_name(service)) else {
            return;
        };
        self.bearer_token = Some(Arc::new(Token::new(token)));
        if self.auth_scheme_preference.is_empty() && self.credentials.is_none() {
            self.auth_scheme_preference = vec![AuthScheme::Bearer.name().to_owned()];
        }
    }
}

/// The service's signing name, or the SDKs' name if it has none.
fn signing_name(service: &ServiceSchema) -> &'static str {
    let mut names = service.auth.iter().filter_map(|scheme| match scheme {
        AuthScheme::SigV4 { name } | AuthScheme::SigV4a { name } => Some(*name),
        _ => None,
    });
    names.next().unwrap_or(service.sdk_id)
}
