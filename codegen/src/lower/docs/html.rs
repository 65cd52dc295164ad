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
    Tokens::new(text)
        .any(|token| matches!(token, Token::Open(name, _) if BLOCKS.contains(&name.as_str())))
}

/// `CommonMark` in place of the tags that are left in a line of it.
pub(super) fn inline(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut target = None;
    for token in Tokens::new(text) {
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
    rest: &'a str,
    /// Whether a search has shown that no tag or no comment ends in what is left. Each is searched
    /// for once, so that the time is linear in the text.
    no_tag_ends: bool,
    no_comment_ends: bool,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            rest: text,
            no_tag_ends: false,
            no_comment_ends: false,
        }
    }

    /// The tag that `text`, an end of the source, starts with, and what follows; a comment is no
    /// token.
    fn tag(&mut self, text: &'a str) -> Option<(Option<Token<'a>>, &'a str)> {
        let inner = text.strip_prefix('<')?;
        if let Some(comment) = inner.strip_prefix("!--") {
            let (_, rest) = before_and_after(comment, "-->", &mut self.no_comment_ends)?;
            return Some((None, rest));
        }
        let name = inner.strip_prefix('/').unwrap_or(inner);
        let ends = |c: char| !c.is_ascii_alphanumeric();
        let name = name.get(..name.find(ends)?)?.to_ascii_lowercase();
        if !TAGS.contains(&name.as_str()) {
            return None;
        }
        let (inner, rest) = before_and_after(inner, ">", &mut self.no_tag_ends)?;
        let token = match inner.strip_prefix('/') {
            Some(_) => Token::Close(name),
            None => Token::Open(name, href(inner.trim_end_matches('/'))),
        };
        Some((Some(token), rest))
    }
}

/// `text` around the first `end`, unless it is known or found to be absent.
fn before_and_after<'t>(
    text: &'t str,
    end: &str,
    is_absent: &mut bool,
) -> Option<(&'t str, &'t str)> {
    let found = (!*is_absent).then(|| text.split_once(end))?;
    *is_absent = found.is_none();
    found
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        while !self.rest.is_empty() {
            let Some((tag, rest)) = self.tag(self.rest) else {
                return Some(self.text());
            };
            self.rest = rest;
            if tag.is_some() {
                return tag;
            }
        }
        None
    }
}

impl<'a> Tokens<'a> {
    /// Everything before the next tag.
    fn text(&mut self) -> Token<'a> {
        let text = self.rest;
        let mut starts = text.match_indices('<').map(|(at, _)| at);
        let is_tag = |at: &usize| *at > 0 && self.tag(text.split_at(*at).1).is_some();
        let end = starts.find(is_tag).unwrap_or(text.len());
        let (text, rest) = text.split_at(end);
        self.rest = rest;
        Token::Text(text)
    }
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

/// How far the semicolon of a character reference may be from its ampersand.
const LONGEST_ENTITY: usize = 32;

/// The text with character references resolved (`&lt;`, `&#39;`); unknown ones stay.
pub(super) fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        plain.push_str(before);
        let end = after
            .bytes()
            .take(LONGEST_ENTITY)
            .position(|byte| byte == b';');
        let known = end.and_then(|end| {
            let (name, after) = after.split_at(end);
            Some((entity(name)?, after.strip_prefix(';')?))
        });
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
        Tokens::new(text).collect()
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
