//! Roles that are assumed one after the other, with the credentials of another source first.
//!
//! ```text
//! base ─ keys ─► [Ask code] ─► Call AssumeRole ─ keys ─► the next role … ─► Done
//! ```

use std::collections::VecDeque;

use tinsmith::{Credentials, Timestamp};

use super::{of_session, session_name};
use crate::clients::sts::AssumeRoleRequest;
use crate::plan::Role;
use crate::step::{Call, Event, Failure, FailureKind, Reply, Source, Step, fail, unexpected};

/// The lookup.
#[derive(Debug)]
pub(crate) struct AssumedRoles {
    base: Option<Box<dyn Source>>,
    left: VecDeque<Role>,
    /// The credentials that assume the next role.
    keys: Option<Credentials>,
}

impl AssumedRoles {
    pub(crate) fn new(base: Box<dyn Source>, roles: Vec<Role>) -> Self {
        Self {
            base: Some(base),
            left: roles.into(),
            keys: None,
        }
    }

    /// Goes on with the keys of the source before.
    fn assume(&mut self, now: Timestamp, keys: Credentials) -> Step {
        let Some(role) = self.left.front() else {
            return Step::Done(Ok(keys));
        };
        match &role.mfa_serial {
            Some(serial) => {
                let serial = serial.clone();
                self.keys = Some(keys);
                Step::Ask(serial)
            }
            None => call(role, None, keys, now),
        }
    }
}

impl Source for AssumedRoles {
    fn next(&mut self, now: Timestamp, event: Event) -> Step {
        if let Some(base) = &mut self.base {
            return match base.next(now, event) {
                Step::Done(Ok(keys)) => {
                    self.base = None;
                    self.assume(now, keys)
                }
                // That there is nothing is a failure where a role is to be assumed with it.
                Step::Done(Err(failure)) if failure.kind == FailureKind::Absent => {
                    fail(Failure::transient(failure.what))
                }
                step => step,
            };
        }
        let Some(role) = self.left.front() else {
            return unexpected();
        };
        match event {
            Event::Answered(Some(code)) if !is_code(&code) => fail(no_digits(role)),
            Event::Answered(Some(code)) => match self.keys.take() {
                Some(keys) => call(role, Some(code), keys, now),
                None => unexpected(),
            },
            Event::Answered(None) => fail(no_code(role)),
            Event::Called(Ok(Reply::AssumeRole(reply))) => {
                let keys = of_session(reply.credentials, reply.assumed_role_user.as_ref());
                let Some(keys) = keys else {
                    return fail(Failure::transient("STS answered without credentials"));
                };
                self.left.pop_front();
                self.assume(now, keys)
            }
            Event::Called(Err(error)) => fail(Failure::transient(format!(
                "{}: role {}: {}",
                role.origin, role.arn, error.message
            ))),
            _ => unexpected(),
        }
    }
}

/// Whether a text is a code. Any other text may be a secret typed by mistake, and is not shown.
fn is_code(code: &str) -> bool {
    code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit())
}

fn no_digits(role: &Role) -> Failure {
    Failure::non_recoverable(format!(
        "{}: the code for the role {} must have six digits",
        role.origin, role.arn
    ))
}

fn no_code(role: &Role) -> Failure {
    Failure::non_recoverable(format!(
        "{}: the role {} needs the code of an MFA device; set `mfa` of the loader, which asks for \
         it",
        role.origin, role.arn
    ))
}

fn call(role: &Role, code: Option<String>, keys: Credentials, now: Timestamp) -> Step {
    let input = AssumeRoleRequest::builder()
        .role_arn(&role.arn)
        .role_session_name(session_name(role.session_name.as_ref(), now))
        .set_external_id(role.external_id.clone())
        .set_duration_seconds(role.duration_seconds)
        .set_serial_number(role.mfa_serial.clone())
        .set_token_code(code)
        .build();
    Step::Call(Box::new(Call::AssumeRole(input, keys)))
}
