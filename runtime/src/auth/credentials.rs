//! The keys that sign a request, [`Credentials`], and their sources.
//!
//! A source implements [`ProvideCredentials`]. It answers at once when it can (fixed keys, the
//! environment, a plain closure), so that a blocking client needs no executor, and with a future
//! otherwise. The time is a parameter; nothing here reads a clock. `auth` uses the keys; nothing
//! here knows how.
//!
//! Each source has its own file below `credentials/`.
//!
//! ```
//! use tinsmith::credentials::{Credentials, ProvideCredentials};
//! use tinsmith::Timestamp;
//!
//! let keys = Credentials::new("AKIDEXAMPLE", "secret").with_session_token("token");
//! let found = keys.provide(Timestamp::EPOCH).wait()?;
//! assert_eq!(found.map(|keys| keys.access_key_id().to_owned()), Some("AKIDEXAMPLE".to_owned()));
//! # Ok::<(), tinsmith::credentials::CredentialsError>(())
//! ```

#[cfg(feature = "aws-credential-types")]
mod aws_types;
mod cached;
mod closure;
mod environment;
mod error;
mod memory;
mod provide;
mod token;

use std::fmt;
use std::sync::Arc;

use crate::types::Timestamp;

#[cfg(feature = "aws-credential-types")]
pub use aws_types::{AwsProvider, ForAws};
pub use cached::Cached;
pub use closure::{AsyncClosure, Closure, from_async_fn, from_fn};
pub use environment::EnvironmentCredentials;
pub use error::CredentialsError;
pub use provide::{Anonymous, ProvideCredentials, Provided, Resolved};
pub use token::{ProvideToken, Token};

/// An access key, long-lived or temporary. Clones share it; `Debug` hides its secrets.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials(Arc<Keys>);

#[derive(Clone, PartialEq, Eq)]
struct Keys {
    access_key_id: String,
    secret_access_key: String,
    session_token: Option<String>,
    expires_at: Option<Timestamp>,
    account_id: Option<String>,
    is_statically_stable: bool,
}

impl Credentials {
    /// A long-lived key, without session token and expiry.
    pub fn new(access_key_id: impl Into<String>, secret_access_key: impl Into<String>) -> Self {
        Self(Arc::new(Keys {
            access_key_id: access_key_id.into(),
            secret_access_key: secret_access_key.into(),
            session_token: None,
            expires_at: None,
            account_id: None,
            is_statically_stable: false,
        }))
    }

    /// Adds the token that makes temporary keys valid.
    pub fn with_session_token(mut self, token: impl Into<String>) -> Self {
        Arc::make_mut(&mut self.0).session_token = Some(token.into());
        self
    }

    /// Sets the expiry: the keys are invalid from `time` on.
    pub fn with_expires_at(mut self, time: Timestamp) -> Self {
        Arc::make_mut(&mut self.0).expires_at = Some(time);
        self
    }

    /// Sets the account that the key belongs to, which some endpoints contain.
    pub fn with_account_id(mut self, account: impl Into<String>) -> Self {
        Arc::make_mut(&mut self.0).account_id = Some(account.into());
        self
    }

    /// Allows use beyond the expiry while the source is down (static stability): services accept
    /// the keys of AWS's own sources for longer when those cannot renew them. Only [`Cached`]
    /// uses this.
    pub fn with_static_stability(mut self) -> Self {
        Arc::make_mut(&mut self.0).is_statically_stable = true;
        self
    }

    /// The public half of the key, sent with every signed request.
    pub fn access_key_id(&self) -> &str {
        &self.0.access_key_id
    }

    /// The secret half, which is never sent.
    pub fn secret_access_key(&self) -> &str {
        &self.0.secret_access_key
    }

    /// The token that belongs to temporary keys.
    pub fn session_token(&self) -> Option<&str> {
        self.0.session_token.as_deref()
    }

    /// When the keys expire; `None` if they do not.
    pub fn expires_at(&self) -> Option<Timestamp> {
        self.0.expires_at
    }

    /// The account that the keys belong to, if the source knows it.
    pub fn account_id(&self) -> Option<&str> {
        self.0.account_id.as_deref()
    }

    /// Returns whether the keys may be used beyond their expiry while their source is down.
    pub fn is_statically_stable(&self) -> bool {
        self.0.is_statically_stable
    }

    /// Returns whether the keys have expired at `now`.
    pub fn is_expired(&self, now: Timestamp) -> bool {
        self.expires_at().is_some_and(|end| end <= now)
    }

    /// Returns whether both came from one call of [`Credentials::new`]; cheaper than `==`.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hidden = format_args!("<redacted>");
        f.debug_struct("Credentials")
            .field("access_key_id", &self.access_key_id())
            .field("secret_access_key", &hidden)
            .field("session_token", &self.session_token().map(|_| hidden))
            .field("expires_at", &self.expires_at())
            .field("account_id", &self.account_id())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_hides_the_secrets() {
        let keys = Credentials::new("AKID", "hush").with_session_token("quiet");
        let shown = format!("{keys:?}");
        assert!(shown.contains("AKID"), "{shown}");
        assert!(
            !shown.contains("hush") && !shown.contains("quiet"),
            "{shown}"
        );
    }

    #[test]
    fn changing_a_clone_leaves_the_original() {
        let keys = Credentials::new("AKID", "secret");
        let other = keys.clone().with_account_id("123456789012");
        assert_eq!(keys.account_id(), None);
        assert_eq!(other.account_id(), Some("123456789012"));
    }

    #[test]
    fn keys_are_expired_from_their_end_on() {
        let keys = Credentials::new("AKID", "secret").with_expires_at(Timestamp::new(100, 0));
        assert!(!keys.is_expired(Timestamp::new(99, 0)));
        assert!(keys.is_expired(Timestamp::new(100, 0)));
    }
}
