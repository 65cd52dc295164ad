//! Bridges to `aws-credential-types`: uses the SDK's sources, `aws-config`'s chain among them, as
//! ours, and ours as the SDK's.

use std::time::SystemTime;

use aws_credential_types::provider::error::CredentialsError as TheirError;
use aws_credential_types::provider::future::ProvideCredentials as TheirFuture;
use aws_credential_types::provider::{ProvideCredentials as Theirs, SharedCredentialsProvider};

use super::{Credentials, CredentialsError, ProvideCredentials, Provided};
use crate::types::Timestamp;

/// A source of the AWS SDK for Rust, used as a [`ProvideCredentials`]. The SDK's sources do not
/// cache what they found: wrap it in [`Cached`](crate::auth::credentials::Cached).
#[derive(Clone, Debug)]
pub struct AwsProvider(SharedCredentialsProvider);

impl AwsProvider {
    /// Takes credentials from `source`.
    pub fn new(source: impl Theirs + 'static) -> Self {
        Self(SharedCredentialsProvider::new(source))
    }
}

impl ProvideCredentials for AwsProvider {
    fn provide(&self, _now: Timestamp) -> Provided<'_> {
        Provided::Pending(Box::pin(async {
            let found = self.0.provide_credentials().await;
            found
                .map(|keys| Some(Credentials::from(&keys)))
                .map_err(CredentialsError::source)
        }))
    }
}

/// A source of ours, for clients of the AWS SDK for Rust, so that a program which migrates
/// service by service needs only one chain.
#[derive(Clone, Debug)]
pub struct ForAws<P>(P);

impl<P: ProvideCredentials> ForAws<P> {
    /// Gives the SDK the credentials of `source`. The SDK caches them.
    pub fn new(source: P) -> Self {
        Self(source)
    }
}

impl<P: ProvideCredentials> Theirs for ForAws<P> {
    fn provide_credentials<'a>(&'a self) -> TheirFuture<'a>
    where
        Self: 'a,
    {
        TheirFuture::new(async {
            let now = SystemTime::now().into();
            match self.0.provide(now).get().await {
                Ok(Some(keys)) => Ok((&keys).into()),
                Ok(None) => Err(TheirError::not_loaded("requests are to go out unsigned")),
                Err(error) if error.is_absence() => Err(TheirError::not_loaded(error)),
                Err(error) => Err(TheirError::provider_error(error)),
            }
        })
    }
}

impl From<&Credentials> for aws_credential_types::Credentials {
    fn from(ours: &Credentials) -> Self {
        let mut keys = Self::builder()
            .access_key_id(ours.access_key_id())
            .secret_access_key(ours.secret_access_key())
            .provider_name("tinsmith");
        keys.set_session_token(ours.session_token().map(str::to_owned));
        keys.set_account_id(ours.account_id().map(Into::into));
        // A time that the system cannot represent is passed on as no expiry.
        keys.set_expiry(ours.expires_at().and_then(|end| end.try_into().ok()));
        keys.build()
    }
}

impl From<&aws_credential_types::Credentials> for Credentials {
    fn from(theirs: &aws_credential_types::Credentials) -> Self {
        let mut keys = Self::new(theirs.access_key_id(), theirs.secret_access_key());
        if let Some(token) = theirs.session_token() {
            keys = keys.with_session_token(token);
        }
        if let Some(expiry) = theirs.expiry() {
            keys = keys.with_expires_at(expiry.into());
        }
        if let Some(account) = theirs.account_id() {
            keys = keys.with_account_id(account.as_str());
        }
        keys
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::*;
    use crate::auth::credentials::from_fn;
    use crate::util::future::block_on;

    #[test]
    fn every_field_is_taken_over() {
        let end = SystemTime::UNIX_EPOCH + Duration::from_secs(3600);
        let theirs = aws_credential_types::Credentials::builder()
            .access_key_id("AKID")
            .secret_access_key("secret")
            .session_token("token")
            .account_id("123456789012")
            .expiry(end)
            .provider_name("tinsmith")
            .build();
        let ours = Credentials::new("AKID", "secret")
            .with_session_token("token")
            .with_account_id("123456789012")
            .with_expires_at(Timestamp::new(3600, 0));
        let found = AwsProvider::new(theirs.clone())
            .provide(Timestamp::EPOCH)
            .wait();
        assert_eq!(found.unwrap(), Some(ours.clone()));

        let source = ForAws::new(ours);
        let back = block_on(source.provide_credentials()).unwrap();
        assert_eq!(back, theirs);
    }

    #[test]
    fn a_source_that_has_nothing_or_fails_says_so_to_the_sdk() {
        let absent = from_fn(|| Err(CredentialsError::absent("nothing")));
        let error = block_on(ForAws::new(absent).provide_credentials()).unwrap_err();
        assert!(
            matches!(error, TheirError::CredentialsNotLoaded(_)),
            "{error:?}"
        );
        let down = from_fn(|| Err(CredentialsError::source("down")));
        let error = block_on(ForAws::new(down).provide_credentials()).unwrap_err();
        assert!(matches!(error, TheirError::ProviderError(_)), "{error:?}");
    }
}
