//! Finds the bytes of a string that are not themselves, eight at a time.

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x8080_8080_8080_8080;

/// How many bytes come before the first quote, backslash or control character; all of them
/// where there is none.
#[inline]
pub(super) fn plain_prefix(bytes: &[u8]) -> usize {
    let mut rest = bytes;
    while let Some((block, after)) = rest.split_first_chunk::<8>() {
        let found = special(u64::from_le_bytes(*block));
        if found != 0 {
            return bytes.len() - rest.len() + (found.trailing_zeros() / 8) as usize;
        }
        rest = after;
    }
    let tail = rest.iter().position(|&byte| is_special(byte));
    bytes.len() - rest.len() + tail.unwrap_or(rest.len())
}

fn is_special(byte: u8) -> bool {
    byte == b'"' || byte == b'\\' || byte < 0x20
}

/// A word whose lowest set bit is the top bit of the first special byte. A borrow may set
/// bits above it, never below.
fn special(word: u64) -> u64 {
    let zero = |it: u64| it.wrapping_sub(ONES) & !it;
    let quote = zero(word ^ (ONES * u64::from(b'"')));
    let backslash = zero(word ^ (ONES * u64::from(b'\\')));
    let control = word.wrapping_sub(ONES * 0x20) & !word;
    (quote | backslash | control) & HIGH
}
