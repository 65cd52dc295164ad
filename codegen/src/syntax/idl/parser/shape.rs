//! Shapes: the head before the body, and the kind of body.

use std::borrow::Cow;

use super::Parser;
use super::members::Body;
use crate::diagnostic::Diagnostic;
use crate::syntax::ast::Version;
use crate::syntax::idl::token::Kind;
use crate::syntax::idl::tree::{Name, Shape, Trait};
use crate::syntax::idl::words::is_simple;

impl<'s> Parser<'s, '_> {
    /// A shape from its type on.
    pub(super) fn shape(&mut self, traits: Vec<Trait<'s>>) -> Option<()> {
        let kind = self.name()?;
        self.check_type(kind);
        self.space()?;
        let name = self.name()?;
        self.check_imported(name);
        let mut shape = Shape {
            kind,
            name,
            suffix: Cow::Borrowed(""),
            traits,
            resource: None,
            mixins: Vec::new(),
            members: Vec::new(),
            properties: Vec::new(),
        };
        self.rest(&mut shape)?;
        self.drop_docs();
        self.file.shapes.push(shape);
        self.line_end()
    }

    /// The part after the name, which depends on the type.
    fn rest(&mut self, shape: &mut Shape<'s>) -> Option<()> {
        match shape.kind.text {
            simple if is_simple(simple) => self.mixins(shape)?,
            "enum" | "intEnum" => {
                self.mixins(shape)?;
                self.body(shape, Body::Enum)?;
            }
            "service" | "resource" | "operation" => {
                self.mixins(shape)?;
                self.skip_whitespace();
                self.drop_docs();
                if shape.kind.text == "operation" {
                    self.operation(shape)?;
                } else {
                    shape.properties = self.object()?;
                }
            }
            _ => {
                self.resource(shape)?;
                self.mixins(shape)?;
                self.body(shape, Body::of(shape.kind.text))?;
            }
        }
        Some(())
    }

    fn check_type(&mut self, kind: Name<'_>) {
        match (kind.text, self.file.version) {
            ("enum" | "intEnum", Version::V1) => {
                self.needs_version_2(kind.at, &format!("the shape type `{}`", kind.text));
            }
            ("set", Version::V2) => {
                let fault = "the shape type `set` was removed in version 2.0";
                self.report_with_help(kind.at, fault, "write a list with the trait `@uniqueItems`");
            }
            _ => {}
        }
    }

    fn check_imported(&mut self, name: Name<'_>) {
        let mut uses = self.file.uses.iter();
        let clash = uses.find(|used| {
            used.text
                .split_once('#')
                .is_some_and(|(_, it)| it == name.text)
        });
        if let Some(used) = clash {
            let fault = format!("the shape `{}` has the name of one that is used", name.text);
            let fault = Diagnostic::error(fault)
                .at(&self.location(name.at))
                .note("the other shape is used at", &self.location(used.at))
                .help("rename the shape, or write the whole id of the other one");
            self.diagnostics.push(fault);
        }
    }

    /// `for Resource`.
    pub(super) fn resource(&mut self, shape: &mut Shape<'s>) -> Option<()> {
        let before = self.token;
        self.skip_spaces();
        if !self.at_word("for") {
            self.token = before;
            return Some(());
        }
        self.needs_version_2(self.token.start, "`for` and a resource");
        self.next();
        self.space()?;
        shape.resource = Some(self.id()?);
        Some(())
    }

    /// `with [Mixin …]`, on the same line.
    pub(super) fn mixins(&mut self, shape: &mut Shape<'s>) -> Option<()> {
        let before = self.token;
        self.skip_spaces();
        if !self.at_word("with") {
            self.token = before;
            return Some(());
        }
        self.needs_version_2(self.token.start, "mixins");
        self.next();
        self.skip_whitespace();
        self.expect(Kind::OpenBracket)?;
        self.skip_whitespace();
        loop {
            shape.mixins.push(self.id()?);
            self.skip_whitespace();
            if self.next_is(Kind::CloseBracket) {
                return Some(());
            }
        }
    }
}
