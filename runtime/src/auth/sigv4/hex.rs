//! Lower-case hexadecimal; without allocation for SHA-256.

const DIGITS: &[u8; 16] = b"0123456789abcdef";

/// The digits of any number of bytes.
pub(crate) fn digits(bytes: &[u8]) -> Vec<u8> {
    let pairs = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    pairs.map(|digit| DIGITS[usize::from(digit)]).collect()
}

/// 32 bytes as 64 digits.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hex([u8; 64]);

impl Hex {
    pub(super) fn of(bytes: &[u8; 32]) -> Self {
        let mut text = [0; 64];
        for (pair, byte) in text.chunks_exact_mut(2).zip(bytes) {
            pair[0] = DIGITS[usize::from(byte >> 4)];
            pair[1] = DIGITS[usize::from(byte & 15)];
        }
        Self(text)
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}
