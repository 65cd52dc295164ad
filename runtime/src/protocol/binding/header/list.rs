//! Lists in one header: elements separated by commas, and quoted if necessary (RFC 9110, section
//! 5.6).

use std::borrow::Cow;

/// Appends `text`, in quotes if it would be read differently without.
pub(super) fn quote(text: &str, out: &mut String) {
    let plain = !text.is_empty() && !text.contains(['"', ',']) && text.trim() == text;
    if plain {
        out.push_str(text);
        return;
    }
    out.push('"');
    for character in text.chars() {
        if matches!(character, '"' | '\\') {
            out.push('\\');
        }
        out.push(character);
    }
    out.push('"');
}

/// Reads the next element of `rest`. Skips empty elements. If the elements are `dates`, each
/// contains one comma.
pub(super) fn next<'t>(rest: &mut &'t str, dates: bool) -> Result<Option<Cow<'t, str>>, String> {
    let text = rest.trim_start_matches([' ', '\t', ',']);
    if text.is_empty() {
        *rest = "";
        return Ok(None);
    }
    if let Some(quoted) = text.strip_prefix('"') {
        return unquote(quoted, rest).map(Some);
    }
    let mut commas = text.match_indices(',').map(|(at, _)| at);
    let end = commas.nth(usize::from(dates)).unwrap_or(text.len());
    let (element, after) = text.split_at(end);
    *rest = after;
    Ok(Some(Cow::Borrowed(element.trim_end())))
}

/// Reads an element after its opening quote.
fn unquote<'t>(quoted: &'t str, rest: &mut &'t str) -> Result<Cow<'t, str>, String> {
    let mut element = Cow::Borrowed("");
    let mut text = quoted;
    loop {
        let Some((at, mark)) = text.match_indices(['"', '\\']).next() else {
            return Err("expected `\"`, found the end of the header".to_owned());
        };
        let (before, from) = text.split_at(at);
        element += before;
        let mut after = from.chars();
        after.next();
        if mark == "\"" {
            *rest = after.as_str().trim_start();
            break;
        }
        if let Some(escaped) = after.next() {
            element.to_mut().push(escaped);
        }
        text = after.as_str();
    }
    if !rest.is_empty() && !rest.starts_with(',') {
        return Err("expected `,` after `\"`".to_owned());
    }
    Ok(element)
}
