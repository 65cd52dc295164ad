//! From tokens to a syntax tree. This file moves over tokens and reports; the statements
//! are in the modules below, one kind each.
//!
//! A syntax error ends its statement: parsing continues at the next line that begins with a
//! statement, so that one run shows every fault. A fault that leaves the meaning clear is reported
//! and parsed.

mod file;
mod hints;
mod members;
mod operation;
mod shape;
mod value;

use std::borrow::Cow;
use std::sync::Arc;

use super::token::{Kind, Token, token};
use super::tree::{File, Name, Node, Trait, Value};
use crate::diagnostic::{Diagnostic, Diagnostics, Location, Source};
use crate::syntax::ast::Version;

/// Parses a file. Unreadable parts are reported and left out.
pub(super) fn parse<'s>(source: &'s Arc<Source>, diagnostics: &mut Diagnostics) -> File<'s> {
    let text = source.text();
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    let mut parser = Parser {
        source,
        text,
        token: token(text, start),
        docs: Vec::new(),
        long_string: None,
        suffixes: [Cow::Borrowed("Input"), Cow::Borrowed("Output")],
        depth: 0,
        file: File {
            version: Version::V1,
            tags: false,
            metadata: Vec::new(),
            namespace: "",
            uses: Vec::new(),
            shapes: Vec::new(),
            applies: Vec::new(),
        },
        diagnostics,
    };
    parser.file();
    parser.file
}

struct Parser<'s, 'd> {
    source: &'s Arc<Source>,
    text: &'s str,
    /// The token to look at next.
    token: Token,
    /// Documentation comments seen and not yet given to a shape.
    docs: Vec<Token>,
    /// The last string that goes over several lines, which may lack its closing quote.
    long_string: Option<Token>,
    /// The suffixes of the names of inline inputs and outputs.
    suffixes: [Cow<'s, str>; 2],
    /// How deep the value being read is.
    depth: usize,
    file: File<'s>,
    diagnostics: &'d mut Diagnostics,
}

impl<'s> Parser<'s, '_> {
    fn at(&self, kind: Kind) -> bool {
        self.token.kind == kind
    }

    /// Whether the next token is this name.
    fn at_word(&self, word: &str) -> bool {
        self.at(Kind::Identifier) && self.slice(self.token) == word
    }

    fn slice(&self, token: Token) -> &'s str {
        self.text.get(token.start..token.end).unwrap_or_default()
    }

    fn next(&mut self) -> Token {
        let passed = self.token;
        if passed.kind == Kind::Text && self.slice(passed).contains('\n') {
            self.long_string = Some(passed);
        }
        self.token = token(self.text, passed.end);
        passed
    }

    fn next_is(&mut self, kind: Kind) -> bool {
        let is = self.at(kind);
        if is {
            self.next();
        }
        is
    }

    fn expect(&mut self, kind: Kind) -> Option<Token> {
        if self.at(kind) {
            return Some(self.next());
        }
        self.unexpected(kind.name())
    }

    fn name(&mut self) -> Option<Name<'s>> {
        let token = self.expect(Kind::Identifier)?;
        Some(Name {
            text: self.slice(token),
            at: token.start,
        })
    }

    /// At least one space, then as many as there are.
    fn space(&mut self) -> Option<()> {
        self.expect(Kind::Space).map(drop)
    }

    fn skip_spaces(&mut self) {
        self.next_is(Kind::Space);
    }

    /// Skips whitespace, commas and comments; keeps documentation that is alone on its line.
    fn skip_whitespace(&mut self) {
        loop {
            match self.token.kind {
                Kind::Space | Kind::Newline | Kind::Comma | Kind::Comment => {}
                Kind::Doc => {
                    if self.begins_line(self.token) {
                        self.docs.push(self.token);
                    }
                }
                _ => return,
            }
            self.next();
        }
    }

    fn begins_line(&self, token: Token) -> bool {
        let before = self.text.get(..token.start).unwrap_or_default();
        let before = before.trim_end_matches([' ', '\t']);
        before.is_empty() || before.ends_with(['\n', '\r', '\u{feff}'])
    }

    /// The end of a line, and whitespace after it.
    fn line_end(&mut self) -> Option<()> {
        self.end_line(None)
    }

    /// The same, with the way out where the line goes on.
    fn line_end_after(&mut self, help: &str) -> Option<()> {
        self.end_line(Some(help))
    }

    fn end_line(&mut self, help: Option<&str>) -> Option<()> {
        while matches!(self.token.kind, Kind::Space | Kind::Comma) {
            self.next();
        }
        match self.token.kind {
            Kind::Newline | Kind::Comment | Kind::Doc | Kind::End => {
                self.skip_whitespace();
                Some(())
            }
            _ if help.is_some() => {
                self.unexpected_with("the end of the line", help.map(str::to_owned))
            }
            _ => self.unexpected("the end of the line"),
        }
    }

    /// The documentation before a shape or member, as a trait.
    fn take_docs(&mut self) -> Option<Trait<'s>> {
        let docs = std::mem::take(&mut self.docs);
        let at = docs.first()?.start;
        let lines = docs.iter().map(|&doc| {
            let line = self.slice(doc);
            let line = line.get(3..).unwrap_or_default();
            line.strip_prefix(' ').unwrap_or(line)
        });
        let text = lines.collect::<Vec<_>>().join("\n");
        let value = Value {
            at,
            node: Node::Text(Cow::Owned(text)),
        };
        Some(implied("smithy.api#documentation", at, Some(value)))
    }

    /// Reports documentation that precedes nothing that it could document.
    fn drop_docs(&mut self) {
        let Some(first) = self.docs.first() else {
            return;
        };
        let fault = Diagnostic::warning("the documentation comment documents nothing")
            .at(&self.location(first.start))
            .help("write it right before a shape or member, above its traits");
        self.diagnostics.push(fault);
        self.docs.clear();
    }

    fn location(&self, at: usize) -> Location {
        Location::new(self.source, at)
    }

    fn report(&mut self, at: usize, message: impl Into<String>) {
        let fault = Diagnostic::error(message).at(&self.location(at));
        self.diagnostics.push(fault);
    }

    fn report_with_help(&mut self, at: usize, message: impl Into<String>, help: &str) {
        let fault = Diagnostic::error(message).at(&self.location(at));
        self.diagnostics.push(fault.help(help));
    }

    /// Gives up the statement.
    fn fail<T>(&mut self, at: usize, message: impl Into<String>) -> Option<T> {
        self.report(at, message);
        None
    }

    /// Reports syntax of later versions in a file of version 1.0.
    fn needs_version_2(&mut self, at: usize, what: &str) {
        if self.file.version == Version::V1 {
            let fault = format!("{what} requires version 2.0, but this file has version 1.0");
            self.report_with_help(at, fault, "start the file with `$version: \"2.0\"`");
        }
    }
}

/// A trait that is written by syntax other than `@`.
fn implied<'s>(id: &'static str, at: usize, value: Option<Value<'s>>) -> Trait<'s> {
    Trait {
        at,
        id: Name { text: id, at },
        value,
    }
}
