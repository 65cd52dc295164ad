//! Credentials from the environment variables that every AWS tool reads.

use std::{env, fmt};

use super::{Credentials, CredentialsError, ProvideCredentials, Provided, Resolved};
use crate::types::Timestamp;
use crate::util::future::{MaybeSend, MaybeSync};

const ACCESS_KEY_ID: &str = "AWS_ACCESS_KEY_ID";
const SECRET_ACCESS_KEY: &str = "AWS_SECRET_ACCESS_KEY";
const SESSION_TOKEN: &str = "AWS_SESSION_TOKEN";
const ACCOUNT_ID: &str = "AWS_ACCOUNT_ID";

/// Reads `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and, if set, `AWS_SESSION_TOKEN` and
/// `AWS_ACCOUNT_ID`, again on every call. An empty variable counts as unset.
///
/// ```
/// use tinsmith::credentials::EnvironmentCredentials;
///
/// let mine = EnvironmentCredentials::new(|name| match name {
///     "AWS_ACCESS_KEY_ID" => Some("AKIDEXAMPLE".to_owned()),
///     _ => None,
/// });
/// let error = mine.credentials().unwrap_err();
/// assert!(error.to_string().contains("AWS_SECRET_ACCESS_KEY is not set"));
/// ```
#[derive(Clone, Copy)]
pub struct EnvironmentCredentials<F = fn(&str) -> Option<String>> {
    lookup: F,
}

impl EnvironmentCredentials {
    /// Reads the environment of this process.
    pub fn of_process() -> Self {
        Self {
            lookup: |name| env::var(name).ok(),
        }
    }
}

impl<F: Fn(&str) -> Option<String>> EnvironmentCredentials<F> {
    /// Reads variables through `lookup`, which maps a name to a value.
    pub fn new(lookup: F) -> Self {
        Self { lookup }
    }

    /// Returns the keys found. The error names the missing variable.
    pub fn credentials(&self) -> Result<Credentials, CredentialsError> {
        let id = self.get(ACCESS_KEY_ID);
        let secret = self.get(SECRET_ACCESS_KEY);
        let missing = |variable, set| Err(CredentialsError::Missing { variable, set });
        for (name, value) in [(ACCESS_KEY_ID, &id), (SECRET_ACCESS_KEY, &secret)] {
            if value.as_ref().is_some_and(|it| it.trim() != it.as_str()) {
                return Err(CredentialsError::non_recoverable(format!(
                    "no AWS credentials: the environment variable {name} begins or ends in white \
                     space, a line break perhaps; set it without"
                )));
            }
        }
        let mut keys = match (id, secret) {
            (Some(id), Some(secret)) => Credentials::new(id, secret),
            (Some(_), None) => return missing(SECRET_ACCESS_KEY, Some(ACCESS_KEY_ID)),
            (None, Some(_)) => return missing(ACCESS_KEY_ID, Some(SECRET_ACCESS_KEY)),
            (None, None) => return missing(ACCESS_KEY_ID, None),
        };
        if let Some(token) = self.get(SESSION_TOKEN) {
            keys = keys.with_session_token(token);
        }
        if let Some(account) = self.get(ACCOUNT_ID) {
            keys = keys.with_account_id(account);
        }
        Ok(keys)
    }

    fn get(&self, name: &str) -> Option<String> {
        (self.lookup)(name).filter(|value| !value.trim().is_empty())
    }

    fn resolve(&self) -> Resolved {
        self.credentials().map(Some)
    }
}

impl<F> ProvideCredentials for EnvironmentCredentials<F>
where
    F: Fn(&str) -> Option<String> + MaybeSend + MaybeSync,
{
    fn provide(&self, _now: Timestamp) -> Provided<'_> {
        Provided::Ready(self.resolve())
    }
}

impl<F> fmt::Debug for EnvironmentCredentials<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EnvironmentCredentials")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(pairs: &[(&str, &str)]) -> Result<Credentials, CredentialsError> {
        EnvironmentCredentials::new(|name| {
            let found = pairs.iter().find(|(key, _)| *key == name);
            found.map(|(_, value)| (*value).to_owned())
        })
        .credentials()
    }

    #[test]
    fn a_long_lived_key_has_no_token() {
        let keys = of(&[(ACCESS_KEY_ID, "AKID"), (SECRET_ACCESS_KEY, "secret")]).unwrap();
        assert_eq!(keys, Credentials::new("AKID", "secret"));
    }

    #[test]
    fn token_and_account_are_read() {
        let keys = of(&[
            (ACCESS_KEY_ID, "AKID"),
            (SECRET_ACCESS_KEY, "secret"),
            (SESSION_TOKEN, "token"),
            (ACCOUNT_ID, "123456789012"),
        ]);
        let keys = keys.unwrap();
        assert_eq!(keys.session_token(), Some("token"));
        assert_eq!(keys.account_id(), Some("123456789012"));
    }

    #[test]
    fn an_empty_variable_counts_as_unset() {
        let error = of(&[(ACCESS_KEY_ID, "AKID"), (SECRET_ACCESS_KEY, "")]).unwrap_err();
        assert_eq!(
            error.to_string(),
            "no AWS credentials: the environment variable AWS_SECRET_ACCESS_KEY is not set, \
             though AWS_ACCESS_KEY_ID is; set AWS_SECRET_ACCESS_KEY, or give the client \
             credentials in code"
        );
    }

    #[test]
    fn white_space_around_a_key_is_refused() {
        let pairs = [(ACCESS_KEY_ID, "AKID"), (SECRET_ACCESS_KEY, "hush\n")];
        let error = of(&pairs).unwrap_err().to_string();
        assert!(
            error.contains("AWS_SECRET_ACCESS_KEY begins or ends in white space"),
            "{error}"
        );
        assert!(!error.contains("hush"), "{error}");
    }

    #[test]
    fn a_secret_without_its_id_is_named_too() {
        let error = of(&[(SECRET_ACCESS_KEY, "secret")])
            .unwrap_err()
            .to_string();
        assert!(error.contains("AWS_ACCESS_KEY_ID is not set"), "{error}");
    }

    #[test]
    fn nothing_set_names_the_first_variable() {
        let error = of(&[]).unwrap_err().to_string();
        assert!(
            error.contains("AWS_ACCESS_KEY_ID is not set; set"),
            "{error}"
        );
    }
}
