//! String literals: from how they are written to what they say.

use proc_macro2::Literal;

/// The text of a string literal, raw or not; `None` for other literals and for strings with
/// escapes other than those of quotes and backslashes, which no argument needs.
pub(crate) fn text(literal: &Literal) -> Option<String> {
    let written = literal.to_string();
    if let Some(raw) = written.strip_prefix('r') {
        let body = raw.trim_matches('#');
        return Some(body.strip_prefix('"')?.strip_suffix('"')?.to_owned());
    }
    let body = written.strip_prefix('"')?.strip_suffix('"')?;
    let mut text = String::with_capacity(body.len());
    let mut chars = body.chars();
    while let Some(c) = chars.next() {
        text.push(match c {
            '\\' => chars.next().filter(|c| matches!(c, '\\' | '"' | '\''))?,
            c => c,
        });
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::text;

    fn read(source: &str) -> Option<String> {
        text(&source.parse().expect("a literal"))
    }

    #[test]
    fn plain_raw_and_escaped_strings_are_read() {
        assert_eq!(read(r#""models/a.json""#).as_deref(), Some("models/a.json"));
        assert_eq!(read(r##"r#"a"b"#"##).as_deref(), Some("a\"b"));
        assert_eq!(read(r#""C:\\a""#).as_deref(), Some("C:\\a"));
    }

    #[test]
    fn anything_else_is_refused() {
        assert_eq!(read("1"), None);
        assert_eq!(read("b\"a\""), None);
        assert_eq!(read(r#""a\n""#), None);
    }
}
