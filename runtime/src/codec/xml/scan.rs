//! Finds the bytes of a text that are not themselves, eight at a time.

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x8080_8080_8080_8080;

/// How many bytes come before the first `<`, `&` or carriage return; all of them where there is
/// none.
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
    matches!(byte, b'<' | b'&' | b'\r')
}

/// A word whose lowest set bit is the top bit of the first special byte. A borrow may set bits
/// above it, never below.
fn special(word: u64) -> u64 {
    let zero = |it: u64| it.wrapping_sub(ONES) & !it;
    let tag = zero(word ^ (ONES * u64::from(b'<')));
    let reference = zero(word ^ (ONES * u64::from(b'&')));
    let line_end = zero(word ^ (ONES * u64::from(b'\r')));
    (tag | reference | line_end) & HIGH
}

/// How many bytes come before the first that may need an escape.
#[inline]
pub(super) fn unescaped_prefix(bytes: &[u8]) -> usize {
    let end = bytes.iter().position(|&byte| ESCAPED[usize::from(byte)]);
    end.unwrap_or(bytes.len())
}

/// How many bytes belong to the name that `bytes` start with.
#[inline]
pub(super) fn name_length(bytes: &[u8]) -> usize {
    let end = bytes.iter().position(|&byte| !NAME[usize::from(byte)]);
    end.unwrap_or(bytes.len())
}

/// Markup, control characters, and what the others begin with that are escaped: U+0085, U+2028,
/// U+FFFE and U+FFFF.
static ESCAPED: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = u8::MAX;
    loop {
        let is_markup = matches!(byte, b'<' | b'>' | b'&' | b'"');
        table[byte as usize] = is_markup || byte < 0x20 || matches!(byte, 0xC2 | 0xE2 | 0xEF);
        if byte == 0 {
            break table;
        }
        byte -= 1;
    }
};

/// The bytes of names. Those outside of ASCII are all let through: what is no name is no
/// member's name either.
static NAME: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = u8::MAX;
    loop {
        table[byte as usize] = byte >= 0x80
            || byte.is_ascii_alphanumeric()
            || matches!(byte, b'_' | b'-' | b'.' | b':');
        if byte == 0 {
            break table;
        }
        byte -= 1;
    }
};
