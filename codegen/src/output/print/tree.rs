//! Tokens read into a tree of lists. Each part knows its width on one line, and whether
//! rustfmt would break it though there is room.

use std::iter::Peekable;

use proc_macro2::token_stream::IntoIter;
use proc_macro2::{Delimiter, Group, Punct, Spacing, TokenStream, TokenTree};

use super::chain;
use super::docs;
use super::spacing::{gap, takes_arguments};

/// The kind of list, which rustfmt's limits depend on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Expression,
    /// Signatures and types, which have no limits but the width.
    Signature,
    Attribute,
    /// The arguments of a macro, which allows a comma after the last element in braces only.
    Macro,
}

/// The tokens between two separators.
#[derive(Debug, Default)]
pub(super) struct Sequence {
    pub(super) attributes: Vec<Attribute>,
    pub(super) nodes: Vec<Node>,
}

#[derive(Debug)]
pub(super) struct Attribute {
    /// Whether it is `#![..]`.
    pub(super) inner: bool,
    /// The text, where it is documentation.
    pub(super) doc: Option<String>,
    pub(super) value: Sequence,
}

#[derive(Debug)]
pub(super) struct Node {
    /// Whether there is a space before it.
    pub(super) gap: bool,
    pub(super) part: Part,
}

#[derive(Debug)]
pub(super) enum Part {
    /// A word, a literal, or punctuation that belongs together, such as `->`.
    Text(String),
    List(List),
}

#[derive(Debug)]
pub(super) struct List {
    pub(super) kind: Kind,
    pub(super) place: Place,
    pub(super) elements: Vec<Sequence>,
    /// Whether a separator follows the last element.
    pub(super) ends: bool,
    /// On one line, with its delimiters.
    pub(super) width: usize,
    /// Whether it takes several lines.
    pub(super) long: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Of a call or a signature.
    Arguments,
    Tuple,
    Array,
    Generics,
    /// Names in the braces of `use`.
    Names,
    /// Fields, or other elements in braces.
    Fields,
    /// Statements.
    Block,
}

impl Attribute {
    pub(super) fn is_doc(&self) -> bool {
        self.doc.is_some()
    }
}

impl Kind {
    pub(super) fn delimiters(self) -> (&'static str, &'static str) {
        match self {
            Self::Arguments | Self::Tuple => ("(", ")"),
            Self::Array => ("[", "]"),
            Self::Generics => ("<", ">"),
            Self::Names | Self::Fields | Self::Block => ("{", "}"),
        }
    }

    pub(super) fn is_braces(self) -> bool {
        matches!(self, Self::Names | Self::Fields | Self::Block)
    }

    /// The longest elements that rustfmt leaves on one line: its options `fn_call_width`,
    /// `array_width`, `struct_lit_width` and `attr_fn_like_width`.
    fn limit(self, place: Place) -> usize {
        match (self, place) {
            (Self::Block, _) => 0,
            (Self::Arguments | Self::Tuple | Self::Array, Place::Expression) => 60,
            (Self::Fields, Place::Expression | Place::Macro) => 18,
            (Self::Arguments, Place::Attribute) => 70,
            _ => usize::MAX,
        }
    }
}

impl List {
    fn new(kind: Kind, place: Place, elements: Vec<Sequence>, ends: bool) -> Self {
        let gaps = 2 * elements.len().saturating_sub(1);
        let inner = elements.iter().map(|it| width(&it.nodes)).sum::<usize>() + gaps;
        let padding = kind == Kind::Fields && !elements.is_empty();
        let has_lines = |it: &Sequence| !it.attributes.is_empty() || are_long(&it.nodes);
        let mut list = Self {
            kind,
            place,
            width: inner + if padding { 4 } else { 2 },
            long: (inner > kind.limit(place) && !holds_array(kind, &elements))
                || elements.iter().any(has_lines),
            elements,
            ends,
        };
        list.width += usize::from(list.is_single());
        list
    }

    /// Whether it is a tuple of one element, which its comma distinguishes from parentheses.
    pub(super) fn is_single(&self) -> bool {
        self.kind == Kind::Tuple && self.elements.len() == 1 && self.ends
    }
}

/// Whether a list is the arguments of a call which are nothing but an array: only the array has
/// a limit then.
fn holds_array(kind: Kind, elements: &[Sequence]) -> bool {
    let is_array = |node: &Node| matches!(&node.part, Part::List(it) if it.kind == Kind::Array);
    match elements {
        [only] if kind == Kind::Arguments => only.nodes.last().is_some_and(is_array),
        _ => false,
    }
}

/// How wide nodes are on one line.
pub(super) fn width(nodes: &[Node]) -> usize {
    let parts = nodes.iter().map(|node| match &node.part {
        Part::Text(text) => text.chars().count(),
        Part::List(list) => list.width,
    });
    let gaps = nodes.iter().skip(1).filter(|node| node.gap).count();
    parts.sum::<usize>() + gaps
}

/// Whether nodes take several lines.
pub(super) fn are_long(nodes: &[Node]) -> bool {
    let long = |node: &Node| matches!(&node.part, Part::List(list) if list.long);
    nodes.iter().any(long) || chain::is_long(nodes)
}

/// Reads one sequence.
pub(super) fn sequence(tokens: TokenStream, place: Place) -> Sequence {
    Reader::new(tokens, place).sequence(None)
}

/// Reads elements that commas separate.
pub(super) fn elements(tokens: TokenStream, place: Place) -> Vec<Sequence> {
    Reader::new(tokens, place).elements(',').0
}

/// Reads statements, and whether the last one ends in a semicolon.
pub(super) fn statements(tokens: TokenStream) -> (Vec<Sequence>, bool) {
    Reader::new(tokens, Place::Expression).elements(';')
}

/// Reads an attribute without its `#`.
pub(super) fn attribute(group: &Group, inner: bool) -> Attribute {
    Attribute {
        inner,
        doc: docs::text(group),
        value: sequence(group.stream(), Place::Attribute),
    }
}

struct Reader {
    tokens: Peekable<IntoIter>,
    place: Place,
}

impl Reader {
    fn new(tokens: TokenStream, place: Place) -> Self {
        let tokens = tokens.into_iter().peekable();
        Self { tokens, place }
    }

    /// The elements up to the end or to a `>`, and whether the last has a separator.
    fn elements(&mut self, separator: char) -> (Vec<Sequence>, bool) {
        let (mut elements, mut ends) = (Vec::new(), false);
        loop {
            let element = self.sequence(Some(separator));
            if !(element.nodes.is_empty() && element.attributes.is_empty()) {
                elements.push(element);
                ends = false;
            }
            match self.tokens.next() {
                Some(TokenTree::Punct(it)) if it.as_char() == separator => ends = true,
                _ => return (elements, ends),
            }
        }
    }

    /// The tokens before a separator, a `>` or the end.
    fn sequence(&mut self, separator: Option<char>) -> Sequence {
        let mut sequence = Sequence::default();
        let end = |token: &TokenTree| match token {
            TokenTree::Punct(it) => it.as_char() == '>' || Some(it.as_char()) == separator,
            _ => false,
        };
        while let Some(token) = self.tokens.next_if(|token| !end(token)) {
            if is_punct(Some(&token), '#') {
                sequence.attributes.extend(self.attribute());
                continue;
            }
            let before = sequence.nodes.last();
            let part = self.part(token, before);
            let gap = gap(before, &part);
            sequence.nodes.push(Node { gap, part });
        }
        sequence
    }

    fn attribute(&mut self) -> Option<Attribute> {
        let inner = self.tokens.next_if(|it| is_punct(Some(it), '!')).is_some();
        match self.tokens.next() {
            Some(TokenTree::Group(group)) => Some(attribute(&group, inner)),
            _ => None,
        }
    }

    fn part(&mut self, token: TokenTree, before: Option<&Node>) -> Part {
        match token {
            TokenTree::Group(group) if is_text(before, "pub") => Part::Text(group.to_string()),
            TokenTree::Group(group) => Part::List(self.list(&group, before)),
            TokenTree::Punct(it) if it.as_char() == '<' => {
                let (elements, ends) = self.elements(',');
                Part::List(List::new(Kind::Generics, self.place, elements, ends))
            }
            TokenTree::Punct(it) => Part::Text(self.punctuation(&it)),
            TokenTree::Ident(it) => Part::Text(it.to_string()),
            TokenTree::Literal(it) => Part::Text(it.to_string()),
        }
    }

    fn list(&self, group: &Group, before: Option<&Node>) -> List {
        let kind = match group.delimiter() {
            Delimiter::Bracket => Kind::Array,
            Delimiter::Brace if is_text(before, "::") => Kind::Names,
            Delimiter::Brace if has_statements(group) => Kind::Block,
            Delimiter::Brace => Kind::Fields,
            Delimiter::Parenthesis | Delimiter::None if takes_arguments(before) => Kind::Arguments,
            Delimiter::Parenthesis | Delimiter::None => Kind::Tuple,
        };
        let separator = if kind == Kind::Block { ';' } else { ',' };
        let place = if is_text(before, "!") {
            Place::Macro
        } else {
            self.place
        };
        let mut reader = Self::new(group.stream(), place);
        let (elements, ends) = reader.elements(separator);
        List::new(kind, place, elements, ends)
    }

    /// The characters that belong to the first one, and a lifetime whole.
    fn punctuation(&mut self, first: &Punct) -> String {
        let mut text = String::from(first.as_char());
        if first.as_char() == '\'' {
            text.extend(self.tokens.next().map(|it| it.to_string()));
        } else if first.spacing() == Spacing::Joint {
            let joined = |second: char| {
                let both = (first.as_char(), second);
                matches!(both, (':', ':') | ('-' | '=', '>') | ('.', '.'))
            };
            let second =
                |it: &TokenTree| matches!(it, TokenTree::Punct(it) if joined(it.as_char()));
            text.extend(self.tokens.next_if(second).map(|it| it.to_string()));
        }
        text
    }
}

pub(super) fn is_punct(token: Option<&TokenTree>, punct: char) -> bool {
    matches!(token, Some(TokenTree::Punct(it)) if it.as_char() == punct)
}

fn is_text(node: Option<&Node>, text: &str) -> bool {
    matches!(node.map(|it| &it.part), Some(Part::Text(it)) if it == text)
}

fn has_statements(group: &Group) -> bool {
    group
        .stream()
        .into_iter()
        .any(|token| is_punct(Some(&token), ';'))
}
