//! Identity resolution: chooses an auth scheme, names the source to ask for an identity, and
//! attaches tokens and API keys to the request.

use std::sync::Arc;

use http::header::AUTHORIZATION;
use http::uri::{PathAndQuery, Uri};
use http::{HeaderName, HeaderValue, Request};

use super::{Plan, scheme};
use crate::auth::credentials::{
    Credentials, CredentialsError, ProvideCredentials, ProvideToken, Provided, Token,
};
#[cfg(feature = "http-digest")]
use crate::auth::digest::Login;
use crate::call::error::CallError;
use crate::model::operation::{ApiKeyPlace, AuthScheme};
use crate::types::Timestamp;
use crate::util::percent;

const NO_CREDENTIALS: &str = "no credentials: set `credentials` in the client's configuration \
    (`Anonymous` to send unsigned requests), or start from `Config::from_env()`";
const NO_BEARER_TOKEN: &str = "no token: set `bearer_token` in the client's configuration, or \
    AWS_BEARER_TOKEN_<SERVICE> and start from `Config::from_env()`";
const NO_API_KEY: &str = "no API key: set `api_key` in the client's configuration";
const NO_SIGV4A: &str = "the operation is signed with SigV4a: switch on the feature `sigv4a` of \
    `tinsmith`";
const NO_DIGEST: &str = if cfg!(feature = "http-digest") {
    "no user and password: set `digest_auth` in the client's configuration"
} else {
    "the operation has a password proven with HTTP Digest: switch on the feature `http-digest` of \
     `tinsmith`"
};
const NO_USER: &str = "no user and password: set `basic_auth` in the client's configuration";

/// The identity that a source returned.
#[derive(Clone, Debug)]
pub(crate) enum Identity {
    /// Keys to sign with.
    Keys(Credentials),
    /// A secret that is sent, and its scheme.
    Token(Token, AuthScheme),
    /// A user whose password is proven.
    #[cfg(feature = "http-digest")]
    Login(Login),
}

/// A source of identities.
#[derive(Clone, Copy)]
pub(crate) enum IdentitySource<'a> {
    Keys(&'a dyn ProvideCredentials),
    Token(&'a dyn ProvideToken, AuthScheme),
    #[cfg(feature = "http-digest")]
    Login(&'a Login),
}

impl<'a> IdentitySource<'a> {
    /// Returns the identity to use at `now`.
    pub(crate) fn provide(self, now: Timestamp) -> Provided<'a, Identity> {
        match self {
            Self::Keys(source) => map(source.provide(now), Identity::Keys),
            Self::Token(source, scheme) => map(source.provide(now), move |token| {
                Identity::Token(token, scheme)
            }),
            #[cfg(feature = "http-digest")]
            Self::Login(login) => Provided::Ready(Ok(Some(Identity::Login(login.clone())))),
        }
    }
}

fn map<'a, T: 'a>(
    provided: Provided<'a, T>,
    identity: impl FnOnce(T) -> Identity + Send + 'a,
) -> Provided<'a, Identity> {
    match provided {
        Provided::Ready(found) => Provided::Ready(found.map(|found| found.map(identity))),
        Provided::Pending(future) => {
            Provided::Pending(Box::pin(async move { Ok(future.await?.map(identity)) }))
        }
    }
}

impl Identity {
    /// The keys, if the identity is a pair of keys.
    pub(crate) fn credentials(&self) -> Option<&Credentials> {
        if let Self::Keys(keys) = self {
            return Some(keys);
        }
        None
    }

    /// The identity without its secret, for explanations.
    #[inline]
    pub(crate) fn redacted(self) -> Self {
        if let Self::Token(_, scheme) = self {
            return Self::Token(Token::new("REDACTED"), scheme);
        }
        self
    }

    /// The account that the keys belong to, if known.
    pub(crate) fn account_of(identity: Option<&Self>) -> Option<&str> {
        identity?.credentials()?.account_id()
    }

    /// Adds a token or API key to a request, if the identity is one.
    pub(crate) fn attach<B>(
        identity: Option<&Self>,
        request: &mut Request<B>,
    ) -> Result<(), CallError> {
        let Some(Self::Token(token, scheme)) = identity else {
            return Ok(());
        };
        let (header, prefix) = match scheme {
            AuthScheme::Bearer => (AUTHORIZATION, Some("Bearer")),
            AuthScheme::Basic => (AUTHORIZATION, Some("Basic")),
            AuthScheme::ApiKey { place, scheme } => match place {
                ApiKeyPlace::Header(name) => (header_name(name)?, *scheme),
                ApiKeyPlace::Query(name) => return put_in_query(request.uri_mut(), name, token),
            },
            AuthScheme::SigV4 { .. }
            | AuthScheme::SigV4a { .. }
            | AuthScheme::Digest
            | AuthScheme::None => return Ok(()),
        };
        let value = match prefix {
            Some(prefix) => HeaderValue::try_from([prefix, " ", token.secret()].concat()),
            None => HeaderValue::try_from(token.secret()),
        };
        let mut value =
            value.map_err(|_| invalid("the token has characters that a header must not have"))?;
        value.set_sensitive(true);
        request.headers_mut().insert(header, value);
        Ok(())
    }
}

fn put_in_query(uri: &mut Uri, name: &str, token: &Token) -> Result<(), CallError> {
    let before = uri.path_and_query().map_or("/", PathAndQuery::as_str);
    let mut text = before.to_owned();
    text.push(if before.contains('?') { '&' } else { '?' });
    escape(&mut text, name);
    text.push('=');
    escape(&mut text, token.secret());
    let mut parts = uri.clone().into_parts();
    let valid = PathAndQuery::try_from(text).ok();
    parts.path_and_query =
        Some(valid.ok_or_else(|| invalid("the API key has characters that a URI must not have"))?);
    *uri = Uri::from_parts(parts)
        .map_err(|_| invalid("the API key has characters that a URI must not have"))?;
    Ok(())
}

fn escape(out: &mut String, text: &str) {
    for byte in text.bytes() {
        match percent::escape(byte) {
            None => out.push(char::from(byte)),
            Some(escaped) => out.extend(escaped.map(char::from)),
        }
    }
}

fn header_name(name: &str) -> Result<HeaderName, CallError> {
    HeaderName::try_from(name).map_err(|_| {
        invalid("the model's name of the header for API keys is not a valid header name")
    })
}

fn invalid(what: &str) -> CallError {
    CallError::Config(what.to_owned())
}

/// The progress of the search for an identity: how many schemes have been tried.
#[derive(Clone, Copy, Default)]
pub(crate) struct Search {
    passed: usize,
}

impl Search {
    /// Returns the source of the next scheme for which the client has one; `None` if an earlier
    /// scheme needs no identity.
    pub(crate) fn next<'a>(
        &mut self,
        plan: &Plan<'a>,
    ) -> Result<Option<IdentitySource<'a>>, CallError> {
        let mut missing = None;
        for scheme in plan.preferred_schemes().skip(self.passed) {
            self.passed += 1;
            if scheme == AuthScheme::None {
                return Ok(None);
            }
            match plan.source(scheme) {
                Ok(source) => return Ok(Some(source)),
                Err(message) => missing = missing.or(Some(message)),
            }
        }
        missing.map_or(Ok(None), |message| Err(invalid(message)))
    }

    /// Returns the next source after one has failed, like [`Search::next`]. Returns the failure
    /// if it is more than an absence, or if no other scheme can be used.
    pub(crate) fn next_after<'a>(
        &mut self,
        error: CredentialsError,
        plan: &Plan<'a>,
    ) -> Result<Option<IdentitySource<'a>>, CallError> {
        let is_last = plan.preferred_schemes().count() <= self.passed;
        if is_last || !error.is_absence() {
            return Err(CallError::Credentials(error));
        }
        self.next(plan).map_err(|_| CallError::Credentials(error))
    }
}

impl<'a> Plan<'a> {
    /// Returns the identity to use at `now`, waiting for its sources. Inlined, so that only
    /// programs that explain or presign compile it.
    #[inline]
    pub(crate) async fn identify(&self, now: Timestamp) -> Result<Option<Identity>, CallError> {
        let mut search = Search::default();
        let mut source = search.next(self)?;
        while let Some(asked) = source {
            match asked.provide(now).get().await {
                Ok(found) => return Ok(found),
                Err(error) => source = search.next_after(error, self)?,
            }
        }
        Ok(None)
    }

    /// The source of keys: the call's own, or the client's.
    pub(super) fn credentials(&self) -> Option<&'a dyn ProvideCredentials> {
        let own = self.overrides.credentials.as_deref();
        own.or(self.shared.settings.credentials.as_deref())
    }

    /// The client's source of identities for a scheme; the error names the setting to set.
    fn source(&self, scheme: AuthScheme) -> Result<IdentitySource<'a>, &'static str> {
        let settings = &self.shared.settings;
        let token = |source: &'a Option<Arc<dyn ProvideToken>>, missing| {
            let source = source.as_deref().ok_or(missing)?;
            Ok(IdentitySource::Token(source, scheme))
        };
        match scheme {
            AuthScheme::SigV4a { .. } if cfg!(not(feature = "sigv4a")) => Err(NO_SIGV4A),
            AuthScheme::SigV4 { .. } | AuthScheme::SigV4a { .. } => self
                .credentials()
                .map(IdentitySource::Keys)
                .ok_or(NO_CREDENTIALS),
            AuthScheme::Bearer => token(&settings.bearer_token, NO_BEARER_TOKEN),
            AuthScheme::ApiKey { .. } => token(&settings.api_key, NO_API_KEY),
            AuthScheme::Basic => token(&settings.basic_auth, NO_USER),
            #[cfg(feature = "http-digest")]
            AuthScheme::Digest => {
                let login = settings.digest_auth.as_ref();
                login.map(IdentitySource::Login).ok_or(NO_DIGEST)
            }
            #[cfg(not(feature = "http-digest"))]
            AuthScheme::Digest => Err(NO_DIGEST),
            AuthScheme::None => Err("no authentication needs no identity"),
        }
    }

    /// The schemes of the operation: the preferred ones, then all in the model's order.
    fn preferred_schemes(&self) -> impl Iterator<Item = AuthScheme> + use<'a> {
        let preference = &self.shared.settings.auth_scheme_preference;
        scheme::in_order(self.auth_schemes(), preference)
    }
}
