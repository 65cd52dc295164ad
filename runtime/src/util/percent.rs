//! Percent-encoding (RFC 3986, section 2.1). Callers decide which texts to encode.

use std::borrow::Cow;

/// The escape of a byte; `None` for unreserved characters (section 2.3), which are not escaped.
pub(crate) fn escape(byte: u8) -> Option<[u8; 3]> {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
        return None;
    }
    let digit = |value: u8| DIGITS[usize::from(value & 15)];
    Some([b'%', digit(byte >> 4), digit(byte)])
}

/// `text` with all but unreserved characters escaped.
pub(crate) fn encoded(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.bytes().all(|byte| escape(byte).is_none()) {
        return text;
    }
    let mut encoded = String::with_capacity(text.len() + 8);
    for byte in text.bytes() {
        match escape(byte) {
            None => encoded.push(char::from(byte)),
            Some(escape) => encoded.extend(escape.map(char::from)),
        }
    }
    Cow::Owned(encoded)
}

/// Decodes the escapes of `text`; `None` if one is malformed or the result is not UTF-8.
#[cfg(all(
    feature = "fake",
    any(feature = "rest-json-1", feature = "rest-xml", feature = "query")
))]
pub(crate) fn unescape(text: &str) -> Option<Cow<'_, str>> {
    if !text.contains('%') {
        return Some(text.into());
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let mut digit = || char::from(rest.next()?).to_digit(16);
        let (high, low) = (digit()?, digit()?);
        bytes.push(u8::try_from(high << 4 | low).ok()?);
    }
    String::from_utf8(bytes).ok().map(Into::into)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_but_unreserved_characters_is_encoded() {
        assert_eq!(encoded("a-Z_0.~".into()), "a-Z_0.~");
        assert_eq!(encoded("/a b:é%".into()), "%2Fa%20b%3A%C3%A9%25");
    }
}
