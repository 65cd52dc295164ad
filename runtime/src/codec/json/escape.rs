//! Escapes in strings (RFC 8259, section 7).

use super::scan;

/// Decodes the escape at the start of `escape`, after the backslash. Returns the character and
/// the number of bytes read.
pub(super) fn read(escape: &str) -> Result<(char, usize), &'static str> {
    let simple = match escape.as_bytes().first() {
        Some(it @ (b'"' | b'\\' | b'/')) => char::from(*it),
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(b'u') => return unicode(escape),
        _ => return Err("an unknown escape in a string"),
    };
    Ok((simple, 1))
}

fn unicode(escape: &str) -> Result<(char, usize), &'static str> {
    const LONE: &str = "an unpaired surrogate in a string";
    let unit = unit(escape).ok_or("a `\\u` escape without four hexadecimal digits")?;
    if let Some(it) = char::from_u32(unit) {
        return Ok((it, 5));
    }
    let low = escape.get(5..).and_then(|rest| rest.strip_prefix('\\'));
    let low = low.and_then(self::unit).ok_or(LONE)?;
    if unit >= 0xDC00 || !(0xDC00..0xE000).contains(&low) {
        return Err(LONE);
    }
    let code = 0x1_0000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
    char::from_u32(code).map(|it| (it, 11)).ok_or(LONE)
}

/// The UTF-16 code unit of `uXXXX`.
fn unit(escape: &str) -> Option<u32> {
    let digits = escape.strip_prefix('u')?.get(..4)?;
    let all_hex = digits.bytes().all(|it| it.is_ascii_hexdigit());
    u32::from_str_radix(digits, 16).ok().filter(|_| all_hex)
}

/// Appends `text` in quotes.
pub(super) fn write(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    let mut rest = text.as_bytes();
    loop {
        let (plain, special) = rest.split_at(scan::plain_prefix(rest));
        out.extend_from_slice(plain);
        let Some((byte, after)) = special.split_first() else {
            break;
        };
        escape(*byte, out);
        rest = after;
    }
    out.push(b'"');
}

fn escape(byte: u8, out: &mut Vec<u8>) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    let short = match byte {
        0x08 => b'b',
        0x0C => b'f',
        b'\n' => b'n',
        b'\r' => b'r',
        b'\t' => b't',
        0x20.. => byte,
        _ => {
            out.extend_from_slice(b"\\u00");
            out.push(HEX[usize::from(byte >> 4)]);
            out.push(HEX[usize::from(byte & 15)]);
            return;
        }
    };
    out.extend_from_slice(&[b'\\', short]);
}
