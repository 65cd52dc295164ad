//! Documentation as comments. Long lines are broken between words, but never where this would
//! change the Markdown's meaning.

use proc_macro2::{Group, TokenTree};

/// The text of a `doc` attribute that fits on a comment's line.
pub(super) fn text(group: &Group) -> Option<String> {
    let mut tokens = group.stream().into_iter();
    let is_doc = matches!(tokens.next(), Some(TokenTree::Ident(it)) if it == "doc");
    let equals = matches!(tokens.next(), Some(TokenTree::Punct(it)) if it.as_char() == '=');
    let Some(TokenTree::Literal(literal)) = tokens.next().filter(|_| is_doc && equals) else {
        return None;
    };
    let text = literal.to_string();
    if let Some(raw) = text.strip_prefix("r\"").and_then(|it| it.strip_suffix('"')) {
        return Some(raw.to_owned());
    }
    let text = text.strip_prefix('"')?.strip_suffix('"')?;
    let text = text.replace("\\\"", "\"").replace("\\'", "'");
    let plain = text.replace("\\\\", "");
    // Any other escape, and `////`, needs an attribute.
    (!plain.contains('\\') && !text.starts_with('/')).then(|| text.replace("\\\\", "\\"))
}

/// The lines of a text, each no wider than `room` where it can be broken.
pub(super) fn wrapped<'a>(lines: impl Iterator<Item = &'a str>, room: usize) -> Vec<String> {
    let lines: Vec<&str> = lines.collect();
    let has_table = lines.iter().any(|line| is_table_rule(line));
    let mut fence: Option<&str> = None;
    let mut printed = Vec::new();
    for line in lines {
        let mark = fence_of(line);
        let is_code = fence.is_some() || mark.is_some();
        fence = match (fence, mark) {
            (Some(open), Some(mark)) if mark.starts_with(open) => None,
            (None, mark) => mark,
            (open, _) => open,
        };
        let is_heading = line.trim_start().starts_with('#');
        let is_row = has_table && line.contains('|');
        if is_code || is_heading || is_row || line.chars().count() <= room {
            printed.push(line.to_owned());
        } else {
            wrap(line, room, &mut printed);
        }
    }
    printed
}

/// The marks of the code fence that a line is.
fn fence_of(line: &str) -> Option<&str> {
    let line = line.trim_start_matches([' ', '>', '-', '*', '+', '.']);
    let length = line.len() - line.trim_start_matches('`').len();
    line.get(..length).filter(|it| it.len() >= 3)
}

/// Whether a line is the delimiter row of a table.
fn is_table_rule(line: &str) -> bool {
    let only_marks = line
        .chars()
        .all(|c| matches!(c, '|' | '-' | ':' | ' ' | '>'));
    only_marks && line.contains('|') && line.contains('-')
}

fn wrap(line: &str, room: usize, printed: &mut Vec<String>) {
    let (first, margin) = margin(line);
    let hard_break = if line.ends_with("  ") { "  " } else { "" };
    let mut current = first.to_owned();
    let mut is_empty = true;
    for word in words(line.get(first.len()..).unwrap_or_default().trim_end()) {
        let width = current.chars().count() + 1 + word.chars().count();
        if !is_empty && width > room && may_start_line(word) && !current.ends_with('\\') {
            printed.push(std::mem::replace(&mut current, margin.clone()));
            is_empty = true;
        }
        if !is_empty {
            current.push(' ');
        }
        current.push_str(word);
        is_empty = false;
    }
    printed.push(current + hard_break);
}

/// The beginning of a line, marks of quotes and lists included, and the beginning of its
/// continuation lines.
fn margin(line: &str) -> (&str, String) {
    let mut margin = String::new();
    let mut rest = line;
    loop {
        let text = rest.trim_start_matches(' ');
        margin.extend(std::iter::repeat_n(' ', rest.len() - text.len()));
        let digits = text.trim_start_matches(|c: char| c.is_ascii_digit());
        let is_number = digits.len() < text.len() && digits.starts_with(['.', ')']);
        let mark = match text.chars().next() {
            Some('-' | '*' | '+' | '>') => 1,
            _ if is_number => text.len() - digits.len() + 1,
            _ => 0,
        };
        let (marks, after) = text.split_at(mark);
        if marks.is_empty() || !after.starts_with(' ') {
            let length = line.len() - text.len();
            return (line.get(..length).unwrap_or_default(), margin);
        }
        match marks {
            ">" => margin.push('>'),
            _ => margin.extend(std::iter::repeat_n(' ', mark)),
        }
        rest = after;
    }
}

/// The words of a line. A code span is one word with the text that touches it.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut ticks = None;
    let mut run = 0;
    let mut escaped = false;
    let split = text.split(move |c: char| {
        if c == '`' && !(escaped && ticks.is_none()) {
            run += 1;
        } else if run > 0 {
            ticks = match ticks {
                None => Some(run),
                Some(open) if open == run => None,
                open => open,
            };
            run = 0;
        }
        escaped = c == '\\' && !escaped;
        c == ' ' && ticks.is_none()
    });
    split.filter(|word| !word.is_empty())
}

/// Whether a line that starts with the word goes on with the paragraph: it must not look like
/// a list, a heading, a quote, a fence, a table, a rule or HTML.
fn may_start_line(word: &str) -> bool {
    let digits = word.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_number = digits.len() < word.len() && digits.starts_with(['.', ')']);
    let is_mark = word.chars().all(|c| matches!(c, '*' | '_' | '`'));
    let marks = ['-', '+', '#', '>', '=', '|', ':', '<', '~'];
    let starts_block = word.starts_with(marks) || word.starts_with("```") || word.starts_with("[^");
    !(is_number || is_mark || starts_block)
}

#[cfg(test)]
mod tests {
    use pulldown_cmark::{Event, Options, Parser};

    use super::wrapped;

    /// The meaning of a text; a line break is a space.
    fn meaning(text: &str) -> String {
        let events = Parser::new_ext(text, Options::all()).map(|event| match event {
            Event::SoftBreak => " ".to_owned(),
            Event::Text(text) => text.into_string(),
            other => format!("{other:?}"),
        });
        events.collect()
    }

    /// The lines that a text is broken into.
    #[track_caller]
    fn broken(text: &str, room: usize) -> Vec<String> {
        let lines = wrapped(text.lines(), room);
        assert_eq!(meaning(&lines.join("\n")), meaning(text), "{lines:#?}");
        lines
    }

    #[test]
    fn paragraphs_and_items_keep_their_margin() {
        let text = " One two three.\n\n - four five six\n   - seven eight nine\n\n 12. ten eleven\n\n > a b c d e f";
        let expected = [
            " One two",
            " three.",
            "",
            " - four five",
            "   six",
            "   - seven",
            "     eight",
            "     nine",
            "",
            " 12. ten",
            "     eleven",
            "",
            " > a b c d e",
            " > f",
        ];
        assert_eq!(broken(text, 12), expected);
    }

    #[test]
    fn no_line_starts_another_block() {
        for mark in [
            "-", "+", "*", "1.", "2)", "#", ">", "```", "~~~", "===", "---", "***", "<b>", "|",
        ] {
            for words in 1..9 {
                let text = format!(" {}{mark} and more words to come", "word ".repeat(words));
                broken(&text, 14);
            }
        }
    }

    #[test]
    fn code_tables_and_headings_are_not_broken() {
        let text = " ```text\n a long line of code\n ```\n\n # A heading that is long\n\n | a table | with | columns |\n | --- | --- | --- |\n | 1 and more | 2 | 3 |\n\n `code  with spaces in it`";
        assert_eq!(broken(text, 10), text.lines().collect::<Vec<_>>());
    }

    #[test]
    fn line_breaks_of_the_text_are_kept() {
        assert_eq!(
            broken(" one two  \n three", 6),
            [" one", " two  ", " three"]
        );
        broken(" one two\\ three four", 6);
    }
}
