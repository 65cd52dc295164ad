//! From an input to a request that can be signed: validation, endpoint, headers.

use std::sync::Arc;

use bytes::Bytes;
use http::header::{HeaderName, HeaderValue, USER_AGENT};
use http::{HeaderMap, Request};

use super::{Overrides, Place, Shared, host};
use crate::config::AccountIdEndpointMode;
use crate::credentials::Credentials;
use crate::endpoint::{self, Endpoint, EndpointError, Params, RuleSet};
use crate::error::Failed;
use crate::operation::{AuthScheme, OperationSchema};
use crate::validate::{self, Validation};
use crate::value::Structure;
use crate::wire;

pub(super) const NO_REGION: &str = "set `region` in the client's configuration, or AWS_REGION and start \
    from `Config::from_env()`";

/// What one call is made of, apart from its input.
#[derive(Clone, Copy)]
pub(crate) struct Plan<'a> {
    pub(crate) shared: &'a Shared,
    pub(crate) operation: &'static OperationSchema,
    pub(crate) overrides: &'a Overrides,
    /// Those that the caller adds to the call.
    pub(crate) headers: &'a [(HeaderName, HeaderValue)],
}

impl<'a> Plan<'a> {
    /// Refuses or reports an input that violates the model, as the user wishes.
    pub(crate) fn validate(&self, input: &dyn Structure) -> Result<(), Failed> {
        let settings = &self.shared.settings;
        let validation = self.overrides.validation.unwrap_or(settings.validation);
        if validation == Validation::Off {
            return Ok(());
        }
        match validate::input(self.operation, input) {
            Ok(()) => Ok(()),
            Err(violations) if validation == Validation::Enforce => {
                Err(Failed::Invalid(violations))
            }
            Err(violations) => {
                if let Some(tell) = &settings.on_violation {
                    tell(&violations);
                }
                #[cfg(feature = "tracing")]
                tracing::warn!(operation = self.operation.id.name, %violations, "input violates the model");
                Ok(())
            }
        }
    }

    /// The input as a request on its way to `place`, not yet signed.
    pub(crate) fn request(
        &self,
        input: &dyn Structure,
        place: &Place,
    ) -> Result<Request<Bytes>, Failed> {
        let service = self.shared.service;
        let mut request = service
            .protocol
            .encode_request(service, self.operation, input)
            .map_err(Failed::Encode)?;
        if let Some(index) = self.operation.input_stream {
            let (mut head, mut body) = request.into_parts();
            wire::put(input, index, &mut head.headers, &mut body).map_err(Failed::Encode)?;
            request = Request::from_parts(head, body);
        }
        #[cfg(feature = "gzip")]
        if self.operation.compressed {
            self.compress(&mut request, input);
        }
        let prefix = host::prefix(self.operation, input).map_err(Failed::Encode)?;
        let uri = place.uri(&prefix, self.below_endpoint(&request));
        *request.uri_mut() = uri.map_err(Failed::Endpoint)?;
        let headers = request.headers_mut();
        headers.insert(USER_AGENT, self.shared.user_agent.clone());
        let clients = &self.shared.settings.headers;
        for (name, value) in clients.iter().chain(self.headers) {
            headers.insert(name.clone(), value.clone());
        }
        add_headers(headers, &place.endpoint)?;
        if self.operation.checksum.is_some() {
            self.add_checksum(&mut request, input)?;
        }
        Ok(request)
    }

    /// Path and query below the endpoint. Where its rules place the path's beginning, nothing may
    /// be left of it: `/bucket?acl`, and not `/bucket/?acl`.
    fn below_endpoint<'r>(&self, request: &'r Request<Bytes>) -> &'r str {
        let path = request.uri().path_and_query();
        let path = path.map_or("/", |path| path.as_str());
        match path.strip_prefix('/') {
            Some(rest)
                if self.operation.addressed && matches!(rest.as_bytes(), [] | [b'?', ..]) =>
            {
                rest
            }
            _ => path,
        }
    }

    /// The schemes of the operation, else of the service, in the order of the model's preference.
    pub(super) fn auth_schemes(&self) -> &'static [AuthScheme] {
        self.operation.auth.unwrap_or(self.shared.service.auth)
    }

    /// Where the call goes.
    pub(crate) fn place(
        &self,
        input: &dyn Structure,
        identity: Option<&Credentials>,
    ) -> Result<Arc<Place>, Failed> {
        let Some(rules) = self.shared.service.endpoint else {
            let place = Place::new(self.plain_endpoint()?).map_err(Failed::Endpoint)?;
            return Ok(Arc::new(place));
        };
        let params = self.endpoint_params(rules, input, identity)?;
        let found = self.shared.places.find(rules, &params);
        found.map_err(|error| self.no_endpoint(error))
    }

    /// Where the call goes; `passed` is told the decisions on the way.
    /// Inlined, so that only programs that explain or presign compile it.
    #[inline]
    pub(crate) fn place_traced(
        &self,
        input: &dyn Structure,
        identity: Option<&Credentials>,
        passed: &mut dyn FnMut(usize),
    ) -> Result<Place, Failed> {
        let endpoint = match self.shared.service.endpoint {
            None => self.plain_endpoint()?,
            Some(rules) => rules
                .resolve_traced(&self.endpoint_params(rules, input, identity)?, passed)
                .map_err(|error| self.no_endpoint(error))?,
        };
        Place::new(endpoint).map_err(Failed::Endpoint)
    }

    pub(super) fn endpoint_url(&self) -> Option<&'a str> {
        let own = self.overrides.endpoint_url.as_deref();
        own.or(self.shared.settings.endpoint_url.as_deref())
    }

    /// The endpoint of a service without rules.
    fn plain_endpoint(&self) -> Result<Endpoint, Failed> {
        let unknown = Failed::Endpoint(EndpointError::Unknown);
        self.endpoint_url().map(Endpoint::plain).ok_or(unknown)
    }

    fn endpoint_params<'p>(
        &'p self,
        rules: &RuleSet,
        input: &'p dyn Structure,
        identity: Option<&'p Credentials>,
    ) -> Result<Params<'p>, Failed> {
        let region = self.region();
        // Rules put it into the host as it is: a slash in it would choose another one.
        if let Some(other) = region.filter(|it| !endpoint::is_valid_host_label(it, false)) {
            return Err(Failed::Config(format!(
                "{other:?} is no region: regions have letters, digits and hyphens, like `eu-central-1`"
            )));
        }
        let settings = &self.shared.settings;
        let mode = settings.account_id_endpoint_mode;
        let settings = endpoint::Settings {
            region,
            use_dual_stack: settings.use_dual_stack,
            use_fips: settings.use_fips,
            endpoint: self.endpoint_url(),
            account_id: identity.and_then(Credentials::account_id),
            account_id_endpoint_mode: mode.map(AccountIdEndpointMode::as_str),
            named: self.shared.params.as_slice(),
        };
        Ok(endpoint::bind(rules, &settings, self.operation, input))
    }

    fn no_endpoint(&self, error: EndpointError) -> Failed {
        match self.region() {
            Some(_) => Failed::Endpoint(error),
            None => Failed::Config(format!("no endpoint: {error}; {NO_REGION}")),
        }
    }

    pub(crate) fn region(&self) -> Option<&'a str> {
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
