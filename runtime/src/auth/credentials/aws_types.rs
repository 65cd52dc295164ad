//! Any source that speaks `aws-credential-types`, `aws-config`'s chain among them.

use aws_credential_types::provider::{ProvideCredentials as Theirs, SharedCredentialsProvider};

use super::{Credentials, CredentialsError, ProvideCredentials, Provided};
use crate::types::Timestamp;

/// A source of the AWS SDK for Rust, used as one of ours. The SDK's sources do not remember
/// what they found: wrap it in [`Cached`](crate::auth::credentials::Cached).
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

    #[test]
    fn every_field_is_taken_over() {
        let end = SystemTime::UNIX_EPOCH + Duration::from_secs(3600);
        let theirs = aws_credential_types::Credentials::builder()
            .access_key_id("AKID")
            .secret_access_key("secret")
            .session_token("token")
            .account_id("123456789012")
            .expiry(end)
            .provider_name("test")
            .build();
        let ours = Credentials::new("AKID", "secret")
            .with_session_token("token")
            .with_account_id("123456789012")
            .with_expires_at(Timestamp::new(3600, 0));
        let found = AwsProvider::new(theirs).provide(Timestamp::EPOCH).wait();
        assert_eq!(found.unwrap(), Some(ours));
    }
}
