//! Whether cargo would take any documentation of generated code for a test: rustdoc compiles
//! every code block that is not marked as something else (The rustdoc Book, "Documentation
//! tests"). Reads it with rustdoc's own parser of Markdown, and compiles nothing.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};

/// What rustdoc reads beyond `CommonMark`.
const EXTENSIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_SMART_PUNCTUATION);

/// The first documentation in `code` that has a code block not marked as text, and where it
/// ends: the number of its last line. An error, too, is one that cannot be read.
pub(super) fn doctest(code: &str) -> Option<String> {
    let mut text = Vec::new();
    // The last line documents nothing.
    let lines = code.lines().chain([""]).enumerate();
    for (number, line) in lines {
        match documentation(line) {
            Some(line) => text.push(line),
            None if text.is_empty() => {}
            None => {
                let found = code_in(&std::mem::take(&mut text));
                if let Some(found) = found {
                    return Some(format!(
                        "documentation that ends in line {number} has code that is not marked \
                         as text:\n{found}"
                    ));
                }
            }
        }
    }
    None
}

/// What a line of code says as documentation.
fn documentation(line: &str) -> Option<String> {
    let line = line.trim_start();
    if let Some(literal) = ["#[doc = \"", "#![doc = \""]
        .into_iter()
        .find_map(|start| line.strip_prefix(start))
    {
        return Some(unescaped(literal.strip_suffix("\"]")?));
    }
    let text = line.strip_prefix("///").or(line.strip_prefix("//!"))?;
    (!text.starts_with('/')).then(|| text.to_owned())
}

/// The text of a string literal (The Rust Reference, "Tokens").
fn unescaped(literal: &str) -> String {
    let mut text = String::with_capacity(literal.len());
    let mut rest = literal.chars();
    while let Some(c) = rest.next() {
        let escape = if c == '\\' { rest.next() } else { None };
        text.push(match escape {
            None => c,
            Some('n') => '\n',
            Some('r') => '\r',
            Some('t') => '\t',
            Some('0') => '\0',
            Some('u') => {
                let digits = rest.by_ref().skip(1).take_while(|c| *c != '}');
                let number = u32::from_str_radix(&digits.collect::<String>(), 16);
                number.ok().and_then(char::from_u32).unwrap_or('\u{fffd}')
            }
            Some(other) => other,
        });
    }
    text
}

/// The first code block of a documentation that would be compiled.
fn code_in(lines: &[String]) -> Option<String> {
    // As rustdoc does, what all lines are indented by is taken off.
    let indent = |line: &String| line.len() - line.trim_start().len();
    let filled = lines.iter().filter(|line| !line.trim().is_empty());
    let common = filled.map(indent).min().unwrap_or(0);
    let lines = lines.iter().map(|line| line.get(common..).unwrap_or(""));
    let text = lines.collect::<Vec<_>>().join("\n");
    // Most texts hold nothing that any code block starts with.
    if !["```", "~~~", "    ", "\t"]
        .iter()
        .any(|it| text.contains(it))
    {
        return None;
    }
    let is_test = |options| {
        Parser::new_ext(&text, options).any(|event| match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(mark))) => *mark != *"text",
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => true,
            _ => false,
        })
    };
    (is_test(Options::empty()) || is_test(EXTENSIONS)).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_that_is_not_text_is_found_with_its_last_line() {
        for code in [
            "/// ```\n/// x\n/// ```\nfn f() {}",
            "//! a\n//!\n//!     x\nfn f() {}",
            "#[doc = \" ~~~rust\"]\n#[doc = \" x\"]\nfn f() {}",
            "/// ```ignore\n/// x",
            "#[doc = \"a\\n\\n\\u{60}``\\nx\"]\nfn f() {}",
        ] {
            assert!(doctest(code).is_some(), "{code}");
        }
        let found = doctest("fn f() {}\n/// ```\n/// x\nfn g() {}").unwrap();
        assert!(found.contains("line 3 "), "{found}");
    }

    #[test]
    fn text_and_what_documents_nothing_are_no_tests() {
        let code = "/// a\n///\n/// ```text\n///     x\n/// ```\nfn f() {}\n//// ```\n// ```\n";
        assert_eq!(doctest(code), None);
    }
}
