//! Randomness, and its uses: UUIDs and jitter.
//!
//! Sufficient for tokens and backoff, not for secrets.

use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;

/// A source of random numbers.
pub trait Entropy: Send + Sync + 'static {
    /// The next number, uniformly distributed.
    fn next(&self) -> u64;
}

/// Random numbers from the keys that the standard library draws from the operating system.
///
/// On `wasm32-unknown-unknown` the standard library has no such source, and the numbers repeat:
/// there, set another source.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemEntropy;

impl Entropy for SystemEntropy {
    fn next(&self) -> u64 {
        RandomState::new().hash_one(0_u8)
    }
}

/// The source of a client without a configured one; `None` on `wasm32-unknown-unknown`.
pub(crate) fn default_entropy() -> Option<Arc<dyn Entropy>> {
    let is_random = !cfg!(all(target_family = "wasm", target_os = "unknown"));
    is_random.then(|| Arc::new(SystemEntropy) as Arc<dyn Entropy>)
}

/// A short random sequence derived from a seed (`SplitMix64`), so that a call with the same seed
/// behaves the same.
#[derive(Clone, Debug)]
pub(crate) struct Sequence(u64);

impl Sequence {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number in `[0, 1)`.
    #[expect(clippy::cast_precision_loss, reason = "53 bits are exact in an f64")]
    pub(crate) const fn fraction(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// A version 4 UUID (RFC 9562, section 5.4) of two random numbers.
pub(crate) fn uuid(high: u64, low: u64) -> String {
    String::from_utf8_lossy(&uuid_text(high, low)).into_owned()
}

/// [`uuid`] as ASCII bytes.
pub(crate) fn uuid_text(high: u64, low: u64) -> [u8; 36] {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    const AFTER_A_DASH: [usize; 4] = [4, 6, 8, 10];
    let high = high & !0xf000 | 0x4000;
    let low = low & !(0b11 << 62) | (0b10 << 62);
    let number = u128::from(high) << 64 | u128::from(low);
    let mut text = [b'-'; 36];
    let mut position = 0;
    for (index, byte) in number.to_be_bytes().into_iter().enumerate() {
        position += usize::from(AFTER_A_DASH.contains(&index));
        text[position] = HEX[usize::from(byte >> 4)];
        text[position + 1] = HEX[usize::from(byte & 0xf)];
        position += 2;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uuid_has_the_version_and_variant_bits() {
        assert_eq!(uuid(0, 0), "00000000-0000-4000-8000-000000000000");
        assert_eq!(
            uuid(u64::MAX, u64::MAX),
            "ffffffff-ffff-4fff-bfff-ffffffffffff"
        );
    }

    #[test]
    fn fractions_stay_below_one_and_differ() {
        let mut sequence = Sequence::new(7);
        let drawn: Vec<f64> = (0..1000).map(|_| sequence.fraction()).collect();
        assert!(drawn.iter().all(|it| (0.0..1.0).contains(it)));
        assert!(drawn.windows(2).all(|pair| (pair[0] - pair[1]).abs() > 0.0));
    }

    #[test]
    fn system_entropy_does_not_repeat() {
        assert_ne!(SystemEntropy.next(), SystemEntropy.next());
    }
}
