//! Finds the special bytes of a text, eight bytes at a time. Each format defines which bytes are
//! special.

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x8080_8080_8080_8080;

/// The number of bytes before the first byte that is in `special` or below `bound`, or before the
/// end. `bound` is at most 128.
#[expect(
    clippy::inline_always,
    reason = "decoding JSON takes 1% fewer instructions"
)]
#[inline(always)]
pub(super) fn plain_prefix<const N: usize>(bytes: &[u8], special: [u8; N], bound: u8) -> usize {
    let mut rest = bytes;
    while let Some((block, after)) = rest.split_first_chunk::<8>() {
        let found = find(u64::from_le_bytes(*block), special, bound);
        if found != 0 {
            return bytes.len() - rest.len() + (found.trailing_zeros() / 8) as usize;
        }
        rest = after;
    }
    let is_special = |byte| byte < bound || special.contains(&byte);
    let tail = rest.iter().position(|&byte| is_special(byte));
    bytes.len() - rest.len() + tail.unwrap_or(rest.len())
}

/// A word whose lowest set bit is the top bit of the first special byte; zero if no byte is
/// special. A borrow may set bits above it, but never below.
#[inline]
fn find<const N: usize>(word: u64, special: [u8; N], bound: u8) -> u64 {
    let less = |it: u64, bound: u8| it.wrapping_sub(ONES * u64::from(bound)) & !it;
    let each = special
        .into_iter()
        .map(|it| less(word ^ (ONES * u64::from(it)), 1));
    each.fold(less(word, bound), |found, it| found | it) & HIGH
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_special_byte_is_found_at_every_position() {
        for at in 0..20 {
            for special in [b'<', b'&', 0x00, 0x1F] {
                let mut text = [b'=', 0x20, 0x7F, 0x80, 0xFF].repeat(5);
                text[at] = special;
                text[at + 2] = b'<';
                assert_eq!(plain_prefix(&text, [b'<', b'&'], 0x20), at, "{special:#x}");
            }
        }
    }

    #[test]
    fn without_a_special_byte_all_are_plain() {
        for length in 0..20 {
            let text = [b'%', b'\'', b'=', 0x00, 0xBC].repeat(4);
            let text = &text[..length];
            assert_eq!(plain_prefix(text, [b'<', b'&'], 0), length);
        }
    }
}
