//! Documentation as a tree of blocks, and the one place that prints them for rustdoc.
//!
//! Whatever a text looked like in the model, its code leaves here in fences marked `text`, and
//! no line of its prose can start another block: rustdoc compiles every other code block as a
//! test (The rustdoc Book, "Documentation tests").

use std::iter;

/// A piece of documentation. Paragraphs and headings hold Markdown that is escaped already.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Block {
    Paragraph(String),
    /// Its level, 1 to 6, and its text.
    Heading(usize, String),
    Code(String),
    Rule,
    Quote(Vec<Self>),
    List(Marker, Vec<Vec<Self>>),
}

/// The marker of a list's items.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Marker {
    Bullet(char),
    /// The number of the first item.
    Number(u32),
}

/// Prints blocks as Markdown, without a line end after the last.
pub(super) fn print(blocks: &[Block]) -> String {
    lines(blocks, false).join("\n")
}

/// The lines of all blocks with an empty one between two. In an item, a list may follow its
/// paragraph at once.
fn lines(blocks: &[Block], in_item: bool) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let mut paragraph = None;
    for block in blocks {
        let lines = block.lines();
        if lines.is_empty() {
            continue;
        }
        let follows = in_item && paragraph.is_some_and(|it| block.may_follow(it, &lines));
        if !(all.is_empty() || follows) {
            all.push(String::new());
        }
        all.extend(lines);
        paragraph = match block {
            Block::Paragraph(text) => Some(text.as_str()),
            _ => None,
        };
    }
    all
}

impl Block {
    /// Whether it can interrupt a paragraph: a list that starts at 1 (5.3), where none of the
    /// lines could be one of a table.
    fn may_follow(&self, paragraph: &str, lines: &[String]) -> bool {
        let list = matches!(self, Self::List(Marker::Bullet(_) | Marker::Number(1), _));
        let first = || lines.first().is_some_and(|line| line.contains('|'));
        list && !paragraph.contains('|') && !first()
    }

    fn lines(&self) -> Vec<String> {
        match self {
            Self::Paragraph(text) => paragraph(text),
            Self::Heading(level, text) => {
                let marks = "#".repeat((*level).clamp(1, 6));
                vec![format!("{marks} {}", one_line(text))]
            }
            Self::Code(text) => fenced(text),
            // Neither a list's marker nor the underline of a heading looks like it.
            Self::Rule => vec!["___".to_owned()],
            Self::Quote(blocks) => {
                let lines = lines(blocks, false).into_iter();
                lines.map(|line| indented("> ", &line)).collect()
            }
            Self::List(marker, items) => list(*marker, items),
        }
    }
}

/// A code block that rustdoc shows and does not compile.
fn fenced(text: &str) -> Vec<String> {
    let text = text.trim_matches(['\n', '\r']);
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(3.max(longest + 1));
    let inner = source_lines(text).map(str::to_owned);
    let opening = iter::once(format!("{fence}text"));
    opening.chain(inner).chain(iter::once(fence)).collect()
}

/// The lines of a paragraph; two spaces at the end of one are a line break.
fn paragraph(text: &str) -> Vec<String> {
    let lines = source_lines(text).map(|line| (line.trim(), line.ends_with("  ")));
    let lines = lines.filter(|(line, _)| !line.is_empty());
    let mut printed: Vec<String> = lines
        .map(|(line, breaks)| as_prose(line) + if breaks { "  " } else { "" })
        .collect();
    if let Some(last) = printed.last_mut() {
        last.truncate(last.trim_end().len());
    }
    printed
}

/// The items that hold anything, their blocks aligned with the first one's text.
fn list(marker: Marker, items: &[Vec<Block>]) -> Vec<String> {
    let items = items.iter().map(|blocks| lines(blocks, true));
    let items = items.filter(|lines| !lines.is_empty());
    let mark = |index: usize| match marker {
        Marker::Bullet(mark) => format!("{mark} "),
        Marker::Number(start) => {
            let index = u32::try_from(index).unwrap_or(u32::MAX);
            // More digits would be no marker (CommonMark 5.2).
            let number = start.saturating_add(index).min(999_999_999);
            format!("{number}. ")
        }
    };
    let printed = items.enumerate().flat_map(|(index, lines)| {
        let mark = mark(index);
        let margin = " ".repeat(mark.len());
        let lines = lines.into_iter().enumerate();
        let lines = lines.map(|(at, line)| indented(if at == 0 { &mark } else { &margin }, &line));
        lines.collect::<Vec<_>>()
    });
    printed.collect()
}

fn indented(prefix: &str, line: &str) -> String {
    let prefix = if line.is_empty() {
        prefix.trim_end()
    } else {
        prefix
    };
    [prefix, line].concat()
}

/// All words of a text on one line.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The lines of a text as `CommonMark` counts them, where a carriage return alone ends one (2.1).
pub(super) fn source_lines(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').flat_map(|line| {
        let line = line.strip_suffix('\r').unwrap_or(line);
        line.split('\r')
    })
}

/// A line of a paragraph, with a backslash before a mark that would start another block.
fn as_prose(line: &str) -> String {
    match block_mark(line) {
        Some(at) => {
            let (before, mark) = line.split_at(at);
            [before, "\\", mark].concat()
        }
        None => line.to_owned(),
    }
}

/// The position of the mark by which a line starts a block other than a paragraph.
fn block_mark(line: &str) -> Option<usize> {
    let first = line.chars().next()?;
    let ends = |rest: &str| rest.is_empty() || rest.starts_with([' ', '\t']);
    let after = |marks: &[char]| line.trim_start_matches(marks);
    let starts = match first {
        '`' | '~' => fence(line).is_some(),
        '>' => true,
        '#' => ends(after(&['#'])),
        '-' | '+' | '*' if ends(line.get(1..).unwrap_or_default()) => true,
        '-' | '=' if after(&[first]).trim().is_empty() => true,
        '-' | '*' | '_' => is_rule(line),
        '0'..='9' => {
            let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
            let marks = rest.starts_with(['.', ')']) && ends(rest.get(1..).unwrap_or_default());
            return marks.then(|| line.len() - rest.len());
        }
        _ => false,
    };
    starts.then_some(0)
}

/// The mark and the length of the fence that a line opens (`CommonMark` 4.5).
pub(super) fn fence(line: &str) -> Option<(char, usize)> {
    let mark = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let info = line.trim_start_matches(mark);
    let length = line.len() - info.len();
    (length >= 3 && !(mark == '`' && info.contains('`'))).then_some((mark, length))
}

/// Whether a line is a thematic break (`CommonMark` 4.1).
pub(super) fn is_rule(line: &str) -> bool {
    let mut marks = line.chars().filter(|c| !matches!(c, ' ' | '\t'));
    let Some(first) = marks.next().filter(|c| matches!(c, '-' | '*' | '_')) else {
        return false;
    };
    let (mut count, mut same) = (1, true);
    for mark in marks {
        count += 1;
        same &= mark == first;
    }
    same && count >= 3
}
