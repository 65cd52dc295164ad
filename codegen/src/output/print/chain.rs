//! Calls of methods, one after the other: on one line, or each on its own.

use super::tree::{self, Node, Part};
use super::{INDENT, Printer};

/// The longest chain of several links that rustfmt leaves on one line: `chain_width`.
const LIMIT: usize = 60;

/// How many lines the last link may always take on the line of the others.
const MANY: usize = 5;

/// The starts of a chain's links; empty for any other expression.
fn links(nodes: &[Node]) -> Vec<usize> {
    let is_dot = |node: &Node| matches!(&node.part, Part::Text(text) if text == ".");
    let nodes = nodes.iter().enumerate();
    nodes
        .filter(|(_, it)| is_dot(it))
        .map(|(at, _)| at)
        .collect()
}

/// Whether a chain is too long for one line.
pub(super) fn is_long(nodes: &[Node]) -> bool {
    links(nodes).len() > 1 && tree::width(nodes) > LIMIT
}

/// The links of a chain, the first of which is the receiver; `None` if there is nothing to break.
fn split(nodes: &[Node]) -> Option<(Vec<&[Node]>, usize)> {
    let mut starts = links(nodes);
    let count = starts.len();
    // `self.value` stays together, since `self` is no longer than a step to the right.
    while starts
        .first()
        .is_some_and(|first| tree::width(nodes.get(..*first).unwrap_or_default()) <= INDENT)
    {
        starts.remove(0);
    }
    if starts.is_empty() {
        return None;
    }
    let ends = starts.iter().copied().chain([nodes.len()]);
    let begins = [0].into_iter().chain(starts.iter().copied());
    let links = begins
        .zip(ends)
        .filter_map(|(begin, end)| nodes.get(begin..end));
    Some((links.collect(), count))
}

impl Printer {
    /// Prints a chain that does not fit on this line, and returns whether it is a chain.
    pub(super) fn chain(&mut self, nodes: &[Node], after: usize) -> bool {
        let Some((links, count)) = split(nodes) else {
            return false;
        };
        if self.fits(nodes, after) {
            self.flat(nodes);
            return true;
        }
        let Some((last, first)) = links.split_last() else {
            return false;
        };
        let (start, line) = (self.out.len(), self.line);
        let fits = first.iter().all(|link| self.fits(link, 0));
        if fits {
            let before: usize = first.iter().map(|link| tree::width(link)).sum();
            let limit = if count == 1 { usize::MAX } else { LIMIT };
            for link in first {
                self.flat(link);
            }
            let from = self.out.len();
            self.spread(last, after);
            let overflowing = self.out.get(from..).unwrap_or_default();
            let height = overflowing.lines().count();
            let head = before
                + overflowing
                    .lines()
                    .next()
                    .map_or(0, |it| it.chars().count());
            if head <= limit && (height >= MANY || height <= self.lines_alone(last, after)) {
                return true;
            }
            self.out.truncate(start);
            self.line = line;
        }
        self.vertical(first, last, after);
        true
    }

    /// How many lines the last link takes if it starts one.
    fn lines_alone(&mut self, last: &[Node], after: usize) -> usize {
        let (end, line) = (self.out.len(), self.line);
        let mut lines = 0;
        self.indented(|printer| {
            printer.newline();
            let from = printer.out.len();
            printer.link(last, after);
            lines = printer.out.get(from..).unwrap_or_default().lines().count();
        });
        self.out.truncate(end);
        self.line = line;
        lines
    }

    /// Prints each link on a line of its own, below the end of the first if that takes several.
    fn vertical(&mut self, first: &[&[Node]], last: &[Node], after: usize) {
        let (root, links) = first.split_first().unwrap_or((&last, &[]));
        let line = self.line;
        self.link(root, 0);
        let step = if self.line == line { INDENT } else { 0 };
        self.indent += step;
        for link in links {
            self.newline();
            self.link(link, 0);
        }
        self.newline();
        self.link(last, after);
        self.indent -= step;
    }

    fn link(&mut self, link: &[Node], after: usize) {
        if self.fits(link, after) {
            self.flat(link);
        } else {
            self.spread(link, after);
        }
    }
}
