//! Builds a request ready for signing from an input: the same way for calls, previews and nested
//! calls.
//!
//! The endpoint is already resolved; `sign` signs the request.

use std::borrow::Cow;

use bytes::Bytes;
use http::header::{HeaderName, HeaderValue};
use http::{HeaderMap, Request};

use super::{Overrides, Shared, Signing, endpoint, host_prefix};
use crate::call::error::CallError;
use crate::call::token;
use crate::call::wire;
use crate::codec::EncodeError;
use crate::io::entropy::Entropy;
use crate::model::operation::OperationSchema;
use crate::model::quirk::{QuirkContext, RegionalSigning};
use crate::model::value::Structure;
use crate::rules::endpoint::Endpoint;
use crate::rules::validate::{self, Validation};

/// The parts of one call, apart from its input.
#[derive(Clone, Copy)]
pub(crate) struct Plan<'a> {
    pub(crate) shared: &'a Shared,
    pub(crate) operation: &'static OperationSchema,
    pub(crate) overrides: &'a Overrides,
    /// Headers that the caller adds to the call.
    pub(crate) headers: &'a [(HeaderName, HeaderValue)],
    /// Whether someone else sends the request later, with their own body.
    pub(crate) is_presigned: bool,
}

impl Plan<'_> {
    /// Completes an input by the quirks of the operation, and validates it. Returns the
    /// idempotency token, if there is one.
    pub(crate) fn admit(
        &self,
        input: &mut dyn Structure,
        entropy: &dyn Entropy,
    ) -> Result<Option<String>, CallError> {
        let token = token::fill(input, entropy);
        self.operation.edit_input(input);
        self.operation
            .check_input(input)
            .map_err(CallError::Encode)?;
        self.validate(input)?;
        Ok(token)
    }

    /// Rejects or reports an input that violates the model, as configured.
    fn validate(&self, input: &dyn Structure) -> Result<(), CallError> {
        let settings = &self.shared.settings;
        let validation = self.overrides.validation.unwrap_or(settings.validation);
        if validation == Validation::Off {
            return Ok(());
        }
        match validate::input(self.operation, input) {
            Ok(()) => Ok(()),
            Err(violations) if validation == Validation::Enforce => {
                Err(CallError::Invalid(violations))
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

    /// The request for `input`, complete except for its signature and for a stream.
    pub(crate) fn request(
        &self,
        input: &dyn Structure,
        signing: &Signing<'_>,
    ) -> Result<Request<Bytes>, CallError> {
        let (service, endpoint) = (self.shared.service, signing.endpoint);
        let request = wire::encode(service, self.operation, input);
        let mut request = request.map_err(CallError::Encode)?;
        #[cfg(feature = "gzip")]
        if self.operation.compressed && !self.is_presigned {
            self.check_length(input, &request)?;
            self.compress(&mut request, input);
        }
        let prefix = self.host_prefix(input).map_err(CallError::Encode)?;
        let uri = endpoint.uri(&prefix, self.below_endpoint(&request));
        *request.uri_mut() = uri.map_err(|error| self.no_endpoint(error, input))?;
        let headers = request.headers_mut();
        self.shared.sender.describe(&self.shared.settings, headers);
        set_headers(headers, &endpoint.inner, self.operation, input)?;
        let clients = &self.shared.settings.headers;
        for (name, value) in clients.iter().chain(self.headers) {
            headers.insert(name.clone(), value.clone());
        }
        self.check_length(input, &request)?;
        if self.operation.checksum.is_some() {
            self.add_checksum(&mut request, input)?;
        }
        let identified = signing.identity.map(|_| (self, signing));
        let cx = QuirkContext {
            operation: self.operation,
            signing: identified.as_ref().map(|it| it as &dyn RegionalSigning),
        };
        cx.edit_request(input, &mut request)
            .map_err(CallError::Encode)?;
        Ok(request)
    }

    /// Rejects a `content-length` that contradicts the body. The body of a presigned request need
    /// not be known.
    fn check_length(
        &self,
        input: &dyn Structure,
        request: &Request<Bytes>,
    ) -> Result<(), CallError> {
        let stream = self.operation.input_stream;
        if self.is_presigned
            && request.body().is_empty()
            && wire::pending_stream(input, stream).is_none()
        {
            return Ok(());
        }
        wire::check_length(input, stream, request).map_err(CallError::Encode)
    }

    /// The prefix of the endpoint's host.
    pub(super) fn host_prefix(
        &self,
        input: &dyn Structure,
    ) -> Result<Cow<'static, str>, EncodeError> {
        match self.shared.settings.disable_host_prefix_injection {
            Some(true) => Ok(Cow::Borrowed("")),
            _ => host_prefix::host_prefix(self.operation, input),
        }
    }

    /// Path and query below the endpoint. If the endpoint's rules contain the beginning of the
    /// path, nothing may be left of the path: `/bucket?acl`, not `/bucket/?acl`.
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
}

/// Sets the headers of an endpoint, replacing those that members are bound to.
fn set_headers(
    headers: &mut HeaderMap,
    endpoint: &Endpoint,
    operation: &OperationSchema,
    input: &dyn Structure,
) -> Result<(), CallError> {
    let mut previous = None;
    for (name, value) in endpoint.headers() {
        let invalid = || {
            CallError::Config(format!(
                "the endpoint's header `{name}` has characters that no header may have"
            ))
        };
        let mut value = HeaderValue::try_from(value).map_err(|_| invalid())?;
        value.set_sensitive(!endpoint::secrets(operation, input).is_empty());
        // The values of one name are adjacent.
        if previous == Some(name) {
            headers.append(HeaderName::from_static(name), value);
        } else {
            headers.insert(HeaderName::from_static(name), value);
        }
        previous = Some(name);
    }
    Ok(())
}
