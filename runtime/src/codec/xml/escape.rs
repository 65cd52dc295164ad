//! Decodes references (XML 1.0, section 4.1). Supports only references to characters and to the
//! five predefined entities.

use std::borrow::Cow;

use super::scan;

/// Length of the longest reference, `&#x10FFFF;`.
const LONGEST: usize = 10;

/// Decodes the reference at the start of `text`. Returns the character and the length of the
/// reference.
pub(super) fn read(text: &str) -> Result<(char, usize), &'static str> {
    let window = text.as_bytes().get(..LONGEST).unwrap_or(text.as_bytes());
    let end = window.iter().position(|&byte| byte == b';');
    let name = end.and_then(|end| text.get(1..end)).ok_or(UNKNOWN)?;
    let character = match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        _ => numeric(name)?,
    };
    Ok((character, name.len() + 2))
}

fn numeric(name: &str) -> Result<char, &'static str> {
    let digits = name.strip_prefix('#').ok_or(UNKNOWN)?;
    let (digits, radix) = match digits.strip_prefix('x') {
        Some(digits) => (digits, 16),
        None => (digits, 10),
    };
    let plain = digits.bytes().all(|it| it.is_ascii_hexdigit());
    let code = u32::from_str_radix(digits, radix).ok().filter(|_| plain);
    // Includes characters that XML does not allow, so that strings with them survive.
    let character = code.and_then(char::from_u32);
    character.ok_or("a reference to an invalid character")
}

const UNKNOWN: &str = "a reference to an entity that is not predefined";

/// The text of an attribute, with white space normalised to spaces.
pub(super) fn unescape(raw: &str) -> Result<Cow<'_, str>, &'static str> {
    if !raw.contains(['&', '\t', '\r', '\n']) {
        return Ok(Cow::Borrowed(raw));
    }
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(first) = rest.chars().next() {
        let (character, used) = match first {
            '&' => read(rest)?,
            '\r' if rest.starts_with("\r\n") => (' ', 2),
            '\t' | '\r' | '\n' => (' ', 1),
            other => (other, other.len_utf8()),
        };
        text.push(character);
        rest = rest.get(used..).unwrap_or_default();
    }
    Ok(Cow::Owned(text))
}

/// Appends `raw`, up to a tag or the end, to `text`, and decodes its references. Returns the number
/// of bytes read.
pub(super) fn append(raw: &str, text: &mut String) -> Result<usize, (usize, &'static str)> {
    let mut position = 0;
    loop {
        let rest = raw.get(position..).unwrap_or_default();
        let length = scan::plain_prefix(rest.as_bytes());
        text.push_str(rest.get(..length).unwrap_or_default());
        position += length;
        let rest = rest.get(length..).unwrap_or_default();
        match rest.as_bytes() {
            [b'&', ..] => {
                let (character, used) = read(rest).map_err(|reason| (position, reason))?;
                text.push(character);
                position += used;
            }
            [b'\r', after @ ..] => {
                text.push('\n');
                position += 1 + usize::from(after.first() == Some(&b'\n'));
            }
            _ => return Ok(position),
        }
    }
}
