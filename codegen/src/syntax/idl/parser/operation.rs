//! Operations, with input and output written inline or by name.

use std::borrow::Cow;

use super::members::Body;
use super::{Parser, implied};
use crate::syntax::idl::token::Kind;
use crate::syntax::idl::tree::{Name, Node, Property, Shape, Value};

impl<'s> Parser<'s, '_> {
    /// `{ input: … output: … errors: … }`.
    pub(super) fn operation(&mut self, operation: &mut Shape<'s>) -> Option<()> {
        let open = self.expect(Kind::OpenBrace)?;
        loop {
            self.skip_whitespace();
            if self.at(Kind::CloseBrace) {
                self.drop_docs();
                self.next();
                return Some(());
            }
            self.check_closed(open)?;
            let key = self.name()?;
            self.skip_whitespace();
            let value = match key.text {
                "input" | "output" => self.input_or_output(operation.name, key)?,
                "errors" => {
                    self.expect(Kind::Colon)?;
                    self.skip_whitespace();
                    self.errors()?
                }
                _ => return self.unknown_property(key),
            };
            if operation
                .properties
                .iter()
                .any(|known| known.key == key.text)
            {
                self.report(key.at, format!("`{}` is given twice", key.text));
                continue;
            }
            operation.properties.push(Property {
                at: key.at,
                key: Cow::Borrowed(key.text),
                value,
            });
        }
    }

    fn unknown_property<T>(&mut self, key: Name<'_>) -> Option<T> {
        let fault = format!("an operation has no property `{}`", key.text);
        self.report_with_help(key.at, fault, "it has `input`, `output` and `errors`");
        None
    }

    fn input_or_output(&mut self, operation: Name<'s>, key: Name<'s>) -> Option<Value<'s>> {
        if self.at(Kind::Walrus) {
            self.needs_version_2(self.token.start, "an inline input or output");
            self.next();
            return self.inline(operation, key);
        }
        if !self.next_is(Kind::Colon) {
            let help = format!("write `{}: ` and a name, or `{} := {{`", key.text, key.text);
            return self.unexpected_with("`:` or `:=`", Some(help));
        }
        self.skip_whitespace();
        if self.at(Kind::OpenBrace) {
            let help = format!("write `{} := {{` for a structure without a name", key.text);
            return self.unexpected_with("the name of a structure", Some(help));
        }
        let id = self.id()?;
        Some(Value {
            at: id.at,
            node: Node::Id(id.text),
        })
    }

    /// The structure after `:=`, which is added to the file.
    fn inline(&mut self, operation: Name<'s>, key: Name<'s>) -> Option<Value<'s>> {
        // Documentation before the property belongs to its shape.
        let [input, output] = &self.suffixes;
        let (suffix, role) = match key.text {
            "input" => (input.clone(), "smithy.api#input"),
            _ => (output.clone(), "smithy.api#output"),
        };
        self.skip_whitespace();
        let docs = self.take_docs();
        let mut traits = self.traits(docs)?;
        self.drop_docs();
        traits.push(implied(role, key.at, None));
        let id = format!("{}#{}{suffix}", self.file.namespace, operation.text);
        let mut shape = Shape {
            kind: Name {
                text: "structure",
                at: key.at,
            },
            name: Name {
                text: operation.text,
                at: key.at,
            },
            suffix,
            traits,
            resource: None,
            mixins: Vec::new(),
            members: Vec::new(),
            properties: Vec::new(),
        };
        self.resource(&mut shape)?;
        self.mixins(&mut shape)?;
        self.body(&mut shape, Body::Structure)?;
        self.file.shapes.push(shape);
        Some(Value {
            at: key.at,
            node: Node::Text(Cow::Owned(id)),
        })
    }

    fn errors(&mut self) -> Option<Value<'s>> {
        let at = self.expect(Kind::OpenBracket)?.start;
        let mut errors = Vec::new();
        loop {
            self.skip_whitespace();
            if self.next_is(Kind::CloseBracket) {
                let node = Node::Array(errors);
                return Some(Value { at, node });
            }
            let id = self.id()?;
            errors.push(Value {
                at: id.at,
                node: Node::Id(id.text),
            });
        }
    }
}
