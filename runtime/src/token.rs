//! Idempotency tokens that callers want to know before they send (`smithy.api#idempotencyToken`).

use crate::entropy::{Entropy, SystemEntropy, uuid};

/// Fills an absent token with a version 4 UUID from the system's randomness; returns the token
/// that is there then.
pub fn ensure(token: &mut Option<String>) -> &str {
    token.get_or_insert_with(|| uuid(SystemEntropy.next(), SystemEntropy.next()))
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
