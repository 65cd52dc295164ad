//! A file's sections: control statements, metadata, namespace, imports, shapes.

use std::borrow::Cow;

use super::Parser;
use crate::diagnostic::Diagnostic;
use crate::suggest::did_you_mean;
use crate::syntax::ast::Version;
use crate::syntax::idl::token::{Kind, token};
use crate::syntax::idl::tree::{Apply, Name, Node, Property};
use crate::syntax::idl::words::{self, is_shape_type, is_statement};

impl<'s> Parser<'s, '_> {
    pub(super) fn file(&mut self) {
        self.skip_whitespace();
        let mut given = Vec::new();
        while self.at(Kind::Dollar) {
            self.drop_docs();
            if self.control(&mut given).is_none() {
                self.recover();
            }
        }
        while self.at_word("metadata") {
            self.drop_docs();
            if self.metadata().is_none() {
                self.recover();
            }
        }
        if self.at(Kind::End) || self.namespace().is_none() {
            return self.drop_docs();
        }
        while self.at_word("use") {
            self.drop_docs();
            if self.import().is_none() {
                self.recover();
            }
        }
        while !self.at(Kind::End) {
            if self.statement().is_none() {
                self.recover();
            }
        }
        self.drop_docs();
    }

    /// Goes to the next line that begins with a statement, without indentation.
    fn recover(&mut self) {
        self.docs.clear();
        self.depth = 0;
        let mut at = self.token.start;
        while let Some(rest) = self.text.get(at..) {
            let Some(end) = rest.find('\n') else { break };
            at += end + 1;
            let line = self.text.get(at..).unwrap_or_default();
            let word = line.split(|c: char| !c.is_ascii_alphanumeric()).next();
            if line.starts_with(['@', '$'])
                || line.starts_with("///")
                || word.is_some_and(is_statement)
            {
                self.token = token(self.text, at);
                return self.skip_whitespace();
            }
        }
        self.token = token(self.text, self.text.len());
    }

    /// `$key: value`.
    fn control(&mut self, given: &mut Vec<Cow<'s, str>>) -> Option<()> {
        self.next();
        let (_, key) = self.key()?;
        self.skip_spaces();
        self.expect(Kind::Colon)?;
        self.skip_spaces();
        let value = self.value()?;
        let text = match &value.node {
            Node::Text(text) => Some(text.clone()),
            _ => None,
        };
        if given.contains(&key) {
            self.report(value.at, format!("`${key}` is given twice"));
        }
        match (&*key, text) {
            ("version", Some(version)) => self.version(value.at, &version),
            ("operationInputSuffix", Some(suffix)) => self.suffixes[0] = suffix,
            ("operationOutputSuffix", Some(suffix)) => self.suffixes[1] = suffix,
            ("version" | "operationInputSuffix" | "operationOutputSuffix", None) => {
                self.report(value.at, format!("`${key}` takes a string"));
            }
            _ => {
                let fault = format!("unknown control statement `${key}` is ignored");
                let fault = Diagnostic::warning(fault).at(&self.location(value.at));
                self.diagnostics.push(fault);
            }
        }
        given.push(key);
        self.line_end()
    }

    fn version(&mut self, at: usize, version: &str) {
        match version {
            "1" | "1.0" => {}
            "2" | "2.0" => self.file.version = Version::V2,
            "2.1" => {
                self.file.version = Version::V2;
                self.file.tags = true;
            }
            _ => {
                // The rest of the file is then read as the newest version.
                self.file.version = Version::V2;
                self.file.tags = true;
                let fault = format!("unsupported Smithy version `{version}`");
                self.report_with_help(at, fault, "versions 1.0, 2.0 and 2.1 are supported");
            }
        }
    }

    /// `metadata key = value`.
    fn metadata(&mut self) -> Option<()> {
        self.next();
        self.space()?;
        let (at, key) = self.key()?;
        self.skip_spaces();
        self.expect(Kind::Equal)?;
        self.skip_spaces();
        let value = self.value()?;
        self.file.metadata.push(Property { at, key, value });
        self.line_end()
    }

    /// `namespace a.b`.
    fn namespace(&mut self) -> Option<()> {
        self.drop_docs();
        if !self.at_word("namespace") {
            return self.unexpected("a namespace, such as `namespace example.weather`");
        }
        self.next();
        self.space()?;
        let first = self.name()?;
        while self.next_is(Kind::Dot) {
            self.name()?;
        }
        self.file.namespace = self
            .text
            .get(first.at..self.token.start)
            .unwrap_or_default();
        self.line_end()
    }

    /// `use a.b#Name`.
    fn import(&mut self) -> Option<()> {
        self.next();
        self.space()?;
        let id = self.absolute_id()?;
        let short = |id: Name<'s>| id.text.split_once('#').map(|(_, name)| name);
        let clash = self
            .file
            .uses
            .iter()
            .find(|used| short(**used) == short(id));
        match clash {
            Some(known) if known.text == id.text => {
                let note = self.location(known.at);
                let fault = Diagnostic::error(format!("`{}` is used twice", id.text))
                    .at(&self.location(id.at))
                    .note("the other use is at", &note)
                    .help("remove one of the two");
                self.diagnostics.push(fault);
            }
            Some(known) => {
                let note = self.location(known.at);
                let fault = format!("`{}` cannot be used beside `{}`", id.text, known.text);
                let fault = Diagnostic::error(fault)
                    .at(&self.location(id.at))
                    .note("the other use is at", &note)
                    .help("write the whole id wherever one of them is meant");
                self.diagnostics.push(fault);
            }
            None => self.file.uses.push(id),
        }
        self.line_end()
    }

    fn absolute_id(&mut self) -> Option<Name<'s>> {
        let first = self.name()?;
        while self.next_is(Kind::Dot) {
            self.name()?;
        }
        self.expect(Kind::Hash)?;
        self.name()?;
        if self.at(Kind::Dollar) {
            return self.fail(first.at, "members cannot be used, only shapes");
        }
        let text = self.text.get(first.at..self.token.start)?;
        Some(Name { text, at: first.at })
    }

    fn statement(&mut self) -> Option<()> {
        let docs = self.take_docs();
        if self.at_word("apply") {
            return self.apply();
        }
        let traits = self.traits(docs)?;
        self.drop_docs();
        if !self.at(Kind::Identifier) {
            return self.unexpected("a shape");
        }
        let word = self.slice(self.token);
        if !is_shape_type(word) {
            return self.unknown_statement(word);
        }
        self.shape(traits)
    }

    fn unknown_statement<T>(&mut self, word: &str) -> Option<T> {
        let at = self.token.start;
        let help = match word {
            "use" => Some("`use` comes right after the namespace".to_owned()),
            "metadata" => Some("metadata comes before the namespace".to_owned()),
            "namespace" => Some("a file has one namespace".to_owned()),
            "with" => Some("`with` belongs on the line of the shape's name".to_owned()),
            _ => did_you_mean(word, words::statements()),
        };
        let help = help.unwrap_or_else(|| {
            let types = words::OTHERS.iter().filter(|it| **it != "set");
            let types: Vec<_> = types.map(|it| format!("`{it}`")).collect();
            format!(
                "write {}, or a simple type such as `string`",
                types.join(", ")
            )
        });
        self.report_with_help(at, format!("`{word}` is not a type of shape"), &help);
        None
    }

    /// `apply target @trait` or `apply target { @trait … }`.
    fn apply(&mut self) -> Option<()> {
        self.next();
        self.space()?;
        let target = self.id()?;
        if !matches!(
            self.token.kind,
            Kind::Space | Kind::Newline | Kind::Comment | Kind::Comma
        ) {
            return self.unexpected("a space");
        }
        self.skip_whitespace();
        self.docs.clear();
        let traits = match self.token.kind {
            Kind::At => vec![self.annotation()?],
            Kind::OpenBrace => {
                self.needs_version_2(self.token.start, "a block of applied traits");
                self.next();
                self.skip_whitespace();
                let traits = self.traits(None)?;
                self.drop_docs();
                self.expect(Kind::CloseBrace)?;
                traits
            }
            _ => return self.unexpected("a trait, or `{` and traits"),
        };
        self.file.applies.push(Apply { target, traits });
        self.skip_spaces();
        if self.at(Kind::At) {
            let help = format!(
                "several traits go into a block: `apply {} {{ … }}`",
                target.text
            );
            return self.unexpected_with("the end of the line", Some(help));
        }
        self.line_end()
    }
}
