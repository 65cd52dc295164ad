//! Finds the bytes of a text that are not themselves.

use crate::codec::scan;

/// How many bytes come before the first `<`, `&` or carriage return; all of them where there is
/// none.
#[inline]
pub(super) fn plain_prefix(bytes: &[u8]) -> usize {
    scan::plain_prefix(bytes, [b'<', b'&', b'\r'], 0)
}

/// How many bytes belong to the name that `bytes` start with.
#[inline]
pub(super) fn name_length(bytes: &[u8]) -> usize {
    let end = bytes.iter().position(|&byte| !NAME[usize::from(byte)]);
    end.unwrap_or(bytes.len())
}

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
