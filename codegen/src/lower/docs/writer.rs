//! HTML becomes blocks: paragraphs, lists and code, with spans and links as Markdown in them.

use std::mem;

use super::block::{Block, Marker, one_line};
use super::builder::{Builder, Container};
use super::fences::{Piece, pieces};
use super::html::{Token, Tokens, unescape};
use super::text::{code, push_plain};

/// The blocks of a text in HTML, which may have code between Markdown's fences.
pub(super) fn blocks(source: &str) -> Vec<Block> {
    let mut writer = Writer::default();
    for piece in pieces(source) {
        match piece {
            Piece::Html(text) => writer.html(text),
            Piece::Code(text) => writer.fenced(text),
        }
    }
    writer.finish()
}

#[derive(Default)]
struct Writer {
    builder: Builder,
    /// The paragraph that is being written.
    out: String,
    /// How many open lists are nested too deep.
    skipped: usize,
    /// The text of the `code` or `pre` that is open.
    code: Option<String>,
    preformatted: bool,
    /// Where the label of the link that is open starts, and the link's target.
    link: Option<(usize, String)>,
    /// Where the marks of spans that nothing was written in yet start and end.
    opened: Option<(usize, usize)>,
    /// Whether spaces wait for text to follow.
    gap: bool,
}

impl Writer {
    fn html(&mut self, source: &str) {
        for token in Tokens::new(source) {
            match token {
                Token::Text(text) => self.text(text),
                Token::Open(name, href) => self.open(&name, href),
                Token::Close(name) => self.close(&name),
            }
        }
    }

    fn finish(mut self) -> Vec<Block> {
        self.end_code();
        self.block();
        self.builder.finish()
    }

    fn open(&mut self, name: &str, href: Option<&str>) {
        match name {
            "p" | "para" | "div" | "table" | "tr" | "dl" | "caption" | "dd" | "blockquote" => {
                self.block();
            }
            "note" => self.labelled("Note"),
            "important" => self.labelled("Important"),
            "ul" => self.open_list(Marker::Bullet('-')),
            "ol" => self.open_list(Marker::Number(1)),
            "li" => self.item(),
            "br" => self.line(),
            "dt" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "fullname" => {
                self.block();
                self.mark("**");
            }
            "b" | "strong" => self.mark("**"),
            "i" | "em" => self.mark("*"),
            "code" => self.start_code(false),
            "pre" => self.start_code(true),
            "a" => self.start_link(href),
            "td" | "th" => self.gap = true,
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "p" | "para" | "div" | "table" | "tr" | "dl" | "dd" | "blockquote" | "note"
            | "important" => self.block(),
            "ul" | "ol" => self.close_list(),
            "dt" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "fullname" => {
                self.unmark("**");
                self.block();
            }
            "b" | "strong" => self.unmark("**"),
            "i" | "em" => self.unmark("*"),
            "code" if !self.preformatted => self.end_code(),
            "pre" => self.end_code(),
            "a" => self.end_link(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        let text = unescape(text);
        if let Some(code) = &mut self.code {
            code.push_str(&text);
            return;
        }
        let words = one_line(&text);
        self.gap |= text.starts_with(char::is_whitespace);
        if words.is_empty() {
            return;
        }
        self.flush_gap();
        push_plain(&mut self.out, &words);
        self.gap = text.ends_with(char::is_whitespace);
    }

    fn fenced(&mut self, text: &str) {
        if let Some(code) = &mut self.code {
            code.push_str(text);
            return;
        }
        self.block();
        self.builder.push(Block::Code(text.to_owned()));
    }

    /// Writes the spaces that wait; those at the start of a span go before its marks, which
    /// would be none otherwise.
    fn flush_gap(&mut self) {
        let opened = self.fresh_span().unwrap_or(self.out.len());
        let before = self.out.get(..opened).unwrap_or_default();
        let fresh = before.is_empty() || before.ends_with([' ', '\n', '(']);
        if self.gap && !fresh {
            self.out.insert(opened, ' ');
        }
        self.gap = false;
    }

    /// Where the marks start that the text ends in.
    fn fresh_span(&self) -> Option<usize> {
        let opened = self.opened.filter(|(_, end)| *end == self.out.len());
        opened.map(|(start, _)| start)
    }

    /// Ends the paragraph.
    fn block(&mut self) {
        self.end_link();
        self.gap = false;
        self.opened = None;
        let text = mem::take(&mut self.out);
        if !text.trim().is_empty() {
            self.builder.push(Block::Paragraph(text));
        }
    }

    fn line(&mut self) {
        self.out.truncate(self.out.trim_end().len());
        self.out.push_str("  \n");
        self.gap = false;
    }

    fn labelled(&mut self, label: &str) {
        self.block();
        self.out.push_str("**");
        self.out.push_str(label);
        self.out.push_str(":** ");
    }

    fn open_list(&mut self, marker: Marker) {
        self.block();
        if self.builder.is_full() {
            self.skipped += 1;
        } else {
            self.builder.open(Container::List(marker));
        }
    }

    fn close_list(&mut self) {
        self.block();
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        self.end_item();
        self.builder.close();
    }

    /// An item of the list that is open, or of one that nothing has opened.
    fn item(&mut self) {
        self.block();
        if self.skipped > 0 {
            return;
        }
        self.end_item();
        if self.builder.innermost().is_none() {
            self.builder.open(Container::List(Marker::Bullet('-')));
        }
        self.builder.open(Container::Item);
    }

    fn end_item(&mut self) {
        if self.builder.innermost() == Some(Container::Item) {
            self.builder.close();
        }
    }

    fn mark(&mut self, mark: &str) {
        self.flush_gap();
        let start = self.fresh_span().unwrap_or(self.out.len());
        self.out.push_str(mark);
        self.opened = Some((start, self.out.len()));
    }

    /// Ends a span; one that holds nothing is taken back.
    fn unmark(&mut self, mark: &str) {
        let trimmed = self.out.trim_end_matches(' ').len();
        self.gap |= trimmed < self.out.len();
        self.out.truncate(trimmed);
        match self.out.strip_suffix(mark) {
            Some(before) => {
                self.out.truncate(before.len());
                self.opened = None;
            }
            None => self.out.push_str(mark),
        }
    }

    fn start_code(&mut self, preformatted: bool) {
        if self.code.is_none() {
            self.preformatted = preformatted;
            self.code = Some(String::new());
        }
    }

    fn end_code(&mut self) {
        let Some(text) = self.code.take() else {
            return;
        };
        if mem::take(&mut self.preformatted) {
            self.block();
            if !text.trim().is_empty() {
                self.builder.push(Block::Code(text));
            }
            return;
        }
        let words = one_line(&text);
        self.gap |= text.starts_with(char::is_whitespace);
        if words.is_empty() {
            return;
        }
        self.flush_gap();
        self.out.push_str(&code(&words));
        self.gap = text.ends_with(char::is_whitespace);
    }

    fn start_link(&mut self, href: Option<&str>) {
        self.end_link();
        self.flush_gap();
        let target = href.filter(|href| href.starts_with("http"));
        self.link = target.map(|target| {
            let target = unescape(target)
                .replace(' ', "%20")
                .replace('(', "%28")
                .replace(')', "%29");
            (self.out.len(), target)
        });
    }

    fn end_link(&mut self) {
        let Some((start, target)) = self.link.take() else {
            return;
        };
        let label = self.out.split_off(start.min(self.out.len()));
        let label = label.trim();
        let label = label
            .strip_prefix('<')
            .and_then(|it| it.strip_suffix('>'))
            .unwrap_or(label);
        if label.is_empty() {
            return;
        }
        let link = ["[", label, "](", &target, ")"].concat();
        self.out.push_str(&link);
    }
}
