//! A tolerant tokenizer of HTML: whatever is no tag or entity is text, and nothing fails.

/// A piece of HTML.
#[derive(Debug, PartialEq)]
pub(super) enum Token<'a> {
    /// Text as it is written, entities included.
    Text(&'a str),
    /// A start tag, lower case, and its `href`.
    Open(String, Option<&'a str>),
    /// An end tag, lower case.
    Close(String),
}

/// Tags that occur in documentation; any other `<name>` is a placeholder in a text.
const TAGS: &[&str] = &[
    "a",
    "b",
    "blockquote",
    "br",
    "caption",
    "code",
    "dd",
    "div",
    "dl",
    "dt",
    "em",
    "fullname",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "important",
    "li",
    "note",
    "ol",
    "p",
    "para",
    "pre",
    "s",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "u",
    "ul",
];

/// Tags that `CommonMark` has no place for inside of a line.
const BLOCKS: &[&str] = &[
    "blockquote",
    "div",
    "dl",
    "fullname",
    "important",
    "li",
    "note",
    "ol",
    "p",
    "para",
    "pre",
    "table",
    "ul",
];

/// Whether `text` is HTML rather than `CommonMark` with some HTML in it.
pub(super) fn is_html(text: &str) -> bool {
    Tokens { rest: text }
        .any(|token| matches!(token, Token::Open(name, _) if BLOCKS.contains(&name.as_str())))
}

/// `CommonMark` in place of the tags that are left in a line of it.
pub(super) fn inline(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut target = None;
    for token in (Tokens { rest: text }) {
        match token {
            Token::Text(text) => out.push_str(text),
            Token::Open(name, Some(href)) if name == "a" => {
                target = Some(href);
                out.push('[');
            }
            Token::Open(name, _) | Token::Close(name) => match name.as_str() {
                "a" => out.extend(target.take().into_iter().flat_map(|href| ["](", href, ")"])),
                "b" | "strong" => out.push_str("**"),
                "i" | "em" => out.push('*'),
                "code" => out.push('`'),
                _ => {}
            },
        }
    }
    out
}

/// The pieces of a text.
pub(super) struct Tokens<'a> {
    pub(super) rest: &'a str,
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        if self.rest.is_empty() {
            return None;
        }
        if let Some((tag, rest)) = tag(self.rest) {
            self.rest = rest;
            return tag.or_else(|| self.next());
        }
        let starts = self.rest.match_indices('<').map(|(at, _)| at);
        let end = starts
            .filter(|&at| at > 0)
            .find(|&at| self.rest.get(at..).is_some_and(|rest| tag(rest).is_some()));
        let (text, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        self.rest = rest;
        Some(Token::Text(text))
    }
}

/// The tag that `text` starts with and what follows; a comment is no token.
fn tag(text: &str) -> Option<(Option<Token<'_>>, &str)> {
    let inner = text.strip_prefix('<')?;
    if let Some(comment) = inner.strip_prefix("!--") {
        let (_, rest) = comment.split_once("-->")?;
        return Some((None, rest));
    }
    let (inner, rest) = inner.split_once('>')?;
    let closes = inner.starts_with('/');
    let inner = inner.trim_start_matches('/').trim_end_matches('/').trim();
    let (name, attributes) = inner.split_once(char::is_whitespace).unwrap_or((inner, ""));
    let name = name.to_ascii_lowercase();
    if !TAGS.contains(&name.as_str()) {
        return None;
    }
    let token = if closes {
        Token::Close(name)
    } else {
        Token::Open(name, href(attributes))
    };
    Some((Some(token), rest))
}

fn href(attributes: &str) -> Option<&str> {
    let (_, after) = attributes.split_once("href")?;
    let after = after.trim_start().strip_prefix('=')?.trim_start();
    let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''));
    let value = match quote {
        Some(quote) => after.get(1..)?.split(quote).next(),
        None => after.split_whitespace().next(),
    };
    value.map(str::trim).filter(|value| !value.is_empty())
}

/// The text with character references resolved (`&lt;`, `&#39;`); unknown ones stay.
pub(super) fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        plain.push_str(before);
        let known = after
            .split_once(';')
            .and_then(|(name, after)| Some((entity(name)?, after)));
        let (character, after) = known.unwrap_or(('&', after));
        plain.push(character);
        rest = after;
    }
    plain.push_str(rest);
    plain
}

fn entity(name: &str) -> Option<char> {
    let number = |digits: &str, radix| {
        u32::from_str_radix(digits, radix)
            .ok()
            .and_then(char::from_u32)
    };
    Some(match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        "times" => '×',
        "trade" => '™',
        "reg" => '®',
        "copy" => '©',
        _ => match name.strip_prefix("#x").or_else(|| name.strip_prefix("#X")) {
            Some(digits) => number(digits, 16)?,
            None => number(name.strip_prefix('#')?, 10)?,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<Token<'_>> {
        Tokens { rest: text }.collect()
    }

    #[test]
    fn tags_have_names_and_links_have_targets() {
        let open = |name: &str, href| Token::Open(name.to_owned(), href);
        assert_eq!(
            tokens("<P><a target=x href='u'>t</a>"),
            [
                open("p", None),
                open("a", Some("u")),
                Token::Text("t"),
                Token::Close("a".to_owned())
            ]
        );
    }

    #[test]
    fn what_is_no_tag_is_text() {
        let text = "a < b, <bucket> and <";
        assert_eq!(tokens(text), [Token::Text(text)]);
    }

    #[test]
    fn comments_vanish() {
        assert_eq!(
            tokens("a<!-- <p> -->b"),
            [Token::Text("a"), Token::Text("b")]
        );
    }

    #[test]
    fn entities_resolve_and_unknown_ones_stay() {
        assert_eq!(unescape("&lt;&#39;&#x41;&nope; & b"), "<'A&nope; & b");
    }
}
