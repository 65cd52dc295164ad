//! Base64 (RFC 4648, section 4): of blobs that are defaults, and of binary decision diagrams.

/// Decodes `text`; `None` if it is not base64. Padding may be missing, as in some models.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    let digits = text.trim_end_matches('=').as_bytes();
    let is_padded = digits.len() < text.len();
    if digits.len() % 4 == 1 || is_padded && text.len() != digits.len().next_multiple_of(4) {
        return None;
    }
    let mut bytes = Vec::with_capacity(digits.len() * 3 / 4);
    for group in digits.chunks(4) {
        let mut bits = 0;
        for byte in group {
            bits = bits << 6 | digit(*byte)?;
        }
        // Of two digits the first 8 of 12 bits count, of three the first 16 of 18.
        let whole = bits << (6 * (4 - group.len()));
        let [_, decoded @ ..] = u32::to_be_bytes(whole);
        bytes.extend(decoded.into_iter().take(group.len() - 1));
    }
    Some(bytes)
}

fn digit(byte: u8) -> Option<u32> {
    let digit = match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    };
    Some(u32::from(digit))
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn texts_of_every_length_are_decoded() {
        for (text, bytes) in [
            ("", ""),
            ("Zg==", "f"),
            ("Zg", "f"),
            ("Zm8=", "fo"),
            ("Zm8", "fo"),
            ("Zm9v", "foo"),
            ("Zm9vYg==", "foob"),
        ] {
            assert_eq!(decode(text).as_deref(), Some(bytes.as_bytes()));
        }
        assert_eq!(decode("/+8="), Some(vec![0xff, 0xef]));
    }

    #[test]
    fn what_is_no_base64_is_refused() {
        for text in [
            "Z", "Zg=", "Z===", "Zg===", "====", "Zm9v=", "Z g=", "Zm9vé",
        ] {
            assert_eq!(decode(text), None, "{text}");
        }
    }
}
