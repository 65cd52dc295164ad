//! Tagged literals, `#hex "…"`: strings that are read by rules of their own.
//!
//! Source: Smithy's design "Tagged string literals", part of version 2.1 of the IDL.

use std::borrow::Cow;

use super::text::normalized;
use crate::util::calendar;

/// The value of a tagged literal.
pub(super) enum Literal {
    Text(String),
    Number(String),
}

/// Every tag.
pub(super) const TAGS: [&str; 4] = ["re", "b", "hex", "timestamp"];

/// Reads the contents of a literal, which for a text block are unindented.
pub(super) fn read(tag: &str, contents: &str) -> Result<Literal, String> {
    let contents = normalized(contents);
    match tag {
        "re" => Ok(Literal::Text(expression(&contents))),
        "b" => bytes(&contents).map(|bytes| Literal::Text(base64(&bytes))),
        "hex" => dump(&contents).map(|bytes| Literal::Text(base64(&bytes))),
        _ => timestamp(contents.trim()).map(Literal::Number),
    }
}

/// A backslash escapes quotes, itself and the end of a line, and is kept before all else.
fn expression(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match (c, chars.clone().next()) {
            ('\\', Some(next @ ('"' | '\\'))) => {
                out.push(next);
                chars.next();
            }
            ('\\', Some('\n')) => drop(chars.next()),
            _ => out.push(c),
        }
    }
    out
}

/// Bytes as Python writes them.
fn bytes(text: &str) -> Result<Vec<u8>, String> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        out.extend_from_slice(before.as_bytes());
        let (byte, length) = escaped(after)?;
        out.extend(byte);
        rest = after.get(length..).unwrap_or_default();
    }
    out.extend_from_slice(rest.as_bytes());
    Ok(out)
}

/// The byte after a backslash, and how long its escape is.
fn escaped(text: &str) -> Result<(Option<u8>, usize), String> {
    let first = text.bytes().next();
    let byte = match first {
        Some(b'\n') => return Ok((None, 1)),
        Some(b'x') => {
            let digits = text.get(1..3).unwrap_or_default();
            let byte = u8::from_str_radix(digits, 16)
                .ok()
                .filter(|_| !digits.starts_with('+'));
            let byte = byte.ok_or("`\\x` is followed by two hexadecimal digits")?;
            return Ok((Some(byte), 3));
        }
        Some(b'0'..=b'7') => {
            let length = text
                .bytes()
                .take(3)
                .take_while(|b| (b'0'..=b'7').contains(b))
                .count();
            let digits = text.get(..length).unwrap_or_default();
            let byte = u8::from_str_radix(digits, 8);
            let byte = byte.map_err(|_| format!("`\\{digits}` is more than a byte"))?;
            return Ok((Some(byte), length));
        }
        Some(b @ (b'\\' | b'"' | b'\'')) => b,
        Some(b'a') => 7,
        Some(b'b') => 8,
        Some(b't') => 9,
        Some(b'n') => 10,
        Some(b'v') => 11,
        Some(b'f') => 12,
        Some(b'r') => 13,
        _ => {
            let c = text.chars().next().map(String::from).unwrap_or_default();
            return Err(format!("`\\{c}` is not an escape of a byte"));
        }
    };
    Ok((Some(byte), 1))
}

/// Hexadecimal digits in pairs; a `#` begins a comment to the end of the line.
fn dump(text: &str) -> Result<Vec<u8>, String> {
    let lines = text
        .lines()
        .map(|line| line.split('#').next().unwrap_or_default());
    let digits = lines
        .flat_map(str::chars)
        .filter(|c| !c.is_ascii_whitespace());
    let mut nibbles = Vec::new();
    for c in digits {
        let nibble = c.to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        nibbles.push(nibble.ok_or_else(|| format!("`{c}` is not a hexadecimal digit"))?);
    }
    let pairs = nibbles.chunks(2).map(|pair| match pair {
        [high, low] => Some(high << 4 | low),
        _ => None,
    });
    let bytes = pairs.collect::<Option<_>>();
    bytes.ok_or_else(|| "hexadecimal digits come in pairs".to_owned())
}

/// RFC 4648, section 4.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |at: usize| u32::from(chunk.get(at).copied().unwrap_or_default());
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let index = bits >> (18 - 6 * place) & 63;
            let letter = LETTERS.get(usize::try_from(index).unwrap_or_default());
            let given = place <= chunk.len();
            out.push(
                letter
                    .filter(|_| given)
                    .map_or('=', |&letter| char::from(letter)),
            );
        }
    }
    out
}

/// An RFC 3339 date and time as seconds since 1970, with up to three decimals.
fn timestamp(text: &str) -> Result<String, String> {
    let fault = || format!("`{text}` is no date and time such as `2024-06-15T12:30:00Z`");
    let (date, time) = text.split_once(['T', 't']).ok_or_else(fault)?;
    let [year, month, day] = numbers(date, '-', [4, 2, 2]).ok_or_else(fault)?;
    let zone = time.find(['Z', 'z', '+', '-']).ok_or_else(fault)?;
    let (time, zone) = time.split_at(zone);
    let (time, fraction) = time.split_once('.').unwrap_or((time, "0"));
    let [hour, minute, second] = numbers(time, ':', [2, 2, 2]).ok_or_else(fault)?;
    let is_digits = !fraction.is_empty() && fraction.bytes().all(|b| b.is_ascii_digit());
    let valid = is_digits && hour < 24 && minute < 60 && second < 60;
    let offset = offset(zone).filter(|_| valid).ok_or_else(fault)?;
    let days = calendar::days(year, month, day).ok_or_else(fault)?;
    let seconds = days * 86_400 + hour * 3600 + minute * 60 + second - offset;
    let thousandths = format!("{fraction:0<3.3}");
    let thousandths = thousandths.parse::<i64>().unwrap_or_default();
    Ok(decimal(seconds * 1000 + thousandths))
}

/// Thousandths as a number in JSON.
fn decimal(thousandths: i64) -> String {
    let sign = if thousandths < 0 { "-" } else { "" };
    let (whole, part) = (thousandths.abs() / 1000, thousandths.abs() % 1000);
    let text = format!("{sign}{whole}.{part:03}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Parts of the given widths.
fn numbers<const N: usize>(text: &str, separator: char, widths: [usize; N]) -> Option<[i64; N]> {
    let mut parts = text.split(separator);
    let mut read = [0; N];
    for (number, width) in read.iter_mut().zip(widths) {
        let part = parts.next().map(Cow::Borrowed)?;
        let digits = part.len() == width && part.bytes().all(|b| b.is_ascii_digit());
        *number = part.parse().ok().filter(|_| digits)?;
    }
    parts.next().is_none().then_some(read)
}

/// Seconds east of Greenwich.
fn offset(zone: &str) -> Option<i64> {
    if zone.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let sign = if zone.starts_with('-') { -1 } else { 1 };
    let [hours, minutes] = numbers(zone.get(1..)?, ':', [2, 2])?;
    (hours < 24 && minutes < 60).then_some(sign * (hours * 3600 + minutes * 60))
}
