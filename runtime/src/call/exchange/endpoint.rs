//! The endpoint of a call, and a cache of the client's endpoints: most calls go to the same few.

use std::sync::{Arc, Mutex, PoisonError};

use http::Uri;

use super::Plan;
use crate::auth::credentials::Credentials;
use crate::call::error::CallError;
use crate::call::settings::AccountIdEndpointMode;
use crate::model;
use crate::model::operation::OperationSchema;
use crate::model::schema::Trait;
use crate::model::secrets::redacted;
use crate::model::value::Structure;
use crate::rules::endpoint::{self, Endpoint, EndpointError, Params, RuleSet};
use crate::rules::jmespath;

pub(super) const NO_REGION: &str = "set `region` in the client's configuration, or AWS_REGION and start \
    from `Config::from_env()`";

/// An endpoint with its settings for every request.
#[derive(Debug)]
pub(crate) struct ResolvedEndpoint {
    pub(crate) inner: Endpoint,
    /// The URI of its root.
    root: Uri,
    /// Whether requests may have to be signed with the keys of a session (S3 Express).
    #[cfg(feature = "rest-xml")]
    pub(super) has_sessions: bool,
    /// The regions of a `SigV4a` signature, if the endpoint sets them.
    #[cfg(feature = "sigv4a")]
    pub(super) region_set: Option<String>,
}

/// How many endpoints are cached. They may depend on a resource in the input, so that a client
/// has several.
const CAPACITY: usize = 8;

/// The endpoints resolved most recently, by the parameters of the endpoint rules.
#[derive(Default)]
pub(crate) struct EndpointCache(Mutex<Vec<(Params<'static>, Arc<ResolvedEndpoint>)>>);

impl ResolvedEndpoint {
    pub(crate) fn new(endpoint: Endpoint) -> Result<Self, EndpointError> {
        let root = endpoint.uri("", "/")?;
        Ok(Self {
            #[cfg(feature = "rest-xml")]
            has_sessions: wants_session(&endpoint),
            #[cfg(feature = "sigv4a")]
            region_set: region_set(&endpoint),
            inner: endpoint,
            root,
        })
    }

    /// The URI below the endpoint of a path that starts with `/`.
    pub(crate) fn uri(&self, host_prefix: &str, path: &str) -> Result<Uri, EndpointError> {
        match (host_prefix, path) {
            ("", "/") => Ok(self.root.clone()),
            (host_prefix, path) => self.inner.uri(host_prefix, path),
        }
    }
}

#[cfg(feature = "rest-xml")]
fn wants_session(endpoint: &Endpoint) -> bool {
    let mut schemes = endpoint.auth_schemes();
    schemes.any(|it| it.name() == "sigv4-s3express")
}

#[cfg(feature = "sigv4a")]
fn region_set(endpoint: &Endpoint) -> Option<String> {
    let mut schemes = endpoint.auth_schemes();
    let scheme = schemes.find(|it| it.name() == "sigv4a")?;
    let regions: Vec<&str> = scheme.signing_region_set().collect();
    (!regions.is_empty()).then(|| regions.join(","))
}

/// The members of `input`, by index, whose sensitive texts are parameters of endpoint rules: by
/// `contextParam`, or by an expression of `operationContextParams`.
pub(crate) fn secrets(operation: &OperationSchema, input: &dyn Structure) -> Vec<usize> {
    let members = input.schema().members.iter().enumerate();
    let bound = members.filter_map(|(index, member)| {
        let is_param = |it: &'static Trait| matches!(it, Trait::ContextParam(_)).then_some(());
        let is_secret = member.find_trait(is_param).is_some() && member.has_secrets();
        is_secret.then_some(index)
    });
    let mut found: Vec<usize> = bound.collect();
    let paths = operation.operation_context.iter();
    let texts: Vec<String> = paths
        .flat_map(|(_, path)| jmespath::texts(path, input))
        .collect();
    if !texts.is_empty() {
        for (index, secret) in model::secrets::secrets(input) {
            if !found.contains(&index) && texts.iter().any(|text| text == secret) {
                found.push(index);
            }
        }
    }
    found
}

impl EndpointCache {
    /// The endpoint that `rules` return for `params`.
    fn resolve(
        &self,
        rules: &RuleSet,
        params: &Params<'_>,
    ) -> Result<Arc<ResolvedEndpoint>, EndpointError> {
        let mut cached = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, endpoint)) = cached.iter().find(|(known, _)| known == params) {
            return Ok(Arc::clone(endpoint));
        }
        let endpoint = Arc::new(ResolvedEndpoint::new(rules.resolve(params)?)?);
        if let Some(params) = params.to_static() {
            if cached.len() == CAPACITY {
                cached.remove(0);
            }
            cached.push((params, Arc::clone(&endpoint)));
        }
        Ok(endpoint)
    }
}

impl<'a> Plan<'a> {
    /// Resolves the endpoint of the call.
    pub(crate) fn resolve_endpoint(
        &self,
        input: &dyn Structure,
        identity: Option<&Credentials>,
    ) -> Result<Arc<ResolvedEndpoint>, CallError> {
        let Some(rules) = self.shared.service.endpoint else {
            let endpoint = ResolvedEndpoint::new(self.plain_endpoint()?);
            return endpoint.map(Arc::new).map_err(CallError::Endpoint);
        };
        let params = self.endpoint_params(rules, input, identity)?;
        let endpoint = self.shared.endpoints.resolve(rules, &params);
        endpoint.map_err(|error| self.no_endpoint(error, input))
    }

    /// Resolves the endpoint of the call, and calls `passed` with each decision on the way.
    /// Inlined, so that only programs that explain or presign compile it.
    #[inline]
    pub(crate) fn trace_endpoint(
        &self,
        input: &dyn Structure,
        identity: Option<&Credentials>,
        passed: &mut dyn FnMut(usize),
    ) -> Result<ResolvedEndpoint, CallError> {
        let endpoint = match self.shared.service.endpoint {
            None => Ok(self.plain_endpoint()?),
            Some(rules) => {
                rules.resolve_traced(&self.endpoint_params(rules, input, identity)?, passed)
            }
        };
        let endpoint = endpoint.and_then(ResolvedEndpoint::new);
        endpoint.map_err(|error| self.no_endpoint(error, input))
    }

    pub(super) fn endpoint_url(&self) -> Option<&'a str> {
        let own = self.overrides.endpoint_url.as_deref();
        own.or(self.shared.settings.endpoint_url.as_deref())
    }

    /// The endpoint of a service without rules.
    fn plain_endpoint(&self) -> Result<Endpoint, CallError> {
        let unknown = CallError::Endpoint(EndpointError::Unknown);
        self.endpoint_url().map(Endpoint::plain).ok_or(unknown)
    }

    fn endpoint_params<'p>(
        &'p self,
        rules: &RuleSet,
        input: &'p dyn Structure,
        identity: Option<&'p Credentials>,
    ) -> Result<Params<'p>, CallError> {
        if let Some(url) = self.endpoint_url() {
            endpoint::check_given(url).map_err(CallError::Endpoint)?;
        }
        let region = self.region();
        // Rules put the region into the host unchanged: a slash in it would choose another host.
        if let Some(other) = region.filter(|it| !endpoint::is_valid_host_label(it, false)) {
            return Err(CallError::Config(format!(
                "{other:?} is not a valid region: regions have letters, digits and hyphens, like `eu-central-1`"
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

    /// The failure of a call whose endpoint cannot be resolved, without the secrets of `input`.
    pub(super) fn no_endpoint(&self, mut error: EndpointError, input: &dyn Structure) -> CallError {
        // Rules may quote the endpoint that they refuse in their messages.
        if let (EndpointError::Refused(message), Some(url)) = (&mut error, self.endpoint_url()) {
            *message = message.replace(url, &endpoint::shown(url));
        }
        if let EndpointError::Refused(text) | EndpointError::InvalidUrl { url: text, .. } =
            &mut error
        {
            *text = redacted(text, input);
        }
        match self.region() {
            Some(_) => CallError::Endpoint(error),
            None => CallError::Config(format!("no endpoint: {error}; {NO_REGION}")),
        }
    }

    pub(crate) fn region(&self) -> Option<&'a str> {
        self.overrides
            .region
            .as_deref()
            .or(self.shared.settings.region.as_deref())
    }
}
