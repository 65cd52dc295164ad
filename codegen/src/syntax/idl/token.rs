//! From text to tokens, one at a time, whitespace included. Knows no grammar beyond that
//! of single tokens, and reads no escapes.
//!
//! Source: Smithy 2.0, "Smithy IDL ABNF"; of version 2.1, tagged literals.

/// The kind of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Spaces and tabs.
    Space,
    /// `\n`, `\r\n` or `\r`.
    Newline,
    Comma,
    /// `// …` up to the end of the line, which is not part of it.
    Comment,
    /// `/// …`, likewise.
    Doc,
    Identifier,
    Number,
    /// `"…"`.
    Text,
    /// `"""…"""`.
    Block,
    At,
    Dollar,
    Dot,
    Hash,
    Colon,
    /// `:=`.
    Walrus,
    Equal,
    OpenBrace,
    CloseBrace,
    OpenBracket,
    CloseBracket,
    OpenParen,
    CloseParen,
    End,
    /// A character that begins no token.
    Other,
    /// Text that cannot begin or complete any token, with the reason.
    Wrong(&'static str),
}

impl Kind {
    /// Its name in messages.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Space => "a space",
            Self::Newline => "the end of the line",
            Self::Comma => "`,`",
            Self::Comment => "a comment",
            Self::Doc => "a documentation comment",
            Self::Identifier => "a name",
            Self::Number => "a number",
            Self::Text => "a string",
            Self::Block => "a text block",
            Self::At => "`@`",
            Self::Dollar => "`$`",
            Self::Dot => "`.`",
            Self::Hash => "`#`",
            Self::Colon => "`:`",
            Self::Walrus => "`:=`",
            Self::Equal => "`=`",
            Self::OpenBrace => "`{`",
            Self::CloseBrace => "`}`",
            Self::OpenBracket => "`[`",
            Self::CloseBracket => "`]`",
            Self::OpenParen => "`(`",
            Self::CloseParen => "`)`",
            Self::End => "the end of the file",
            Self::Other => "an unexpected character",
            Self::Wrong(why) => why,
        }
    }
}

/// A token and its position, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// The token that begins at `start`, which is on the border of a character.
pub(super) fn token(text: &str, start: usize) -> Token {
    let rest = text.get(start..).unwrap_or_default();
    let (kind, length) = match rest.as_bytes() {
        [] => (Kind::End, 0),
        [b' ' | b'\t', ..] => (Kind::Space, run(rest, |b| matches!(b, b' ' | b'\t'))),
        [b'\r', b'\n', ..] => (Kind::Newline, 2),
        [b'\n' | b'\r', ..] => (Kind::Newline, 1),
        [b'/', b'/', b'/', ..] => (Kind::Doc, run(rest, in_line)),
        [b'/', b'/', ..] => (Kind::Comment, run(rest, in_line)),
        [b':', b'=', ..] => (Kind::Walrus, 2),
        [b'"', b'"', b'"', ..] => quoted(rest, "\"\"\"", Kind::Block),
        [b'"', ..] => quoted(rest, "\"", Kind::Text),
        [b'-' | b'0'..=b'9', ..] => number(rest),
        [b'_' | b'a'..=b'z' | b'A'..=b'Z', ..] => identifier(rest),
        [byte, ..] => (symbol(*byte), rest.chars().next().map_or(1, char::len_utf8)),
    };
    Token {
        kind,
        start,
        end: start + length,
    }
}

fn symbol(byte: u8) -> Kind {
    match byte {
        b',' => Kind::Comma,
        b'@' => Kind::At,
        b'$' => Kind::Dollar,
        b'.' => Kind::Dot,
        b'#' => Kind::Hash,
        b':' => Kind::Colon,
        b'=' => Kind::Equal,
        b'{' => Kind::OpenBrace,
        b'}' => Kind::CloseBrace,
        b'[' => Kind::OpenBracket,
        b']' => Kind::CloseBracket,
        b'(' => Kind::OpenParen,
        b')' => Kind::CloseParen,
        _ => Kind::Other,
    }
}

fn in_line(byte: u8) -> bool {
    !matches!(byte, b'\n' | b'\r')
}

/// How many bytes from the start on are as wanted.
fn run(text: &str, wanted: impl Fn(u8) -> bool) -> usize {
    let end = text.bytes().position(|byte| !wanted(byte));
    end.unwrap_or(text.len())
}

fn digits(text: &str, from: usize) -> usize {
    run(text.get(from..).unwrap_or_default(), |byte| {
        byte.is_ascii_digit()
    })
}

fn identifier(text: &str) -> (Kind, usize) {
    let length = run(text, |byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let underscores = run(text, |byte| byte == b'_');
    if underscores < length {
        (Kind::Identifier, length)
    } else {
        (Kind::Wrong("underscores and nothing else"), length)
    }
}

/// As in JSON.
fn number(text: &str) -> (Kind, usize) {
    let byte = |at: usize| text.as_bytes().get(at).copied();
    let mut end = usize::from(byte(0) == Some(b'-'));
    let whole = digits(text, end);
    if whole == 0 {
        return (Kind::Wrong("a `-` that no digit follows"), end);
    }
    if whole > 1 && byte(end) == Some(b'0') {
        let why = "a number that begins with a needless zero";
        return (Kind::Wrong(why), end + whole);
    }
    end += whole;
    if byte(end) == Some(b'.') {
        let fraction = digits(text, end + 1);
        if fraction == 0 {
            return (
                Kind::Wrong("a number that no digit follows after the `.`"),
                end + 1,
            );
        }
        end += 1 + fraction;
    }
    if matches!(byte(end), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(byte(end + 1), Some(b'+' | b'-')));
        let exponent = digits(text, end + 1 + sign);
        if exponent == 0 {
            let why = "a number whose exponent has no digit";
            return (Kind::Wrong(why), end + 1 + sign);
        }
        end += 1 + sign + exponent;
    }
    (Kind::Number, end)
}

/// Up to the closing quotes that no backslash precedes.
fn quoted(text: &str, quotes: &str, kind: Kind) -> (Kind, usize) {
    let mut at = quotes.len();
    while let Some(rest) = text.get(at..) {
        match rest.bytes().position(|byte| matches!(byte, b'"' | b'\\')) {
            None => break,
            Some(skipped) => {
                at += skipped;
                let rest = rest.get(skipped..).unwrap_or_default();
                if rest.starts_with(quotes) {
                    return (kind, at + quotes.len());
                }
                let escaped = rest.strip_prefix('\\').and_then(|rest| rest.chars().next());
                at += 1 + escaped.map_or(0, char::len_utf8);
            }
        }
    }
    let why = match kind {
        Kind::Block => "a text block that is never closed",
        _ => "a string that is never closed",
    };
    (Kind::Wrong(why), text.len())
}
