//! Escapes untrusted text, so that printing it cannot affect a terminal or a log.
//!
//! Knows characters only. Callers decide which text is untrusted.

use std::fmt::{self, Formatter, Write};

/// Writes text to a formatter and escapes the characters that move the cursor, end a line or
/// change the direction of text.
pub(crate) struct Printable<'a, 'f>(pub(crate) &'a mut Formatter<'f>);

impl Write for Printable<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for part in text.split_inclusive(is_escaped) {
            let mut characters = part.chars();
            match characters.next_back().filter(|last| is_escaped(*last)) {
                None => self.0.write_str(part)?,
                Some(last) => write!(self.0, "{}{}", characters.as_str(), last.escape_debug())?,
            }
        }
        Ok(())
    }
}

/// Whether a character is a control character, a line separator, a mark or control of
/// bidirectional text (Unicode Standard Annex 9, section 2), or the byte order mark.
fn is_escaped(it: char) -> bool {
    it.is_control()
        || matches!(
            it,
            '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}'
                | '\u{2066}'..='\u{2069}' | '\u{FEFF}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Printed(&'static str);

    impl fmt::Display for Printed {
        fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
            write!(Printable(f), "{}", self.0)
        }
    }

    #[test]
    fn control_characters_are_escaped() {
        for (text, expected) in [
            ("a \"b\" \\ c\u{e9}\u{301}", "a \"b\" \\ c\u{e9}\u{301}"),
            ("a\r\nb\tc\0", "a\\r\\nb\\tc\\0"),
            ("\u{1b}[31mred\u{9b}", "\\u{1b}[31mred\\u{9b}"),
            (
                "\u{202e}a\u{2066}b\u{200f}",
                "\\u{202e}a\\u{2066}b\\u{200f}",
            ),
            ("a\u{2028}b\u{feff}", "a\\u{2028}b\\u{feff}"),
            ("", ""),
        ] {
            assert_eq!(Printed(text).to_string(), expected);
        }
    }

    #[test]
    fn errors_escape_quoted_text() {
        let text = "a\u{1b}[2J\nb";
        let decode = crate::codec::DecodeError::new(text);
        assert_eq!(decode.to_string(), r"a\u{1b}[2J\nb");
        let unmodelled = crate::model::operation::Unmodelled::new(text).with_message(text);
        let escaped = r"a\u{1b}[2J\nb: a\u{1b}[2J\nb";
        assert_eq!(unmodelled.to_string(), escaped);
        let kind = crate::io::transport::TransportErrorKind::Other;
        let transport = crate::io::transport::TransportError::new(kind, text);
        assert_eq!(transport.to_string(), r"the request failed: a\u{1b}[2J\nb");
    }
}
