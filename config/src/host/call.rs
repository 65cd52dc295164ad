//! Calls of AWS's operations, by generated clients with the settings that are configured.

use std::fmt::Display;
use std::sync::Arc;

use tinsmith::config::{Config, ConfigBuilder};
use tinsmith::credentials::{Anonymous, Credentials};
use tinsmith::error::ServiceError;
use tinsmith::transport::{BlockingTransport, Transport};

use super::Host;
#[cfg(feature = "login")]
use crate::clients::signin;
use crate::clients::{sso, sso_oidc, sts};
#[cfg(feature = "login")]
use crate::step::Renewal;
use crate::step::{Call, CallError, Reply};

/// The region of STS when no region is configured.
const GLOBAL: &str = "us-east-1";

impl<T> Host<T> {
    /// The configuration of a call; the region is that of a login, where it has one.
    fn config(&self, keys: Option<Credentials>, region: Option<String>) -> ConfigBuilder<()> {
        let configured = || self.environment.get("AWS_REGION");
        let region = region.or_else(|| self.region.clone()).or_else(configured);
        let config = Config::builder()
            .environment(self.environment.clone())
            .region(region.unwrap_or_else(|| GLOBAL.to_owned()));
        match keys {
            Some(keys) => config.credentials(keys),
            None => config.credentials(Anonymous),
        }
    }
}

/// Calls the operation of a [`Call`] through a client of one mode.
macro_rules! call {
    ($host:ident, $call:ident, $transport:ident $(, $wait:tt)?) => {{
        let config = |keys, region| {
            let config = $host.config(keys, region);
            config.$transport(Arc::clone(&$host.transport)).build()
        };
        match $call {
            Call::AssumeRole(input, keys) => {
                let client = sts::Client::new(config(Some(keys), None));
                let reply = client.call::<sts::AssumeRole>(input)$(.$wait)?;
                reply.map(Reply::AssumeRole).map_err(|error| failure(&error))
            }
            Call::AssumeRoleWithWebIdentity(input) => {
                let client = sts::Client::new(config(None, None));
                let reply = client.call::<sts::AssumeRoleWithWebIdentity>(input)$(.$wait)?;
                let reply = reply.map(Reply::AssumeRoleWithWebIdentity);
                reply.map_err(|error| failure(&error))
            }
            Call::GetRoleCredentials(input, region) => {
                let client = sso::Client::new(config(None, Some(region)));
                let reply = client.call::<sso::GetRoleCredentials>(input)$(.$wait)?;
                reply.map(Reply::GetRoleCredentials).map_err(|error| failure(&error))
            }
            Call::CreateToken(input, region) => {
                let client = sso_oidc::Client::new(config(None, Some(region)));
                let reply = client.call::<sso_oidc::CreateToken>(input)$(.$wait)?;
                reply.map(Reply::CreateToken).map_err(|error| failure(&error))
            }
            #[cfg(feature = "login")]
            Call::CreateOAuth2Token(renewal) => {
                let client = signin::Client::new(config(None, renewal.region.clone()));
                let call = || client.operation::<signin::CreateOAuth2Token>();
                let planned = call().explain(renewal.request.clone())$(.$wait)?;
                let planned = planned.map_err(|error| failure(&error))?;
                // A proof is for one request.
                let call = call().max_attempts(1).header(PROOF, proof(&renewal, &planned));
                let reply = call.send(renewal.request)$(.$wait)?;
                reply.map(Reply::CreateOAuth2Token).map_err(|error| login_failure(&error))
            }
        }
    }};
}

impl Host<Arc<dyn Transport>> {
    pub(super) async fn call(&self, call: Call) -> Result<Reply, CallError> {
        call!(self, call, transport, await)
    }
}

impl Host<Arc<dyn BlockingTransport>> {
    pub(super) fn call_blocking(&self, call: Call) -> Result<Reply, CallError> {
        call!(self, call, blocking_transport)
    }
}

fn failure<E: ServiceError + Display>(error: &tinsmith::Error<E>) -> CallError {
    CallError {
        code: error.code().map(str::to_owned),
        #[cfg(feature = "login")]
        status: error.status(),
        message: error.to_string(),
    }
}

/// RFC 9449, section 4.1.
#[cfg(feature = "login")]
const PROOF: http::HeaderName = http::HeaderName::from_static("dpop");

/// The proof that a client holds the key of its login, for a request that is about to be sent.
#[cfg(feature = "login")]
fn proof(renewal: &Renewal, planned: &tinsmith::client::Explained) -> http::HeaderValue {
    let uri = planned.uri.to_string();
    let proof = renewal
        .key
        .proof(planned.method.as_str(), &uri, renewal.time);
    // Base64 and dots are allowed in headers.
    let mut value =
        http::HeaderValue::try_from(proof).unwrap_or_else(|_| http::HeaderValue::from_static(""));
    value.set_sensitive(true);
    value
}

/// Why a login was not renewed; a refusal by the error that it names.
#[cfg(feature = "login")]
fn login_failure(error: &tinsmith::Error<signin::CreateOAuth2TokenError>) -> CallError {
    let refusal = match error.as_service_error() {
        Some(signin::CreateOAuth2TokenError::AccessDeniedException(it)) => Some(&it.error),
        _ => None,
    };
    let refusal = refusal.map(|code| code.as_str().to_owned());
    let failure = failure(error);
    CallError {
        code: refusal.or(failure.code),
        ..failure
    }
}
