//! The keys of a role that a user who has logged in may assume (IAM Identity Center).
//!
//! ```text
//! token ─► Call GetRoleCredentials ─► Done
//!            └─ unauthorized ─► log in again
//! ```

use tinsmith::{Credentials, Timestamp};

use super::token::CachedToken;
use crate::clients::sso::{GetRoleCredentialsRequest, RoleCredentials};
use crate::plan::Sso;
use crate::step::{Call, CallError, Event, Failure, Reply, Source, Step, fail};

/// The lookup.
#[derive(Debug)]
pub(crate) struct FromSso {
    sso: Sso,
    account: String,
    role: String,
    token: CachedToken,
    has_token: bool,
}

impl FromSso {
    /// The lookup for a login; one without account and role is for tokens only.
    pub(crate) fn new(sso: Sso, home: &str) -> Result<Self, Failure> {
        let Some((account, role)) = sso.role.clone() else {
            return Err(Failure::non_recoverable(format!(
                "{}: the profile `{}` has no `sso_account_id` and `sso_role_name`: it has a token \
                 for services that take those, and no credentials",
                sso.origin, sso.profile
            )));
        };
        Ok(Self {
            token: CachedToken::new(sso.clone(), home),
            sso,
            account,
            role,
            has_token: false,
        })
    }

    fn failure(&self, error: &CallError) -> Failure {
        let at = &self.sso.origin;
        if error.code.as_deref() == Some("UnauthorizedException") {
            return Failure::non_recoverable(format!(
                "{at}: the login is over ({}); run `aws sso login --profile {}`",
                error.message, self.sso.profile
            ));
        }
        Failure::transient(format!(
            "{at}: role {} in account {}: {}",
            self.role, self.account, error.message
        ))
    }
}

impl Source for FromSso {
    fn next(&mut self, now: Timestamp, event: Event) -> Step {
        match event {
            Event::Called(Ok(Reply::GetRoleCredentials(reply))) => {
                let keys = reply.role_credentials.and_then(|keys| self.keys(keys));
                let missing = || Failure::transient("IAM Identity Center answered without keys");
                Step::Done(keys.ok_or_else(missing))
            }
            Event::Called(Err(error)) if self.has_token => fail(self.failure(&error)),
            event => {
                let step = self.token.next(now, event);
                step.or_done(|token| {
                    self.has_token = true;
                    let input = GetRoleCredentialsRequest::builder()
                        .account_id(&self.account)
                        .role_name(&self.role)
                        .access_token(token.secret)
                        .build();
                    let region = self.sso.region.clone();
                    Step::Call(Box::new(Call::GetRoleCredentials(input, region)))
                })
            }
        }
    }
}

impl FromSso {
    fn keys(&self, keys: RoleCredentials) -> Option<Credentials> {
        let mut found = Credentials::new(keys.access_key_id?, keys.secret_access_key?)
            .with_account_id(&self.account)
            .with_static_stability();
        if let Some(token) = keys.session_token {
            found = found.with_session_token(token);
        }
        // In milliseconds. Zero means that the answer had no end.
        if keys.expiration > 0 {
            let nanos = u32::try_from(keys.expiration % 1000).ok()? * 1_000_000;
            found = found.with_expires_at(Timestamp::new(keys.expiration / 1000, nanos));
        }
        Some(found)
    }
}
