//! Secrets that are sent unchanged: bearer tokens, API keys, passwords.

use std::fmt;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::Provided;
use crate::types::Timestamp;
use crate::util::future::{MaybeSend, MaybeSync};

/// A secret text that authenticates a request. Clones share it; `Debug` hides it.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(Arc<str>);

impl Token {
    /// A token with the text that is sent.
    pub fn new(text: impl Into<Arc<str>>) -> Self {
        Self(text.into())
    }

    /// The credentials of HTTP Basic authentication (RFC 7617) for a user and a password. The
    /// name of the user must not contain a colon.
    pub fn of_user(user: &str, password: &str) -> Self {
        Self::new(STANDARD.encode(format!("{user}:{password}")))
    }

    /// Returns the secret.
    pub fn secret(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(<redacted>)")
    }
}

/// A source of tokens.
pub trait ProvideToken: fmt::Debug + MaybeSend + MaybeSync {
    /// Returns the token to use at `now`; `None` to send requests without one. Called once per
    /// attempt of every request: a source whose lookup is expensive caches its result.
    fn provide(&self, now: Timestamp) -> Provided<'_, Token>;
}

/// A fixed token is its own source.
impl ProvideToken for Token {
    fn provide(&self, _now: Timestamp) -> Provided<'_, Token> {
        Provided::Ready(Ok(Some(self.clone())))
    }
}

impl<P: ProvideToken + ?Sized> ProvideToken for Arc<P> {
    fn provide(&self, now: Timestamp) -> Provided<'_, Token> {
        (**self).provide(now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_hides_the_secret() {
        assert_eq!(format!("{:?}", Token::new("hush")), "Token(<redacted>)");
    }

    #[test]
    fn user_and_password_are_encoded_as_the_rfc_says() {
        let token = Token::of_user("Aladdin", "open sesame");
        assert_eq!(token.secret(), "QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
    }
}
