//! HTML pieces become Markdown: blocks, lists, spans and links.

use super::html::{Token, Tokens, is_html, unescape};
use super::text::{code, push_commonmark, push_plain};

/// Converts documentation of a model.
pub fn markdown(documentation: &str) -> String {
    let source = documentation.trim();
    let mut fenced = source.split('`').step_by(2);
    if !fenced.any(is_html) {
        return commonmark(source);
    }
    let mut writer = Writer::new();
    for token in (Tokens { rest: source }) {
        match token {
            Token::Text(text) => writer.text(text),
            Token::Open(name, href) => writer.open(&name, href),
            Token::Close(name) => writer.close(&name),
        }
    }
    writer.finish()
}

/// `CommonMark`: code blocks stay, the rest is escaped.
fn commonmark(source: &str) -> String {
    let mut out = String::with_capacity(source.len() + 16);
    let (mut prose, mut fenced) = (String::new(), false);
    for line in source.lines() {
        if line.trim_start().starts_with("```") {
            push_commonmark(&mut out, &prose);
            prose.clear();
            // Not Rust, so not a test of the generated crate.
            let opening = !fenced && line.trim() == "```";
            out.push_str(if opening { "```text" } else { line });
            out.push('\n');
            fenced = !fenced;
        } else {
            let target = if fenced { &mut out } else { &mut prose };
            target.push_str(line.trim_end());
            target.push('\n');
        }
    }
    push_commonmark(&mut out, &prose);
    if fenced {
        out.push_str("```\n");
    }
    out.trim_end().to_owned()
}

/// A list that is open, and its next number.
enum Listing {
    Bullets,
    Numbers(u32),
}

struct Writer {
    out: String,
    lists: Vec<Listing>,
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
    fn new() -> Self {
        Self {
            out: String::new(),
            lists: Vec::new(),
            code: None,
            preformatted: false,
            link: None,
            opened: None,
            gap: false,
        }
    }

    fn finish(mut self) -> String {
        self.end_code();
        self.end_link();
        self.out.trim().to_owned()
    }

    fn open(&mut self, name: &str, href: Option<&str>) {
        match name {
            "p" | "para" | "div" | "table" | "tr" | "dl" | "caption" | "dd" | "blockquote" => {
                self.block();
            }
            "note" => self.labelled("Note"),
            "important" => self.labelled("Important"),
            "ul" => self.open_list(Listing::Bullets),
            "ol" => self.open_list(Listing::Numbers(1)),
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
            "ul" | "ol" => {
                self.lists.pop();
                self.block();
            }
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
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        self.gap |= text.starts_with(char::is_whitespace);
        if words.is_empty() {
            return;
        }
        self.flush_gap();
        let start = self.out.len();
        push_plain(&mut self.out, &words);
        self.escape_line_start(start);
        self.gap = text.ends_with(char::is_whitespace);
    }

    /// What would start a list or heading at the start of a line is text.
    fn escape_line_start(&mut self, start: usize) {
        let at_line_start = self
            .out
            .get(..start)
            .is_some_and(|it| it.is_empty() || it.ends_with('\n'));
        let marker = self
            .out
            .get(start..)
            .is_some_and(|it| it.starts_with(['-', '+', '#', '=']));
        if at_line_start && marker {
            self.out.insert(start, '\\');
        }
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

    /// Starts a paragraph, indented as the lists that are open demand.
    fn block(&mut self) {
        let trimmed = self.out.trim_end_matches([' ', '\n']).len();
        self.gap = false;
        let fresh_item =
            self.out.ends_with("- ") || self.out.ends_with(". ") && self.after_number();
        if trimmed == 0 || fresh_item && !self.lists.is_empty() {
            return;
        }
        self.out.truncate(trimmed);
        self.out.push_str("\n\n");
        self.indent(self.lists.len());
    }

    /// Whether the text ends in a list's number.
    fn after_number(&self) -> bool {
        let line = self.out.rsplit('\n').next().unwrap_or_default();
        line.trim().trim_end_matches('.').parse::<u32>().is_ok()
    }

    fn line(&mut self) {
        self.out.truncate(self.out.trim_end().len());
        self.out.push_str("  \n");
        self.indent(self.lists.len());
        self.gap = false;
    }

    fn indent(&mut self, depth: usize) {
        for _ in 0..depth {
            self.out.push_str("   ");
        }
    }

    fn labelled(&mut self, label: &str) {
        self.block();
        self.out.push_str("**");
        self.out.push_str(label);
        self.out.push_str(":** ");
    }

    fn open_list(&mut self, listing: Listing) {
        self.block();
        self.lists.push(listing);
    }

    fn item(&mut self) {
        let trimmed = self.out.trim_end_matches([' ', '\n']).len();
        self.out.truncate(trimmed);
        let first = self.lists.is_empty() || trimmed == 0;
        self.out.push_str(if trimmed == 0 { "" } else { "\n" });
        if !first && !self.in_list() {
            self.out.push('\n');
        }
        self.indent(self.lists.len().saturating_sub(1));
        match self.lists.last_mut() {
            Some(Listing::Numbers(next)) => {
                self.out.push_str(&next.to_string());
                self.out.push_str(". ");
                *next += 1;
            }
            _ => self.out.push_str("- "),
        }
        self.gap = false;
    }

    /// Whether the last line belongs to a list.
    fn in_list(&self) -> bool {
        let last = self
            .out
            .trim_end()
            .rsplit("\n\n")
            .next()
            .unwrap_or_default()
            .trim_start();
        last.starts_with("- ")
            || last.starts_with(|c: char| c.is_ascii_digit())
            || last.starts_with("   ")
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
        if self.preformatted {
            self.preformatted = false;
            self.block();
            let text = text.trim_matches('\n').replace("```", "` ` `");
            self.out.extend(["```text\n", &text, "\n```\n\n"]);
            return;
        }
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
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
