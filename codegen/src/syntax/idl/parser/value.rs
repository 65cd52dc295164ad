//! Node values, shape ids and traits.

use std::borrow::Cow;

use super::Parser;
use crate::diagnostic::Diagnostic;
use crate::suggest::did_you_mean;
use crate::syntax::idl::tagged::{self, Literal, TAGS};
use crate::syntax::idl::text::{unescaped, unindented};
use crate::syntax::idl::token::{Kind, Token};
use crate::syntax::idl::tree::{Name, Node, Property, Trait, Value};

/// Values nested deeper are refused.
const MAX_DEPTH: usize = 100;

impl<'s> Parser<'s, '_> {
    /// A node value.
    pub(super) fn value(&mut self) -> Option<Value<'s>> {
        let at = self.token.start;
        let node = match self.token.kind {
            Kind::Text | Kind::Block => {
                let token = self.next();
                Node::Text(self.text_of(token)?)
            }
            Kind::Number => Node::Number(Cow::Borrowed(self.token_text())),
            Kind::Identifier => self.word_or_id()?,
            Kind::Hash => self.tagged()?,
            Kind::OpenBracket => self.nested(Self::array)?,
            Kind::OpenBrace => Node::Object(self.nested(Self::object)?),
            _ => return self.unexpected("a value"),
        };
        Some(Value { at, node })
    }

    fn token_text(&mut self) -> &'s str {
        let token = self.next();
        self.slice(token)
    }

    fn nested<T>(&mut self, read: fn(&mut Self) -> Option<T>) -> Option<T> {
        if self.depth >= MAX_DEPTH {
            let fault = format!("nested more than {MAX_DEPTH} levels deep");
            return self.fail(self.token.start, fault);
        }
        self.depth += 1;
        let read = read(self);
        self.depth -= 1;
        read
    }

    fn array(&mut self) -> Option<Node<'s>> {
        self.expect(Kind::OpenBracket)?;
        let mut items = Vec::new();
        loop {
            self.skip_whitespace();
            if self.next_is(Kind::CloseBracket) {
                return Some(Node::Array(items));
            }
            items.push(self.value()?);
        }
    }

    /// `{ key: value … }`.
    pub(super) fn object(&mut self) -> Option<Vec<Property<'s>>> {
        let open = self.expect(Kind::OpenBrace)?;
        self.skip_whitespace();
        self.properties(open, Kind::CloseBrace)
    }

    /// Keys and values up to the closing token.
    fn properties(&mut self, open: Token, close: Kind) -> Option<Vec<Property<'s>>> {
        let mut properties = Vec::<Property<'s>>::new();
        while !self.next_is(close) {
            self.check_closed(open)?;
            let (at, key) = self.key()?;
            self.skip_whitespace();
            self.expect(Kind::Colon)?;
            self.skip_whitespace();
            let value = self.value()?;
            self.skip_whitespace();
            if properties.iter().any(|known| known.key == key) {
                self.report(at, format!("`{key}` is given twice"));
            } else {
                properties.push(Property { at, key, value });
            }
        }
        Some(properties)
    }

    /// A key, quoted or not, and its place.
    pub(super) fn key(&mut self) -> Option<(usize, Cow<'s, str>)> {
        let token = self.token;
        match token.kind {
            Kind::Identifier => {
                self.next();
                Some((token.start, Cow::Borrowed(self.slice(token))))
            }
            Kind::Text => {
                self.next();
                Some((token.start, self.text_of(token)?))
            }
            _ => self.unexpected("a key"),
        }
    }

    /// The text of a string or text block.
    fn text_of(&mut self, token: Token) -> Option<Cow<'s, str>> {
        let read = match self.contents(token)? {
            Cow::Borrowed(text) => unescaped(text),
            Cow::Owned(text) => unescaped(&text).map(|text| Cow::Owned(text.into_owned())),
        };
        match read {
            Ok(text) => Some(text),
            Err(fault) => self.fail(token.start, fault),
        }
    }

    /// The text between the quotes; for a text block, without its indentation.
    fn contents(&mut self, token: Token) -> Option<Cow<'s, str>> {
        let quotes = if token.kind == Kind::Block { 3 } else { 1 };
        let range = token.start + quotes..token.end.saturating_sub(quotes);
        let body = self.text.get(range).unwrap_or_default();
        if token.kind != Kind::Block {
            return Some(Cow::Borrowed(body));
        }
        match unindented(body) {
            Ok(text) => Some(Cow::Owned(text)),
            Err(fault) => self.fail(token.start, fault),
        }
    }

    /// `#tag "…"`.
    fn tagged(&mut self) -> Option<Node<'s>> {
        let hash = self.next();
        let tag = self.name()?;
        if !TAGS.contains(&tag.text) {
            let fault = Diagnostic::error(format!("unknown tag `#{}`", tag.text))
                .at(&self.location(hash.start))
                .maybe_help(did_you_mean(tag.text, TAGS));
            self.diagnostics.push(fault);
            return None;
        }
        if !self.file.tags {
            let fault = "tagged literals require version 2.1";
            self.report_with_help(hash.start, fault, "start the file with `$version: \"2.1\"`");
        }
        self.skip_spaces();
        if !matches!(self.token.kind, Kind::Text | Kind::Block) {
            return self.unexpected("a string");
        }
        let token = self.next();
        let contents = self.contents(token)?;
        match tagged::read(tag.text, &contents) {
            Ok(Literal::Text(text)) => Some(Node::Text(Cow::Owned(text))),
            Ok(Literal::Number(digits)) => Some(Node::Number(Cow::Owned(digits))),
            Err(fault) => self.fail(token.start, fault),
        }
    }

    fn word_or_id(&mut self) -> Option<Node<'s>> {
        let id = self.id()?;
        Some(match id.text {
            "true" => Node::Bool(true),
            "false" => Node::Bool(false),
            "null" => Node::Null,
            text => Node::Id(text),
        })
    }

    /// A shape id, absolute or not, with or without a member.
    pub(super) fn id(&mut self) -> Option<Name<'s>> {
        let first = self.name()?;
        if self.at(Kind::Dot) || self.at(Kind::Hash) {
            while self.next_is(Kind::Dot) {
                self.name()?;
            }
            self.expect(Kind::Hash)?;
            self.name()?;
        }
        if self.next_is(Kind::Dollar) {
            self.name()?;
        }
        let text = self.text.get(first.at..self.token.start)?;
        Some(Name { text, at: first.at })
    }

    /// Traits and the whitespace after them, after those given.
    pub(super) fn traits(&mut self, docs: Option<Trait<'s>>) -> Option<Vec<Trait<'s>>> {
        let mut traits: Vec<_> = docs.into_iter().collect();
        while self.at(Kind::At) {
            traits.push(self.annotation()?);
            self.skip_whitespace();
        }
        Some(traits)
    }

    /// `@id(value)`.
    pub(super) fn annotation(&mut self) -> Option<Trait<'s>> {
        let at = self.expect(Kind::At)?.start;
        let id = self.id()?;
        let open = self.token;
        let mut value = None;
        if self.next_is(Kind::OpenParen) {
            self.skip_whitespace();
            if !self.next_is(Kind::CloseParen) {
                value = Some(self.annotation_value(open)?);
            }
        }
        Some(Trait { at, id, value })
    }

    /// The value between the parentheses, and the closing parenthesis.
    fn annotation_value(&mut self, open: Token) -> Option<Value<'s>> {
        if self.begins_with_key() {
            let node = Node::Object(self.properties(open, Kind::CloseParen)?);
            let at = open.start;
            return Some(Value { at, node });
        }
        let value = self.value()?;
        self.skip_whitespace();
        self.check_closed(open)?;
        if !self.next_is(Kind::CloseParen) {
            let help = "a trait takes one value, or keys with values: `@trait(key: 1)`";
            return self.unexpected_with("`)`", Some(help.to_owned()));
        }
        Some(value)
    }

    /// Whether a key and a colon, or a sign that is mistaken for a colon, come next; consumes
    /// nothing.
    fn begins_with_key(&mut self) -> bool {
        if !matches!(self.token.kind, Kind::Identifier | Kind::Text) {
            return false;
        }
        let (token, docs) = (self.token, self.docs.len());
        self.next();
        self.skip_whitespace();
        let is_key = self.at(Kind::Colon) || self.at(Kind::Equal);
        self.token = token;
        self.docs.truncate(docs);
        is_key
    }
}
