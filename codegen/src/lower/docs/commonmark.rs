//! Which blocks a text in `CommonMark` consists of (specification 0.31, chapters 4 and 5). Text
//! in them stays as it is written, and HTML is text.
//!
//! A crate for it would add a fifth to the code that build scripts compile. If this reader and
//! rustdoc disagree about a text, only its looks differ: lines are never copied verbatim.

use std::mem;

use super::block::{Block, Marker, source_lines};
use super::builder::{Builder, Container};
use super::line::{Item, Leaf, Line, Start};

/// The blocks of `text`.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let mut reader = Reader::default();
    for line in source_lines(text) {
        reader.line(Line::new(line));
    }
    reader.end_leaf();
    reader.builder.finish()
}

#[derive(Default)]
struct Reader {
    builder: Builder,
    /// The quotes and items that are open.
    open: Vec<Open>,
    /// The block that lines are added to.
    leaf: Option<Leaf>,
}

enum Open {
    Quote,
    /// How far its lines are indented.
    Item(usize),
}

impl Reader {
    fn line(&mut self, mut line: Line<'_>) {
        let open = self.open.iter();
        let kept = open.take_while(|open| open.goes_on(&mut line)).count();
        let all = kept == self.open.len();
        if all && (self.is_code(&mut line) || self.is_underline(&line)) {
            return;
        }
        let kept = self.open_containers(kept, &mut line);
        if line.is_blank() {
            self.place(kept);
            return;
        }
        let start = Start::of(&line, self.in_paragraph());
        if let (Some(Leaf::Paragraph(text)), None) = (&mut self.leaf, &start) {
            // Even if its container does not continue (5.1, lazy continuation lines).
            text.push('\n');
            text.push_str(&line.text());
            return;
        }
        self.place(kept);
        match start {
            None => self.leaf = Some(Leaf::Paragraph(line.text())),
            Some(Start::Whole(block)) => self.builder.push(block),
            Some(Start::Leaf(leaf)) => self.leaf = Some(leaf),
        }
    }

    /// Adds the line to the code that is open, unless it ends it.
    fn is_code(&mut self, line: &mut Line<'_>) -> bool {
        let text = match &mut self.leaf {
            Some(Leaf::Indented(text)) if line.is_blank() || line.indent() >= 4 => {
                line.skip(4);
                text
            }
            Some(Leaf::Fenced { fence, text }) => {
                if fence.is_closed_by(line) {
                    self.end_leaf();
                    return true;
                }
                line.skip(fence.indent);
                text
            }
            _ => return false,
        };
        text.push_str(&line.text());
        text.push('\n');
        true
    }

    /// Makes the open paragraph a heading if the line underlines it (4.3).
    fn is_underline(&mut self, line: &Line<'_>) -> bool {
        let Some(Leaf::Paragraph(text)) = &mut self.leaf else {
            return false;
        };
        let underline = line.trimmed();
        let level = match underline.chars().next() {
            Some('=') => 1,
            Some('-') => 2,
            _ => return false,
        };
        if line.indent() >= 4
            || !underline
                .trim_start_matches(['=', '-'][level - 1])
                .is_empty()
        {
            return false;
        }
        let heading = Block::Heading(level, mem::take(text));
        self.leaf = None;
        self.builder.push(heading);
        true
    }

    /// Opens the quotes and items that the line starts within the first `kept` containers, and
    /// returns the number of containers that the line is in.
    fn open_containers(&mut self, mut kept: usize, line: &mut Line<'_>) -> usize {
        while line.indent() < 4 && Start::of(line, false).is_none() && !self.builder.is_full() {
            let in_paragraph = kept == self.open.len() && self.in_paragraph();
            if line.trimmed().starts_with('>') {
                self.place(kept);
                self.builder.open(Container::Quote);
                self.open.push(Open::Quote);
                line.skip_marker(1);
            } else if let Some(item) = Item::of(line, in_paragraph) {
                self.close(kept);
                self.open_item(&item);
                line.skip_marker(item.width);
                line.skip(item.gap - 1);
            } else {
                break;
            }
            kept = self.open.len();
        }
        kept
    }

    fn open_item(&mut self, item: &Item) {
        let goes_on = match (self.builder.innermost(), item.marker) {
            (Some(Container::List(Marker::Number(_))), Marker::Number(_)) => true,
            (Some(Container::List(list)), marker) => list == marker,
            _ => false,
        };
        if !goes_on {
            self.leave_list();
            self.builder.open(Container::List(item.marker));
        }
        self.builder.open(Container::Item);
        self.open.push(Open::Item(item.indent));
    }

    /// Ends all but the outermost `kept` quotes and items, for a block that is no item.
    fn place(&mut self, kept: usize) {
        self.close(kept);
        self.leave_list();
    }

    /// Ends all but the outermost `kept` quotes and items; their list may go on.
    fn close(&mut self, kept: usize) {
        self.end_leaf();
        while self.open.len() > kept {
            self.leave_list();
            self.builder.close();
            self.open.pop();
        }
    }

    fn in_paragraph(&self) -> bool {
        matches!(self.leaf, Some(Leaf::Paragraph(_)))
    }

    fn leave_list(&mut self) {
        if matches!(self.builder.innermost(), Some(Container::List(_))) {
            self.builder.close();
        }
    }

    fn end_leaf(&mut self) {
        let block = match self.leaf.take() {
            None => return,
            Some(Leaf::Paragraph(text)) => Block::Paragraph(text),
            Some(Leaf::Indented(text)) => Block::Code(text.trim_end().to_owned()),
            Some(Leaf::Fenced { text, .. }) => Block::Code(text),
        };
        self.builder.push(block);
    }
}

impl Open {
    /// Whether the line is still in it; skips the mark or indentation that shows this.
    fn goes_on(&self, line: &mut Line<'_>) -> bool {
        match self {
            Self::Quote => {
                let quoted = line.indent() < 4 && line.trimmed().starts_with('>');
                if quoted {
                    line.skip_marker(1);
                }
                quoted
            }
            Self::Item(indent) => {
                let indented = line.indent() >= *indent;
                if indented {
                    line.skip(*indent);
                }
                indented || line.is_blank()
            }
        }
    }
}
