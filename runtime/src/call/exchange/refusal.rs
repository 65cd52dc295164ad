//! The reaction when a service rejects the keys of a call: invalidates them at their source and,
//! if the source has others, sends the request once more.

use std::mem;

use super::machine::Attempt;
use super::{Answer, Exchange, Identity};
use crate::auth::credentials::Credentials;
use crate::call::retry::Failure;

/// Error codes for keys that have expired or are revoked, whatever their source reports.
const REFUSALS: [&str; 4] = [
    "ExpiredToken",
    "ExpiredTokenException",
    "InvalidToken",
    "TokenRefreshRequired",
];

/// The state of replacing rejected keys, which happens once per call.
#[derive(Default)]
pub(super) enum Renewal {
    #[default]
    NotBegun,
    /// The source is asked for keys other than these; holds the answer that rejected them.
    Asked(Box<(Credentials, Answer)>),
    Over,
}

impl Renewal {
    /// Takes the rejection, if there is one; there will be no second one.
    fn take(&mut self) -> Option<(Credentials, Answer)> {
        match self {
            Self::NotBegun | Self::Over => None,
            Self::Asked(_) => match mem::replace(self, Self::Over) {
                Self::Asked(refusal) => Some(*refusal),
                Self::NotBegun | Self::Over => None,
            },
        }
    }
}

impl Exchange<'_> {
    /// Returns whether `failure` means that the keys of the call are invalid and another attempt
    /// may be made with others. Their source is informed in any case.
    pub(super) fn renews_keys(&self, attempt: &Attempt, failure: &Failure<'_>) -> bool {
        let code = failure.code.as_deref().unwrap_or_default();
        let keys = attempt.identity.as_ref().and_then(Identity::credentials);
        let (true, Some(keys)) = (REFUSALS.contains(&code), keys) else {
            return false;
        };
        if let Some(source) = self.plan.credentials() {
            source.invalidate(keys);
        }
        matches!(self.renewal, Renewal::NotBegun)
            && self.is_repeatable
            && self.sent < self.attempts.max()
    }

    /// Keeps the answer to rejected keys until their source has been asked for others.
    pub(super) fn keep_refusal(&mut self, attempt: &Attempt, answer: Answer) {
        let keys = attempt.identity.as_ref().and_then(Identity::credentials);
        if let Some(keys) = keys.cloned() {
            self.renewal = Renewal::Asked(Box::new((keys, answer)));
        }
    }

    /// The answer that ends the call if the source was asked for other keys and has none.
    pub(super) fn final_refusal(&mut self, found: Option<&Identity>) -> Option<Answer> {
        let (refused, answer) = self.renewal.take()?;
        let found = found.and_then(Identity::credentials);
        if found.is_none_or(|it| it.access_key_id() == refused.access_key_id()) {
            return Some(answer);
        }
        self.response = Some(answer.response);
        None
    }
}
