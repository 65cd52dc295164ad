//! Text made safe for rustdoc: nothing in it may be taken for HTML, for a link to an item
//! or for markup that its author did not mean.

use std::collections::BTreeSet;

use super::block::one_line;
use super::html::inline;

/// Appends `text`, in which no character means anything, escaped.
pub(super) fn push_plain(out: &mut String, text: &str) {
    let special = |c| matches!(c, '<' | '>' | '[' | ']' | '*' | '_' | '`' | '\\');
    push_linked(out, text, special);
}

/// Appends `CommonMark`: its markup stays, but HTML and references to items do not.
///
/// Code spans stay as they are; around them, brackets that are no links are escaped.
pub(super) fn push_commonmark(out: &mut String, text: &str) {
    // How many backticks in a row are known to come no more: each is searched for once.
    let mut unclosed = BTreeSet::new();
    let mut rest = text;
    while let Some(at) = rest.find('`') {
        let (before, from) = rest.split_at(at);
        push_links(out, &inline(before));
        let fence = from.find(|c| c != '`').unwrap_or(from.len());
        let (ticks, body) = from.split_at(fence);
        let end = (!unclosed.contains(&fence))
            .then(|| body.find(ticks))
            .flatten();
        let Some(end) = end else {
            // Backticks that nothing closes are text (CommonMark 6.1).
            unclosed.insert(fence);
            out.push_str(&"\\`".repeat(fence));
            rest = body;
            continue;
        };
        let (code, after) = from.split_at(fence + end + fence);
        // Line ends are spaces there (CommonMark 6.1), and no line may start with code.
        out.push_str(&code.replace(['\n', '\r'], " "));
        rest = after;
    }
    push_links(out, &inline(rest));
}

/// `[text](target)` stays; other brackets are escaped.
fn push_links(out: &mut String, text: &str) {
    let mut rest = text;
    let mut unclosed = false;
    while let Some(at) = rest.find('[') {
        let (before, from) = rest.split_at(at);
        push_linked(out, before, escapes_in_commonmark);
        if let Some((label, target, after)) = link(from, &mut unclosed) {
            out.push('[');
            push_linked(out, label, escapes_in_commonmark);
            out.push_str("](");
            out.push_str(target);
            out.push(')');
            rest = after;
        } else {
            out.push_str("\\[");
            rest = from.get(1..).unwrap_or_default();
        }
    }
    push_linked(out, rest, escapes_in_commonmark);
}

fn escapes_in_commonmark(c: char) -> bool {
    matches!(c, '<' | '[' | ']')
}

/// The label and target of the link that `text` starts with, and what follows it. `unclosed` is
/// whether a search has shown that no parenthesis closes any more.
fn link<'t>(text: &'t str, unclosed: &mut bool) -> Option<(&'t str, &'t str, &'t str)> {
    let text = text.strip_prefix('[')?;
    let (label, after) = text.split_at(text.find(['[', ']'])?);
    let after = after.strip_prefix("](")?;
    let is_web = after.starts_with("http") || after.starts_with('#');
    if *unclosed || !is_web {
        return None;
    }
    let Some(end) = after.find([')', '\n', '\r']) else {
        *unclosed = true;
        return None;
    };
    let (target, after) = after.split_at(end);
    Some((label, target, after.strip_prefix(')')?))
}

/// Escapes the characters that `special` selects; web addresses become links.
fn push_linked(out: &mut String, text: &str, special: impl Fn(char) -> bool) {
    let mut rest = text;
    while let Some(at) = rest.find("http") {
        let (before, from) = rest.split_at(at);
        push_special(out, before, &special);
        let length = address(from);
        let (address, after) = from.split_at(length.unwrap_or("http".len()));
        match length {
            Some(_) => {
                out.push('<');
                out.push_str(address);
                out.push('>');
            }
            None => out.push_str(address),
        }
        rest = after;
    }
    push_special(out, rest, &special);
}

/// The length of the web address that `text` starts with.
fn address(text: &str) -> Option<usize> {
    let start = ["https://", "http://"]
        .into_iter()
        .find(|it| text.starts_with(it))?;
    let ends = |c: char| c.is_whitespace() || c.is_control() || "<>\"'`()[]{}*|\\,".contains(c);
    let end = text.find(ends).unwrap_or(text.len());
    let address = text
        .get(..end)?
        .trim_end_matches(['.', ':', ';', '!', '?', '_']);
    (address.len() > start.len()).then_some(address.len())
}

fn push_special(out: &mut String, text: &str, special: impl Fn(char) -> bool) {
    for c in text.chars() {
        if special(c) {
            out.push('\\');
        }
        out.push(c);
    }
}

/// `text` as a code span; one that would not be seen as it is as Rust writes it.
pub(in crate::lower) fn code(text: &str) -> String {
    if text.trim().is_empty() || text.contains(char::is_control) {
        return span(&format!("{text:?}"));
    }
    span(text)
}

fn span(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let gap = if longest > 0 { " " } else { "" };
    format!("{fence}{gap}{text}{gap}{fence}")
}

/// `text` on one line, in which no character means anything.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::new();
    push_plain(&mut out, &one_line(text));
    out
}
