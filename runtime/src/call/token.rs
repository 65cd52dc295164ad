//! Idempotency tokens (`smithy.api#idempotencyToken`): filled once, before the first attempt, so
//! that retries cannot do the work twice.

use std::borrow::Cow;

use crate::io::entropy::{Entropy, SystemEntropy, uuid};
use crate::model::schema::Trait;
use crate::model::value::{Slot, Structure, Value};

/// Fills an absent token with a version 4 UUID from the system's randomness, for callers that
/// need it before they send. Returns the token.
pub fn ensure(token: &mut Option<String>) -> &str {
    token.get_or_insert_with(|| uuid(SystemEntropy.next(), SystemEntropy.next()))
}

/// Fills an absent idempotency token of `input` with a UUID. Returns the token of `input`.
pub(crate) fn fill(input: &mut dyn Structure, entropy: &dyn Entropy) -> Option<String> {
    let is_token = |traits: &[Trait]| {
        traits
            .iter()
            .any(|it| matches!(it, Trait::IdempotencyToken))
    };
    let index = input
        .schema()
        .members
        .iter()
        .position(|member| is_token(member.traits))?;
    if let Value::String(token) = input.get(index) {
        if !token.is_empty() {
            return Some(token.to_owned());
        }
    }
    let token = uuid(entropy.next(), entropy.next());
    if let Slot::String(slot) = input.slot(index) {
        slot.set(Cow::Borrowed(&token));
    }
    Some(token)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_filled_once() {
        let mut token = None;
        let filled = ensure(&mut token).to_owned();
        assert_eq!(filled.len(), 36);
        assert_eq!(ensure(&mut token), filled);
    }
}
