//! Markdown's fenced code in texts that are HTML otherwise.

use super::block::fence;

/// A part of a text.
#[derive(Debug, PartialEq)]
pub(super) enum Piece<'a> {
    Html(&'a str),
    /// The text between two fences.
    Code(&'a str),
}

/// The parts of `text` in their order. A fence that nothing closes is text.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut done = 0;
    // The mark and length of the fence that is open, and where it and the code after it start.
    let mut open: Option<(char, usize, usize, usize)> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let (start, end) = (at, at + line.len());
        at = end;
        let line = line.trim();
        let Some((mark, length, fence_at, code_at)) = open else {
            open = fence(line).map(|(mark, length)| (mark, length, start, end));
            continue;
        };
        if line.len() >= length && line.trim_start_matches(mark).is_empty() {
            let html = text.get(done..fence_at).unwrap_or_default();
            let code = text.get(code_at..start).unwrap_or_default();
            pieces.extend([Piece::Html(html), Piece::Code(code)]);
            (done, open) = (end, None);
        }
    }
    pieces.push(Piece::Html(text.get(done..).unwrap_or_default()));
    pieces
}
