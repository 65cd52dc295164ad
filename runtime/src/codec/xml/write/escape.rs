//! Escapes texts and attributes (XML 1.0, section 4.1).

/// Appends `text` so that every reader decodes it unchanged. Markup, and characters that readers
/// normalise, become references.
pub(super) fn write(text: &str, out: &mut Vec<u8>) {
    let mut rest = text;
    loop {
        let (plain, special) = rest.split_at(unescaped_prefix(rest.as_bytes()));
        out.extend_from_slice(plain.as_bytes());
        let Some(first) = special.chars().next() else {
            return;
        };
        let (character, after) = special.split_at(first.len_utf8());
        match first {
            '<' => out.extend_from_slice(b"&lt;"),
            '>' => out.extend_from_slice(b"&gt;"),
            '&' => out.extend_from_slice(b"&amp;"),
            '"' => out.extend_from_slice(b"&quot;"),
            '\0'..='\u{1F}' | '\u{85}' | '\u{2028}' | '\u{FFFE}' | '\u{FFFF}' => {
                out.extend_from_slice(format!("&#x{:X};", u32::from(first)).as_bytes());
            }
            _ => out.extend_from_slice(character.as_bytes()),
        }
        rest = after;
    }
}

/// The number of bytes before the first byte that may need an escape.
#[inline]
fn unescaped_prefix(bytes: &[u8]) -> usize {
    let end = bytes.iter().position(|&byte| ESCAPED[usize::from(byte)]);
    end.unwrap_or(bytes.len())
}

/// Markup, control characters, and the first bytes of the other escaped characters: U+0085,
/// U+2028, U+FFFE and U+FFFF.
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
