//! Finds the special bytes of XML text, and the end of names.

use crate::codec::scan;

/// The number of bytes before the first `<`, `&` or carriage return, or before the end.
#[inline]
pub(super) fn plain_prefix(bytes: &[u8]) -> usize {
    scan::plain_prefix(bytes, [b'<', b'&', b'\r'], 0)
}

/// The length of the name at the start of `bytes`.
#[inline]
pub(super) fn name_length(bytes: &[u8]) -> usize {
    let end = bytes.iter().position(|&byte| !NAME[usize::from(byte)]);
    end.unwrap_or(bytes.len())
}

/// The bytes that names may contain. Includes all bytes outside of ASCII, since an invalid name
/// does not match any member's name.
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
