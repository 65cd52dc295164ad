//! A role that is assumed with a token in a file, as EKS and CI systems write it.
//!
//! ```text
//! Start ─► Read token ─► Call AssumeRoleWithWebIdentity ─► Done
//! ```

use std::path::PathBuf;

use tinsmith::Timestamp;

use super::{of_session, session_name, unreadable};
use crate::clients::sts::AssumeRoleWithWebIdentityRequest;
use crate::plan::WebIdentity;
use crate::step::{Call, CallError, Event, Failure, Reply, Source, Step, fail, unexpected};

/// The lookup. The file is read each time, since tokens rotate.
#[derive(Debug)]
pub(crate) struct WithWebIdentity(pub(crate) WebIdentity);

impl Source for WithWebIdentity {
    fn next(&mut self, now: Timestamp, event: Event) -> Step {
        match event {
            Event::Start => Step::Read(PathBuf::from(&self.0.token_file)),
            Event::File(Ok(token)) => self.call(now, &token),
            Event::File(Err(error)) => fail(Failure::non_recoverable(format!(
                "the token file {} {}",
                self.0.token_file,
                unreadable(&error)
            ))),
            Event::Called(Ok(Reply::AssumeRoleWithWebIdentity(reply))) => {
                let keys = of_session(reply.credentials, reply.assumed_role_user.as_ref());
                let missing = || Failure::transient("STS answered without credentials");
                Step::Done(keys.ok_or_else(missing))
            }
            Event::Called(Err(error)) => fail(self.failure(&error)),
            _ => unexpected(),
        }
    }
}

impl WithWebIdentity {
    fn call(&self, now: Timestamp, token: &[u8]) -> Step {
        let Ok(token) = std::str::from_utf8(token) else {
            return fail(Failure::non_recoverable(format!(
                "the token file {} is not text",
                self.0.token_file
            )));
        };
        let input = AssumeRoleWithWebIdentityRequest::builder()
            .role_arn(&self.0.role_arn)
            .role_session_name(session_name(self.0.session_name.as_ref(), now))
            .web_identity_token(token.trim_end())
            .build();
        Step::Call(Box::new(Call::AssumeRoleWithWebIdentity(input)))
    }

    fn failure(&self, error: &CallError) -> Failure {
        let of_token = [
            "InvalidIdentityToken",
            "ExpiredTokenException",
            "IDPRejectedClaim",
        ];
        let is_of_token = error
            .code
            .as_deref()
            .is_some_and(|code| of_token.iter().any(|known| code.starts_with(known)));
        let mut what = format!("role {}: {}", self.0.role_arn, error.message);
        if is_of_token {
            what.push_str("; the token is that of ");
            what.push_str(&self.0.token_file);
        }
        Failure::transient(what)
    }
}
