//! Converts integers of any size between decimal digits and bytes (RFC 8949, section 3.4.3).

use std::fmt::Write;

/// Maximum length of a bignum, in bytes. The work grows with the square of the length, so that
/// without a limit a short message could cost much time.
pub(super) const LONGEST: usize = 4096;

/// Number of decimal digits processed at a time; `STEP` is ten to its power.
const DIGITS: usize = 9;
const STEP: u64 = 1_000_000_000;

/// The decimal digits of the big-endian number `bytes`.
pub(super) fn to_digits(bytes: &[u8]) -> String {
    // Groups of digits, the last ones first.
    let mut groups: Vec<u32> = Vec::with_capacity(bytes.len() / 3 + 1);
    for chunk in bytes.rchunks(4).rev() {
        let word = chunk.iter().fold(0, |it, byte| it << 8 | u64::from(*byte));
        multiply_add(&mut groups, 1 << (8 * chunk.len()), word, STEP);
    }
    let mut digits = String::with_capacity(groups.len() * DIGITS + 1);
    let mut groups = groups.iter().rev();
    // Writing to a string cannot fail.
    let _ = write!(digits, "{}", groups.next().unwrap_or(&0));
    for group in groups {
        let _ = write!(digits, "{group:09}");
    }
    digits
}

/// The number with the decimal digits `digits`, as big-endian bytes. Other characters count as
/// zeros.
pub(super) fn to_bytes(digits: &str) -> Vec<u8> {
    let mut words: Vec<u32> = Vec::with_capacity(digits.len() / DIGITS + 1);
    for chunk in digits.as_bytes().rchunks(DIGITS).rev() {
        let group = chunk.iter().fold(0, |it, digit| {
            10 * it + u64::from(digit.saturating_sub(b'0'))
        });
        let places = u32::try_from(chunk.len()).unwrap_or_default();
        multiply_add(&mut words, 10u64.pow(places), group, 1 << 32);
    }
    words.iter().rev().flat_map(|it| it.to_be_bytes()).collect()
}

/// Computes `places * factor + carry`, where `places` are the digits of a number to the base
/// `base`, the least significant first. `factor` and `base` are at most 2^32.
fn multiply_add(places: &mut Vec<u32>, factor: u64, mut carry: u64, base: u64) {
    for place in places.iter_mut() {
        let product = u64::from(*place) * factor + carry;
        *place = low_word(product % base);
        carry = product / base;
    }
    while carry > 0 {
        places.push(low_word(carry % base));
        carry /= base;
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "the number is the remainder of a division by at most 2^32"
)]
fn low_word(number: u64) -> u32 {
    number as u32
}
