//! Lists and the elements between their separators.

use super::tree::{self, Kind, List, Node, Part, Place, Sequence};
use super::{INDENT, Printer, WIDTH};

/// The widest elements of an array that share lines: `short_array_element_width_threshold`.
const SHORT: usize = 10;

impl Printer {
    /// Prints nodes, before which attributes are, with `after` more characters to follow.
    pub(super) fn sequence(&mut self, sequence: &Sequence, after: usize) {
        if !sequence.attributes.is_empty() {
            self.attributes(&sequence.attributes);
            self.newline();
        }
        self.nodes(&sequence.nodes, after);
    }

    /// Prints nodes, with `after` more characters to follow.
    pub(super) fn nodes(&mut self, nodes: &[Node], after: usize) {
        if self.fits(nodes, after) {
            self.flat(nodes);
        } else if let Some((left, sign, right)) = assignment(nodes) {
            self.nodes(left, sign.len());
            self.write(sign);
            self.value(right, after);
        } else if !self.chain(nodes, after) {
            self.spread(nodes, after);
        }
    }

    /// Prints the value after an `=` or a field's `:`: on its own line if it fits there whole and
    /// does not fit here.
    fn value(&mut self, nodes: &[Node], after: usize) {
        let width = tree::width(nodes) + after;
        let fits_alone = !tree::are_long(nodes) && self.indent + INDENT + width <= WIDTH;
        let first = nodes.iter().rposition(breaks).unwrap_or(0);
        let start = tree::width(nodes.get(..first).unwrap_or_default());
        let starts = start == 0 || self.column() + start + 2 <= WIDTH;
        if !self.fits(nodes, after + 1) && (fits_alone || !starts) {
            self.indented(|printer| {
                printer.newline();
                printer.nodes(nodes, after);
            });
        } else {
            self.write(" ");
            self.nodes(nodes, after);
        }
    }

    /// Prints nodes that do not fit on this line, the last list of which takes several lines.
    pub(super) fn spread(&mut self, nodes: &[Node], after: usize) {
        let breaks = nodes.iter().rposition(breaks);
        for (index, node) in nodes.iter().enumerate() {
            if node.gap && index > 0 {
                self.write(" ");
            }
            match &node.part {
                Part::Text(text) => self.write(text),
                Part::List(list) if list.long || Some(index) == breaks => {
                    let rest = nodes.get(index + 1..).unwrap_or_default();
                    self.list(list, tree::width(rest) + after);
                }
                Part::List(list) => self.flat_list(list),
            }
        }
    }

    pub(super) fn flat_list(&mut self, list: &List) {
        let (open, close) = list.kind.delimiters();
        let padding = list.kind == Kind::Fields && !list.elements.is_empty();
        let padding = if padding { " " } else { "" };
        self.write(open);
        self.write(padding);
        for (index, element) in list.elements.iter().enumerate() {
            if index > 0 {
                self.write(", ");
            }
            self.flat(&element.nodes);
        }
        if list.is_single() {
            self.write(",");
        }
        self.write(padding);
        self.write(close);
    }

    /// Prints a list over several lines.
    pub(super) fn list(&mut self, list: &List, after: usize) {
        let (open, close) = list.kind.delimiters();
        self.write(open);
        match (list.elements.as_slice(), list.kind) {
            ([], _) => {}
            ([only], kind) if can_overflow(only, kind) => {
                if !self.chain(&only.nodes, after + 1) {
                    self.spread(&only.nodes, after + 1);
                }
            }
            (elements, Kind::Block) => self.block(elements, list.ends),
            (elements, _) if list.shares_lines() => self.filled(elements),
            (elements, Kind::Arguments) if list.place == Place::Macro => self.arguments(elements),
            (elements, kind) => self.lines(elements, list.place.allows_comma(kind)),
        }
        self.write(close);
    }

    /// Prints the arguments of a macro: the braces of the last follow the others.
    fn arguments(&mut self, elements: &[Sequence]) {
        let Some((last, first)) = elements.split_last() else {
            return;
        };
        let width: usize = first.iter().map(|it| tree::width(&it.nodes) + 2).sum();
        if !last.nodes.last().is_some_and(breaks) || self.column() + width + 1 > WIDTH {
            return self.lines(elements, false);
        }
        for element in first {
            self.flat(&element.nodes);
            self.write(", ");
        }
        self.spread(&last.nodes, 2);
    }

    /// Prints each element on a line of its own.
    pub(super) fn lines(&mut self, elements: &[Sequence], comma: bool) {
        self.indented(|printer| {
            for (index, element) in elements.iter().enumerate() {
                let is_base = starts_with(element, "..");
                let comma = !is_base && (comma || index + 1 < elements.len());
                printer.newline();
                printer.sequence(element, usize::from(comma));
                printer.write(if comma { "," } else { "" });
            }
        });
        self.newline();
    }

    /// Prints as many elements on a line as fit.
    fn filled(&mut self, elements: &[Sequence]) {
        self.indented(|printer| {
            printer.newline();
            for (index, element) in elements.iter().enumerate() {
                if index > 0 {
                    let fits = printer.column() + tree::width(&element.nodes) + 2 < WIDTH;
                    if fits {
                        printer.write(" ");
                    } else {
                        printer.newline();
                    }
                }
                printer.flat(&element.nodes);
                printer.write(",");
            }
        });
        self.newline();
    }

    /// Prints statements, each on a line of its own.
    pub(super) fn block(&mut self, statements: &[Sequence], ends: bool) {
        self.indented(|printer| {
            for (index, statement) in statements.iter().enumerate() {
                let semicolon = ends || index + 1 < statements.len();
                printer.newline();
                printer.sequence(statement, usize::from(semicolon));
                printer.write(if semicolon { ";" } else { "" });
            }
        });
        self.newline();
    }
}

impl Place {
    /// Whether a comma may follow the last element.
    fn allows_comma(self, kind: Kind) -> bool {
        match self {
            Self::Expression | Self::Signature => true,
            Self::Attribute => false,
            Self::Macro => kind == Kind::Fields,
        }
    }
}

impl List {
    /// Whether as many elements as fit go on a line.
    fn shares_lines(&self) -> bool {
        let short = |it: &Sequence| it.attributes.is_empty() && tree::width(&it.nodes) <= SHORT;
        match self.kind {
            Kind::Names => true,
            Kind::Array => self.place != Place::Macro && self.elements.iter().all(short),
            _ => false,
        }
    }
}

/// The two sides of an `=`, or of the `:` after a field's name, and the sign.
fn assignment(nodes: &[Node]) -> Option<(&[Node], &'static str, &[Node])> {
    let is = |node: &Node, sign: &str| matches!(&node.part, Part::Text(text) if text == sign);
    let equals = nodes.iter().position(|node| is(node, "="));
    let (at, sign) = match nodes.get(1) {
        Some(second) if is(second, ":") && equals.is_none() => (1, ":"),
        _ => (equals?, " ="),
    };
    let (left, right) = nodes.split_at(at);
    Some((left, sign, right.get(1..)?))
}

/// Whether an only element shares the lines of the list's delimiters.
fn can_overflow(only: &Sequence, kind: Kind) -> bool {
    let stays_whole = |node: &Node| match &node.part {
        Part::Text(text) => match text.as_str() {
            "." => kind == Kind::Array,
            "=" | "=>" | ":" => false,
            _ => true,
        },
        Part::List(_) => true,
    };
    let is_list = |node: &Node| breaks(node) && !is_generics(node);
    matches!(kind, Kind::Arguments | Kind::Array | Kind::Tuple)
        && only.attributes.is_empty()
        && only.nodes.last().is_some_and(is_list)
        && only.nodes.iter().all(stays_whole)
}

fn is_generics(node: &Node) -> bool {
    matches!(&node.part, Part::List(list) if list.kind == Kind::Generics)
}

/// Whether a node is a list with something in it.
fn breaks(node: &Node) -> bool {
    matches!(&node.part, Part::List(list) if !list.elements.is_empty())
}

fn starts_with(sequence: &Sequence, start: &str) -> bool {
    matches!(sequence.nodes.first(), Some(Node { part: Part::Text(text), .. }) if text == start)
}
