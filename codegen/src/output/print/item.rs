//! Items: the declarations in a file, a module, an `impl` or a trait.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::Printer;
use super::tree::{self, Attribute, Kind, Node, Part, Place, Sequence, is_punct};

#[derive(Debug)]
pub(super) struct Item {
    attributes: Vec<Attribute>,
    kind: What,
    /// Everything before `where` and the body; nothing if there are but attributes of the
    /// module around.
    head: Sequence,
    /// The part after `where`.
    bounds: Vec<Sequence>,
    body: Body,
}

/// The kind of declaration, by its keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Use,
    Module,
    /// `const` and `type`.
    Alias,
    Function,
    Implementation,
    /// `trait`.
    Trait,
    /// `struct` and `enum`.
    Type,
    Macro,
    Other,
}

#[derive(Debug)]
enum Body {
    None,
    Elements(Vec<Sequence>),
    Items(Vec<Item>),
    Statements(Vec<Sequence>, bool),
    /// The arguments of a macro.
    Arguments(Sequence),
}

/// Reads the items of a file or a body.
pub(super) fn items(tokens: TokenStream) -> Vec<Item> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut rest = tokens.as_slice();
    let mut items = Vec::new();
    while !rest.is_empty() {
        items.push(item(&mut rest));
    }
    items
}

fn item(rest: &mut &[TokenTree]) -> Item {
    let attributes = attributes(rest);
    let is_inner = attributes.last().is_some_and(|it| it.inner);
    let end = if is_inner { 0 } else { end(rest) };
    let (head, after) = rest.split_at(end);
    let kind = what(head);
    let (body, taken) = match after.first() {
        _ if is_inner => (Body::None, 0),
        Some(TokenTree::Group(group)) => (body(kind, group.stream()), 1),
        _ => (Body::None, 1),
    };
    *rest = after.get(taken..).unwrap_or_default();
    let wheres = head.iter().position(|token| is_word(token, "where"));
    let (head, bounds) = head.split_at(wheres.unwrap_or(head.len()));
    let bounds = bounds.iter().skip(1).cloned().collect();
    let place = match kind {
        What::Alias | What::Macro | What::Other => Place::Expression,
        _ => Place::Signature,
    };
    Item {
        attributes,
        kind,
        head: tree::sequence(head.iter().cloned().collect(), place),
        bounds: tree::elements(bounds, Place::Signature),
        body,
    }
}

/// Where an item ends: at its body, or at a semicolon.
fn end(tokens: &[TokenTree]) -> usize {
    let is_use = tokens.iter().take(3).any(|token| is_word(token, "use"));
    let (mut angles, mut has_value) = (0_usize, false);
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) => {
                let is_body = group.delimiter() == Delimiter::Brace;
                if is_body && !(has_value || is_use) {
                    return at;
                }
            }
            TokenTree::Punct(punct) => match punct.as_char() {
                ';' => return at,
                // The `>` of `->` closes nothing.
                '<' | '-' => angles += 1,
                '>' => angles = angles.saturating_sub(1),
                '=' => has_value |= angles == 0,
                _ => {}
            },
            _ => {}
        }
    }
    tokens.len()
}

/// The attributes before an item. Inner attributes and inner documentation are kept apart.
fn attributes(rest: &mut &[TokenTree]) -> Vec<Attribute> {
    let mut attributes: Vec<Attribute> = Vec::new();
    while is_punct(rest.first(), '#') {
        let inner = is_punct(rest.get(1), '!');
        let at = if inner { 2 } else { 1 };
        let Some(TokenTree::Group(group)) = rest.get(at) else {
            break;
        };
        let attribute = tree::attribute(group, inner);
        let same = |last: &Attribute| (last.inner, last.is_doc()) == (inner, attribute.is_doc());
        if attributes
            .last()
            .is_some_and(|last| last.inner && !same(last))
        {
            break;
        }
        attributes.push(attribute);
        *rest = rest.get(at + 1..).unwrap_or_default();
    }
    attributes
}

fn what(head: &[TokenTree]) -> What {
    let known = |token: &TokenTree| match token {
        TokenTree::Ident(ident) => Some(match ident.to_string().as_str() {
            "use" => What::Use,
            "mod" => What::Module,
            "const" | "type" => What::Alias,
            "fn" => What::Function,
            "impl" => What::Implementation,
            "trait" => What::Trait,
            "struct" | "enum" => What::Type,
            "static" => What::Other,
            _ => return None,
        }),
        TokenTree::Punct(punct) => (punct.as_char() == '!').then_some(What::Macro),
        _ => None,
    };
    head.iter().find_map(known).unwrap_or(What::Other)
}

fn body(kind: What, tokens: TokenStream) -> Body {
    match kind {
        What::Function => {
            let (statements, ends) = tree::statements(tokens);
            Body::Statements(statements, ends)
        }
        What::Type => Body::Elements(tree::elements(tokens, Place::Signature)),
        What::Macro => Body::Arguments(tree::sequence(tokens, Place::Macro)),
        _ => Body::Items(items(tokens)),
    }
}

fn is_word(token: &TokenTree, word: &str) -> bool {
    matches!(token, TokenTree::Ident(ident) if ident == word)
}

impl Item {
    /// Whether no line is left empty between this item and the next.
    fn is_grouped_with(&self, next: &Self) -> bool {
        let documented = |it: &Self| it.attributes.iter().any(Attribute::is_doc);
        let same = match self.kind {
            What::Use => root(&self.head) == root(&next.head),
            What::Module => matches!(next.body, Body::None),
            What::Alias => true,
            _ => false,
        };
        same && self.kind == next.kind && !documented(self) && !documented(next)
    }

    fn is_empty(&self) -> bool {
        match &self.body {
            Body::None => false,
            Body::Elements(it) | Body::Statements(it, _) => it.is_empty(),
            Body::Items(it) => it.is_empty(),
            Body::Arguments(it) => it.nodes.is_empty(),
        }
    }
}

/// Where the path of a `use` begins.
fn root(head: &Sequence) -> Option<&str> {
    let starts = |node: &&Node| matches!(&node.part, Part::Text(text) if text == "use");
    let mut nodes = head.nodes.iter().skip_while(|node| !starts(node)).skip(1);
    match nodes.next().map(|node| &node.part) {
        Some(Part::Text(text)) => Some(text),
        _ => None,
    }
}

impl Printer {
    /// Prints items, with an empty line between two.
    pub(super) fn items(&mut self, items: &[Item]) {
        let mut before: Option<&Item> = None;
        for item in items {
            match before {
                Some(before) if !before.is_grouped_with(item) => self.blank(),
                _ => self.newline(),
            }
            self.item(item);
            before = Some(item);
        }
    }

    fn item(&mut self, item: &Item) {
        self.attributes(&item.attributes);
        if item.head.nodes.is_empty() {
            return;
        }
        self.newline();
        self.head(item);
        match &item.body {
            Body::None => return self.write(";"),
            _ if item.is_empty() => {}
            Body::Elements(elements) => self.lines(elements, true),
            Body::Items(items) => {
                self.indented(|printer| printer.items(items));
                self.newline();
            }
            Body::Statements(statements, ends) => self.block(statements, *ends),
            Body::Arguments(sequence) => {
                self.indented(|printer| {
                    printer.newline();
                    printer.sequence(sequence, 0);
                });
                self.newline();
            }
        }
        self.write("}");
    }

    /// Prints an item up to its body.
    fn head(&mut self, item: &Item) {
        let nodes = item.head.nodes.as_slice();
        let has_body = !matches!(item.body, Body::None);
        let after = match (has_body, item.bounds.is_empty()) {
            (true, true) if item.is_empty() => 3,
            (true, true) => 2,
            (true, false) => 0,
            // As it does after the names of `use`.
            (false, _) if item.kind == What::Use => 2,
            (false, _) => 1,
        };
        if self.fits(nodes, after) {
            self.flat(nodes);
        } else {
            match item.kind {
                What::Function => self.signature(nodes, after),
                What::Implementation => self.implementation(nodes),
                _ if has_body => self.before_body(nodes, after),
                _ => self.nodes(nodes, after),
            }
        }
        if !item.bounds.is_empty() {
            self.newline();
            self.write("where");
            self.lines(&item.bounds, true);
        }
        if has_body {
            self.write(if self.is_at_start() { "{" } else { " {" });
        }
    }

    /// Prints the nodes before a body, which starts on a line of its own if only the nodes fit.
    fn before_body(&mut self, nodes: &[Node], after: usize) {
        if !self.fits(nodes, after) && self.fits(nodes, 0) {
            self.flat(nodes);
            self.newline();
        } else {
            self.nodes(nodes, after);
        }
    }

    /// Prints a signature, each parameter on a line of its own.
    fn signature(&mut self, nodes: &[Node], after: usize) {
        let list =
            |node: &Node| matches!(&node.part, Part::List(list) if list.kind == Kind::Arguments);
        let function = nodes
            .iter()
            .position(|node| is_text(node, "fn"))
            .unwrap_or(0);
        let parameters = nodes.iter().skip(function).position(list);
        let at = parameters.map_or(nodes.len(), |at| function + at);
        let (before, rest) = nodes.split_at(at);
        self.flat(before);
        let Some((
            Node {
                part: Part::List(list),
                ..
            },
            rest,
        )) = rest.split_first()
        else {
            return;
        };
        if list.elements.is_empty() {
            self.flat_list(list);
        } else {
            self.list(list, 0);
        }
        self.write(if rest.is_empty() { "" } else { " " });
        // rustfmt leaves one column free there.
        self.before_body(rest, after + 1);
    }

    /// Prints the head of an `impl`, with the type on its own line if it fits there.
    fn implementation(&mut self, nodes: &[Node]) {
        let generic = matches!(nodes.get(1).map(|it| &it.part), Some(Part::List(list)) if list.kind == Kind::Generics);
        let (first, rest) = nodes.split_at(if generic { 2 } else { 1 }.min(nodes.len()));
        if !self.fits(first, 0) {
            self.spread(first, 0);
            self.write(" ");
            self.nodes(rest, 0);
            return self.newline();
        }
        self.flat(first);
        self.indented(|printer| {
            printer.newline();
            printer.nodes(rest, 0);
        });
        self.newline();
    }
}

fn is_text(node: &Node, text: &str) -> bool {
    matches!(&node.part, Part::Text(it) if it == text)
}
