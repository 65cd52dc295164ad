//! A line of `CommonMark` while the blocks that it belongs to are found: columns rather than
//! bytes, since a tab reaches to the next multiple of four (2.2).

use super::block::{Block, Marker, fence, is_rule};

/// The unread rest of a line.
#[derive(Clone)]
pub(super) struct Line<'a> {
    source: &'a str,
    /// Where `source` starts.
    column: usize,
    /// Columns of a tab that was passed in part.
    pending: usize,
}

impl<'a> Line<'a> {
    pub(super) fn new(source: &'a str) -> Self {
        Self {
            source,
            column: 0,
            pending: 0,
        }
    }

    /// How many columns of white space it starts with.
    pub(super) fn indent(&self) -> usize {
        let mut column = self.column;
        for c in self.source.chars() {
            match c {
                ' ' => column += 1,
                '\t' => column += to_stop(column),
                _ => break,
            }
        }
        self.pending + column - self.column
    }

    /// Passes white space, `columns` at most.
    pub(super) fn skip(&mut self, columns: usize) {
        for _ in 0..columns {
            if let Some(source) = self.source.strip_prefix('\t').filter(|_| self.pending == 0) {
                self.pending = to_stop(self.column);
                self.column += self.pending;
                self.source = source;
            }
            if self.pending > 0 {
                self.pending -= 1;
            } else if let Some(source) = self.source.strip_prefix(' ') {
                self.source = source;
                self.column += 1;
            } else {
                return;
            }
        }
    }

    /// Passes the marker of a quote or an item, `length` ASCII characters, and a space.
    pub(super) fn skip_marker(&mut self, length: usize) {
        self.skip(self.indent());
        self.source = self.source.get(length..).unwrap_or_default();
        self.column += length;
        self.skip(1);
    }

    pub(super) fn is_blank(&self) -> bool {
        self.trimmed().is_empty()
    }

    /// Without the white space around it.
    pub(super) fn trimmed(&self) -> &'a str {
        self.source.trim_matches([' ', '\t'])
    }

    /// With the white space that is left.
    pub(super) fn text(&self) -> String {
        " ".repeat(self.pending) + self.source
    }
}

fn to_stop(column: usize) -> usize {
    4 - column % 4
}

/// A block of lines that is open.
pub(super) enum Leaf {
    Paragraph(String),
    Indented(String),
    Fenced { fence: Fence, text: String },
}

/// A code fence (4.5).
pub(super) struct Fence {
    mark: char,
    length: usize,
    pub(super) indent: usize,
}

impl Fence {
    pub(super) fn is_closed_by(&self, line: &Line<'_>) -> bool {
        let text = line.trimmed();
        line.indent() < 4
            && text.len() >= self.length
            && text.trim_start_matches(self.mark).is_empty()
    }
}

/// A leaf block other than a paragraph that a line starts.
pub(super) enum Start {
    Whole(Block),
    Leaf(Leaf),
}

impl Start {
    /// Of a line outside of code, in a paragraph or not.
    pub(super) fn of(line: &Line<'_>, in_paragraph: bool) -> Option<Self> {
        let indent = line.indent();
        if line.is_blank() {
            return None;
        }
        if indent >= 4 {
            let mut code = line.clone();
            code.skip(4);
            let code = Leaf::Indented(code.text() + "\n");
            return (!in_paragraph).then_some(Self::Leaf(code));
        }
        let text = line.trimmed();
        if let Some((mark, length)) = fence(text) {
            let fence = Fence {
                mark,
                length,
                indent,
            };
            let text = String::new();
            return Some(Self::Leaf(Leaf::Fenced { fence, text }));
        }
        let rule = is_rule(text).then_some(Block::Rule);
        rule.or_else(|| heading(text)).map(Self::Whole)
    }
}

/// A heading on one line (4.2).
fn heading(text: &str) -> Option<Block> {
    let title = text.trim_start_matches('#');
    let level = text.len() - title.len();
    let blank = |c| matches!(c, ' ' | '\t');
    if !(1..=6).contains(&level) || !(title.is_empty() || title.starts_with(blank)) {
        return None;
    }
    let open = title.trim_end_matches('#');
    let title = if open.is_empty() || open.ends_with(blank) {
        open
    } else {
        title
    };
    Some(Block::Heading(level, title.trim().to_owned()))
}

/// The marker of a list's item (5.2).
pub(super) struct Item {
    pub(super) marker: Marker,
    /// How long the marker is.
    pub(super) width: usize,
    /// The columns between it and the text.
    pub(super) gap: usize,
    /// How far the item's lines are indented.
    pub(super) indent: usize,
}

impl Item {
    /// That of a line, which may end a paragraph only if it holds text and counts from 1.
    pub(super) fn of(line: &Line<'_>, in_paragraph: bool) -> Option<Self> {
        let (marker, width) = marker(line.trimmed())?;
        let mut text = line.clone();
        let before = text.indent();
        text.skip_marker(width);
        let blank = text.is_blank();
        let first = matches!(marker, Marker::Bullet(_) | Marker::Number(1));
        if in_paragraph && (blank || !first) {
            return None;
        }
        // More is code in the item.
        let gap = text.indent() + 1;
        let gap = if blank || gap > 4 { 1 } else { gap };
        Some(Self {
            marker,
            width,
            gap,
            indent: before + width + gap,
        })
    }
}

fn marker(text: &str) -> Option<(Marker, usize)> {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, rest) = text.split_at(digits);
    let mark = rest.chars().next()?;
    let marker = match mark {
        '-' | '+' | '*' if digits == 0 => Marker::Bullet(mark),
        '.' | ')' if (1..=9).contains(&digits) => Marker::Number(number.parse().ok()?),
        _ => return None,
    };
    let after = rest.get(1..)?;
    (after.is_empty() || after.starts_with([' ', '\t'])).then_some((marker, digits + 1))
}
