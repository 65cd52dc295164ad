//! Whether two texts are the same code, however they are formatted.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// Whether two texts differ only as a formatter's input and output may: white space, line breaks of
/// documentation, commas after last elements, and the order and nesting of imports. Texts that are
/// not Rust must be equal.
pub(super) fn is_same(a: &str, b: &str) -> bool {
    let code = |text: &str| text.parse().ok().map(normal);
    a == b || code(a).is_some_and(|a| Some(a) == code(b))
}

/// The tokens in a form that formatters do not change.
fn normal(tokens: TokenStream) -> Vec<String> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let (mut out, mut imports) = (Vec::new(), Vec::new());
    for part in tokens.split_inclusive(|token| is_punct(token, ';')) {
        let import = part.iter().position(|token| is_word(token, "use"));
        let (before, import) = part.split_at(import.unwrap_or(part.len()));
        let (before, visibility) = before.split_at(before.len() - visibility(before));
        if import.is_empty() || !before.is_empty() {
            imports.sort();
            out.append(&mut imports);
        }
        out.extend(flat(before));
        if import.is_empty() {
            out.extend(flat(visibility));
        } else {
            let prefix = String::from_iter(flat(visibility)) + " use ";
            leaves(&prefix, import.get(1..).unwrap_or_default(), &mut imports);
        }
    }
    imports.sort();
    out.append(&mut imports);
    out
}

/// How many of the last tokens are `pub` or `pub(..)`.
fn visibility(tokens: &[TokenTree]) -> usize {
    match tokens {
        [.., last] if is_word(last, "pub") => 1,
        [.., before, TokenTree::Group(_)] if is_word(before, "pub") => 2,
        _ => 0,
    }
}

/// The paths that an import brings into scope, one by one.
fn leaves(prefix: &str, tokens: &[TokenTree], out: &mut Vec<String>) {
    for path in tokens.split(|token| is_punct(token, ',') || is_punct(token, ';')) {
        match path.split_last() {
            Some((TokenTree::Group(group), before)) if group.delimiter() == Delimiter::Brace => {
                let prefix = prefix.to_owned() + &String::from_iter(flat(before));
                let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                leaves(&prefix, &inner, out);
            }
            Some(_) => out.push(prefix.to_owned() + &String::from_iter(flat(path))),
            None => {}
        }
    }
}

/// The tokens, those in delimiters too, without the commas that end lists; documentation word
/// by word.
fn flat(tokens: &[TokenTree]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) => {
                let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                if let Some(text) = documentation(&inner) {
                    // A comment may have any number of lines, each with its `#`.
                    while out
                        .last()
                        .is_some_and(|it| matches!(it.as_str(), "#" | "!"))
                    {
                        out.pop();
                    }
                    out.extend(text.split_whitespace().map(str::to_owned));
                    continue;
                }
                let (open, close) = delimiters(group.delimiter());
                out.push(open.to_owned());
                out.extend(flat(&inner));
                out.push(close.to_owned());
            }
            TokenTree::Punct(punct) if punct.as_char() == ',' => {
                let ends = tokens.get(at + 1).is_none_or(|next| is_punct(next, '>'));
                if !ends {
                    out.push(",".to_owned());
                }
            }
            token => out.push(token.to_string()),
        }
    }
    out
}

/// The text of a line of documentation, from the tokens in its attribute.
fn documentation(attribute: &[TokenTree]) -> Option<String> {
    match attribute {
        [name, equals, TokenTree::Literal(text)] => {
            let is_doc = is_word(name, "doc") && is_punct(equals, '=');
            let text = text.to_string();
            let text = text
                .trim_matches(|c| matches!(c, 'r' | '#'))
                .trim_matches('"');
            // Comments that were read again have no escapes.
            is_doc.then(|| text.replace("\\'", "'").replace("\\\"", "\""))
        }
        _ => None,
    }
}

fn delimiters(of: Delimiter) -> (&'static str, &'static str) {
    match of {
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::Brace => ("{", "}"),
        Delimiter::None => ("", ""),
    }
}

fn is_punct(token: &TokenTree, punct: char) -> bool {
    matches!(token, TokenTree::Punct(it) if it.as_char() == punct)
}

fn is_word(token: &TokenTree, word: &str) -> bool {
    matches!(token, TokenTree::Ident(it) if it == word)
}

#[cfg(test)]
mod tests {
    use super::is_same;

    #[test]
    fn formatting_is_no_difference() {
        let ours =
            "/// One two three.\npub fn a(self, b: B<C>) -> D<E>;\nuse a::{b, c};\nuse a::d::E;\n";
        let other = "/// One\n/// two three.\npub fn a(\n  self,\n  b: B<C,>,\n) -> D<E,>;\nuse a::{c, d::E};\nuse a::b;\n";
        assert!(is_same(ours, other));
        assert!(is_same(ours, &ours.replace('\n', "\r\n")));
    }

    #[test]
    fn other_code_is_a_difference() {
        let ours = "/// One.\nuse a::{b, c};\nfn f(a: A, b: B) {}\nconst TEXT: &str = \"a b\";\n";
        assert!(is_same(ours, ours));
        let others = [
            ours.replace("One", "Two"),
            ours.replace("a::{b, c}", "a::{b, d}"),
            ours.replace("a: A, b: B", "a: A"),
            ours.replace("a: A, b: B", "b: B, a: A"),
            ours.replace("a b", "a  b"),
            ours.replace("fn", "pub fn"),
            ours.replace("{}", "{"),
        ];
        for other in others {
            assert!(!is_same(ours, &other), "{other}");
        }
    }
}
