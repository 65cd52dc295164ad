//! From an encoded operation to a request that can be sent: endpoint, headers, signature.

use bytes::Bytes;
use http::header::{HeaderName, HeaderValue, USER_AGENT};
use http::{HeaderMap, Request};

use crate::auth::sigv4::{Settings as SigningSettings, Signer};
use crate::client::{Overrides, Shared};
use crate::credentials::{Credentials, ProvideCredentials};
use crate::endpoint::{self, Endpoint, EndpointError};
use crate::error::Failed;
use crate::operation::{AuthScheme, OperationSchema};
use crate::types::Timestamp;
use crate::value::Structure;

/// What one call is made of, apart from its input.
#[derive(Clone, Copy)]
pub(crate) struct Plan<'a> {
    pub(crate) shared: &'a Shared,
    pub(crate) operation: &'static OperationSchema,
    pub(crate) overrides: &'a Overrides,
}

impl<'a> Plan<'a> {
    /// The input as a request that still lacks its endpoint.
    pub(crate) fn encode(&self, input: &dyn Structure) -> Result<Request<Bytes>, Failed> {
        let service = self.shared.service;
        let mut request = service
            .protocol
            .encode_request(service, self.operation, input)
            .map_err(Failed::Encode)?;
        let headers = request.headers_mut();
        headers.insert(USER_AGENT, self.shared.user_agent.clone());
        for (name, value) in self
            .shared
            .settings
            .headers
            .iter()
            .chain(&self.overrides.headers)
        {
            headers.insert(name.clone(), value.clone());
        }
        Ok(request)
    }

    /// Who is asked for credentials; nobody when the operation is not signed.
    pub(crate) fn identity_source(&self) -> Result<Option<&'a dyn ProvideCredentials>, Failed> {
        let Some(AuthScheme::SigV4 { .. }) = self.auth_scheme() else {
            return Ok(None);
        };
        let source = self.overrides.credentials.as_ref().or(self
            .shared
            .settings
            .credentials
            .as_ref());
        match source {
            Some(source) => Ok(Some(source.as_ref())),
            None => Err(Failed::Config(
                "no credentials: set `credentials` in the client's configuration (`Anonymous` to send unsigned \
                 requests), or start from `Config::from_env()`"
                    .to_owned(),
            )),
        }
    }

    /// The scheme that the model prefers among those of the operation, else of the service.
    fn auth_scheme(&self) -> Option<AuthScheme> {
        self.operation
            .auth
            .unwrap_or(self.shared.service.auth)
            .first()
            .copied()
    }

    /// Where the call goes.
    pub(crate) fn endpoint(
        &self,
        input: &dyn Structure,
        identity: Option<&Credentials>,
    ) -> Result<Endpoint, EndpointError> {
        self.endpoint_traced(input, identity, &mut |_| ())
    }

    /// Where the call goes; `applied` is told the rules that decide it, the innermost first.
    pub(crate) fn endpoint_traced(
        &self,
        input: &dyn Structure,
        identity: Option<&Credentials>,
        applied: &mut dyn FnMut(usize),
    ) -> Result<Endpoint, EndpointError> {
        let settings = &self.shared.settings;
        let endpoint_url = self
            .overrides
            .endpoint_url
            .as_ref()
            .or(settings.endpoint_url.as_ref());
        let Some(rules) = self.shared.service.endpoint else {
            return endpoint_url
                .map(Endpoint::plain)
                .ok_or(EndpointError::Unknown);
        };
        let settings = endpoint::Settings {
            region: self.region(),
            use_dual_stack: settings.use_dual_stack,
            use_fips: settings.use_fips,
            endpoint: endpoint_url.map(String::as_str),
            account_id: identity.and_then(Credentials::account_id),
            account_id_endpoint_mode: settings.account_id_endpoint_mode.map(|mode| mode.as_str()),
            named: &[],
        };
        rules.resolve_traced(
            &endpoint::bind(rules, &settings, self.operation, input),
            applied,
        )
    }

    /// Puts `template` on the way to `endpoint`.
    pub(crate) fn address(
        &self,
        template: &Request<Bytes>,
        endpoint: &Endpoint,
    ) -> Result<Request<Bytes>, Failed> {
        let path = template
            .uri()
            .path_and_query()
            .map_or("/", |path| path.as_str());
        let mut request = Request::new(template.body().clone());
        *request.method_mut() = template.method().clone();
        *request.uri_mut() = endpoint.uri("", path).map_err(Failed::Endpoint)?;
        *request.headers_mut() = template.headers().clone();
        add_headers(request.headers_mut(), endpoint)?;
        Ok(request)
    }

    /// Signs `request` where the operation is signed and there is an identity.
    pub(crate) fn sign(
        &self,
        request: &mut Request<Bytes>,
        endpoint: &Endpoint,
        identity: Option<&Credentials>,
        now: Timestamp,
    ) -> Result<(), Failed> {
        match identity {
            None => Ok(()),
            Some(identity) => self
                .signer(endpoint, identity, now)?
                .sign(request)
                .map_err(|it| Failed::Config(it.to_string())),
        }
    }

    /// What signs the call's requests at the local time `now`.
    pub(crate) fn signer<'s>(
        &'s self,
        endpoint: &'s Endpoint,
        identity: &'s Credentials,
        now: Timestamp,
    ) -> Result<Signer<'s>, Failed> {
        let Some(AuthScheme::SigV4 { name }) = self.auth_scheme() else {
            return Err(Failed::Config(
                "the model does not sign this operation with SigV4".to_owned(),
            ));
        };
        let scheme = endpoint.auth_scheme("sigv4");
        let region = scheme.and_then(|it| it.signing_region()).or(self.region());
        let region = region.ok_or_else(|| {
            Failed::Config(
                "no region to sign for: set `region` in the client's configuration, or AWS_REGION"
                    .to_owned(),
            )
        })?;
        let name = scheme.and_then(|it| it.signing_name()).unwrap_or(name);
        let settings = match scheme.is_some_and(|it| it.disable_double_encoding()) {
            true => SigningSettings::S3,
            false => SigningSettings::DEFAULT,
        };
        let time = self.shared.skew().apply(now);
        Ok(Signer::new(identity, region, name, time)
            .with_settings(settings)
            .with_keys(&self.shared.keys))
    }

    fn region(&self) -> Option<&'a str> {
        self.overrides
            .region
            .as_deref()
            .or(self.shared.settings.region.as_deref())
    }
}

fn add_headers(headers: &mut HeaderMap, endpoint: &Endpoint) -> Result<(), Failed> {
    for (name, value) in endpoint.headers() {
        let invalid = || {
            Failed::Config(format!(
                "the endpoint's header `{name}: {value}` is not valid"
            ))
        };
        headers.append(
            HeaderName::from_static(name),
            HeaderValue::try_from(value).map_err(|_| invalid())?,
        );
    }
    Ok(())
}
