//! The token of a login with IAM Identity Center, for services with bearer authentication.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tinsmith::Timestamp;
use tinsmith::credentials::{ProvideToken, Provided, Resolved, Token};
use tinsmith::transport::{BlockingTransport, Transport};

use crate::host::{self, Host};
use crate::plan::Sso;
use crate::source::token::{CachedToken, MARGIN, SsoToken};
use crate::step::Failure;

/// How long a token that could not be renewed is used before that is tried again.
const PAUSE: Duration = Duration::from_secs(30);

/// A source of tokens, which remembers the last.
pub(super) struct LoginToken<T> {
    host: Host<T>,
    sso: Sso,
    home: String,
    /// The last token, and the time from which on another is asked for.
    kept: Mutex<Option<(Token, Timestamp)>>,
}

impl<T> fmt::Debug for LoginToken<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "LoginToken({})", self.sso.origin)
    }
}

impl<T> LoginToken<T> {
    pub(super) fn new(host: Host<T>, sso: Sso, home: String) -> Self {
        Self {
            host,
            sso,
            home,
            kept: Mutex::new(None),
        }
    }

    fn kept(&self, now: Timestamp) -> Option<Token> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let (token, _) = kept.as_ref().filter(|(_, until)| now < *until)?;
        Some(token.clone())
    }

    fn source(&self) -> CachedToken {
        CachedToken::new(self.sso.clone(), &self.home)
    }

    fn keep(&self, now: Timestamp, found: Result<SsoToken, Failure>) -> Resolved<Token> {
        let found = found.map_err(Failure::into_error)?;
        let end = found.expires_at;
        let until = end.minus(MARGIN).max(now.plus(PAUSE)).min(end);
        let token = Token::new(found.secret);
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        *kept = Some((token.clone(), until));
        Ok(Some(token))
    }
}

impl ProvideToken for LoginToken<Arc<dyn Transport>> {
    fn provide(&self, now: Timestamp) -> Provided<'_, Token> {
        if let Some(token) = self.kept(now) {
            return Provided::Ready(Ok(Some(token)));
        }
        Provided::Pending(Box::pin(async move {
            let mut source = self.source();
            let found = host::run(&self.host, now, &mut source).await;
            self.keep(now, found)
        }))
    }
}

impl ProvideToken for LoginToken<Arc<dyn BlockingTransport>> {
    fn provide(&self, now: Timestamp) -> Provided<'_, Token> {
        if let Some(token) = self.kept(now) {
            return Provided::Ready(Ok(Some(token)));
        }
        let mut source = self.source();
        let found = host::run_blocking(&self.host, now, &mut source);
        Provided::Ready(self.keep(now, found))
    }
}
