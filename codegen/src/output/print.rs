//! Tokens become the text of a file, laid out as rustfmt would, but for documentation, which
//! is broken at the width, and for the bodies of macros, which rustfmt leaves as they are.
//!
//! `tree` reads tokens into lists that know how wide they are, `item` and `list` print them.
//! Knows the Rust that emitters write, which has declarations and calls, and no operators.

mod chain;
mod docs;
mod item;
mod list;
mod spacing;
#[cfg(test)]
mod tests;
mod tree;

use proc_macro2::TokenStream;

use self::tree::{Attribute, Node, Part};

/// The longest line, as rustfmt has it.
const WIDTH: usize = 100;

/// How far a list is indented.
const INDENT: usize = 4;

/// The text of `tokens`, which are the items of a file.
pub(super) fn print(tokens: TokenStream) -> String {
    let mut printer = Printer::default();
    printer.items(&item::items(tokens));
    printer.out.push('\n');
    printer.out
}

#[derive(Default)]
struct Printer {
    out: String,
    /// Where the last line starts.
    line: usize,
    /// How far lines are indented.
    indent: usize,
}

impl Printer {
    fn write(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// Starts another line, unless this one is empty.
    fn newline(&mut self) {
        if self.is_at_start() {
            self.out.truncate(self.line);
        } else {
            self.out.push('\n');
        }
        self.line = self.out.len();
        self.out.extend(std::iter::repeat_n(' ', self.indent));
    }

    /// Whether the last line has nothing but its indentation.
    fn is_at_start(&self) -> bool {
        let line = self.out.get(self.line..).unwrap_or_default();
        line.bytes().all(|byte| byte == b' ')
    }

    /// Leaves a line empty and starts another.
    fn blank(&mut self) {
        self.out.push('\n');
        self.newline();
    }

    /// How wide the last line is.
    fn column(&self) -> usize {
        self.out
            .get(self.line..)
            .unwrap_or_default()
            .chars()
            .count()
    }

    /// Prints `inner`, indented by one more step.
    fn indented(&mut self, inner: impl FnOnce(&mut Self)) {
        self.indent += INDENT;
        inner(self);
        self.indent -= INDENT;
    }

    /// Whether the nodes and `after` more characters can go on this line.
    fn fits(&self, nodes: &[Node], after: usize) -> bool {
        !tree::are_long(nodes) && self.column() + tree::width(nodes) + after <= WIDTH
    }

    /// Prints nodes on this line.
    fn flat(&mut self, nodes: &[Node]) {
        for (index, node) in nodes.iter().enumerate() {
            if node.gap && index > 0 {
                self.write(" ");
            }
            match &node.part {
                Part::Text(text) => self.write(text),
                Part::List(list) => self.flat_list(list),
            }
        }
    }

    /// Prints attributes, each on a line of its own that is left open.
    fn attributes(&mut self, attributes: &[Attribute]) {
        for group in attributes.chunk_by(|a, b| a.is_doc() && b.is_doc() && a.inner == b.inner) {
            match group {
                [attribute] if !attribute.is_doc() => self.attribute(attribute),
                docs => self.docs(docs),
            }
        }
    }

    fn attribute(&mut self, attribute: &Attribute) {
        self.newline();
        self.write(if attribute.inner { "#![" } else { "#[" });
        self.nodes(&attribute.value.nodes, 1);
        self.write("]");
    }

    fn docs(&mut self, docs: &[Attribute]) {
        let inner = docs.first().is_some_and(|it| it.inner);
        let mark = if inner { "//!" } else { "///" };
        let room = WIDTH.saturating_sub(self.indent + mark.len());
        for line in docs::wrapped(docs.iter().filter_map(|it| it.doc.as_deref()), room) {
            self.newline();
            self.write(mark);
            self.write(&line);
        }
    }
}
