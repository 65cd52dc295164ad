//! Percent-encoding (RFC 3986, section 2.1). What is encoded, and when, is for others to know.

/// The escape of a byte; none of unreserved characters (section 2.3), which stand for themselves.
pub(crate) fn escape(byte: u8) -> Option<[u8; 3]> {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
        return None;
    }
    let digit = |value: u8| DIGITS[usize::from(value & 15)];
    Some([b'%', digit(byte >> 4), digit(byte)])
}
