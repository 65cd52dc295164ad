//! Idempotency tokens: filled once, before the first attempt (`smithy.api#idempotencyToken`).

use std::borrow::Cow;

use crate::entropy::{Entropy, uuid};
use crate::schema::Trait;
use crate::value::{Slot, Structure, Value};

/// Fills an absent idempotency token of `input` with a UUID; returns the token that it has then.
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
