//! A service that refuses the keys of a call: their source is notified, and if it has other keys,
//! the request is sent once more.

use std::mem;

use super::machine::Attempt;
use super::{Answer, Exchange, Identity};
use crate::auth::credentials::Credentials;
use crate::call::retry::Failure;

/// The error codes of services for keys that have expired or were revoked.
const REFUSALS: [&str; 4] = [
    "ExpiredToken",
    "ExpiredTokenException",
    "InvalidToken",
    "TokenRefreshRequired",
];

/// How far the replacing of refused keys has got; a call does it once.
#[derive(Default)]
pub(super) enum Renewal {
    #[default]
    NotBegun,
    /// The source is asked for others than these, which were answered so.
    Asked(Box<(Credentials, Answer)>),
    Over,
}

impl Renewal {
    /// The refusal, if there is one; from now on there will be no other.
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
    /// Whether `failure` means that the keys of the call are useless and that another attempt with
    /// other keys is allowed. Notifies their source in any case.
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

    /// Keeps the answer to keys that were refused, until it is known whether there are others.
    pub(super) fn keep_refusal(&mut self, attempt: &Attempt, answer: Answer) {
        let keys = attempt.identity.as_ref().and_then(Identity::credentials);
        if let Some(keys) = keys.cloned() {
            self.renewal = Renewal::Asked(Box::new((keys, answer)));
        }
    }

    /// The answer that ends the call, where the source was asked for other keys and has none.
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
