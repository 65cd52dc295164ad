//! The texts of strings and text blocks: escapes, line ends, indentation.
//!
//! Source: Smithy 2.0, "String escape characters" and "Text blocks".

use std::borrow::Cow;

/// The lines of a text block without their common indentation, escapes still unread. `body` is the
/// text between the quotes.
pub(super) fn unindented(body: &str) -> Result<String, &'static str> {
    if body.is_empty() {
        return Err("the text block is empty");
    }
    let body = normalized(body);
    let body = body.trim_start_matches([' ', '\t']);
    let Some(body) = body.strip_prefix('\n') else {
        return Err("a text block begins on the line below its quotes");
    };
    let lines: Vec<&str> = body.split('\n').collect();
    let last = lines.len().saturating_sub(1);
    let indented = lines
        .iter()
        .enumerate()
        .filter(|(index, line)| *index == last || !line.trim().is_empty());
    let shared = indented.map(|(_, line)| indentation(line)).min();
    let shared = shared.unwrap_or_default();
    let kept = lines.iter().map(|line| {
        let line = line.get(shared.min(indentation(line))..).unwrap_or(line);
        line.trim_end_matches(' ')
    });
    Ok(kept.collect::<Vec<_>>().join("\n"))
}

fn indentation(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// All line ends as `\n`.
pub(super) fn normalized(text: &str) -> Cow<'_, str> {
    if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The text with its escapes read.
pub(super) fn unescaped(text: &str) -> Result<Cow<'_, str>, String> {
    let text = normalized(text);
    if !text.contains('\\') {
        return Ok(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = &*text;
    while let Some((before, after)) = rest.split_once('\\') {
        out.push_str(before);
        let mut chars = after.chars();
        match chars.next() {
            Some('u') => {
                let (c, left) = unicode(chars.as_str())?;
                out.push(c);
                rest = left;
                continue;
            }
            Some('\n') => {}
            Some(c) => out.push(simple(c).ok_or_else(|| format!("`\\{c}` is not an escape"))?),
            None => return Err("a backslash with nothing behind it".to_owned()),
        }
        rest = chars.as_str();
    }
    out.push_str(rest);
    Ok(Cow::Owned(out))
}

fn simple(c: char) -> Option<char> {
    Some(match c {
        '"' | '\\' | '/' => c,
        'b' => '\u{8}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        _ => return None,
    })
}

/// The character after `\u`, two escapes if it takes a pair of surrogates.
fn unicode(text: &str) -> Result<(char, &str), String> {
    let (high, rest) = unit(text)?;
    if let Some(c) = char::from_u32(high) {
        return Ok((c, rest));
    }
    let low = rest.strip_prefix("\\u").map(unit).transpose()?;
    let pair = low.and_then(|(low, rest)| {
        let units = [u16::try_from(high).ok()?, u16::try_from(low).ok()?];
        let c = char::decode_utf16(units).next()?.ok()?;
        Some((c, rest))
    });
    pair.ok_or_else(|| format!("`\\u{high:04x}` is half of a character"))
}

fn unit(text: &str) -> Result<(u32, &str), String> {
    let digits = text
        .get(..4)
        .filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()));
    let read = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
    let read = read.zip(text.get(4..));
    read.ok_or_else(|| "`\\u` is followed by four hexadecimal digits".to_owned())
}
